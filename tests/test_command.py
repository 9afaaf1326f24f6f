from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.command import Command, Commands, command, find_commands, new_id
from bot.model.book import Book
from bot.model.document import Note, Preferences
from tests.fakes.commands import Wave, nod, wave
from tests.turns import ANN, turn


def test_a_declaration_makes_a_command_of_a_function() -> None:
    assert (wave.verb, wave.usage, wave.ask) == ("wave", "wave [at <people>]", Wave)
    assert wave.run(Wave("Sarah"), turn()).text == "You waved at Sarah."
    assert (wave.in_menu, nod.in_menu) == (True, False)


def test_commands_are_found_by_verb_by_other_name_and_by_what_they_answer() -> None:
    commands = Commands((wave, nod))
    assert commands.all == (nod, wave)
    assert commands.by_verb == {"wave": wave, "greet": wave, "nod": nod, "yes": nod}
    assert commands.by_answer == {"wave": wave, "query.wave": wave}


@pytest.mark.parametrize("also", ["wave", "greet"])
def test_two_commands_cannot_have_the_same_name(also: str) -> None:
    rival = command("shake", "Say hello", also=(also,))(nod.run)
    with pytest.raises(ValueError, match=f"'{also}' is claimed by shake and by wave"):
        Commands((wave, rival))


def test_every_file_of_the_folder_is_a_command() -> None:
    folder = Path(__file__).parents[1] / "bot" / "commands"
    files = {file.stem for file in folder.glob("*.py") if file.stem != "__init__"}
    found = find_commands()
    assert len(found.all) >= len(files)
    assert all(isinstance(each, Command) for each in found.all)


def test_nothing_is_found_where_there_are_no_commands() -> None:
    assert find_commands("bot.exchange").all == ()


@given(some.text(), some.integers(0, 100))
def test_the_same_cause_makes_the_same_id_again(cause: str, count: int) -> None:
    id = new_id(cause, count)
    assert id == new_id(cause, count)
    assert len(id) == 16
    assert id.isalnum()
    assert id.isascii()


def test_a_message_makes_the_same_ids_when_it_is_worked_on_again() -> None:
    first, again, other = turn(), turn(), turn(message_id="m2")
    ids = [first.new_id() for _ in range(20)]
    assert ids == [again.new_id() for _ in range(20)]
    others = [other.new_id() for _ in range(20)]
    assert len({*ids, *others, first.change_id, other.change_id}) == 42


def test_a_turn_has_the_owners_days_not_the_servers() -> None:
    book = Book(ANN)
    book.save(Preferences(zone="Pacific/Auckland"))
    said = datetime(2026, 3, 17, 10, 59, tzinfo=UTC)
    moment = turn(book, said_at=said, now=datetime(2026, 3, 17, 11, 0, tzinfo=UTC))
    assert (moment.said_on, moment.today) == (date(2026, 3, 17), date(2026, 3, 18))
    assert str(moment.zone) == "Pacific/Auckland"


def test_what_a_turn_saves_is_in_its_book() -> None:
    moment = turn()
    said = Note(id=moment.new_id(), contacts=(), text="likes tea", on=moment.said_on)
    moment.save(said)
    assert moment.book.get(Note, said.id) == said
    assert moment.new_code() == ""
    assert moment.commands.all == ()


def test_a_sentence_can_stand_for_a_typed_verb() -> None:
    shake = command(
        "shake <people>",
        "Shake hands",
        hears=(r"a shake for (?P<words>.+)",),
        claims=("shake!?",),
    )(nod.run)
    commands = Commands((shake, wave))
    assert commands.heard("A shake for Ana’s brother.") == "shake Ana's brother"
    assert commands.heard("a shake for") is None
    assert commands.claimed("Shake!") == "shake"
    assert commands.claimed("a shake for Ana") is None

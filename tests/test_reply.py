from datetime import date

from hypothesis import example, given
from hypothesis import strategies as some

from bot.command import new_id
from bot.model.document import Contact, ContactId
from bot.ports import Address
from bot.reply import (
    Choice,
    Press,
    Reply,
    Span,
    Style,
    choice,
    line,
    quiet,
    say,
    strong,
)

ANY = some.text(max_size=30)
NO_COLON = ANY.filter(lambda text: ":" not in text)
NO_SLASH = ANY.filter(lambda text: "/" not in text)


@given(NO_COLON, NO_COLON, ANY)
@example("later", "n1", "08:30")
@example("later", "", "and then:")
def test_reading_a_press_undoes_writing_it(verb: str, ref: str, pick: str) -> None:
    press = Press(verb, ref, pick)
    assert Press.parse(str(press)) == press


@given(ANY)
def test_whatever_a_button_carries_is_some_press(text: str) -> None:
    press = Press.parse(text)
    assert ":" not in press.verb
    assert Press.parse(str(press)) == press


@given(NO_SLASH, NO_SLASH, ANY)
def test_reading_an_address_undoes_writing_it(platform: str, workspace: str, user: str) -> None:
    address = Address(platform, workspace, user)
    assert Address.parse(str(address)) == address


@given(some.text(), some.integers(0))
def test_an_id_fits_into_a_button_with_its_verb(cause: str, count: int) -> None:
    id = new_id(cause, count)
    assert id == new_id(cause, count)
    assert len(str(Press("someone-else", id, "2026-03-18"))) <= 64
    assert Press.parse(str(Press("undo", id))) == Press("undo", id)


def test_a_press_is_written_without_what_is_empty_at_its_end() -> None:
    assert str(Press("undo")) == "undo"
    assert str(Press("undo", "abc")) == "undo:abc"
    assert str(Press("later", "", "2")) == "later::2"


def test_strings_make_one_line_and_lines_stand_by_themselves() -> None:
    reply = say(
        "Met ", strong("Sarah"), line("and"), "so on", choices=(choice("Undo", "undo"),)
    )
    assert reply.text == "Met Sarah\nand\nso on"
    assert reply.lines[0].spans == (Span("Met "), Span("Sarah", Style.STRONG))
    assert reply.choices == (Choice("Undo", Press("undo")),)
    assert say(line("alone")).text == "alone"
    assert say() == Reply(())


def test_a_line_has_its_own_choices() -> None:
    done = Choice("Done", Press("done", "n1"))
    said = line("Sarah", quiet(" · Acme"), choices=(done,), name="1 Sarah")
    assert (said.text, said.choices, said.name) == ("Sarah · Acme", (done,), "1 Sarah")
    assert said.spans[1].style is Style.QUIET


def test_a_person_is_a_span_that_says_who() -> None:
    sarah = Contact(id="c1", name="<b>Sarah</b>", added_on=date(2026, 3, 18))
    assert Span.person(sarah) == Span("<b>Sarah</b>", Style.STRONG, ContactId("c1"))

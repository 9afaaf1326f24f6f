"""Undo walks back through everything, and refuses what something later has altered."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot import changes
from bot.command import Turn
from bot.model.book import Book
from bot.model.document import (
    Change,
    Contact,
    Correction,
    Digest,
    Document,
    Note,
    Question,
)
from tests.turns import ANN, NOW, turn

Shown = dict[tuple[type[Document], str], Document]


def contact(id: str, name: str = "Sarah") -> Contact:
    return Contact(id=id, name=name, added_on=date(2026, 3, 18))


def note(id: str, text: str = "tea") -> Note:
    return Note(id=id, contacts=(), text=text, on=date(2026, 3, 18))


def shown(book: Book) -> Shown:
    return {(kind, each.id): each for kind in (Contact, Note) for each in book.all(kind)}


class Talk:
    """Messages one after the other, each recorded and kept as the dispatcher does."""

    def __init__(self) -> None:
        self.book = Book(ANN)
        self.count = 0

    def begin(self) -> Turn:
        self.count += 1
        now = NOW + timedelta(minutes=self.count)
        return turn(self.book, message_id=f"m{self.count}", now=now)

    def end(self, turn: Turn, said: str = "said") -> Change | None:
        change = changes.record(turn, said)
        self.book.keep(self.book.version + 1)
        return change

    def say(self, *documents: Document) -> Change | None:
        turn = self.begin()
        for each in documents:
            turn.save(each)
        return self.end(turn)

    def undo(self, id: str) -> Change:
        """Press a button of this change; what it makes can be undone again."""
        turn = self.begin()
        change = self.book.get(Change, id)
        assert change
        assert not change.undone
        assert not changes.stale(change, self.book)
        changes.take_back(change, turn)
        made = self.end(turn, "undone")
        assert made
        return made

    def latest(self) -> str | None:
        found = changes.latest(self.book)
        return found.id if found else None


IDS = some.sampled_from("abc")
STEPS = some.lists(
    some.tuples(
        some.sampled_from(["save", "save", "delete"]),
        some.builds(contact, IDS, some.sampled_from(["Sarah", "Bob"]))
        | some.builds(note, IDS, some.sampled_from(["tea", "rain"])),
    ),
    max_size=4,
)


class UndoAsStack(RuleBasedStateMachine):
    """The model: a stack of what was shown before each change that is in force."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()
        self.in_force: list[tuple[str, Shown]] = []
        self.undone: list[tuple[str, str, Shown, Shown]] = []
        self.now: Shown = {}

    @rule(steps=STEPS)
    def say(self, steps: list[tuple[str, Document]]) -> None:
        turn = self.talk.begin()
        for step, document in steps:
            if step == "save":
                turn.save(document)
            else:
                turn.book.delete(document)
        after = shown(self.talk.book)
        change = self.talk.end(turn)
        assert (change is None) == (after == self.now)
        if change:
            self.in_force.append((change.id, self.now))
            self.undone.clear()
            self.now = after

    @precondition(lambda self: self.in_force)
    @rule()
    def undo(self) -> None:
        id, before = self.in_force.pop()
        assert self.talk.latest() == id
        made = self.talk.undo(id)
        self.undone.append((made.id, id, before, self.now))
        self.now = before

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        made, id, before, after = self.undone.pop()
        self.talk.undo(made)
        self.in_force.append((id, before))
        self.now = after

    @invariant()
    def shows_what_the_stack_says(self) -> None:
        assert shown(self.talk.book) == self.now
        assert self.talk.latest() == (self.in_force[-1][0] if self.in_force else None)


UndoAsStack.TestCase.settings = settings(max_examples=50, stateful_step_count=25)
TestUndo = UndoAsStack.TestCase


def test_what_changes_nothing_is_no_change() -> None:
    talk = Talk()
    assert talk.say() is None
    assert talk.say(contact("a"))
    assert talk.say(contact("a")) is None


def test_a_change_says_what_it_was_and_which_versions_it_made() -> None:
    talk = Talk()
    first = talk.say(contact("a"))
    second = talk.say(contact("a", "Bob"), note("n"))
    assert first
    assert second
    assert (first.message, first.said, first.at) == ("m1", "said", NOW + timedelta(minutes=1))
    assert [(each.table, each.version_before, each.version) for each in second.documents] == [
        ("contacts", 1, 2),
        ("notes", 0, 2),
    ]
    assert second.documents[0].was == '{"id":"a","name":"Sarah","added_on":"2026-03-18"}'
    assert second.documents[1].was is None


def test_what_was_altered_later_cannot_be_undone_alone() -> None:
    talk = Talk()
    first, other = talk.say(contact("a"), contact("b")), talk.say(contact("c"))
    talk.say(contact("a", "Bob"))
    assert first
    assert other
    assert [each.id for each in changes.stale(first, talk.book)] == ["a"]
    assert changes.stale(other, talk.book) == []


def test_an_older_change_is_undone_alone_if_nothing_of_it_was_altered() -> None:
    talk = Talk()
    first = talk.say(contact("a"))
    talk.say(contact("b"))
    assert first
    talk.undo(first.id)
    assert set(shown(talk.book)) == {(Contact, "b")}


def test_what_is_done_again_is_what_a_bare_undo_takes_back() -> None:
    talk = Talk()
    first = talk.say(contact("a"))
    talk.say(contact("b"))
    assert first
    talk.undo(talk.undo(first.id).id)
    assert talk.latest() == first.id


def test_a_correction_does_not_let_what_it_replaced_be_undone_twice() -> None:
    talk = Talk()
    first, wrong = talk.say(contact("a")), talk.say(contact("a", "Srah"))
    assert first
    assert wrong
    corrected = talk.begin()
    changes.take_back(wrong, corrected)
    corrected.undoes = None
    corrected.save(contact("a", "Bob"))
    made = talk.end(corrected)
    assert made
    assert talk.latest() == made.id
    assert changes.stale(first, talk.book)
    assert talk.book.get(Contact, "a") == contact("a", "Bob")


def test_a_message_is_known_by_its_change_until_that_is_undone() -> None:
    talk = Talk()
    made = talk.say(contact("a"))
    assert made
    assert changes.of_message(talk.book, "m1") == made
    assert changes.of_message(talk.book, "m2") is None
    talk.undo(made.id)
    assert changes.of_message(talk.book, "m1") is None


def test_what_is_past_its_time_is_forgotten_and_nothing_else() -> None:
    talk = Talk()
    old, new = talk.say(contact("a")), talk.say(contact("b"))
    assert old
    assert new
    later = turn(talk.book, now=old.at + changes.KEPT_FOR)
    for hours, id in ((25, "old"), (23, "new")):
        at = later.now - timedelta(hours=hours)
        later.save(
            Question(
                id=id,
                conversation="c",
                asked_at=at,
                said_at=at,
                words="",
                name="",
                options=(),
            )
        )
    for days, id in ((31, "old"), (29, "new")):
        at = later.now - timedelta(days=days)
        later.save(Correction(id=id, change="x", words="", said_at=at))
        later.save(Digest(id=id, day=(at - changes.KEPT_FOR).date(), nudges=()))
    changes.drop_old(later)
    assert [each.id for each in talk.book.all(Change)] == [new.id]
    for kind in (Question, Correction, Digest):
        assert [each.id for each in talk.book.all(kind)] == ["new"]
    assert set(shown(talk.book)) == {(Contact, "a"), (Contact, "b")}

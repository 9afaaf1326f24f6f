"""A book does what a plain dict does, and can be taken back to what was kept."""

from collections.abc import Sequence
from datetime import date

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.model.book import Book, Changed
from bot.model.document import (
    TABLE_OF,
    Contact,
    ContactId,
    Document,
    Note,
    OwnerId,
    Preferences,
)

OWNER = OwnerId("ann")
DAY = date(2026, 3, 18)


def contact(id: str, name: str = "Sarah") -> Contact:
    return Contact(id=id, name=name, added_on=DAY)


def note(id: str, text: str = "likes tea") -> Note:
    return Note(id=id, contacts=(ContactId("a"),), text=text, on=DAY)


IDS = some.sampled_from("abcd")
DOCUMENTS: some.SearchStrategy[Document] = some.builds(
    contact, IDS, some.sampled_from(["Sarah", "Bob", "Ana"])
) | some.builds(note, IDS, some.sampled_from(["tea", "climbing"]))
Key = tuple[type[Document], str]


def key(document: Document) -> Key:
    return type(document), document.id


class Counted:
    """A view that knows all that it was told: a document it was not told of is a KeyError."""

    def __init__(self, book: Book) -> None:
        self.held: dict[Key, Document] = {}
        for kind in (Contact, Note):
            for document in book.all(kind):
                self.replace(None, document)

    def replace(self, before: Document | None, after: Document | None) -> None:
        if before is not None:
            assert self.held.pop(key(before)) == before
        if after is not None:
            assert key(after) not in self.held
            self.held[key(after)] = after


class Ordered(Counted):
    """Another view, made later than the first: each is told by itself."""


class BookAsDict(RuleBasedStateMachine):
    """The model: what was kept, what shows, and the version that last touched each."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Book(OWNER)
        self.kept: dict[Key, Document] = {}
        self.shown: dict[Key, Document] = {}
        self.versions: dict[Key, int] = {}
        self.version = 0

    @rule(document=DOCUMENTS)
    def save(self, document: Document) -> None:
        self.book.save(document)
        self.shown[key(document)] = document

    @rule(document=DOCUMENTS)
    def delete(self, document: Document) -> None:
        self.book.delete(document)
        self.shown.pop(key(document), None)

    @rule()
    def keep(self) -> None:
        self.version += 1
        for each in self.kept.keys() | self.shown.keys():
            if self.kept.get(each) != self.shown.get(each):
                self.versions[each] = self.version
        self.kept = dict(self.shown)
        self.book.keep(self.version)

    @rule()
    def take_back(self) -> None:
        self.shown = dict(self.kept)
        self.book.take_back()

    @precondition(lambda self: self.version > 2)
    @rule()
    def look_from_another_side(self) -> None:
        self.book.view(Ordered)

    @invariant()
    def shows_what_the_dict_shows_oldest_first(self) -> None:
        for kind in (Contact, Note):
            mine = [each for (of, _), each in self.shown.items() if of is kind]
            assert list(self.book.all(kind)) == mine
            assert self.book.count(kind) == len(mine)
            for id in "abcd":
                assert self.book.get(kind, id) == self.shown.get((kind, id))

    @invariant()
    def tells_what_changed_since_it_was_kept(self) -> None:
        expected = {
            Changed(
                TABLE_OF[each[0]],
                each[1],
                self.kept.get(each),
                self.shown.get(each),
                self.versions.get(each, 0),
            )
            for each in self.kept.keys() | self.shown.keys()
            if self.kept.get(each) != self.shown.get(each)
        }
        changes = self.book.changes()
        assert set(changes) == expected
        assert len(changes) == len(expected)

    @invariant()
    def knows_the_version_that_wrote_or_deleted(self) -> None:
        assert self.book.version == self.version
        for kind in (Contact, Note):
            for id in "abcd":
                expected = self.versions.get((kind, id), 0)
                assert self.book.version_of(TABLE_OF[kind], id) == expected

    @invariant()
    def has_views_that_equal_rebuilt_ones(self) -> None:
        assert self.book.view(Counted).held == Counted(self.book).held == self.shown
        assert self.book.view(Ordered).held == self.shown


BookAsDict.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestBook = BookAsDict.TestCase


def ids(documents: Sequence[Document]) -> str:
    return "".join(document.id for document in documents)


def test_a_view_is_built_once_and_then_only_told() -> None:
    book = Book(OWNER)
    view = book.view(Counted)
    book.save(contact("a"))
    book.save(contact("a", "Bob"))
    assert book.view(Counted) is view


def test_a_deleted_contact_that_is_put_back_stands_where_it_stood() -> None:
    book = Book(OWNER)
    for id in "abc":
        book.load(contact(id), 1)
    book.save(contact("d"))
    book.delete(contact("a"))
    book.delete(contact("b"))
    book.take_back()
    assert ids(list(book.all(Contact))) == "abc"


def test_what_storage_puts_in_or_takes_out_is_no_change() -> None:
    book = Book(OWNER, 7)
    view = book.view(Counted)
    book.load(contact("a"), 5)
    book.load(contact("b"), 6)
    book.unload(Contact, "b", 7)
    assert (book.changes(), book.version) == ((), 7)
    assert (book.version_of("contacts", "a"), book.version_of("contacts", "b")) == (5, 7)
    assert set(view.held) == {(Contact, "a")}


def test_an_owner_who_said_nothing_has_preferences() -> None:
    book = Book(OWNER)
    assert book.preferences == Preferences()
    book.save(Preferences(zone="Europe/Dublin"))
    assert book.preferences.zone == "Europe/Dublin"


def test_the_book_can_be_changed_while_it_is_looked_through() -> None:
    book = Book(OWNER)
    for id in "abc":
        book.load(contact(id), 1)
    for each in book.all(Contact):
        book.delete(each)
    assert book.count(Contact) == 0

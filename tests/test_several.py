from datetime import date

import pytest

from bot.errors import Refusal, Unclear
from bot.model.book import Book
from bot.model.document import Contact, Option, Question
from bot.questions import Resolved
from bot.reply import Reply, Span, choice, line, say
from bot.several import about, ordinal, rewind, several
from tests.turns import ANN, turn

BOB = Contact(id="b", name="Bob", added_on=date(2026, 3, 18))
MEI = Contact(id="m", name="Mei", added_on=date(2026, 3, 18))


def contacts(book: Book) -> dict[str, str]:
    return {each.id: each.name for each in book.all(Contact)}


def test_what_was_changed_since_is_taken_back_and_nothing_from_before() -> None:
    book = Book(ANN)
    for known in (BOB, MEI):
        book.load(known, 1)
    book.save(Contact(id="b", name="Bobby", added_on=BOB.added_on))
    book.save(Contact(id="a", name="Ana", added_on=BOB.added_on))
    before, names = book.changes(), contacts(book)
    rewind(book, before)
    assert contacts(book) == names
    book.save(Contact(id="b", name="Robert", added_on=BOB.added_on))
    book.save(Contact(id="z", name="Zoe", added_on=BOB.added_on))
    book.delete(MEI)
    for each in list(book.all(Contact)):
        if each.id == "a":
            book.delete(each)
    rewind(book, before)
    assert contacts(book) == names
    rewind(book, ())
    assert contacts(book) == {"b": "Bob", "m": "Mei"}


def test_what_was_deleted_before_stays_deleted() -> None:
    book = Book(ANN)
    book.load(BOB, 1)
    book.delete(BOB)
    before = book.changes()
    book.save(BOB)
    rewind(book, before)
    assert contacts(book) == {}


def test_lines_are_counted_in_words_as_far_as_they_go() -> None:
    assert [ordinal(0), ordinal(2), ordinal(10)] == ["First line", "Third line", "Line 11"]


@pytest.mark.parametrize(
    ("said", "led"),
    [
        (line("Which Sarah?"), "X: which Sarah?"),
        (line("I don't know."), "X: I don't know."),
        (line(Span.person(BOB), " is called that already."), "X: Bob is called that already."),
    ],
)
def test_a_question_begins_small_behind_what_it_is_about(said: object, led: str) -> None:
    assert about("X", Reply((said,))).text == led  # type: ignore[arg-type]


async def attempt(words: str, known: Resolved) -> Reply:
    if words.startswith("no"):
        raise Refusal(f"No {words}.")
    if words.startswith("who"):
        raise Unclear(f"Who is {words}?", words, (Option("Skip", skips=True),))
    return say(f"Saved: {words}.", choices=(choice("Undo", "undo", turn().change_id),))


async def test_what_was_done_comes_first_and_one_question_is_asked() -> None:
    moment = turn()
    reply = await several(["who a", "bob", "no", "who b"], moment, None, attempt)
    assert reply.text.splitlines() == [
        "Saved: bob.",
        "Third line: no no.",
        "First line: who is who a?",
        "Fourth line: I'll ask about that next.",
    ]
    assert [each.label for each in reply.choices] == ["Skip", "Undo all"]
    (question,) = moment.book.all(Question)
    assert (question.words, question.later) == ("who a", ("who b",))


async def test_words_from_before_are_called_by_what_they_were() -> None:
    reply = await several(["bob", "no way", "who b"], turn(), (), attempt)
    assert reply.text.splitlines()[1:] == ["“no way”: no no way.", "“who b”: who is who b?"]


async def test_where_nothing_can_be_done_the_first_reason_is_said() -> None:
    with pytest.raises(Refusal, match=r"No no a\."):
        await several(["no a", "no b"], turn(), None, attempt)

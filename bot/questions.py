"""Asking what was meant, and understanding the answer."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import structs

from bot.command import Turn
from bot.errors import Unclear
from bot.language.folding import fold, name_tokens
from bot.language.reading import Named, Reading
from bot.model.book import Book
from bot.model.document import Contact, Doubt, Option, Question, Settled
from bot.people import words_about
from bot.reply import Choice, Press, Reply, line, quiet
from bot.wording import quoted

OPEN_FOR = timedelta(hours=24)
MOST_NAMES = 8
SKIPPED = Option("Skip", skips=True)
_DROPS = {"skip", "skip it", "never mind", "nevermind", "cancel", "drop it", "nobody", "no one"}
_NEW = {
    *("someone new", "somebody new", "someone else", "somebody else", "new", "neither"),
    *("none", "none of them", "neither of them", "none of these", "no one of them"),
}
_ORDINALS = "first second third fourth fifth sixth".split()
_IDLE = set("the one from at of in with i meant no yes it was its that is a an".split())
_WEAK = {"people", "words", "action"}
_NOBODY = {"i", "me", "you", "we", "it", "ok", "okay", "thanks", "hello", "hi", "what", "who"}
_AND = re.compile(r"\s*(?:,|&|\+|\band\b)\s*", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:it was|it's|its|that was|they are|they're|they were|that's)\s+", re.IGNORECASE
)
Resolved = Sequence[Settled]
Read = Callable[[str], Reading]


def ask(
    unclear: Unclear,
    words: str,
    turn: Turn,
    resolved: Resolved = (),
    later: Sequence[str] = (),
) -> Reply:
    """Put the question into the book and into words, in the place of an older one.

    What the older one was about is said, so that nobody waits for it.
    """
    older = open_question(turn)
    for each in turn.book.all(Question):
        if each.conversation == turn.where.id:
            turn.book.delete(each)
    question = Question(
        id=turn.new_id(),
        conversation=turn.where.id,
        asked_at=turn.now,
        said_at=turn.said_at,
        words=words,
        name=unclear.name,
        options=unclear.options,
        doubt=unclear.doubt,
        can_do_without=unclear.can_do_without,
        resolved=tuple(resolved),
        later=tuple(later),
    )
    turn.save(question)
    lines = [line(unclear.question)]
    if older and older.words != words:
        lines.append(line(quiet(f"I no longer wait for an answer on {quoted(older.words)}.")))
    return Reply(tuple(lines), buttons(question))


def buttons(question: Question) -> tuple[Choice, ...]:
    """The options of a question, to be pressed."""
    return tuple(
        Choice(option.label, Press("answer", question.id, str(index)))
        for index, option in enumerate(question.options)
    )


def open_question(turn: Turn) -> Question | None:
    """The question that waits for an answer in this conversation."""
    for question in turn.book.all(Question):
        if question.conversation == turn.where.id and turn.now - question.asked_at < OPEN_FOR:
            return question
    return None


def pressed(turn: Turn, press: Press) -> tuple[Question, Option] | None:
    """The question and the option of a press; None if either is gone, or too old."""
    question = turn.book.get(Question, press.ref)
    if question is None or turn.now - question.asked_at >= OPEN_FOR:
        return None
    found = dict(zip(map(str, range(len(question.options))), question.options, strict=True))
    return (question, found[press.pick]) if press.pick in found else None


def answered(question: Question, words: str, read: Read, book: Book) -> Option | None:
    """The answer that ``words`` are; None if they are something of their own.

    A number, a letter, an ordinal, words that only one option has, "someone new", "skip"; and
    where a day or somebody is asked for, that in words.
    """
    said = " ".join(words.split()).strip(" .!?").casefold()
    if said in _DROPS:
        return SKIPPED
    options = [each for each in question.options if not each.skips]
    new = next((each for each in options if _is_new(each, question)), None)
    if said in _NEW:
        return new or SKIPPED
    if (plain := _plainly(said, options, new)) is not None:
        return plain
    if not _is_weak(read(words), question):
        return None
    return _by_words(said, options, book) or _told(question, words, read)


def _told(question: Question, words: str, read: Read) -> Option | None:
    """A day or somebody's name in words, where such a thing was asked for."""
    if question.doubt is Doubt.DAY:
        return _day(question, words, read)
    return _names(words, read) if question.doubt is Doubt.SOMEBODY else None


def _is_new(option: Option, question: Question) -> bool:
    return question.doubt is Doubt.NAME and option.contact is None


def _plainly(said: str, options: Sequence[Option], new: Option | None) -> Option | None:
    """An option by its place, by all of its label, or by yes and no where there is but one."""
    for option in options:
        if said == option.label.casefold():
            return option
    known = [each for each in options if each.contact]
    if said in {"yes", "yep", "y", "no", "nope"} and len(known) == 1:
        return known[0] if said.startswith("y") else new or SKIPPED
    word = said.removeprefix("the ").removesuffix(" one")
    index = None
    if word == "last":
        index = len(options) - 1
    elif word in _ORDINALS:
        index = _ORDINALS.index(word)
    elif len(said) == 1:
        index = int(said) - 1 if said in "0123456789" else ord(said) - ord("a")
    return options[index] if index is not None and 0 <= index < len(options) else None


def _by_words(said: str, options: Sequence[Option], book: Book) -> Option | None:
    """The option of which alone all these words can be said: on its button, or in the book."""
    wanted = set(name_tokens(said)) - _IDLE
    if not wanted:
        return None
    on_buttons = [set(name_tokens(each.label)) for each in options]
    in_book = [
        on_button | (words_about(contact) if contact else set())
        for option, on_button in zip(options, on_buttons, strict=True)
        for contact in (book.get(Contact, option.contact or ""),)
    ]
    for known in (on_buttons, in_book):
        fits = [each for each, own in zip(options, known, strict=True) if wanted <= own]
        if len(fits) == 1:
            return fits[0]
    return None


def _is_weak(reading: Reading, question: Question) -> bool:
    """Whether words say nothing by themselves that a command would do."""
    if question.doubt is Doubt.DAY and reading.intent == "query":
        return set(reading.slots) <= {"query", "when", "words"}
    if reading.intent == "none":
        return True
    return (
        reading.intent in {"note", "edit"}
        and reading.verb is None
        and reading.slots.get("action", "edit") == "edit"
        and set(reading.slots) <= _WEAK
    )


def _day(question: Question, words: str, read: Read) -> Option | None:
    ahead = read(question.words).intent in {"remind", "promise"}
    asked = read(f"remind me to call {words}" if ahead else f"met Someone {words}")
    day = asked.slots.get("when")
    return Option(words.strip(), day=day) if day is not None else None


def _names(words: str, read: Read) -> Option | None:
    """Whoever is named, if the words are names and nothing else."""
    said = _FILLER.sub("", words.strip().strip(".!?"))
    named: tuple[Named, ...] = read(f"met {said}").slots.get("people", ())
    if not named or not _only_names(said, named):
        return None
    return Option(said)


def _only_names(said: str, named: Sequence[Named]) -> bool:
    parts = [part for part in _AND.split(said) if part]
    if any(fold(part) in _NOBODY for part in parts) or len(parts) > MOST_NAMES:
        return False
    are_known = all(each.contacts for each in named)
    are_capital = all(part[0].isupper() or not part[0].isascii() for part in parts)
    return (are_known or are_capital) and len(named) == len(parts)


def settle(slots: Mapping[str, Any], resolved: Resolved, read: Read) -> dict[str, Any]:
    """The slots with everything that was asked about replaced by the answer."""
    settled = dict(slots)
    for each in resolved:
        match each.doubt:
            case Doubt.NAME:
                settled = _with_name(settled, each)
            case Doubt.DAY if each.option.day is not None:
                settled |= {"when": each.option.day, "when_or": ()}
            case Doubt.PLACE if each.option.place:
                settled |= {"place": each.name, "people": ()}
            case Doubt.INSTEAD:
                settled["instead"] = each.option.contact
            case Doubt.SOMEBODY if not each.option.skips:
                settled["people"] = read(f"met {each.option.label}").slots.get("people", ())
    return {slot: value for slot, value in settled.items() if value != ()}


def _with_name(slots: dict[str, Any], settled: Settled) -> dict[str, Any]:
    def one(named: Named) -> Named:
        if named.name.casefold() != settled.name.casefold():
            return named
        contact = settled.option.contact
        chosen = () if contact is None else (contact,)
        return structs.replace(named, contacts=chosen, is_new=contact is None, near=())

    return {**slots, "people": tuple(one(named) for named in slots.get("people", ()))}


def rename_settled(resolved: Resolved, turn: Turn) -> None:
    """Give contacts the full names by which they were just recognised."""
    for each in resolved:
        contact = turn.book.get(Contact, each.option.contact or "")
        if each.option.takes_name and contact and contact.name != each.name:
            turn.save(structs.replace(contact, name=each.name))


def is_gone(option: Option, book: Book) -> bool:
    """Whether the contact of an option is not in the book any more."""
    return option.contact is not None and book.get(Contact, option.contact) is None

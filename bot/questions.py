"""Asking which contact is meant, and understanding the answer."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import structs

from bot.command import Turn
from bot.errors import Unclear
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.document import ContactId, Option, Question
from bot.reply import Choice, Press, Reply, line

OPEN_FOR = timedelta(hours=24)
Resolved = Sequence[tuple[str, ContactId | None]]


def ask(unclear: Unclear, words: str, turn: Turn, resolved: Resolved = ()) -> Reply:
    """Put the question into the book and into words, in the place of an older one."""
    if older := open_question(turn):
        turn.book.delete(older)
    question = Question(
        id=turn.new_id(),
        conversation=turn.where.id,
        asked_at=turn.now,
        said_at=turn.said_at,
        words=words,
        name=unclear.name,
        options=unclear.options,
        resolved=tuple(resolved),
    )
    turn.save(question)
    choices = tuple(
        Choice(option.label, Press("answer", question.id, str(index)))
        for index, option in enumerate(question.options)
    )
    return Reply((line(unclear.question),), choices)


def open_question(turn: Turn) -> Question | None:
    """The question that waits for an answer in this conversation."""
    for question in turn.book.all(Question):
        if question.conversation == turn.where.id and turn.now - question.asked_at < OPEN_FOR:
            return question
    return None


def pressed(book: Book, press: Press) -> tuple[Question, Option] | None:
    """The question and the option of a press; None if either is gone."""
    question = book.get(Question, press.ref)
    if question is None or not press.pick.isdecimal():
        return None
    index = int(press.pick)
    return (question, question.options[index]) if index < len(question.options) else None


def answered(question: Question, words: str) -> Option | None:
    """The option that ``words`` choose: its number or letter, or words that only it has."""
    said = words.strip().strip(".!?").casefold()
    if len(said) == 1:
        index = int(said) - 1 if said.isdecimal() else ord(said) - ord("a")
        return question.options[index] if 0 <= index < len(question.options) else None
    wanted = set(re.findall(r"\w+", said)) - {"the", "one", "from", "at", "i", "meant", "no"}
    fits = [
        option
        for option in question.options
        if wanted and wanted <= set(re.findall(r"\w+", option.label.casefold()))
    ]
    return fits[0] if len(fits) == 1 else None


def resolve(slots: Mapping[str, Any], resolved: Resolved) -> dict[str, Any]:
    """The slots with every name that was asked about replaced by the answer."""
    answers = {name.casefold(): contact for name, contact in resolved}

    def settled(named: Named) -> Named:
        if named.name.casefold() not in answers:
            return named
        contact = answers[named.name.casefold()]
        chosen = () if contact is None else (contact,)
        return structs.replace(named, contacts=chosen, is_new=contact is None, near=())

    people = tuple(settled(named) for named in slots.get("people", ()))
    return {**slots, "people": people} if people else dict(slots)

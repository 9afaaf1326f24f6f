"""From what a message holds to the commands it calls, and from their answers to one reply."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, structs

from bot import changes, questions
from bot.command import Command, Commands, Turn
from bot.entries import entries
from bot.errors import Refusal, Unclear
from bot.language import Context, read
from bot.language.cities import nearest_city
from bot.language.reading import Reading, Verb
from bot.model.document import Change, Correction, Option, Question
from bot.people import known
from bot.ports import Body, Message, Place, UnitOfWork, Upload, Words
from bot.reply import Press, Reply, choice, line, say
from bot.welcome import first_steps
from bot.wording import counted

LONGEST = 4_000
NOT_UNDERSTOOD = (
    "I didn't understand that, and changed nothing. "
    "You could say “met …”, “who is …”, “remind me …”, or help."
)
IN_PUBLIC = "I answer about your people in private. Write to me directly."


class Interpreter:
    """Knows the commands, and nothing else."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._verbs = {
            verb: Verb(found.verb, found.usage, found.answers)
            for verb, found in commands.by_verb.items()
        }

    async def reply(self, turn: Turn, message: Message, work: UnitOfWork) -> Reply:
        """What to say to ``message``; what it changes is in the turn's book.

        Raises:
            Refusal: if nothing is to be changed.
        """
        reply = await self._body(message.body, turn, work)
        change = changes.record(turn, _summary(reply))
        if not turn.where.private:
            return say("Saved." if change or turn.is_final else IN_PUBLIC)
        return first_steps(reply, turn, changed=change is not None)

    async def _body(self, body: Body, turn: Turn, work: UnitOfWork) -> Reply:
        match body:
            case Words(text, edits) if edits and (
                found := changes.of_message(turn.book, edits)
            ):
                return _offer_correction(found, text, turn)
            case Words(text):
                return await self._words(text, turn, work)
            case Press():
                return await self._press(body, turn, work)
            case Place(latitude, longitude):
                zone = {"setting": "zone", "value": nearest_city(latitude, longitude).zone}
                return await self._run(Reading("settings", zone), turn, work)
            case Upload(kind):
                raise Refusal(f"I can't read {kind} yet.", "Who is it? Tell me in words.")

    async def _words(self, text: str, turn: Turn, work: UnitOfWork) -> Reply:
        if len(text) > LONGEST:
            raise Refusal(
                f"That is longer than I can keep in one go ({LONGEST:,} letters).",
                "Send it in parts, each with a name: note Sarah: …",
            )
        waiting = questions.open_question(turn)
        if waiting and (option := questions.answered(waiting, text)):
            reading = self._read(text, turn)
            if reading.intent == "none" or option.label.casefold() == text.strip().casefold():
                return await self._go_on(waiting, option, turn, work)
        found = entries(text, lambda each: self._read(each, turn))
        if len(found) == 1:
            return await self._entry(found[0], turn, work)
        replies = [await self._entry(each, turn, work) for each in found]
        return _together(replies, turn)

    async def _entry(
        self, text: str, turn: Turn, work: UnitOfWork, resolved: questions.Resolved = ()
    ) -> Reply:
        reading = self._read(text, turn)
        try:
            return await self._run(
                structs.replace(reading, slots=questions.resolve(reading.slots, resolved)),
                turn,
                work,
            )
        except Unclear as unclear:
            return questions.ask(unclear, text, turn, resolved)

    async def _press(self, press: Press, turn: Turn, work: UnitOfWork) -> Reply:
        if press.verb == "answer":
            return await self._answer(press, turn, work)
        if press.verb == "correct":
            return await self._correct(press, turn, work)
        found = self._commands.by_verb.get(press.verb)
        if found is None or "ref" not in found.ask.__struct_fields__:
            raise Refusal(
                "That button is from another version of me.", "Type it instead, or help."
            )
        ask = found.ask(**_fitting({"ref": press.ref, "pick": press.pick}, found.ask))
        return found.run(ask, turn)

    async def _answer(self, press: Press, turn: Turn, work: UnitOfWork) -> Reply:
        found = questions.pressed(turn.book, press)
        if found is None:
            raise Refusal("That question is closed.", "Tell me again what happened.")
        return await self._go_on(*found, turn, work)

    async def _go_on(
        self, question: Question, option: Option, turn: Turn, work: UnitOfWork
    ) -> Reply:
        """Go on with the words that a question interrupted, dated by when they were said."""
        turn.book.delete(question)
        turn.said_at = question.said_at
        resolved = (*question.resolved, (question.name, option.contact))
        return await self._entry(question.words, turn, work, resolved)

    async def _correct(self, press: Press, turn: Turn, work: UnitOfWork) -> Reply:
        """Put an edited message's words in the place of what it had done."""
        correction = turn.book.get(Correction, press.ref)
        change = turn.book.get(Change, correction.change) if correction else None
        if correction is None or change is None or change.undone:
            raise Refusal("That is corrected already, or undone.", "Tell me what happened.")
        turn.book.delete(correction)
        if press.pick == "keep":
            return Reply((line("Left as it was."),), edits=True)
        if changes.stale(change, turn.book):
            raise Refusal("That has been changed since.", "Tell me what it should be.")
        changes.take_back(change, turn)
        turn.undoes = None
        turn.said_at = correction.said_at
        return await self._entry(correction.words, turn, work)

    async def _run(self, reading: Reading, turn: Turn, work: UnitOfWork) -> Reply:
        found = self._route(reading)
        slots = reading.slots
        if found.searches and (wanted := slots.get(found.searches)):
            words = wanted if isinstance(wanted, str) else " ".join(wanted)
            turn.hits = await work.search(words)
        return found.run(found.ask(**_fitting(slots, found.ask)), turn)

    def _route(self, reading: Reading) -> Command:
        """The command whose verb was typed, unless the words fit a closer relative of it.

        "who should I congratulate" begins like who, which answers any query; congrats answers
        just this one.
        """
        narrowing = (reading.slots.get(slot) for slot in ("query", "action", "kind", "setting"))
        answers = [f"{reading.intent}.{each}" for each in narrowing if each]
        close = next((c for each in answers if (c := self._commands.by_answer.get(each))), None)
        typed = self._commands.by_verb.get(reading.verb or "")
        if typed and not (close and reading.intent in typed.answers):
            return typed
        found = close or self._commands.by_answer.get(reading.intent)
        if found is None:
            raise Refusal(NOT_UNDERSTOOD)
        return found

    def _read(self, text: str, turn: Turn) -> Reading:
        reference: datetime = turn.said_at.astimezone(turn.zone)
        return read(
            text,
            Context(
                reference=reference,
                locale=turn.preferences.locale,
                platform=turn.sender.platform,
                known=known(turn.book),
                verbs=self._verbs,
                bot_names=(),
            ),
        )


def _fitting(slots: Mapping[str, Any], ask: type[Struct]) -> dict[str, Any]:
    """The slots that this ask has a field for."""
    return {name: slots[name] for name in ask.__struct_fields__ if name in slots}


def _summary(reply: Reply) -> str:
    """What a change is called when it is undone: its first line, less how it begins."""
    first = reply.lines[0].text if reply.lines else ""
    said = first.partition(": ")[2] or first
    saved = [one for one in reply.lines if one.text.startswith(("Saved: ", "Noted: "))]
    return f"{said} And {counted(len(saved) - 1, 'more', 'more')}." if len(saved) > 1 else said


def _together(replies: list[Reply], turn: Turn) -> Reply:
    """Several entries' answers as one reply: what was asked, and one undo for all of them."""
    undo = Press("undo", turn.change_id)
    lines = [one for each in replies for one in each.lines]
    offered = [one for each in replies for one in each.choices]
    choices = [one for one in offered if one.press.verb == "answer"]
    if any(one.press == undo for one in offered):
        choices.append(choice("Undo all", "undo", turn.change_id))
    return Reply(tuple(lines), tuple(choices))


def _offer_correction(change: Change, words: str, turn: Turn) -> Reply:
    correction = Correction(
        id=turn.new_id(), change=change.id, words=words, said_at=turn.said_at
    )
    turn.save(correction)
    return say(
        "You changed what you wrote. Shall I use the new words instead?",
        choices=(
            choice("Use the new words", "correct", correction.id),
            choice("Leave it", "correct", correction.id, "keep"),
        ),
    )

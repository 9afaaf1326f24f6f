"""From what a message holds to the commands it calls, and from their answers to one reply."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, structs

from bot import changes, questions
from bot.command import Command, Commands, Turn
from bot.courtesies import courtesy
from bot.doubts import doubt
from bot.entries import entries
from bot.errors import Refusal, Unclear
from bot.language import Context, read
from bot.language.cities import nearest_city
from bot.language.reading import Reading, Verb
from bot.model.document import Change, Correction, Option, Question, Settled
from bot.people import known
from bot.ports import Body, Message, Place, UnitOfWork, Upload, Words
from bot.reply import Press, Reply, choice, line, say
from bot.several import rewind, several, together
from bot.welcome import first_steps
from bot.wording import counted, quoted

LONGEST = 4_000
NARROWING = ("query", "action", "kind", "setting", "status")
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
        if waiting:
            option = questions.answered(
                waiting, text, lambda each: self._read(each, turn), turn.book
            )
            if option:
                return await self._go_on(waiting, option, turn, work)
        if polite := courtesy(text):
            return say(polite)
        return await self._all(self._entries(text, turn), turn, work)

    def _entries(self, text: str, turn: Turn) -> list[str]:
        return entries(text, lambda each: self._read(each, turn))

    async def _all(
        self,
        found: Sequence[str],
        turn: Turn,
        work: UnitOfWork,
        resolved: questions.Resolved | None = None,
    ) -> Reply:
        """Every entry, the first of them with what is ``resolved``; one question at most.

        Where something was ``resolved`` they are not the lines of this message, but words
        from before it, and are called by these.

        Raises:
            Refusal: if nothing can be done with any of them.
        """

        async def attempt(words: str, known: questions.Resolved) -> Reply:
            return await self._attempt(words, turn, work, known)

        if len(found) > 1:
            return await several(found, turn, resolved, attempt)
        known = resolved or ()
        try:
            return await attempt(found[0], known)
        except Unclear as unclear:
            return questions.ask(unclear, found[0], turn, known)

    async def _attempt(
        self, text: str, turn: Turn, work: UnitOfWork, resolved: questions.Resolved
    ) -> Reply:
        """One entry, all of it or, where it raises, nothing of it.

        Raises:
            Refusal: as the command does.
            Unclear: if something has to be asked first.
        """
        before, rows = turn.book.changes(), len(turn.rows)
        reading = self._read(text, turn)
        slots = questions.settle(reading.slots, resolved, lambda each: self._read(each, turn))
        reading = structs.replace(reading, slots=slots)
        try:
            if unclear := doubt(reading, text, turn, resolved):
                raise unclear
            questions.rename_settled(resolved, turn)
            return await self._run(reading, turn, work)
        except (Refusal, Unclear):
            rewind(turn.book, before)
            del turn.rows[rows:]
            raise

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
        found = questions.pressed(turn, press)
        if found is None:
            raise Refusal(
                "That question is closed, and nothing was changed.",
                "If it still matters, tell me again what happened.",
            )
        return await self._go_on(*found, turn, work)

    async def _go_on(
        self, question: Question, option: Option, turn: Turn, work: UnitOfWork
    ) -> Reply:
        """Go on with the words that a question interrupted, dated by when they were said."""
        if questions.is_gone(option, turn.book):
            raise Refusal(
                "That person is not in your book any more.", "Tell me again who it was."
            )
        turn.book.delete(question)
        turn.said_at = question.said_at
        if option.skips and not question.can_do_without:
            dropped = say(f"Skipped, and nothing saved: {quoted(question.words)}.")
            if not question.later:
                return dropped
            return together([dropped], [await self._all(question.later, turn, work, ())], turn)
        settled = (*question.resolved, Settled(question.doubt, question.name, option))
        return await self._all([question.words, *question.later], turn, work, settled)

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
        return await self._all(self._entries(correction.words, turn), turn, work)

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
        narrowing = (reading.slots.get(slot) for slot in NARROWING)
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
        context = Context(
            reference=reference,
            locale=turn.preferences.locale,
            platform=turn.sender.platform,
            known=known(turn.book),
            verbs=self._verbs,
            bot_names=(),
        )
        if claimed := self._commands.claimed(text):
            return read(claimed, context)
        reading = read(text, context)
        heard = self._commands.heard(text) if reading.intent == "none" else None
        return read(heard, context) if heard else reading


def _fitting(slots: Mapping[str, Any], ask: type[Struct]) -> dict[str, Any]:
    """The slots that this ask has a field for."""
    return {name: slots[name] for name in ask.__struct_fields__ if name in slots}


def _summary(reply: Reply) -> str:
    """What a change is called when it is undone: its first line, less how it begins."""
    first = reply.lines[0].text if reply.lines else ""
    said = first.partition(": ")[2] or first
    saved = [one for one in reply.lines if one.text.startswith(("Saved: ", "Noted: "))]
    return f"{said} And {counted(len(saved) - 1, 'more', 'more')}." if len(saved) > 1 else said


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

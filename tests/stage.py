"""Plays a transcript against the whole core, with platforms that keep what is shown."""

from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.app import App
from bot.ports import Address, Conversation, Message, Outgoing, Profile, Storage, Words
from bot.reply import Press, Reply
from bot.settings import Join, Settings
from bot.storage_url import StorageUrl
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock
from tests.transcript import Passes, Says, Transcript, difference, moment

PLATFORMS = ("console", "telegram", "slack")
TICK = timedelta(minutes=15)
Shown = list[tuple[str, tuple[str, ...]]]


class Stage:
    """One conversation. ``play`` raises AssertionError where the bot says something else."""

    def __init__(self, storage: Storage, transcript: Transcript) -> None:
        self._transcript = transcript
        self._zone = ZoneInfo("UTC")
        self._clock = FakeClock()
        self._ids = count(1)
        self._codes = count(1)
        self._last: dict[str, tuple[Outgoing, str]] = {}
        self._pressed: dict[tuple[str, str], Press] = {}
        self._seen: dict[tuple[str, str], Press] = {}
        self._typed: dict[str, str] = {}
        self.adapters = {name: FakeAdapter(name) for name in PLATFORMS}
        self._storage = storage
        self._app: App | None = None

    async def play(self) -> None:
        """Every step, in order."""
        for step in self._transcript.steps:
            shown = await self.do(step)
            wrong = difference(step.expected, shown)
            assert not wrong, f"line {step.number}: {wrong}"

    async def do(self, step: Passes | Says) -> Shown:
        """One step, and what was shown because of it."""
        return await (self._pass(step) if isinstance(step, Passes) else self._say(step))

    async def _pass(self, step: Passes) -> Shown:
        if step.zone:
            self._zone = ZoneInfo(step.zone)
        then = moment(step, self._clock.now, self._zone)
        if step.day and step.zone:
            self._clock.now = then
            self._begin()
            return []
        before = self._counts()
        while self._clock.now < then:
            self._clock.now = then if step.down else min(self._clock.now + TICK, then)
            await self._running.morning.tick()
            await self._running.delivery.sweep()
        return self._shown_since(before)

    def _begin(self) -> None:
        """The process, with the zone that its platforms tell."""
        told = {"telegram": Profile(), "slack": Profile(str(self._zone), "en-GB")}
        zone = Profile(str(self._zone), "en-GB")
        self.adapters = {name: FakeAdapter(name, told.get(name, zone)) for name in PLATFORMS}
        codes = (
            f"TEST-{number:04d}".replace("0", "A").replace("1", "B") for number in count(1)
        )
        self._app = App(
            self._storage,
            self.adapters,
            Settings(
                storage=StorageUrl("memory:"),
                join=Join(self._transcript.settings.get("join", "open")),
                zone=str(self._zone),
                locale="en-GB",
            ),
            self._clock,
            new_code=lambda: next(codes),
        )

    @property
    def _running(self) -> App:
        assert self._app, "a transcript begins with a moment: @ 2026-03-02 09:00 Europe/Dublin"
        return self._app

    async def _say(self, step: Says) -> Shown:
        key = f"{step.who}@{step.platform}"
        if key not in self._typed and "fresh" not in self._transcript.settings:
            await self._send(step, "/start")
            if step.platform == "telegram":
                await self._send(step, f"settings zone {self._zone}")
        before = self._counts()
        await self._send(step, step.words)
        return self._shown_since(before)

    async def _send(self, step: Says, words: str) -> None:
        key = f"{step.who}@{step.platform}"
        id = f"{step.platform}:{next(self._ids)}"
        body = self._body(step, key, words)
        replaces = self._last[key][1] if isinstance(body, Press) else None
        message = Message(
            id=id,
            sender=Address(step.platform, "", step.who),
            at=self._clock.now,
            body=body,
            where=Conversation(step.channel or key, not step.channel, replaces=replaces),
        )
        if not step.edit:
            self._typed[key] = id
        assert await self._running.intake.receive(message)
        self._running.intake.work(message)
        await self._running.intake.idle()

    def _body(self, step: Says, key: str, words: str) -> Words | Press:
        if step.edit:
            return Words(words, edits=self._typed[key])
        if words.startswith("[") and words.endswith(("]", "] again")):
            label, _, again = words[1:].rpartition("]")
            return self._press(key, label, again=bool(again))
        return Words(words)

    def _press(self, key: str, label: str, *, again: bool) -> Press:
        if not again:
            found = dict(_buttons(self._last[key][0].reply))
            assert label in found, f"no button [{label}]; there are {list(found)}"
            self._pressed[key, label] = found[label]
        return self._pressed.get((key, label)) or self._seen[key, label]

    def _counts(self) -> dict[str, int]:
        return {name: len(adapter.sent) for name, adapter in self.adapters.items()}

    def _shown_since(self, before: dict[str, int]) -> Shown:
        shown: Shown = []
        for name, adapter in self.adapters.items():
            for outgoing, files in adapter.sent[before.get(name, 0) :]:
                key = f"{outgoing.to.user}@{name}"
                self._last[key] = (outgoing, f"m{len(adapter.sent)}")
                shown += _lines(outgoing.reply)
                self._seen |= {(key, label): it for label, it in _buttons(outgoing.reply)}
                shown += [(f"file {file.name}", ()) for file in files]
        return shown


def _lines(reply: Reply) -> Shown:
    """What is read, line by line: somebody's own words may have line breaks of their own."""
    shown: Shown = []
    for line in reply.lines:
        *above, last = line.text.split("\n")
        shown += [(text.rstrip(), ()) for text in above]
        shown.append((last.rstrip(), tuple(each.label for each in line.choices)))
    if reply.choices:
        shown.append(("", tuple(each.label for each in reply.choices)))
    return shown


def _buttons(reply: Reply) -> list[tuple[str, Press]]:
    """The buttons by what is written on them; those of lines with the line's number before."""
    found = [
        (f"{number} {each.label}", each.press)
        for number, line in enumerate(reply.lines)
        for each in line.choices
    ]
    return found + [(each.label, each.press) for each in reply.choices]

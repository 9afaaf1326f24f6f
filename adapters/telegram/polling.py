"""Bringing updates in by long polling. An update is confirmed once its inbox row is durable.

Only ``Poller`` knows that they are polled: a webhook would hand the same raw updates to
``Intake.take``, and answer once that returns.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import SystemRandom
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from telegram import Bot, Update, User
from telegram.error import Conflict, InvalidToken, TelegramError

from adapters.telegram.reading import PLATFORM, read
from adapters.telegram.request import AiohttpRequest, FloodWait
from bot.clock import Clock
from bot.errors import SettingsError, StorageError
from bot.log import logger
from bot.ports import Door, Message

log = logger(PLATFORM)

T = TypeVar("T")
Raw = Mapping[str, Any]

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
LANGUAGES_KEPT = 1000
HEARD_EVERY = timedelta(minutes=1)
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What the library raises over an update that is not as it expects: a date in the year 10000
is an OverflowError or an OSError, by platform."""

WRONG_TOKEN = (
    "TELEGRAM_BOT_TOKEN was not accepted by Telegram; copy it once more from @BotFather."  # noqa: S105 - a sentence
)


class Pace(msgspec.Struct, frozen=True):
    """Seconds: how long a poll waits for news, and how long to wait after trouble.

    ``save_wait`` is the longest between two tries to save what came in.
    """

    poll: float = 30.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    save_wait: float = 5.0


class Patience:
    """How long to wait before the next try: twice as long each time, give or take a quarter."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self._next = first
        self._random = SystemRandom()

    def reset(self) -> None:
        """Start from the first wait again."""
        self._next = self._first

    def seconds(self) -> float:
        """The wait before the next try."""
        wait = self._next
        self._next = min(wait * 2, self._longest)
        return wait * self._random.uniform(0.75, 1.25)


class Link:
    """The way to the platform: calls are tried until they succeed, trouble is logged once.

    ``outages`` counts those that are over.
    """

    def __init__(self, pace: Pace) -> None:
        self._patience = Patience(pace.first_wait, pace.longest_wait)
        self._trouble: str | None = None
        self._has_answered = False
        self.outages = 0

    @property
    def is_troubled(self) -> bool:
        """Whether the last try failed."""
        return self._trouble is not None

    async def insist(self, call: Callable[[], Awaitable[T]]) -> T:
        """What ``call`` gives, however long the platform is down.

        Raises:
            SettingsError: if the token is wrong from the first.
        """
        while True:
            try:
                result = await call()
            except InvalidToken:
                if not self._has_answered:
                    raise SettingsError([WRONG_TOKEN]) from None
                wait = self._wait("Telegram no longer accepts the token")
            except Conflict:
                wait = self._wait("Another process polls this bot; waiting until it stops")
            except FloodWait as error:
                wait = error.seconds
            except TelegramError as error:
                wait = self._wait(f"Telegram does not answer ({type(error).__name__})")
            else:
                self._is_well()
                return result
            await asyncio.sleep(wait)

    def _wait(self, trouble: str) -> float:
        if trouble != self._trouble:
            log.warning("%s; trying again", trouble)
            self._trouble = trouble
        return self._patience.seconds()

    def _is_well(self) -> None:
        if self._trouble is not None:
            log.info("Telegram answers again")
            self.outages += 1
        self._trouble = None
        self._has_answered = True
        self._patience.reset()


class Intake:
    """Takes raw updates to the door, in order, each before it is confirmed.

    ``languages`` are those of the apps of who wrote lately, by user: Telegram tells them with
    a message and never when asked.
    """

    def __init__(
        self,
        bot: Bot,
        door: Door,
        me: User,
        clock: Clock,
        *,
        pace: Pace,
        answer: Callable[[str], None],
    ) -> None:
        self._bot = bot
        self._door = door
        self._me = me
        self._clock = clock
        self._patience = Patience(pace.first_wait, pace.save_wait)
        self._answer = answer
        self.languages: dict[str, str] = {}

    async def take(self, raw: Raw) -> None:
        """Make an update durable and have it worked on; one that cannot be read is left out."""
        try:
            update = Update.de_json(dict(raw), self._bot)
            message = read(update, self._me, self._clock())
        except MALFORMED as error:
            log.warning("Update %s left out: %s", raw["update_id"], type(error).__name__)
            return
        self._note_language(update)
        is_new = message is not None and await self._received(message)
        if update.callback_query:
            self._answer(update.callback_query.id)
        if message is not None and is_new:
            self._door.work(message)

    def _note_language(self, update: Update) -> None:
        user = update.effective_user
        if user is None or not user.language_code:
            return
        self.languages[str(user.id)] = user.language_code
        if len(self.languages) > LANGUAGES_KEPT:
            del self.languages[next(iter(self.languages))]

    async def _received(self, message: Message) -> bool:
        """Whether it is new; waits for as long as the storage cannot take it."""
        while True:
            try:
                is_new = await self._door.receive(message)
            except StorageError as error:
                log.warning("Not taken in yet: %s", type(error).__name__)
                await asyncio.sleep(self._patience.seconds())
            else:
                self._patience.reset()
                return is_new


class Poller:
    """Polls for as long as it is let, handing each update to an Intake."""

    def __init__(self, bot: Bot, request: AiohttpRequest, clock: Clock, pace: Pace) -> None:
        self._bot = bot
        self._request = request
        self._clock = clock
        self._pace = pace
        self._heard_at: datetime | None = None
        self._is_first = True

    async def poll(self, link: Link, intake: Intake, door: Door) -> None:
        """Never returns.

        The next poll confirms what was taken in. Once nothing is left to confirm the offset is
        forgotten: after a quiet week Telegram draws update ids afresh, and they may be lower.
        """
        offset: int | None = None
        while True:
            outages = link.outages
            updates = await link.insist(partial(self._fetch, offset, link))
            await self._tell(door, was_away=link.outages > outages)
            for raw in updates:
                await intake.take(raw)
                offset = raw["update_id"] + 1
            if not updates:
                offset = None

    async def _fetch(self, offset: int | None, link: Link) -> Sequence[Raw]:
        """Raw updates: the library's own getUpdates loses a whole batch to one bad update."""
        # The first answer, and the first after an outage, should not wait for news.
        seconds = 0 if link.is_troubled or self._is_first else self._pace.poll
        asked = {
            "timeout": f"{seconds:g}",
            "allowed_updates": msgspec.json.encode(WANTED).decode(),
        }
        if offset is not None:
            asked["offset"] = str(offset)
        found = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}",
            read_timeout=seconds + 10,
        )
        self._is_first = False
        return found if isinstance(found, list) else []

    async def _tell(self, door: Door, *, was_away: bool) -> None:
        now = self._clock()
        if not was_away and self._heard_at and now - self._heard_at < HEARD_EVERY:
            return
        try:
            await door.heard_from(PLATFORM, now)
        except StorageError as error:
            log.warning("Could not note that Telegram answered: %s", type(error).__name__)
        else:
            self._heard_at = now

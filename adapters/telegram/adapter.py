"""Telegram as the core sees it: run, send, stop."""

import asyncio
import logging
import re
from collections.abc import Sequence
from contextlib import suppress

from telegram import Bot, BotCommand, User
from telegram.error import ChatMigrated, InvalidToken, TelegramError

from adapters.telegram.keyboard import left_out
from adapters.telegram.polling import WRONG_TOKEN, Intake, Link, Pace, Poller
from adapters.telegram.reading import PLATFORM
from adapters.telegram.request import AiohttpRequest
from adapters.telegram.sending import Place, Step, meaning, perform, place_of, steps_of
from bot.clock import Clock
from bot.errors import RetryAt, SettingsError
from bot.log import logger
from bot.ports import Address, Attachment, Door, MenuEntry, Outgoing, Profile
from bot.settings import TelegramSettings

log = logger(PLATFORM)

MENU_NAME = re.compile(r"[a-z0-9_]{1,32}")
MAX_MENU = 100
MAX_DESCRIPTION = 256
ANSWERED_KEPT = 100
"""Presses whose answer is remembered: Telegram refuses a second one."""

NO_ANSWER = "Telegram does not answer; check the network, or TELEGRAM_API_URL if it is set"
CHATTY = ("telegram", "httpx", "httpcore")
"""Loggers that would show the token, as part of a URL, or what people write."""


class TelegramAdapter:
    """One bot of Telegram's. See ``bot.ports.Adapter``."""

    platform = PLATFORM
    keeps_hours = 24

    def __init__(
        self, settings: TelegramSettings, clock: Clock, pace: Pace | None = None
    ) -> None:
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._clock = clock
        self._pace = pace or Pace()
        self._request = AiohttpRequest(settings.api_url)
        self._bot = Bot(
            settings.token.reveal(),
            settings.api_url,
            settings.file_url,
            request=self._request,
            get_updates_request=self._request,
        )
        self._intake: Intake | None = None
        self._stopped = asyncio.Event()
        self._answers: set[asyncio.Task[None]] = set()
        self._answered: dict[str, None] = {}
        self._shown: dict[str, int] = {}

    def reaches(self, address: Address) -> bool:
        """Always: what is sent waits on Telegram's side."""
        return address.platform == self.platform

    async def check(self) -> str:
        """The bot's name, as Telegram tells it to the holder of the token.

        Raises:
            SettingsError: if the token is not accepted, or nothing answers.
        """
        try:
            return (await self._bot.get_me()).name
        except InvalidToken:
            raise SettingsError([WRONG_TOKEN]) from None
        except TelegramError as error:
            raise SettingsError([f"{NO_ANSWER} ({type(error).__name__})."]) from None

    async def run(self, door: Door) -> None:
        """Bring messages to the door until ``stop``.

        Raises:
            SettingsError: if Telegram does not know the token.
        """
        bringing = asyncio.create_task(self._bring(door))
        stopping = asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait({bringing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            bringing.cancel()
            with suppress(asyncio.CancelledError):
                await bringing

    async def stop(self) -> None:
        """End the poll in flight; what it would have brought comes again at the next start."""
        self._stopped.set()

    async def close(self) -> None:
        """Let go of the connections."""
        self._stopped.set()
        for answer in self._answers:
            answer.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        await self._request.shutdown()

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        """Show a reply; the id of the message with its buttons.

        A long one is several calls. Where one of them has to wait, the next ``send`` of the
        same row goes on from there.
        """
        place, steps = place_of(outgoing), steps_of(outgoing, attachments)
        for verb in left_out(outgoing.reply):
            log.error("A button of %s does not fit and was left out", verb)
        shown = self._shown.pop(outgoing.id, 0)
        message_id: int | None = None
        for number, step in enumerate(steps[shown:], start=shown):
            try:
                message_id = await self._perform(place, step)
            except TelegramError as error:
                means = meaning(error, self._clock(), repeatable=step.edits is not None)
                if isinstance(means, RetryAt) and number:
                    self._shown[outgoing.id] = number
                raise means from None
        return None if message_id is None else str(message_id)

    async def profile(self, address: Address) -> Profile:
        """The language of the app of somebody who wrote lately; Telegram tells no zone.

        Plain English says nothing of what 3/4 means, so it is left to the settings.
        """
        language = self._intake.languages.get(address.user) if self._intake else None
        return Profile(locale=None if language == "en" else language)

    async def _bring(self, door: Door) -> None:
        link = Link(self._pace)
        me = await link.insist(lambda: self._introduce(door.menu()))
        log.info("Telegram: listening as @%s", me.username)
        self._intake = Intake(
            self._bot, door, me, self._clock, pace=self._pace, answer=self._answer_soon
        )
        poller = Poller(self._bot, self._request, self._clock, self._pace)
        await poller.poll(link, self._intake, door)

    async def _introduce(self, menu: Sequence[MenuEntry]) -> User:
        """Who the bot is; sets its menu, and ends a webhook without losing what waits."""
        me = await self._bot.get_me()
        await self._bot.delete_webhook()  # what waits is kept unless told otherwise
        try:
            await self._bot.set_my_commands(menu_commands(menu))
        except TelegramError as error:
            log.warning("The menu stays as it was: %s", type(error).__name__)
        return me

    async def _perform(self, place: Place, step: Step) -> int:
        try:
            return await perform(self._bot, place, step)
        except ChatMigrated as moved:  # a group that grew has a new id, once and for all
            return await perform(self._bot, Place(moved.new_chat_id, place.thread), step)

    def _answer_soon(self, query_id: str) -> None:
        """Stop the button's circle, once, while the answer is being worked on."""
        if query_id in self._answered:
            return  # the same update came again
        self._answered[query_id] = None
        if len(self._answered) > ANSWERED_KEPT:
            del self._answered[next(iter(self._answered))]
        answer = asyncio.create_task(self._answer(query_id))
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def _answer(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError:  # a press that is too old to be answered is still worked on
            self._answered.pop(query_id, None)


def menu_commands(menu: Sequence[MenuEntry]) -> list[BotCommand]:
    """The menu as Telegram takes it; a verb with other characters is reached by words alone."""
    return [
        BotCommand(entry.verb, (entry.summary or entry.usage)[:MAX_DESCRIPTION])
        for entry in menu
        if MENU_NAME.fullmatch(entry.verb)
    ][:MAX_MENU]

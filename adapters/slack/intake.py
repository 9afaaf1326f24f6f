"""What bolt hears goes to the door: the inbox row, then the ack, then the work."""

import asyncio
import re
from functools import partial
from http import HTTPStatus
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.reading import read_command, read_event, read_press
from adapters.slack.sending import Sender
from adapters.slack.web import log, silent
from bot.clock import Clock
from bot.errors import SendError, StorageError
from bot.ports import Door, Message

ANYTHING = re.compile("")
"""Fits every event, command and action: routing is the core's."""

NOT_SAVED = (
    "I couldn't save that: my storage isn't answering. Nothing was lost; "
    "please send it again in a few minutes."
)


class Intake:
    """Three listeners, one each for words, commands and presses."""

    def __init__(self, door: Door, sender: Sender, clock: Clock, ack_seconds: float) -> None:
        self._door = door
        self._sender = sender
        self._clock = clock
        self._ack_seconds = ack_seconds
        self._verbs = frozenset(entry.verb for entry in door.menu())
        self._bot_user = ""
        self._tasks: set[asyncio.Future[Any]] = set()

    def listen(self, web: AsyncWebClient, me: AuthorizeResult) -> AsyncApp:
        """A bolt app with these listeners.

        Who we are has been asked already: given so, no request waits for auth.test, and
        SLACK_CLIENT_ID in the environment cannot turn this into an app that has no token.
        With ``process_before_response`` the ack follows a listener, and does not precede it.
        """

        async def authorize() -> AuthorizeResult:
            return me

        self._bot_user = me.bot_user_id or ""
        app = AsyncApp(
            name="cordially.slack.library",
            logger=silent(),
            client=web,
            authorize=authorize,
            signing_secret="",
            process_before_response=True,
        )
        app.event(ANYTHING)(self._on_event)
        app.command(ANYTHING)(self._on_command)
        app.action(ANYTHING)(self._on_press)
        app.error(_failed)
        return app

    async def finish(self, seconds: float) -> None:
        """Give what is being received this long, and leave it then."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    async def _on_event(self, body: dict[str, Any], ack: AsyncAck) -> BoltResponse | None:
        """What could not be saved stays without an ack, so that Slack brings it again."""
        message, is_new = read_event(body, self._bot_user), False
        if message is not None:
            try:
                is_new = await self._door.receive(message)
            except StorageError:
                return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        await ack()
        if message is not None and is_new:
            self._door.work(message)
        return None

    async def _on_command(self, body: dict[str, Any], ack: AsyncAck) -> None:
        message = read_command(body, self._verbs, self._clock())
        await self._take(message, body["response_url"], ack)

    async def _on_press(self, body: dict[str, Any], ack: AsyncAck) -> None:
        await self._take(read_press(body), body.get("response_url"), ack)

    async def _take(self, message: Message | None, handle: str | None, ack: AsyncAck) -> None:
        """What Slack never brings again, and shows an error for after three seconds.

        If the storage is slow the ack goes first, and what became of it is said afterwards.
        """
        if message is not None:
            receiving = self._keep(asyncio.ensure_future(self._door.receive(message)))
            await asyncio.wait({receiving}, timeout=self._ack_seconds)
            # The loop calls this in its next turn, when the ack is on its way.
            receiving.add_done_callback(partial(self._received, message, handle))
        await ack()

    def _received(
        self, message: Message, handle: str | None, receiving: asyncio.Future[bool]
    ) -> None:
        if receiving.cancelled():
            return
        error = receiving.exception()
        if error is not None:
            log.warning("a message was not saved (%s)", type(error).__name__)
            self._keep(asyncio.ensure_future(self._say_not_saved(handle)))
        elif receiving.result():
            self._door.work(message)

    async def _say_not_saved(self, handle: str | None) -> None:
        if handle is None:
            return
        body = {"response_type": "ephemeral", "replace_original": False, "text": NOT_SAVED}
        try:
            await self._sender.respond(handle, body)
        except SendError as error:
            log.warning("could not say that it was not saved (%s)", type(error).__name__)

    def _keep(self, task: asyncio.Future[Any]) -> asyncio.Future[Any]:
        """The loop holds tasks weakly, so they are held here until they end."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _failed(error: Exception) -> None:
    """Our own mistake in a listener, which bolt would tell to a logger that says nothing."""
    log.error("a listener failed", exc_info=error)

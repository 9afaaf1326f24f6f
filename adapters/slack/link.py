"""One Socket Mode connection of bolt's, watched: a link can look connected and hear nothing.

The library mends most breaks by itself. What it does not mend is left behind and built anew,
and as its own closing can hang, that is given half a second and no more.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.slack.web import silent


class Pace(Struct, frozen=True):
    """How long things may take, in seconds.

    ``ping``: between two signs of life. ``deaf``: without one, after which the link is built
    anew; the library needs 4 pings and a connection to help itself. ``keepalive``: between
    two questions whether our token still holds. ``ack``: for the inbox row of a command, whose
    user sees an error after 3. ``backoff``: the longest wait between two attempts to connect.
    """

    ping: float = 5.0
    deaf: float = 30.0
    watch: float = 1.0
    keepalive: float = 60.0
    connect: float = 15.0
    ack: float = 0.8
    close: float = 0.5
    backoff: float = 30.0


class Link:
    """A connection that is open from ``open`` on, until it is closed."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        pace: Pace,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pace = pace
        self._now = now
        # Its constructor starts a task, so this is made within the running loop.
        # Any: the library leaves its methods without types.
        self._handler: Any = AsyncSocketModeHandler(
            app, app_token, logger=silent(), web_client=app.client, ping_interval=pace.ping
        )
        self._client: SocketModeClient = self._handler.client
        self._client.message_listeners.append(self._heard)
        self._pong = self._client.last_ping_pong_time
        self._heard_at = now()

    async def open(self, url: str) -> None:
        """Connect to ``url``, as apps.connections.open gave it.

        Raises:
            TimeoutError: if that takes too long.
        """
        self._client.wss_uri = url
        async with asyncio.timeout(self._pace.connect):
            await self._handler.connect_async()
        self._heard_at = self._now()

    @property
    def is_deaf(self) -> bool:
        """Whether nothing has come for too long, or nobody is left who would read it."""
        self._note_pong()
        if self._client.message_processor.done():
            return True
        return self._now() - self._heard_at > self._pace.deaf

    async def close(self) -> None:
        """Let go of everything, within twice ``Pace.close`` even if closing hangs."""
        client = self._client
        with contextlib.suppress(TimeoutError, OSError):
            # Not wait_for, which on 3.11 can lose a cancellation.
            async with asyncio.timeout(self._pace.close):
                await self._handler.close_async()
        left = [
            task
            for task in (
                client.message_processor,
                client.current_session_monitor,
                client.message_receiver,
            )
            if task is not None
        ]
        for task in left:
            task.cancel()
        closing = asyncio.ensure_future(client.aiohttp_client_session.close())
        await asyncio.wait([*left, closing], timeout=self._pace.close)

    async def _heard(self, _client: Any, _message: dict[str, Any], _raw: str | None) -> None:
        self._heard_at = self._now()

    def _note_pong(self) -> None:
        """The library keeps when the last answered ping was sent.

        It forgets that when it takes the link for stale, and then puts its own time there: so
        only one time in the place of another is a pong.
        """
        before, self._pong = self._pong, self._client.last_ping_pong_time
        if before is not None and self._pong is not None and before != self._pong:
            self._heard_at = self._now()

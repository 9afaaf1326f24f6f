"""Slack by Socket Mode: bolt brings the envelopes, the door decides, the sender answers."""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.intake import Intake
from adapters.slack.link import Link, Pace
from adapters.slack.reading import PLATFORM
from adapters.slack.sending import Sender, Spacing
from adapters.slack.web import log, retry_after, send_errors, silent, token_problem
from bot.clock import Clock
from bot.errors import SendError, SettingsError, StorageError
from bot.ports import Address, Attachment, Door, Outgoing, Profile
from bot.settings import SlackSettings

PROFILE_LASTS = timedelta(days=1)
UNREACHABLE = (aiohttp.ClientError, SlackClientError, TimeoutError, OSError)


class SlackAdapter:
    """Talks to one Slack workspace."""

    platform = PLATFORM
    keeps_hours = 0.1
    """Slack tries an event again at once, after one minute and after five; then it is lost."""

    def __init__(
        self,
        settings: SlackSettings,
        clock: Clock,
        pace: Pace | None = None,
        spacing: Spacing | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._pace = pace or Pace()
        self._spacing = spacing or Spacing()
        self._web: AsyncWebClient | None = None
        self._stopping = asyncio.Event()
        self._serving: asyncio.Future[None] | None = None
        self._profiles: dict[str, tuple[datetime, Profile]] = {}

    def reaches(self, address: Address) -> bool:  # noqa: ARG002 - the port asks for it
        """A direct message waits for its reader."""
        return True

    async def check(self) -> str:
        """Our name and workspace, if both tokens are accepted.

        Raises:
            SettingsError: if one is not, or nothing answers.
        """
        try:
            me = await self._ask_who()
            await self._socket_url()
        except UNREACHABLE as error:
            raise SettingsError(
                [f"Slack does not answer ({type(error).__name__}): look at your network."]
            ) from None
        return f"{me['user']} in {me['team']}"

    async def run(self, door: Door) -> None:
        """Bring what Slack delivers to the door until ``stop``.

        Raises:
            SettingsError: if Slack does not accept a token, at the start or later.
        """
        serving = self._serving = asyncio.ensure_future(self._serve(door))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            serving.cancel()
            await asyncio.wait({serving, stopping})
        if not serving.cancelled():
            serving.result()

    async def stop(self) -> None:
        """Take in nothing more; ``run`` returns within two seconds."""
        self._stopping.set()

    async def close(self) -> None:
        """Let go of connections, once ``run`` has."""
        if self._serving:
            await asyncio.wait({self._serving}, timeout=2 * self._pace.close)
        if self._web and self._web.session:
            await self._web.session.close()
            self._web = None

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        """As in ``bot.ports.Adapter``; the id is ``channel:ts``, None if only one sees it."""
        return await self._sender.send(outgoing, attachments)

    async def profile(self, address: Address) -> Profile:
        """The zone and locale that a member has set, at most a day old."""
        known = self._profiles.get(address.user)
        if known and self._clock() - known[0] < PROFILE_LASTS:
            return known[1]
        try:
            with send_errors(self._clock):
                answer = await self._client.users_info(user=address.user, include_locale=True)
        except SendError:
            return Profile()
        user: dict[str, Any] = answer["user"]
        profile = Profile(_zone(user.get("tz")), user.get("locale") or None)
        self._profiles[address.user] = (self._clock(), profile)
        return profile

    @property
    def _client(self) -> AsyncWebClient:
        """One client on one session, made within the running loop.

        It does not repeat calls by itself: whether a message may be sent again is our rule.
        """
        if self._web is None:
            timeout = aiohttp.ClientTimeout(total=30, sock_connect=5)
            self._web = AsyncWebClient(
                self._settings.bot_token.reveal(),
                base_url=self._settings.api_url,
                session=aiohttp.ClientSession(timeout=timeout),
                logger=silent(),
                retry_handlers=[],
            )
        return self._web

    @property
    def _sender(self) -> Sender:
        return Sender(self._client, self._clock, self._spacing)

    async def _serve(self, door: Door) -> None:
        """One connection after another, for as long as our tokens hold."""
        intake = Intake(door, self._sender, self._clock, self._pace.ack)
        failures = 0
        try:
            while True:
                asked = await self._try_to_connect(intake, door)
                failures = 0 if asked is None else failures + 1
                wait = min(2.0**failures, self._pace.backoff)
                # Spread, so that not all come back to Slack in the same second.
                await asyncio.sleep(max(asked or 0, wait * random.uniform(0.5, 1.0)))  # noqa: S311
        finally:
            await intake.finish(self._pace.close)

    async def _try_to_connect(self, intake: Intake, door: Door) -> int | None:
        """None after a connection; else the seconds that Slack asks us to wait, or 0."""
        try:
            await self._connected(intake, door)
        except UNREACHABLE as error:
            log.warning("Slack is out of reach (%s)", type(error).__name__)
            return retry_after(error.response) if isinstance(error, SlackApiError) else 0
        return None

    async def _connected(self, intake: Intake, door: Door) -> None:
        """From signing in until the link falls silent."""
        me = await self._sign_in()
        url = await self._socket_url()
        app = intake.listen(self._client, me)
        link = Link(app, self._settings.app_token.reveal(), self._pace)
        try:
            await link.open(url)
            log.info("connected to Slack")
            await self._watch(link, door)
        finally:
            await link.close()

    async def _watch(self, link: Link, door: Door) -> None:
        """Look after the link, and tell the door once a minute that Slack is there."""
        await self._heard_from(door)
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        while not link.is_deaf:
            await asyncio.sleep(self._pace.watch)
            if loop.time() - asked_at >= self._pace.keepalive:
                asked_at = loop.time()
                with contextlib.suppress(*UNREACHABLE):
                    async with asyncio.timeout(self._pace.connect):
                        await self._ask_who()
                    await self._heard_from(door)
        log.warning("nothing heard from Slack for %.0f s: connecting anew", self._pace.deaf)

    async def _heard_from(self, door: Door) -> None:
        try:
            await door.heard_from(PLATFORM, self._clock())
        except StorageError as error:
            log.warning("could not note that Slack is there (%s)", type(error).__name__)

    async def _sign_in(self) -> AuthorizeResult:
        """Who we are, as bolt wants to know it."""
        me = await self._ask_who()
        return AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=me.get("team_id"),
            bot_user_id=me.get("user_id"),
            bot_id=me.get("bot_id"),
            bot_token=self._settings.bot_token.reveal(),
        )

    async def _ask_who(self) -> AsyncSlackResponse:
        try:
            return await self._client.auth_test()
        except SlackApiError as error:
            remedy = "install the app to your workspace again, and copy its bot token."
            raise token_problem(error, "SLACK_BOT_TOKEN", remedy) or error from None

    async def _socket_url(self) -> str:
        try:
            token = self._settings.app_token.reveal()
            answer = await self._client.apps_connections_open(app_token=token)
        except SlackApiError as error:
            remedy = "make an app-level token with the scope connections:write, and copy it."
            raise token_problem(error, "SLACK_APP_TOKEN", remedy) or error from None
        return str(answer["url"])


def _zone(tz: str | None) -> str | None:
    """An IANA zone that this machine knows too."""
    try:
        return ZoneInfo(tz).key if tz else None
    except (KeyError, ValueError, OSError):
        return None

"""The HTTP under python-telegram-bot, on aiohttp: a quarter of the work of its own httpx.

It tells apart what the library does not: a request that never left (safe to send again), one
that may have been carried out (not safe), and one that the server says it refused for now. Its
errors never hold a URL, because the URL holds the token.
"""

from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    InvalidURL,
    TCPConnector,
)
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 60.0

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotSent(NetworkError):
    """The request never reached the server."""


class ServerFailed(NetworkError):
    """The Bot API itself answered that it could not, so it did nothing."""


class FloodWait(TelegramError):
    """The server wants a pause of so many seconds, and did nothing.

    The library's own RetryAfter cannot be raised without a deprecation warning.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"Too many requests: retry after {seconds:g} s")


class AiohttpRequest(BaseRequest):
    """One session for every call; opened by the first one, closed by ``shutdown``."""

    def __init__(self, url: str) -> None:
        self._proxy = proxy_for(url)
        self._session: ClientSession | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call does not say."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Nothing: the session opens with the first call."""

    async def shutdown(self) -> None:
        """Close the session; calls fail from now on."""
        self._is_shut = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - as the library calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,  # noqa: ARG002 - aiohttp has no time-out for writing
        connect_timeout: object = None,
        pool_timeout: object = None,  # noqa: ARG002 - the wait for a connection is connecting
    ) -> tuple[int, bytes]:
        """The status and the body of an answer that is neither a flood wait nor a failure.

        Raises:
            NotSent, ServerFailed, FloodWait: nothing was done.
            TimedOut, NetworkError: it may have been done.
        """
        has_files = request_data is not None and request_data.contains_files
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        read = _seconds(read_timeout, READ_SECONDS)
        timeout = ClientTimeout(
            total=None,
            connect=connect,
            sock_connect=connect,
            sock_read=max(read, UPLOAD_SECONDS) if has_files else read,
        )
        data, headers = _body(request_data)
        try:
            async with self._opened().request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                status, payload = response.status, await response.read()
        except (ClientConnectorError, ConnectionTimeoutError, InvalidURL) as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        _refuse(status, payload)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The object in an answer; the library's own would log an unreadable one in full."""
        try:
            return msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("The answer is not a JSON object") from None

    def _opened(self) -> ClientSession:
        if self._is_shut:
            raise NotSent("closed")
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(ttl_dns_cache=300),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )
        return self._session


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for ``url``, asked for once."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in {"localhost", "127.0.0.1", "::1"} or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


def _seconds(given: object, default: float) -> float:
    return float(given) if isinstance(given, int | float) else default


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, Mapping[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return data.url_encoded_parameters().encode("ascii"), _FORM
    form = FormData(quote_fields=False, default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form, None


class _Parameters(msgspec.Struct, frozen=True):
    retry_after: float = 5.0


class _Verdict(msgspec.Struct, frozen=True):
    ok: bool
    parameters: _Parameters = _Parameters()


def _refuse(status: int, payload: bytes) -> None:
    """Raise what the library would raise as something vaguer, or with a warning."""
    if status == 429:  # noqa: PLR2004 - too many requests
        raise FloodWait(_verdict(payload).parameters.retry_after)
    if status >= 500:  # noqa: PLR2004 - the server's fault
        _fail(status, payload)


def _fail(status: int, payload: bytes) -> NoReturn:
    """A proxy's bare 502 leaves it open what became of the request; the Bot API's does not."""
    if _verdict(payload).ok:
        raise NetworkError(f"HTTP {status}")
    raise ServerFailed(f"HTTP {status}")


def _verdict(payload: bytes) -> _Verdict:
    try:
        return msgspec.json.decode(payload, type=_Verdict)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _Verdict(ok=True)

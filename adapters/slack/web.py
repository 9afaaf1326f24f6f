"""What a call to Slack can end in: its errors and the network's, told as the project's own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.clock import Clock
from bot.errors import Gone, Refused, RetryAt, SendError, SettingsError, Unsure
from bot.log import logger

log = logger("slack")

SOON_SECONDS = 5
"""After a refused connection: nothing has been sent, and the next one may be taken."""

PAUSE_SECONDS = 30
"""Where Slack wants a pause and does not say how long."""

TOKEN_SECONDS = 300
"""While Slack does not take our token: the operator is being told, and replies wait."""

GONE = frozenset(
    "account_inactive cannot_dm_bot channel_not_found is_archived messages_tab_disabled "
    "not_in_channel user_disabled user_is_bot user_not_found user_not_in_channel "
    "user_not_visible users_not_found".split()
)
LATER = frozenset("rate_limited ratelimited request_timeout service_unavailable".split())
UNCLEAR = frozenset("fatal_error internal_error".split())
TOKEN = frozenset(
    "account_inactive invalid_auth missing_scope no_permission not_allowed_token_type "
    "not_authed token_expired token_revoked".split()
)


def silent() -> logging.Logger:
    """For the libraries, which log whole bodies, and build the lines even for nobody."""
    quiet = logging.getLogger("cordially.slack.library")
    quiet.setLevel(logging.CRITICAL + 1)
    return quiet


def code_of(error: SlackApiError) -> str:
    """Slack's own name for what is wrong; "" where its answer is not Slack's."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer; 0 if unknown."""
    response: Any = error.response
    return int(getattr(response, "status_code", getattr(response, "status", 0)) or 0)


def send_error(error: SlackApiError, now: datetime) -> SendError:
    """The rule for sending again that follows from Slack's answer."""
    code, status = code_of(error), status_of(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in LATER:
        return RetryAt(now + timedelta(seconds=retry_after(error.response) or PAUSE_SECONDS))
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return RetryAt(now + timedelta(seconds=PAUSE_SECONDS))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in UNCLEAR or not code:
        return Unsure()
    if code in GONE:
        return Gone(code)
    if code in TOKEN - {"missing_scope"}:
        return RetryAt(now + timedelta(seconds=TOKEN_SECONDS))
    log.error("Slack refused a message (%s)", code)
    return Refused(code)


@contextmanager
def send_errors(clock: Clock) -> Iterator[None]:
    """Turn what a call raises into a SendError; the libraries' own words are left behind."""
    try:
        yield
    except SlackApiError as error:
        raise send_error(error, clock()) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise RetryAt(clock() + timedelta(seconds=SOON_SECONDS)) from None
    except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError):
        raise Unsure from None


def token_problem(error: SlackApiError, variable: str, remedy: str) -> SettingsError | None:
    """What to tell the operator, if it is the token that Slack does not take."""
    code = code_of(error)
    if code not in TOKEN:
        return None
    return SettingsError([f"Slack does not accept {variable} ({code}): {remedy}"])


def retry_after(response: Any) -> int:
    """The seconds that an answer of Slack's asks us to wait; 0 if it asks for nothing."""
    value = str((getattr(response, "headers", None) or {}).get("Retry-After", ""))
    return max(1, int(value)) if value.isdigit() else 0

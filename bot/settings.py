"""The configuration, read once from the environment; all mistakes are told together."""

import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfoNotFoundError

from msgspec import Struct
from tzlocal import get_localzone_name

from bot.at_rest import AtRest, read_at_rest
from bot.errors import SettingsError
from bot.secret import Secret
from bot.storage_url import StorageUrl, read_storage_url
from bot.zones import zone_named


class Join(StrEnum):
    """Who may use the bot."""

    INVITE = "invite"
    OPEN = "open"


class TelegramSettings(Struct, frozen=True):
    """How to reach Telegram; the URLs are the library's base_url and base_file_url."""

    token: Secret
    api_url: str = "https://api.telegram.org/bot"
    file_url: str = "https://api.telegram.org/file/bot"


class SlackSettings(Struct, frozen=True):
    """How to reach Slack by Socket Mode; the URL is the web client's base_url."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret | None = None
    api_url: str = "https://slack.com/api/"


class Settings(Struct, frozen=True):
    """All that can be set from outside."""

    storage: StorageUrl
    telegram: TelegramSettings | None = None
    slack: SlackSettings | None = None
    join: Join = Join.INVITE
    log_level: str = "INFO"
    log_json: bool = False
    locale: str = "en-US"
    zone: str = "UTC"
    at_rest: AtRest = AtRest()

    @property
    def memory(self) -> str:
        """``storage`` as it may be shown: without the password of a database."""
        return str(self.storage)


VARIABLES: Mapping[str, str] = {
    "TELEGRAM_BOT_TOKEN": "the token that @BotFather gave you",
    "TELEGRAM_API_URL": "another Bot API server, ending in /bot",
    "TELEGRAM_FILE_URL": "that server's files, ending in /file/bot",
    "SLACK_BOT_TOKEN": "the bot token, xoxb-…",
    "SLACK_APP_TOKEN": "the app-level token with connections:write, xapp-…",
    "SLACK_SIGNING_SECRET": "the signing secret; Socket Mode works without it",
    "SLACK_API_URL": "another Slack API, ending in /api/",
    "CORDIALLY_STORAGE": "where memory is kept: tinydb:FOLDER or postgresql://USER:PASSWORD@HOST/NAME",
    "CORDIALLY_BACKUPS": "the folder of the daily backups; else backups beside the memory",
    "CORDIALLY_BACKUPS_KEPT": "how many of them are kept",
    "CORDIALLY_KEY": "the passphrase that encrypts the memory and its backups",
    "CORDIALLY_KEY_FILE": "a file with that passphrase in its first line",
    "CORDIALLY_JOIN": "invite (by code) or open (whoever reaches it)",
    "CORDIALLY_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "CORDIALLY_LOG_JSON": "1 for one JSON object a line",
    "CORDIALLY_ZONE": "the zone assumed for who tells none, such as Europe/Dublin",
    "CORDIALLY_LOCALE": "en-US or en-GB: what 3/4 means until an owner's platform tells",
}
"""Every variable that is read, and what it is; .env.example and doctor show these."""

E = TypeVar("E", bound=StrEnum)
_TELEGRAM_TOKEN = re.compile(r"\d+:[\w-]{30,}")


def default_storage(environ: Mapping[str, str]) -> str:
    """The user's own data folder, as XDG has it."""
    base = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return f"tinydb:{Path(base) / 'cordially'}"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in ``environ`` (os.environ if None).

    Raises:
        SettingsError: with every mistake, each saying what to do about it.
    """
    given = {k: v.strip() for k, v in (os.environ if environ is None else environ).items()}
    problems: list[str] = []
    storage = _storage(given, problems)
    settings = Settings(
        storage=storage,
        telegram=_telegram(given, problems),
        slack=_slack(given, problems),
        join=_one_of(given, "CORDIALLY_JOIN", Join, Join.INVITE, problems),
        log_level=_log_level(given, problems),
        log_json=given.get("CORDIALLY_LOG_JSON", "") not in {"", "0", "no", "false"},
        locale=_one_of(given, "CORDIALLY_LOCALE", Locale, Locale.US, problems),
        zone=_zone(given, problems),
        at_rest=read_at_rest(given, storage, problems),
    )
    unknown = sorted(
        name for name in given if name.startswith("CORDIALLY_") and name not in VARIABLES
    )
    problems += [
        f"{name} is not a setting of this version; take it out, or mend its spelling."
        for name in unknown
        if not name.startswith("CORDIALLY_TEST_")
    ]
    if problems:
        raise SettingsError(problems)
    return settings


class Locale(StrEnum):
    """Whose order of day and month 3/4 follows."""

    US = "en-US"
    GB = "en-GB"


def _storage(given: Mapping[str, str], problems: list[str]) -> StorageUrl:
    url = given.get("CORDIALLY_STORAGE") or default_storage(given)
    return read_storage_url(url, problems, "CORDIALLY_STORAGE")


def _telegram(given: Mapping[str, str], problems: list[str]) -> TelegramSettings | None:
    token = given.get("TELEGRAM_BOT_TOKEN")
    if not token:
        return None
    if not _TELEGRAM_TOKEN.fullmatch(token):
        problems.append(
            "TELEGRAM_BOT_TOKEN does not look like a token (digits, a colon, letters); "
            "copy it once more from @BotFather."
        )
    urls = {
        "api_url": _url(given, "TELEGRAM_API_URL", "/bot", problems),
        "file_url": _url(given, "TELEGRAM_FILE_URL", "/file/bot", problems),
    }
    return TelegramSettings(Secret(token), **{k: v for k, v in urls.items() if v})


def _slack(given: Mapping[str, str], problems: list[str]) -> SlackSettings | None:
    bot, app = given.get("SLACK_BOT_TOKEN"), given.get("SLACK_APP_TOKEN")
    if not bot and not app:
        return None
    for name, token, prefix in (
        ("SLACK_BOT_TOKEN", bot, "xoxb-"),
        ("SLACK_APP_TOKEN", app, "xapp-"),
    ):
        if not token:
            problems.append(f"{name} is missing: Slack needs both tokens. See README, Slack.")
        elif not token.startswith(prefix):
            problems.append(f"{name} should begin with {prefix}; copy it once more.")
    secret = given.get("SLACK_SIGNING_SECRET")
    url = _url(given, "SLACK_API_URL", "/api/", problems)
    return SlackSettings(
        Secret(bot or ""),
        Secret(app or ""),
        Secret(secret) if secret else None,
        **({"api_url": url} if url else {}),
    )


def _url(given: Mapping[str, str], name: str, ending: str, problems: list[str]) -> str | None:
    url = given.get(name)
    if url and not (url.startswith(("http://", "https://")) and url.endswith(ending)):
        problems.append(f"{name} should be an address that ends in {ending}.")
    return url or None


def _one_of(
    given: Mapping[str, str],
    name: str,
    choices: type[E],
    default: E,
    problems: list[str],
) -> E:
    value = given.get(name) or default
    if value not in list(choices):
        problems.append(f"{name} should be one of: {', '.join(choices)}.")
        return default
    return choices(value)


def _zone(given: Mapping[str, str], problems: list[str]) -> str:
    name = given.get("CORDIALLY_ZONE")
    if not name:
        return zone_of_machine()
    if zone := zone_named(name):
        return zone
    problems.append("CORDIALLY_ZONE should be an IANA name such as Europe/Dublin.")
    return "UTC"


def zone_of_machine(ask: Callable[[], str | None] = get_localzone_name) -> str:
    """The IANA name of the machine's own zone, UTC where its files name several or none."""
    try:
        return zone_named(ask() or "") or "UTC"
    except ZoneInfoNotFoundError:
        return "UTC"


def _log_level(given: Mapping[str, str], problems: list[str]) -> str:
    level = (given.get("CORDIALLY_LOG_LEVEL") or "INFO").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        problems.append("CORDIALLY_LOG_LEVEL should be DEBUG, INFO, WARNING or ERROR.")
        return "INFO"
    return level

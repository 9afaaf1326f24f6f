"""Logs that hold no words of anybody's: an exception's type and frames, never its message."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

CAUSES = 5


def logger(name: str) -> logging.Logger:
    """The logger of one part of the project."""
    return logging.getLogger(f"cordially.{name}")


def trace(error: BaseException) -> str:
    """What kind of error it was and where, innermost last: a KeyError would quote a name."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{_short(frame.filename)}:{frame.lineno}" for frame in reversed(frames)
    )
    kinds = [type(error).__name__]
    cause = error.__cause__ or error.__context__
    while cause is not None and len(kinds) < CAUSES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return f"{' from '.join(kinds)} at {places or 'an unknown place'}"


def _short(path: str) -> str:
    return "/".join(path.rsplit("/", 2)[-2:])


class _Plain(logging.Formatter):
    """One line a record, without anything that an exception says."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        return f"{at} {record.levelname} {record.name}: {_message(record)}"


class _Json(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"at": at, "level": record.levelname, "logger": record.name}
        return json.dumps({**entry, "message": _message(record)}, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    if not record.name.startswith("cordially"):
        # A library's words may quote a token, an address or what somebody wrote.
        text = f"{record.module}:{record.lineno}"
    else:
        text = record.getMessage()
    return f"{text} ({trace(error)})" if error else text


def set_up_logging(level: str, *, as_json: bool) -> None:
    """Send our logs to standard error; of libraries only warnings, and not their words."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if as_json else _Plain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("cordially").setLevel(level)

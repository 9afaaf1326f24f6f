"""What is set from outside: the process's variables over those of a file called .env."""

import io
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from bot.errors import SettingsError


def read_environment(file: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of ``environ`` over those in ``file``, which need not be there.

    Raises:
        SettingsError: if the file cannot be read, or a line of it is no ``NAME=value``.
    """
    text = _text(file)
    wrong = [each for each in parse_stream(io.StringIO(text)) if _is_wrong(each)]
    if wrong:
        raise SettingsError([_told(file, each) for each in wrong])
    found = dotenv_values(stream=io.StringIO(text))
    return {name: value for name, value in found.items() if value} | dict(environ)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise SettingsError([f"{file} is not text in UTF-8: write it anew."]) from None
    except OSError as error:
        raise SettingsError([f"{file} cannot be read: {error.strerror}."]) from None


def _is_wrong(line: Binding) -> bool:
    return line.error or (line.key is not None and line.value is None)


def _told(file: Path, line: Binding) -> str:
    """Where it is, without what it says: that may be a token."""
    said = line.original.string
    blank = said[: len(said) - len(said.lstrip())]
    number = line.original.line + blank.count("\n")
    return f"{file}, line {number}: write NAME=value, and end the quote if there is one."

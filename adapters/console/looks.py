"""How a page gets onto a stream: plain, or with what a terminal can do."""

import os
from collections.abc import Mapping
from typing import Protocol, TextIO

from adapters.console.page import Page
from bot.reply import Style


class Looks(Protocol):
    """Writes pages."""

    def paint(self, page: Page) -> None:
        """Write a page and flush it."""


class Plain:
    """A stream without looks: a file, a pipe, or a terminal that wants none."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def paint(self, page: Page) -> None:
        """Write a page and flush it."""
        self.write(page.text + "\n")

    def write(self, text: str) -> None:
        """Write text; a character that the stream's encoding lacks becomes a question mark."""
        encoding = self._stream.encoding or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


class Rich:
    """A terminal that can do bold and dim; lines are broken between words."""

    STYLES: Mapping[Style, str] = {Style.STRONG: "bold", Style.QUIET: "dim", Style.CODE: "cyan"}

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console  # noqa: PLC0415 - 60 ms that a pipe need not pay

        self._stream = stream
        self._console = Console(file=stream, force_terminal=True, highlight=False)

    def paint(self, page: Page) -> None:
        """Write a page and flush it."""
        from rich.text import Text  # noqa: PLC0415

        for spans in page.lines:
            text = Text()
            for span in spans:
                text.append(span.text, self.STYLES.get(span.style, ""))
            self._console.print(text)
        self._stream.flush()


def looks_of(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Looks:
    """Looks where the stream is a terminal that wants them; NO_COLOR and TERM=dumb do not."""
    wants_none = environ.get("NO_COLOR") or environ.get("TERM", "dumb") == "dumb"
    return Plain(stream) if wants_none or not stream.isatty() else Rich(stream)

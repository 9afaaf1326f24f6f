"""What a terminal and the bot say to each other: a JSON object a line, over any stream."""

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from bot.errors import CordialError
from bot.ports import Attachment, Words
from bot.reply import Press, Reply

VERSION = 1
TO_BOT_LIMIT = 1 << 20
TO_TERMINAL_LIMIT = 1 << 28
"""The longest line in bytes that either side takes; answers may carry files."""


class Hello(Struct, frozen=True, tag="hello"):
    """A terminal's first word. ``interactive`` if what comes unasked may appear on it."""

    interactive: bool
    version: int = VERSION


class Said(Struct, frozen=True, tag="said"):
    """Words or a press; ``token`` comes back with the answer."""

    token: int
    body: Words | Press


class Wanted(Struct, frozen=True, tag="wanted"):
    """A terminal asks for the words that it may complete."""


class Seen(Struct, frozen=True, tag="seen"):
    """What was shown under ``id`` is on the terminal, flushed."""

    id: int


class Shown(Struct, frozen=True, tag="shown"):
    """A reply to show; ``token`` is that of what it answers, None for what is unasked."""

    id: int
    reply: Reply
    token: int | None = None
    attachments: tuple[Attachment, ...] = ()


class Completions(Struct, frozen=True, tag="completions"):
    """The words that a terminal may complete."""

    words: tuple[str, ...]


class Bye(Struct, frozen=True, tag="bye"):
    """The bot goes; ``because`` says why, to be shown."""

    because: str


ToBot = Hello | Said | Wanted | Seen
ToTerminal = Shown | Completions | Bye
In = TypeVar("In")
Out = TypeVar("Out")


class Garbled(CordialError):
    """A line came that is no frame of this version."""


class Link(Generic[In, Out]):
    """One end of a stream of frames."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        decoder: msgspec.json.Decoder[In],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._decoder = decoder
        self._encoder = msgspec.json.Encoder()

    async def send(self, frame: Out) -> None:
        """Hand a frame to the other side.

        Raises:
            ConnectionError: if the other side is gone.
        """
        self._writer.write(self._encoder.encode(frame) + b"\n")
        await self._writer.drain()

    async def frames(self) -> AsyncIterator[In]:
        """Every frame that comes, until the other side is gone.

        Raises:
            Garbled: if something else comes.
        """
        while True:
            try:
                line = await self._reader.readline()
            except ConnectionError:
                return
            except ValueError as error:
                raise Garbled("a line without end") from error
            if not line:
                return
            try:
                yield self._decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise Garbled("not a frame") from error

    async def close(self) -> None:
        """Let go of the stream; the other side sees its end."""
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return

    def abort(self) -> None:
        """Let go of the stream at once, whatever is still to be written."""
        self._writer.transport.abort()


BotLink = Link[ToBot, ToTerminal]
"""The bot's end."""
TerminalLink = Link[ToTerminal, ToBot]
"""The terminal's end."""


def bot_link(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> BotLink:
    """The bot's end of a stream."""
    return Link(reader, writer, msgspec.json.Decoder(ToBot))


def terminal_link(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> TerminalLink:
    """The terminal's end of a stream."""
    return Link(reader, writer, msgspec.json.Decoder(ToTerminal))

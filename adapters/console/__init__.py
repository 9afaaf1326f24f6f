"""The terminal as a platform: one process holds the book, terminals attach to it.

Two halves share all but the stream between them. ``ConsoleAdapter`` is the bot's half: it
brings what terminals say to the door and shows replies on them. ``converse`` and ``say`` are
the terminal's half, over a link that ``ConsoleAdapter.link`` gives in the same process and
``connect`` through the socket file of another.
"""

from pathlib import Path

from adapters.console.chat import converse, say
from adapters.console.doorstep import connect
from adapters.console.page import Page, render
from adapters.console.server import ConsoleAdapter
from adapters.console.wire import TerminalLink
from bot.clock import Clock
from bot.settings import Settings

__all__ = [
    "ConsoleAdapter",
    "Page",
    "TerminalLink",
    "connect",
    "converse",
    "history_beside",
    "history_file",
    "open_adapter",
    "render",
    "say",
    "socket_path",
]


def open_adapter(settings: Settings, clock: Clock) -> ConsoleAdapter:
    """The console, which terminals attach to in the data folder where there is one."""
    return ConsoleAdapter(clock, socket_path(settings))


def history_file(settings: Settings) -> Path | None:
    """Where the lines typed here are kept; nowhere if what is kept is to be encrypted."""
    socket = socket_path(settings)
    return history_beside(socket) if socket and settings.at_rest.key is None else None


def history_beside(socket: Path) -> Path:
    """Where the lines typed there are kept, or were before that was encrypted."""
    return socket.with_name("history")


def socket_path(settings: Settings) -> Path | None:
    """Where terminals attach to whoever holds this storage; None if it is in no folder."""
    kind, folder = settings.storage.kind, settings.storage.place
    return Path(folder).expanduser() / "chat.sock" if kind == "tinydb" and folder else None

"""The socket file at which terminals attach: the owner's alone, and never a dead one."""

import asyncio
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path

from adapters.console.wire import TO_TERMINAL_LIMIT, TerminalLink, terminal_link
from bot.errors import InUse


def listening_socket(path: Path) -> socket.socket:
    """A socket that listens at ``path``, which only its owner can open (0600).

    A file left by a process that died is replaced.

    Raises:
        InUse: if another process listens there.
        OSError: if there can be no socket file, as where the path is too long.
    """
    if _somebody_listens(path):
        raise InUse(f"another process answers at {path}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(path))
        # Until it listens nobody can connect, so there is no moment at which others could.
        path.chmod(0o600)
        listener.listen()
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def is_peer(connection: socket.socket, uid: int) -> bool:
    """Whether the process at the other end runs as ``uid``.

    Where the system does not tell, the mode of the socket file has to do.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    shape = "3i"
    size = struct.calcsize(shape)
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _, peer, _ = struct.unpack(shape, credentials)
    return bool(peer == uid)


async def connect(path: Path) -> TerminalLink | None:
    """A link to the bot that listens at ``path``; None if none does."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=TO_TERMINAL_LIMIT)
    except OSError:
        return (
            None  # no file, or one that a process left when it died: the next bot replaces it
        )
    return terminal_link(reader, writer)


def _somebody_listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt, suppress(OSError):
        attempt.connect(os.fspath(path))
        return True
    return False

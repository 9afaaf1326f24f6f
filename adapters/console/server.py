"""The bot's side of the console: holds attached terminals, and brings what they say in."""

import asyncio
import os
import socket as sockets
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from adapters.console.attached import Attached
from adapters.console.doorstep import is_peer, listening_socket
from adapters.console.machine import local_zone, login_name
from adapters.console.wire import (
    TO_BOT_LIMIT,
    TO_TERMINAL_LIMIT,
    VERSION,
    BotLink,
    Bye,
    Garbled,
    Hello,
    Said,
    Seen,
    TerminalLink,
    Wanted,
    bot_link,
    terminal_link,
)
from bot.clock import Clock
from bot.errors import RetryAt, StorageError, Unsure
from bot.log import logger
from bot.ports import Address, Attachment, Conversation, Door, Message, Outgoing, Profile
from bot.reply import say

ASK_AGAIN = timedelta(minutes=1)
NOT_SAVED = (
    "I couldn't save that: my storage isn't answering. Nothing was lost; "
    "please send it again in a few minutes."
)
GOODBYE_SECONDS = 1.0
STOPPED = "Cordially has stopped."
STOPPING = "I am about to stop and didn't take that. Please say it again when I'm back."
log = logger("console")


class ConsoleAdapter:
    """Terminals of this machine's user, in this process or attached through ``socket``.

    An answer goes to the terminal that asked; if that has gone, nobody waits for it any more
    and it is not sent again: Unsure. What comes unasked goes to the interactive terminal that
    was attached last; while there is none, a closed console is no address: ``reaches`` says so
    before, and ``send`` raises RetryAt a minute from now. A terminal that has not confirmed
    within ``patience`` seconds that a reply is on it may still show it: Unsure.
    """

    platform = "console"
    keeps_hours = 0

    def __init__(
        self,
        clock: Clock,
        socket: Path | None = None,
        *,
        patience: float = 10.0,
    ) -> None:
        self._clock = clock
        self._socket = socket
        self._patience = patience
        self._run_id = uuid4().hex
        self._messages = count(1)
        self._names = count(1)
        self._attached: dict[str, Attached] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._links: set[BotLink] = set()
        self._door: Door | None = None
        self._running = asyncio.Event()
        self._stopping = asyncio.Event()
        self.address = Address(self.platform, "", login_name())

    async def run(self, door: Door) -> None:
        """Bring what terminals say to the door until ``stop``.

        Raises:
            InUse: if another process listens at the socket.
        """
        self._door = door
        server = await self._listen() if self._socket else None
        self._running.set()
        try:
            await self._stopping.wait()
        finally:
            if server and self._socket:
                server.close()
                self._socket.unlink(missing_ok=True)

    async def stop(self) -> None:
        """Take in nothing more; answers still reach their terminals until ``close``."""
        self._stopping.set()

    async def close(self) -> None:
        """Say goodbye to every terminal; one that does not read is not waited for."""
        seconds = min(GOODBYE_SECONDS, self._patience)
        await asyncio.gather(*(_part(link, seconds) for link in self._links))
        await asyncio.gather(*self._serving)

    def reaches(self, address: Address) -> bool:
        """Whether there is a terminal on which what is unasked can appear."""
        return address == self.address and bool(self._attended())

    async def check(self) -> str:
        """Whose terminals these are."""
        return f"{self.address.user}, at this machine"

    async def until_running(self) -> None:
        """Return once terminals can attach."""
        await self._running.wait()

    async def link(self) -> TerminalLink:
        """A terminal's end of a link within this process; waits for ``run``."""
        await self.until_running()
        ours, theirs = sockets.socketpair()
        self._serve(*await asyncio.open_connection(sock=ours, limit=TO_BOT_LIMIT))
        return terminal_link(
            *await asyncio.open_connection(sock=theirs, limit=TO_TERMINAL_LIMIT)
        )

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        """Show a reply on a terminal; the class says on which, and what happens without."""
        attached, token = self._recipient(outgoing)
        showing = attached.show(outgoing.reply, token, attachments)
        try:
            async with asyncio.timeout(self._patience):
                id = await showing
        except (ConnectionError, TimeoutError) as error:
            raise Unsure("the terminal did not confirm") from error
        return f"{attached.name}/{id}"

    async def profile(self, address: Address) -> Profile:
        """The machine's zone, for the machine's own user."""
        return Profile(zone=local_zone()) if address == self.address else Profile()

    def _recipient(self, outgoing: Outgoing) -> tuple[Attached, int | None]:
        handle = outgoing.where.reply_handle if outgoing.where else None
        if handle is not None:
            name, _, token = handle.rpartition("/")
            if name not in self._attached:
                raise Unsure("the terminal that asked has gone")
            return self._attached[name], int(token)
        if not self.reaches(outgoing.to):
            raise RetryAt(self._clock() + ASK_AGAIN)
        return self._attended()[-1], None

    def _attended(self) -> list[Attached]:
        return [each for each in self._attached.values() if each.interactive]

    async def _listen(self) -> asyncio.Server | None:
        assert self._socket is not None  # noqa: S101 - only called with one
        try:
            listener = listening_socket(self._socket)
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else "the path is too long"
            log.warning("no terminal can attach at %s: %s", self._socket, reason)
            return None
        return await asyncio.start_unix_server(
            self._serve_peer, sock=listener, limit=TO_BOT_LIMIT
        )

    def _serve_peer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if is_peer(writer.get_extra_info("socket"), os.geteuid()):
            self._serve(reader, writer)
        else:
            log.warning("refused a terminal of another user")
            writer.close()

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.create_task(self._converse(bot_link(reader, writer)))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def _converse(self, link: BotLink) -> None:
        attached: Attached | None = None
        self._links.add(link)
        try:
            async for frame in link.frames():
                if isinstance(frame, Hello):
                    attached = await self._attach(frame, link)
                elif attached is not None and self._door is not None:
                    await self._handle(frame, attached, self._door)
        except (Garbled, ConnectionError) as error:
            log.info("a terminal was let go: %s", type(error).__name__)
        finally:
            if attached is not None:
                self._attached.pop(attached.name, None)
                attached.left()
            self._links.discard(link)
            await link.close()

    async def _attach(self, hello: Hello, link: BotLink) -> Attached | None:
        if hello.version != VERSION:
            await link.send(Bye("The Cordially that runs is of another version; restart it."))
            return None
        name = f"{self._run_id}/{next(self._names)}"
        attached = Attached(name, link, interactive=hello.interactive)
        self._attached[name] = attached
        return attached

    async def _handle(
        self, frame: Said | Wanted | Seen, attached: Attached, door: Door
    ) -> None:
        match frame:
            case Said():
                await self._take(frame, attached, door)
            case Seen(id):
                attached.seen(id)
            case Wanted():
                await attached.offer(await self._completions(door))

    async def _completions(self, door: Door) -> Sequence[str]:
        try:
            return await door.completions(self.address)
        except StorageError:
            log.exception("no completions")
            return ()

    async def _take(self, said: Said, attached: Attached, door: Door) -> None:
        """Bring a line to the door; it is the run's own, so the same line again is news."""
        if self._stopping.is_set():
            await attached.tell(say(STOPPING), said.token)
            return
        message = Message(
            id=f"{self._run_id}/{next(self._messages)}",
            sender=self.address,
            at=self._clock(),
            body=said.body,
            where=Conversation("console", reply_handle=f"{attached.name}/{said.token}"),
        )
        try:
            await door.receive(message)
        except StorageError:
            log.exception("a line was not saved")
            await attached.tell(say(NOT_SAVED), said.token)
        else:
            door.work(message)


async def _part(link: BotLink, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await link.send(Bye(STOPPED))
            await link.close()
    except (ConnectionError, TimeoutError):
        link.abort()

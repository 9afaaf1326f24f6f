"""Kills PostgreSQL again and again while somebody chats with the bot, and counts what is lost.

Run by hand: python -m tests.kills.outliving 100
"""

import asyncio
import random
import sys
import threading
import time

from msgspec import Struct

from tests.kills.chatting import read, told
from tests.postgres import Server

PATIENCE = 60.0
PAUSE = 0.3
"""Seconds after an acknowledgement in which the server is killed, at most."""


class Count(Struct, frozen=True):
    """What came of it: ids by what was said of them and what is there."""

    kills: int
    acknowledged: int
    lost: int
    never_tried: int

    @property
    def is_well(self) -> bool:
        """Whether everything acknowledged is there, and nothing else that was not said."""
        return self.acknowledged > self.kills and not self.lost and not self.never_tried


class Chat(threading.Thread):
    """One chat for all the kills: the bot outlives its database."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._url = url
        self._is_over = threading.Event()
        self.tried: set[str] = set()
        self.acknowledged: set[str] = set()

    def run(self) -> None:
        for verb, id in told(self._url, "0"):
            (self.tried if verb == "try" else self.acknowledged).add(id)
            if self._is_over.is_set():
                return

    def end(self) -> None:
        """Say no more, and wait for the last answer."""
        self._is_over.set()
        self.join(PATIENCE)

    def until_acknowledged(self) -> None:
        """Wait for something that is tried from now on, and acknowledged."""
        before, give_up_at = set(self.tried), time.monotonic() + PATIENCE
        while not self.acknowledged - before:
            assert self.is_alive(), "the chat has ended"
            assert time.monotonic() < give_up_at, "nothing is acknowledged any more"
            time.sleep(0.01)


def outlive(server: Server, kills: int, seed: int = 2026) -> Count:
    """Kill the server so many times, at moments that ``seed`` says, and count.

    Raises:
        Half: if half an event is there.
    """
    url, moments = f"{server.url}?search_path=outlived", random.Random(seed)
    chat = Chat(url)
    chat.start()
    for _ in range(kills):
        chat.until_acknowledged()
        time.sleep(moments.uniform(0, PAUSE))
        server.kill()
        server.start()
    chat.until_acknowledged()
    chat.end()
    there = set(asyncio.run(read(url)))
    lost, never_tried = chat.acknowledged - there, there - chat.tried
    return Count(kills, len(chat.acknowledged), len(lost), len(never_tried))


def main(kills: str = "100") -> int:
    """Tell the counts; the exit status says whether all is well."""
    server = Server({"shared_buffers": "32MB"})
    server.start()
    try:
        count = outlive(server, int(kills))
    finally:
        server.remove()
    sys.stdout.write(f"{count}\n")
    return int(not count.is_well)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

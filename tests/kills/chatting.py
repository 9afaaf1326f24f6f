"""Somebody who chats through a pipe and says what was acknowledged; and what is there of it.

``python -m tests.kills.chatting write URL RUN`` says "try ID" before it tells the bot of a
talk, and "ack ID" when the bot has said that it is saved. Ids of different runs differ.
``python -m tests.kills.chatting read URL`` says the ids that are there, and fails where there
is half an event. So a tool that knows nothing of the bot can kill it and count.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import count
from pathlib import Path

from bot.model.document import Change, Interaction, OwnerId
from bot.ports import Storage

ROOT = Path(__file__).parents[2]
NOT_SAVED = "I couldn't save that"


class Half(Exception):
    """Only a part of an event is there."""


def chat(url: str) -> "subprocess.Popen[str]":
    """A terminal of the bot's with a pipe instead of a keyboard."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), "CORDIALLY_STORAGE": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def write(url: str, run: str) -> None:
    """Tell the bot of one talk after the other, for as long as it lives."""
    for verb, id in told(url, run):
        sys.stdout.write(f"{verb} {id}\n")
        sys.stdout.flush()


def told(url: str, run: str) -> Iterator[tuple[str, str]]:
    """What is tried, and what was acknowledged, until the bot ends."""
    with chat(url) as talk:
        assert talk.stdin
        assert talk.stdout
        for number in count():
            id = f"r{run}n{number}"
            yield "try", id
            talk.stdin.write(f"met Sarah Chen at {id}\n")
            for line in talk.stdout:
                if line.startswith("Saved") and f"{id}." in line:
                    yield "ack", id
                    break
                if NOT_SAVED in line:
                    break
            else:
                return


async def read(url: str) -> Sequence[str]:
    """The ids of the talks that are there.

    Raises:
        Half: if a talk is there without what undoes it or without the mark of its message, or
            the other way round.
        StorageError: if it cannot be read.
    """
    module = import_module(f"storage.{url.partition(':')[0]}")
    storage: Storage = await module.open_storage(url, read_only=True)
    try:
        owners = [row.owner async for row in storage.ledger.owners()]
        return [id for owner in owners for id in await _whole_events(storage, owner)]
    finally:
        await storage.close()


async def _whole_events(storage: Storage, owner: OwnerId) -> Sequence[str]:
    async with storage.begin(owner) as work:
        talks = list(work.book.all(Interaction))
        changes = [
            each for each in work.book.all(Change) if "interactions" in str(each.documents)
        ]
        made = {each.id for change in changes for each in change.documents}
        if not {talk.id for talk in talks} <= made:
            raise Half("there is a talk that cannot be undone")
        if len(changes) != len(talks):
            raise Half("there is a change without its talk")
        if not all([await work.is_done(change.message) for change in changes]):
            raise Half("there is a talk whose message is not done")
    return [talk.event or "" for talk in talks]


def _makes_a_talk(change: Change) -> bool:
    return any(each.table == "interactions" for each in change.documents)


def main(verb: str, url: str, run: str = "") -> None:
    """What the command line asks for."""
    if verb == "write":
        write(url, run)
    else:
        sys.stdout.write("".join(f"{id}\n" for id in asyncio.run(read(url))))


if __name__ == "__main__":
    main(*sys.argv[1:])

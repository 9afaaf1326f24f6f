"""A program with a small bot, which talks at its terminal: for tests of whole processes.

With a socket file as its argument it attaches to the bot that listens there, if one does.
"""

import asyncio
import sys
from pathlib import Path

from adapters.console import connect, converse
from bot.ports import Message, Words
from bot.reply import Reply, choice, say, strong
from tests.adapters.harness_console import Answers, running
from tests.fakes.door import FakeDoor


def heard(message: Message) -> Reply:
    """What was said, said back."""
    body = message.body
    said = body.text if isinstance(body, Words) else f"a press of {body}"
    return say("You said: ", strong(said), choices=(choice("Undo", "undo", "c1"),))


async def main(socket: Path | None) -> int:
    link = await connect(socket) if socket else None
    if link is not None:
        return await converse(link)
    door = FakeDoor()
    async with running(door, socket) as adapter:
        Answers(door, adapter, heard)
        status = await converse(await adapter.link())
    sys.stderr.write(f"{'prompt_toolkit' in sys.modules} {'rich' in sys.modules}\n")
    return status


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]) if sys.argv[1:] else None)))

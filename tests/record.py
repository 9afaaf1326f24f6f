"""Fills in what the bot says in a transcript; read it before you commit it.

python -m tests.record tests/conversations/hello.chat
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.stage import Stage
from tests.storages import open_in
from tests.transcript import Passes, read_transcript, written


async def record(text: str) -> str:
    """The transcript with every answer as it is now."""
    transcript = read_transcript(text)
    lines = text.splitlines()
    out = {number: [line] for number, line in enumerate(lines, 1) if not line.startswith("<")}
    with TemporaryDirectory() as folder:
        storage = await open_in("memory", Path(folder))
        stage = Stage(storage, transcript)
        for step in transcript.steps:
            shown = await stage.do(step)
            blank = [] if shown or isinstance(step, Passes) else ["< (nothing)"]
            said = [f"< {written(text, buttons)}" for text, buttons in shown]
            out[step.number] += said or blank
        await storage.close()
    return "\n".join(line for number in sorted(out) for line in out[number]) + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(asyncio.run(record(file.read_text(encoding="utf-8"))), encoding="utf-8")

"""Draws docs/picture.svg: the README's conversation as a terminal shows it.

.venv/bin/python -m docs.make_picture
"""

import asyncio
import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from adapters.console.looks import Rich
from adapters.console.page import render
from bot.reply import Reply
from tests.stage import Stage
from tests.storages import open_in
from tests.transcript import Says, read_transcript

FOLDER = Path(__file__).parent
TALK = FOLDER.parent / "tests" / "conversations" / "readme.chat"
COLUMNS = 112
WEB_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""What would be fetched from elsewhere to look at a picture."""


async def scene(text: str) -> list[tuple[str, list[Reply]]]:
    """What is typed, "" where time passes, and the replies to it."""
    transcript = read_transcript(text)
    shown: list[tuple[str, list[Reply]]] = []
    with TemporaryDirectory() as folder:
        storage = await open_in("memory", Path(folder))
        stage = Stage(storage, transcript)
        for step in transcript.steps:
            before = len(stage.adapters["console"].sent)
            if isinstance(step, Says) and step.words.startswith("["):
                break
            await stage.do(step)
            sent = stage.adapters["console"].sent[before:][-1:]  # without the silent hello
            words = f"> {step.words}" if isinstance(step, Says) else ""
            shown.append((words, [outgoing.reply for outgoing, _ in sent]))
        await storage.close()
    return [(words, replies) for words, replies in shown if words or replies]


def draw(parts: list[tuple[str, list[Reply]]]) -> str:
    """The scene as SVG, in whatever monospaced face the reader has."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True)
    for words, replies in parts:
        console.print(Text(words or "(the next morning, unasked)", "bold" if words else "dim"))
        for reply in replies:
            for spans in render(reply).lines:
                line = Text()
                for span in spans:
                    line.append(span.text, Rich.STYLES.get(span.style, ""))
                console.print(line)
        console.print()
    drawn = console.export_svg(title="cordially chat", unique_id="talk")
    return WEB_FONT.sub("", drawn)


if __name__ == "__main__":
    (FOLDER / "picture.svg").write_text(
        draw(asyncio.run(scene(TALK.read_text(encoding="utf-8")))), encoding="utf-8"
    )

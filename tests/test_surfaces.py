"""The three surfaces understand the same sentence the same."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import structs

from tests.stage import PLATFORMS, Stage
from tests.storages import open_in
from tests.transcript import Passes, Says, Transcript, difference, read_transcript

CONVERSATION = Path(__file__).parent / "conversations" / "every_surface.chat"


def as_typed(words: str) -> str:
    return words


def as_slack_sends_it(words: str) -> str:
    """With the three marks escaped that Slack escapes, and addresses made links."""
    address = "<idris@example.org>"
    before, found, after = words.partition(address)
    link = "&lt;<mailto:idris@example.org|idris@example.org>&gt;" if found else ""
    return escape(before, quote=False) + link + escape(after, quote=False)


TYPED: dict[str, Callable[[str], str]] = {
    "console": as_typed,
    "telegram": as_typed,
    "slack": as_slack_sends_it,
}


def on(platform: str) -> Transcript:
    transcript = read_transcript(CONVERSATION.read_text(encoding="utf-8"))
    steps = [
        step
        if isinstance(step, Passes)
        else structs.replace(step, platform=platform, words=TYPED[platform](step.words))
        for step in transcript.steps
    ]
    # Telegram tells no zone, and would be asked for it once, in the middle
    zone = Says(0, [], platform=platform, words="zone Europe/Dublin")
    return Transcript(transcript.settings, [steps[0], zone, *steps[1:]])


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_one_conversation_is_the_same_on_every_surface(platform: str) -> None:
    with TemporaryDirectory() as folder:
        storage = await open_in("memory", Path(folder))
        stage = Stage(storage, on(platform))
        for number, step in enumerate(on(platform).steps):
            shown = await stage.do(step)
            assert number == 1 or not difference(step.expected, shown)
        await storage.close()

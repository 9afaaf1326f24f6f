import re
from pathlib import Path

import pytest

from bot.__main__ import cli
from bot.settings import VARIABLES
from storage.memory import open_storage
from tests.stage import Stage
from tests.transcript import read_transcript

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


async def test_the_conversation_in_the_readme_is_real() -> None:
    blocks = re.findall(r"```\n(@.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        await Stage(await open_storage("memory:"), read_transcript(block)).play()


def test_every_command_of_the_server_is_in_the_readme() -> None:
    missing = [name for name in cli.commands if f"`cordially {name}" not in README]
    assert not missing


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert {line.partition("=")[0] for line in example.splitlines() if "=" in line} == set(
        VARIABLES
    )


def test_decisions_fit_on_a_page() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 40, path.name


@pytest.mark.parametrize("path", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"])
def test_links_in_documents_lead_somewhere(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target

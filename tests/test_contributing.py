import re
import textwrap
from pathlib import Path

import pytest

from adapters.slack import manifest
from bot.command import Command, Commands, find_commands
from bot.ports import MenuEntry, Words
from storage.memory import open_storage
from tests.test_dispatcher import said

GUIDE = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> Commands:
    """Ours, with the one that CONTRIBUTING shows how to add."""
    block = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert block
    module: dict[str, object] = {"__name__": "hello"}
    exec(textwrap.dedent(block[1]), module)
    added = [value for value in module.values() if isinstance(value, Command)]
    assert len(added) == 1
    return Commands([*find_commands().all, *added])


async def test_the_command_of_the_guide_works(commands: Commands) -> None:
    storage = await open_storage("memory:")
    await said(storage, Words("met Sarah Chen at PyCon"), commands)
    for words in ("hello Sarah", "/hello sarah chen"):
        answer = await said(storage, Words(words), commands)
        assert answer
        assert answer.reply.text == "Hello, Sarah Chen."


async def test_it_refuses_as_the_others_do(commands: Commands) -> None:
    storage = await open_storage("memory:")
    nobody = await said(storage, Words("/hello"), commands)
    assert nobody
    assert nobody.reply.lines[0].text == "To whom? For example: hello Sarah"


async def test_help_menu_and_manifest_have_it(commands: Commands) -> None:
    storage = await open_storage("memory:")
    for words, expected in (
        ("help", ", hello, "),
        ("help all", "hello · Say hello to someone"),
        ("help hello", "hello <people>"),
    ):
        answer = await said(storage, Words(words), commands)
        assert answer
        assert expected in answer.reply.text
    menu = [
        MenuEntry(each.verb, each.usage, each.summary) for each in commands.all if each.in_menu
    ]
    verbs = [each["command"] for each in manifest(menu)["features"]["slash_commands"]]
    assert "/hello" in verbs

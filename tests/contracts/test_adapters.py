"""What every adapter promises. A platform is found by its file, its harness by its name.

``tests/adapters/harness_<platform>.py`` has ``open_harness()``, ``problems(reply)`` and says
with REDELIVERS, PRESSES and FAILURES what can happen on that platform at all.
"""

import asyncio
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import adapters
from bot.errors import SendError
from bot.ports import Outgoing, Words
from bot.reply import Choice, Line, Press, Reply, Span, Style
from bot.settings import read_settings

NOT_PLATFORMS = {"web"}
FOUND = sorted({found.name for found in iter_modules(adapters.__path__)} - NOT_PLATFORMS)
PLATFORMS = [each for each in FOUND if find_spec(f"tests.adapters.harness_{each}")]
HOSTILE = "<b>Bob</b> & <!channel> <@U1> *x* _y_ [z](http://e.org) `q` 👩‍🚀"


def harness(platform: str) -> Any:
    return import_module(f"tests.adapters.harness_{platform}")


def platforms(capability: str) -> Iterable[str]:
    return [each for each in PLATFORMS if getattr(harness(each), capability)]


def outgoing(at: Any, reply: Reply, *, unasked: bool = False) -> Outgoing:
    where = None if unasked else at.where
    return Outgoing(id="out1", owner=None, to=at.address, reply=reply, where=where)


texts = some.text(max_size=60) | some.just(HOSTILE) | some.just("🎂" * 3000)
spans = some.builds(
    Span, texts, some.sampled_from(Style), link=some.none() | some.just("https://example.org/a")
)
ids = some.text("abcdefghijklmnopqrstuvwxyz234567", max_size=24)
verbs = some.sampled_from(["met", "later", "congrats"])
presses = some.builds(Press, verbs, ids, some.text(max_size=30))
choices = some.lists(some.builds(Choice, texts, presses), max_size=5).map(tuple)
lines = some.builds(
    Line,
    some.lists(spans, max_size=4).map(tuple),
    choices,
    name=some.none() | texts,
    opens=some.none() | presses,
)
replies = some.builds(
    Reply,
    some.lists(lines, max_size=12).map(tuple),
    choices,
    discreet=some.none() | texts,
    edits=some.booleans(),
    opened=some.none() | some.integers(0, 15),
)


def test_every_platform_is_held_to_this() -> None:
    assert PLATFORMS == FOUND


@pytest.mark.parametrize("platform", PLATFORMS)
@settings(max_examples=40, deadline=None)
@given(reply=replies)
def test_every_reply_fits_or_is_split(platform: str, reply: Reply) -> None:
    assert not harness(platform).problems(reply)


@pytest.mark.parametrize("platform", [each for each in PLATFORMS if each != "console"])
def test_without_settings_there_is_no_adapter(platform: str) -> None:
    assert import_module(f"adapters.{platform}").open_adapter(read_settings({})) is None


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_words_come_in_once_from_their_sender(platform: str) -> None:
    async with harness(platform).open_harness() as at:
        await at.says("met Sarah at the conference")
        (message,) = await at.door.worked_on(1)
        assert isinstance(message.body, Words)
        assert message.body.text == "met Sarah at the conference"
        assert message.sender == at.address
        assert message.at.utcoffset() is not None


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_hostile_text_stays_text(platform: str) -> None:
    async with harness(platform).open_harness() as at:
        await at.adapter.send(outgoing(at, Reply((Line((Span(HOSTILE, Style.STRONG),)),))))
        assert HOSTILE in at.screen()


@pytest.mark.parametrize("platform", platforms("PRESSES"))
async def test_a_press_is_a_message(platform: str) -> None:
    press = Press("undo", "abcdefghijklmnopqrstuvwx", "é🎂")
    async with harness(platform).open_harness() as at:
        await at.adapter.send(
            outgoing(at, Reply((Line((Span("Saved."),)),), (Choice("Undo", press),)))
        )
        await at.presses("Undo")
        (message,) = await at.door.worked_on(1)
        assert message.body == press
        assert message.sender == at.address


@pytest.mark.parametrize("platform", platforms("REDELIVERS"))
async def test_a_redelivery_keeps_its_id(platform: str) -> None:
    async with harness(platform).open_harness() as at:
        await at.says("met Sarah")
        await at.door.worked_on(1)
        await at.says_it_again()
        await at.door.until(lambda: at.door.redelivered)
        assert at.door.redelivered[0].id == at.door.received[0].id
        assert len(at.door.worked) == 1


@pytest.mark.parametrize(
    ("platform", "failure"),
    [(each, failure) for each in PLATFORMS for failure in harness(each).FAILURES],
)
async def test_failures_have_the_meaning_that_the_outbox_needs(
    platform: str, failure: str
) -> None:
    expected: type[SendError] = harness(platform).FAILURES[failure]
    async with harness(platform).open_harness() as at:
        await at.breaks(failure)
        with pytest.raises(expected):
            await at.adapter.send(outgoing(at, Reply((Line((Span("Hello."),)),))))


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_what_is_unasked_reaches_the_address(platform: str) -> None:
    async with harness(platform).open_harness() as at:
        await at.adapter.send(
            outgoing(at, Reply((Line((Span("Good morning."),)),)), unasked=True)
        )
        assert "Good morning." in at.screen()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_it_stops_at_once(platform: str) -> None:
    async with harness(platform).open_harness() as at:
        await at.says("hello")
        await at.door.worked_on(1)
        async with asyncio.timeout(2):
            await at.adapter.stop()

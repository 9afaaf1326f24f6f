import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.command import Command, Commands, Turn, find_commands
from bot.dispatcher import Dispatcher, NotAnswered
from bot.errors import NotSaved
from bot.gate import Gate
from bot.model.document import Contact, Preferences
from bot.ports import Address, Body, Conversation, Message, Outgoing, Profile, Storage, Words
from bot.reply import Press, Reply
from bot.settings import Join
from storage.memory import open_storage
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
ANN = Address("console", "", "ann")
_ids = count(1)


async def nobody_knows(address: Address) -> Profile:
    del address
    return Profile()


def dispatcher(storage: Storage, commands: Commands | None = None) -> Dispatcher:
    clock = FakeClock(NOW)
    gate = Gate(storage, join=Join.OPEN, clock=clock, defaults=Preferences())
    return Dispatcher(
        storage, commands or find_commands(), gate, clock=clock, profiles=nobody_knows
    )


async def said(
    storage: Storage, body: Body, commands: Commands | None = None, id: str | None = None
) -> Outgoing | None:
    message = Message(id or f"m{next(_ids)}", ANN, NOW, body, Conversation("c"))
    await storage.ledger.receive(message)
    return await dispatcher(storage, commands).answer(message)


def failing(ask: Reply, turn: Turn) -> Reply:
    del ask, turn
    raise KeyError("Sarah's secret")


def broken_commands() -> Commands:
    everything = [each for each in find_commands().all if each.verb != "status"]
    broken = Command(
        "status", "status", "Breaks", failing, Preferences, answers=("system.status",)
    )
    return Commands([*everything, broken])


async def test_the_same_message_is_answered_once() -> None:
    storage = await open_storage("memory:")
    first = await said(storage, Words("met Sarah at PyCon"), id="once")
    again = await said(storage, Words("met Sarah at PyCon"), id="once")
    assert first is not None
    assert again is None


async def test_our_fault_is_told_with_a_reference_and_logged_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    storage = await open_storage("memory:")
    with caplog.at_level(logging.DEBUG):
        answer = await said(storage, Words("status"), broken_commands())
    assert answer is not None
    assert answer.reply.text.startswith("Something went wrong on my side")
    reference = answer.reply.text.partition("(ref ")[2].rstrip(")")
    assert reference
    assert reference in caplog.text
    assert "KeyError" in caplog.text
    assert "Sarah" not in caplog.text
    assert not await storage.ledger.unfinished()


class ForgetfulStorage:
    """A storage whose commits fail."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.ledger = storage.ledger

    def begin(self, *owners: object) -> object:
        del owners
        raise NotSaved("the disk is full")

    async def close(self) -> None:
        await self._storage.close()


async def test_what_could_not_be_saved_is_told() -> None:
    storage = await open_storage("memory:")
    await said(storage, Words("start"))
    with pytest.raises(NotAnswered) as told:
        await said(ForgetfulStorage(storage), Words("met Sarah"))  # type: ignore[arg-type]
    assert "I couldn't save that" in told.value.outgoing.reply.text


_ANYTHING = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(codec="utf-8"), max_size=60).map(lambda text: f"met {text}"),
    st.sampled_from(
        [
            "x" * 5_000,
            "met " + "a, " * 300,
            "(" * 10_000,
            "\u202emet Sarah\u202c",
            "met\u200b Sarah",
            "\x00\x07\x1b[2J",
            "note Sarah: '); DROP TABLE contacts;--",
            '<b>&"_*[<!channel>',
        ]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(_ANYTHING, min_size=1, max_size=3))
async def test_no_words_make_it_raise(texts: Sequence[str]) -> None:
    storage = await open_storage("memory:")
    for text in texts:
        answer = await said(storage, Words(text))
        assert answer is not None
        assert answer.reply.text
        assert not answer.reply.text.startswith("Something went wrong")


@settings(max_examples=100, deadline=None)
@given(
    verb=st.sampled_from([*find_commands().by_verb, "answer", "correct", "nobody-has-this"]),
    ref=st.sampled_from(["", "x", "abcdefghijkl", "9" * 24]),
    pick=st.text(st.characters(codec="ascii", exclude_characters=":"), max_size=12),
)
async def test_no_button_makes_it_raise(verb: str, ref: str, pick: str) -> None:
    storage = await open_storage("memory:")
    await said(storage, Words("met Sarah Chen at PyCon"))
    answer = await said(storage, Press(verb, ref, pick))
    assert answer is not None
    assert not answer.reply.text.startswith("Something went wrong")


async def test_a_refusal_changes_nothing() -> None:
    storage = await open_storage("memory:")
    await said(storage, Words("start"))
    owner = await storage.ledger.owner_of(ANN)
    assert owner
    async with storage.begin(owner) as work:
        before = [list(work.book.all(Contact)), work.book.preferences]
    for text in ("asdf", "", "met Bob next week", "forget Nobody", "x" * 9_999):
        await said(storage, Words(text))
    async with storage.begin(owner) as work:
        assert [list(work.book.all(Contact)), work.book.preferences] == before


async def test_somebody_elses_button_is_kindly_refused() -> None:
    storage = await open_storage("memory:")
    mine = await said(storage, Words("met Sarah Chen at PyCon"))
    assert mine is not None
    undo = next(each.press for each in mine.reply.choices if each.press.verb == "undo")
    theirs = Message("x1", Address("slack", "T", "eve"), NOW, undo, Conversation("d"))
    await storage.ledger.receive(theirs)
    answer = await dispatcher(storage).answer(theirs)
    assert answer is not None
    assert answer.reply.text.startswith("That is too long ago to undo.")
    owner = await storage.ledger.owner_of(ANN)
    assert owner
    async with storage.begin(owner) as work:
        assert work.book.count(Contact) == 1

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial

import pytest

from adapters.slack import open_adapter, render
from adapters.slack.intake import NOT_SAVED
from bot.ports import Address, Message, Outgoing, Upload, Words
from bot.reply import Press, Reply, choice, line, say
from bot.settings import Settings
from bot.storage_url import StorageUrl
from tests.adapters.harness_slack import (
    NOW,
    SlowDoor,
    listening,
    slack_settings,
    workspace,
)
from tests.fakes.door import FakeDoor
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, TEAM, FakeSlack, Shown
from tests.fakes.slack_faults import gateway_error
from tests.fakes.slack_people import Person, again, envelope, event

SAVED = say("Saved.", choices=(choice("Undo", "undo", "c1"),))


class BrokenDoor(FakeDoor):
    """Has a mistake of ours in it, which quotes what somebody wrote."""

    async def receive(self, message: Message) -> bool:
        raise KeyError("Sarah")


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with workspace() as slack:
        yield slack


@pytest.fixture
def ann(slack: FakeSlack) -> Person:
    return Person(slack, "U1ANN")


def texts(messages: list[Message]) -> list[str]:
    return [each.body.text for each in messages if isinstance(each.body, Words)]


async def test_words_commands_and_mentions_come_to_the_door(
    slack: FakeSlack, ann: Person
) -> None:
    door = FakeDoor()
    async with listening(slack, door):
        for given in (
            ann.words("met Sarah"),
            ann.command("/cordially met Sarah"),
            ann.command("/met Sarah"),
            ann.mention("C1", "met Sarah", thread_ts="16.9"),
        ):
            assert await slack.deliver(given) is not None
        said = await door.worked_on(4)
    assert texts(said) == ["met Sarah", "/met Sarah", "/met Sarah", "met Sarah"]
    assert [each.where.private for each in said] == [True, True, True, False]


async def test_an_ack_carries_nothing_that_others_could_see(
    slack: FakeSlack, ann: Person
) -> None:
    async with listening(slack, FakeDoor()):
        command = ann.command("/met Sarah")
        await slack.deliver(command)
        assert slack.acks[command["envelope_id"]].get("payload") is None


async def test_the_row_is_written_before_the_ack_and_the_work_comes_after(
    slack: FakeSlack, ann: Person
) -> None:
    door = FakeDoor()
    async with listening(slack, door):
        for count, given in enumerate((ann.words("met Sarah"), ann.command("/met Sarah")), 1):
            await slack.deliver(given)
            assert len(door.received) == count
            await door.worked_on(count)


async def test_what_comes_again_is_acked_and_not_worked_on(
    slack: FakeSlack, ann: Person
) -> None:
    door = FakeDoor()
    async with listening(slack, door) as adapter:
        await adapter.send(Outgoing("o1", None, _address(ann), SAVED))
        everything = [
            ann.words("met Sarah"),
            ann.command("/met Sarah"),
            ann.press(slack.shown[0], "Undo"),
        ]
        for given in everything:
            await slack.deliver(given)
        await door.worked_on(3)
        for given in everything:
            assert await slack.deliver(again(given)) is not None
        await door.until(lambda: len(door.redelivered) == 3)
    assert len(door.worked) == 3


async def test_an_event_that_was_not_saved_is_not_acked_and_comes_again(
    slack: FakeSlack, ann: Person
) -> None:
    door = FakeDoor()
    door.refusals = 1
    async with listening(slack, door):
        said = ann.words("met Sarah")
        assert await slack.deliver(said, seconds=0.2) is None
        assert await slack.deliver(again(said)) is not None
        await door.worked_on(1)
    assert door.refused[0].id == door.worked[0].id


async def test_a_command_or_press_that_was_not_saved_says_so_to_its_user_alone(
    slack: FakeSlack, ann: Person
) -> None:
    door = FakeDoor()
    async with listening(slack, door) as adapter:
        await adapter.send(Outgoing("o1", None, _address(ann), SAVED))
        for given in (ann.command("/met Sarah"), ann.press(slack.shown[0], "Undo")):
            door.refusals = 1
            told = len(slack.called("response_url"))
            assert await slack.deliver(given) is not None
            await slack.until(partial(_is_told_after, slack, told))
    for given in slack.called("response_url"):
        assert given == {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": NOT_SAVED,
        }
    assert not door.worked


async def test_that_it_was_not_saved_is_tried_to_be_said_once(
    slack: FakeSlack, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    door = FakeDoor()
    door.refusals = 2
    slack.faults["response_url"].append(gateway_error(500))
    async with listening(slack, door):
        await slack.deliver(ann.command("/met Sarah"))
        await slack.until(lambda: bool(slack.called("response_url")))
        silent = ann.press(_shown(slack), "Undo")
        del silent["payload"]["response_url"]
        assert await slack.deliver(silent) is not None
    assert len(slack.called("response_url")) == 1
    assert "could not say that it was not saved (Unsure)" in caplog.messages
    assert "Sarah" not in caplog.text


async def test_a_slow_storage_delays_no_ack_of_a_command(slack: FakeSlack, ann: Person) -> None:
    door = SlowDoor()
    async with listening(slack, door):
        took = await slack.deliver(ann.command("/met Sarah"))
        assert took is not None
        assert took < door.seconds
        assert not door.received
        (message,) = await door.worked_on(1)
    assert texts([message]) == ["/met Sarah"]


async def test_a_mistake_of_ours_is_logged_without_their_words(
    slack: FakeSlack, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(slack, BrokenDoor()):
        assert await slack.deliver(ann.words("met Sarah"), seconds=0.2) is None
        await slack.deliver(ann.command("/met Sarah"))
        await slack.until(lambda: bool(slack.called("response_url")))
    assert "a message was not saved (KeyError)" in caplog.messages
    assert "a listener failed" in caplog.messages
    assert "Sarah" not in " ".join(caplog.messages)


async def test_a_press_edits_its_message_in_both_kinds(slack: FakeSlack, ann: Person) -> None:
    door = FakeDoor()
    async with listening(slack, door) as adapter:
        await slack.deliver(ann.command("/met Sarah"))
        (asked,) = await door.worked_on(1)
        await adapter.send(Outgoing("o1", None, asked.sender, SAVED, where=asked.where))
        await adapter.send(Outgoing("o2", None, asked.sender, SAVED))
        undone = Reply((line("Undone."),), edits=True)
        for number, shown in enumerate(list(slack.shown), start=2):
            await slack.deliver(ann.press(shown, "Undo"))
            pressed = (await door.worked_on(number))[-1]
            assert pressed.body == Press("undo", "c1")
            await adapter.send(Outgoing("o3", None, asked.sender, undone, where=pressed.where))
    assert [(shown.words, shown.edited) for shown in slack.shown] == [("Undone.", 1)] * 2
    assert slack.shown[0].only_for == ann.id


async def test_news_that_nobody_wrote_is_acked_and_left(slack: FakeSlack, ann: Person) -> None:
    door = FakeDoor()
    async with listening(slack, door):
        for given in (
            ann.words("x", subtype="channel_join"),
            event({"type": "app_home_opened", "user": ann.id, "channel": ann.dm}),
        ):
            assert await slack.deliver(given) is not None
        link = ann.press(_shown(slack), "Undo")
        del link["payload"]["actions"][0]["value"]
        assert await slack.deliver(link) is not None
    assert not door.received


async def test_a_file_comes_to_the_door(slack: FakeSlack, ann: Person) -> None:
    door = FakeDoor()
    async with listening(slack, door):
        file = {"id": "F1", "name": "ana.vcf", "mimetype": "text/vcard", "size": 9}
        await ann.says("", subtype="file_share", files=[file])
        (message,) = await door.worked_on(1)
    assert message.body == Upload("a contact card", "ana.vcf", "F1", 9)


async def test_a_client_id_in_the_environment_changes_nothing(
    slack: FakeSlack, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s3cret")
    door = FakeDoor()
    async with listening(slack, door):
        assert await ann.says("met Sarah") is not None
        await door.worked_on(1)


async def test_no_log_line_of_any_level_holds_a_word_or_a_token(
    slack: FakeSlack, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(slack, FakeDoor()) as adapter:
        await slack.deliver(ann.words("met Sarah"))
        await slack.deliver(ann.command("/met Sarah"))
        await slack.deliver(envelope("interactive", {"type": "view_closed", "x": "Sarah"}), 0.1)
        await adapter.send(Outgoing("o1", None, _address(ann), say("Saved: Sarah")))
    for secret in ("Sarah", BOT_TOKEN, APP_TOKEN):
        assert secret not in caplog.text


def test_an_adapter_is_opened_for_the_settings_that_ask_for_it() -> None:
    settings = Settings(storage=StorageUrl("memory:"), slack=slack_settings(FakeSlack()))
    adapter = open_adapter(settings, lambda: datetime.now(NOW.tzinfo))
    assert adapter is not None
    assert adapter.platform == "slack"


def _address(person: Person) -> Address:
    return Address("slack", TEAM, person.id)


def _shown(slack: FakeSlack) -> Shown:
    blocks = list(render(SAVED)[0].blocks)
    return Shown("D1ANN", slack.next_ts(), "Saved.", blocks)


def _is_told_after(slack: FakeSlack, told: int) -> bool:
    return len(slack.called("response_url")) > told

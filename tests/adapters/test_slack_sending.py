from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.slack import SlackAdapter
from adapters.slack.sending import Sender, Spacing
from bot.errors import Gone, Refused, RetryAt, SendError, Unsure
from bot.ports import Address, Attachment, Conversation, Kind, Outgoing, Profile
from bot.reply import Reply, choice, line, say, strong
from tests.adapters.harness_slack import AT_ONCE, NOW, QUICK, slack_settings, workspace
from tests.fakes.slack import TEAM, FakeSlack, Shown
from tests.fakes.slack_faults import Fault, error, gateway_error, reset
from tests.fakes.slack_people import Person

ANN = Address("slack", TEAM, "U1ANN")
DM = Conversation("D1ANN")
SAVED = say("Saved: ", strong("Sarah"), choices=(choice("Undo", "undo", "c1"),))
LONG = say(*(line(f"Person {n} " + "x" * 60) for n in range(300)))


@dataclass
class Desk:
    """An adapter that sends to a fake workspace, without listening to it."""

    slack: FakeSlack
    moment: datetime = NOW

    def __post_init__(self) -> None:
        settings = slack_settings(self.slack)
        self.adapter = SlackAdapter(settings, lambda: self.moment, QUICK, AT_ONCE)

    async def send(
        self, reply: Reply, where: Conversation | None = None, **more: Any
    ) -> str | None:
        files = more.pop("files", ())
        row = Outgoing("o1", None, ANN, reply, where=where, **more)
        return await self.adapter.send(row, files)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with workspace() as slack:
        desk = Desk(slack)
        yield desk
        await desk.adapter.close()


async def test_what_is_unasked_goes_into_the_direct_message(desk: Desk) -> None:
    sent_as = await desk.send(say("Good morning."), kind=Kind.DIGEST)
    (shown,) = desk.slack.shown
    assert shown.channel == "D1ANN"
    assert sent_as == f"D1ANN:{shown.ts}"
    assert shown.text == "Cordially has something for you."
    assert shown.words == "Good morning."
    (given,) = desk.slack.called("chat.postMessage")
    assert given["unfurl_links"] is False


async def test_an_answer_stays_in_its_thread(desk: Desk) -> None:
    await desk.send(SAVED, Conversation("D1ANN", thread="16.9"))
    assert desk.slack.shown[0].thread == "16.9"


async def test_a_mention_is_answered_there_and_to_the_asker_alone(desk: Desk) -> None:
    await desk.send(say("In private."), Conversation("C1", private=False, thread="16.9"))
    (shown,) = desk.slack.shown
    assert (shown.channel, shown.only_for, shown.thread) == ("C1", "U1ANN", "16.9")


async def test_a_mention_where_it_cannot_answer_is_answered_in_private(desk: Desk) -> None:
    desk.slack.faults["chat.postEphemeral"].append(error("is_archived"))
    await desk.send(say("In private."), Conversation("C1", private=False))
    assert desk.slack.shown[0].channel == "D1ANN"


async def test_a_command_is_answered_by_its_handle_to_the_asker_alone(desk: Desk) -> None:
    handle = desk.slack.handle_for("C1", "U1ANN")
    assert await desk.send(SAVED, Conversation("C1", reply_handle=handle)) is None
    (given,) = desk.slack.called("response_url")
    assert given["response_type"] == "ephemeral"
    assert given["replace_original"] is False
    assert desk.slack.shown[0].only_for == "U1ANN"


async def test_a_handle_in_a_thread_answers_in_the_thread(desk: Desk) -> None:
    handle = desk.slack.handle_for("C1", "U1ANN")
    await desk.send(SAVED, Conversation("C1", thread="16.9", reply_handle=handle))
    assert desk.slack.shown[0].thread == "16.9"


async def test_a_handle_that_has_run_out_falls_back_to_the_direct_message(desk: Desk) -> None:
    where = Conversation("C1", reply_handle=desk.slack.handle_for("C1", "U1ANN"))
    for _ in range(6):
        await desk.send(SAVED, where)
    assert [shown.channel for shown in desk.slack.shown] == ["C1"] * 5 + ["D1ANN"]


async def test_a_press_in_the_direct_message_edits_it_in_place(desk: Desk) -> None:
    await desk.send(SAVED, DM)
    (before,) = desk.slack.shown
    where = Conversation("D1ANN", replaces=before.ts)
    sent_as = await desk.send(Reply((line("Undone."),), edits=True), where)
    assert sent_as == f"D1ANN:{before.ts}"
    assert [shown.words for shown in desk.slack.shown] == ["Undone."]


async def test_a_reply_that_edits_nothing_stands_by_itself(desk: Desk) -> None:
    await desk.send(SAVED, DM)
    await desk.send(say("By when?"), Conversation("D1ANN", replaces=desk.slack.shown[0].ts))
    assert [shown.edited for shown in desk.slack.shown] == [0, 0]


async def test_what_can_no_longer_be_edited_is_said_anew(desk: Desk) -> None:
    await desk.send(
        Reply((line("Undone."),), edits=True), Conversation("D1ANN", replaces="1.1")
    )
    assert [shown.words for shown in desk.slack.shown] == ["Undone."]


async def test_an_edit_that_fails_otherwise_is_a_failure(desk: Desk) -> None:
    desk.slack.faults["chat.update"].append(error("ratelimited", 429, Retry_After="3"))
    with pytest.raises(RetryAt):
        await desk.send(Reply((line("x"),), edits=True), Conversation("D1ANN", replaces="1.1"))


async def test_a_press_on_what_only_one_sees_edits_that(desk: Desk) -> None:
    seen = Shown("C1", "17.1", "Saved.", [], "U1ANN")
    where = Conversation(
        "C1", replaces="17.1", reply_handle=desk.slack.handle_for("C1", "U1ANN", seen)
    )
    await desk.send(Reply((line("Undone."),), edits=True), where)
    assert seen.words == "Undone."
    assert not desk.slack.shown


async def test_files_go_into_the_direct_message(desk: Desk) -> None:
    file = Attachment("book.json", "application/json", b"{}")
    await desk.send(say("Here is everything."), DM, files=[file])
    handle = desk.slack.handle_for("C1", "U1ANN")
    where = Conversation("C1", reply_handle=handle)
    await desk.send(say("Here is everything."), where, files=[file])
    assert desk.slack.files == {"book.json": b"{}"}
    done = desk.slack.called("files.completeUploadExternal")
    assert [given["channel_id"] for given in done] == ["D1ANN", "D1ANN"]


async def test_a_file_needs_no_words(desk: Desk) -> None:
    file = Attachment("book.json", "application/json", b"{}")
    assert await desk.send(Reply(()), DM, files=[file]) is None
    assert not desk.slack.shown
    assert desk.slack.files


async def test_an_empty_reply_shows_nothing(desk: Desk) -> None:
    assert await desk.send(Reply(()), DM) is None
    assert not desk.slack.calls


async def test_a_long_reply_is_several_messages_in_order(desk: Desk) -> None:
    await desk.send(LONG, DM)
    assert len(desk.slack.shown) > 1
    shown = "\n".join(each.words for each in desk.slack.shown)
    assert [part.split()[1] for part in shown.splitlines()] == [str(n) for n in range(300)]


async def test_a_pause_between_parts_is_waited_out(desk: Desk) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        desk.slack.faults["chat.postMessage"] += (
            [error("ratelimited", 429, Retry_After="20")] if len(slept) == 1 else []
        )

    patient = Sender(desk.adapter._client, lambda: NOW, Spacing(1.0, 60.0), sleep)
    await patient.send(Outgoing("o1", None, ANN, LONG, where=DM), ())
    assert slept[:2] == [1.0, 20.0]
    shown = "\n".join(each.words for each in desk.slack.shown)
    assert shown.count("Person ") == 300


@pytest.mark.parametrize(
    "faults",
    [
        [error("ratelimited", 429, Retry_After="999")],
        [error("ratelimited", 429, Retry_After="40")] * 2,
        [error("channel_not_found")],
    ],
)
async def test_a_reply_shown_in_part_is_not_sent_again(desk: Desk, faults: list[Fault]) -> None:
    async def sleep(seconds: float) -> None:
        desk.slack.faults["chat.postMessage"] += faults
        faults.clear()

    patient = Sender(desk.adapter._client, lambda: NOW, Spacing(0.0, 60.0), sleep)
    with pytest.raises(Unsure):
        await patient.send(Outgoing("o1", None, ANN, LONG, where=DM), ())
    assert desk.slack.shown


@pytest.mark.parametrize(
    ("fault", "expected", "seconds"),
    [
        (error("ratelimited", 429, Retry_After="7"), RetryAt, 7),
        (error("ratelimited", 429), RetryAt, 30),
        (error("service_unavailable"), RetryAt, 30),
        (gateway_error(503), RetryAt, 30),
        (error("token_revoked"), RetryAt, 300),
        (error("account_inactive"), Gone, 0),
        (error("user_not_found"), Gone, 0),
        (error("channel_not_found"), Gone, 0),
        (error("is_archived"), Gone, 0),
        (error("messages_tab_disabled"), Gone, 0),
        (error("cannot_dm_bot"), Gone, 0),
        (error("invalid_blocks"), Refused, 0),
        (error("missing_scope"), Refused, 0),
        (error("fatal_error"), Unsure, 0),
        (gateway_error(500), Unsure, 0),
        (gateway_error(502), Unsure, 0),
        (gateway_error(200), Unsure, 0),
        (reset, Unsure, 0),
    ],
)
async def test_every_failure_says_whether_to_send_again(
    desk: Desk, fault: Fault, expected: type[SendError], seconds: int
) -> None:
    desk.slack.faults["chat.postMessage"].append(fault)
    with pytest.raises(expected) as caught:
        await desk.send(SAVED, DM)
    if isinstance(caught.value, RetryAt):
        assert caught.value.at == NOW + timedelta(seconds=seconds)
    assert len(desk.slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (error("ratelimited", 429, Retry_After="7"), RetryAt),
        (error("ratelimited", 429), RetryAt),
        (gateway_error(500), Unsure),
        (reset, Unsure),
    ],
)
async def test_a_handle_fails_by_the_same_rules(
    desk: Desk, fault: Fault, expected: type[SendError]
) -> None:
    desk.slack.faults["response_url"].append(fault)
    where = Conversation("C1", reply_handle=desk.slack.handle_for("C1", "U1ANN"))
    with pytest.raises(expected):
        await desk.send(SAVED, where)
    assert not desk.slack.shown


async def test_a_refused_connection_sent_nothing_and_is_tried_again_soon(desk: Desk) -> None:
    await desk.slack.stop()
    with pytest.raises(RetryAt) as caught:
        await desk.send(SAVED, DM)
    assert caught.value.at == NOW + timedelta(seconds=5)


async def test_ten_calls_use_one_connection(desk: Desk) -> None:
    for _ in range(10):
        await desk.send(SAVED, DM)
    assert len(desk.slack.peers) == 1


async def test_a_profile_is_kept_for_a_day(desk: Desk) -> None:
    ann = Person(desk.slack, "U1ANN", tz="Europe/Dublin", locale="en-GB")
    assert await desk.adapter.profile(ANN) == Profile("Europe/Dublin", "en-GB")
    desk.slack.members[ann.id]["tz"] = "Europe/Lisbon"
    desk.moment += timedelta(hours=23)
    assert (await desk.adapter.profile(ANN)).zone == "Europe/Dublin"
    desk.moment += timedelta(hours=2)
    assert (await desk.adapter.profile(ANN)).zone == "Europe/Lisbon"
    assert len(desk.slack.called("users.info")) == 2
    assert desk.slack.called("users.info")[0]["include_locale"] == "1"


@pytest.mark.parametrize("tz", [None, "", "Nowhere/At_All", "../etc/passwd"])
async def test_a_member_without_a_zone_has_an_empty_profile(desk: Desk, tz: str | None) -> None:
    Person(desk.slack, "U1ANN", tz=tz)
    assert await desk.adapter.profile(ANN) == Profile()


async def test_a_profile_that_cannot_be_had_is_asked_for_again(desk: Desk) -> None:
    assert await desk.adapter.profile(ANN) == Profile()
    Person(desk.slack, "U1ANN", tz="Europe/Dublin")
    assert (await desk.adapter.profile(ANN)).zone == "Europe/Dublin"


async def test_it_can_always_be_reached_and_keeps_words_for_six_minutes(desk: Desk) -> None:
    assert desk.adapter.reaches(ANN)
    assert desk.adapter.keeps_hours * 60 == 6

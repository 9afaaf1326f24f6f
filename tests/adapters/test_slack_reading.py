from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.reading import read_command, read_event, read_press
from bot.ports import Address, Conversation, Message, Upload, Words
from bot.reply import Press
from tests.fakes.slack import BOT_USER, TEAM, FakeSlack, Shown
from tests.fakes.slack_people import Person, again

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
VERBS = frozenset({"met", "who", "note"})


@pytest.fixture
async def ann() -> Person:
    return Person(FakeSlack(), "U1ANN")


def heard(envelope: dict[str, Any]) -> Message | None:
    return read_event(envelope["payload"], BOT_USER)


def typed(envelope: dict[str, Any]) -> str:
    message = read_command(envelope["payload"], VERBS, NOW)
    assert isinstance(message.body, Words)
    return message.body.text


async def test_a_direct_message_is_words_said_in_private(ann: Person) -> None:
    assert heard(ann.words("met Sarah &amp; Bob", ts="1790000000.000200")) == Message(
        id=f"slack:{TEAM}:D1ANN:1790000000.000200",
        sender=Address("slack", TEAM, "U1ANN"),
        at=datetime.fromtimestamp(1790000000.0002, UTC),
        body=Words("met Sarah &amp; Bob"),
        where=Conversation("D1ANN"),
    )


async def test_a_message_keeps_its_id_under_another_event_id(ann: Person) -> None:
    said = ann.words("met Sarah")
    assert again(said)["payload"]["event_id"] != said["payload"]["event_id"]
    assert heard(said) == heard(again(said))


async def test_a_mention_is_not_private_and_stays_in_its_thread(ann: Person) -> None:
    message = heard(ann.mention("C1", "who works at Acme?", thread_ts="17.1"))
    assert message is not None
    assert message.body == Words("who works at Acme?")
    assert message.where == Conversation("C1", private=False, thread="17.1")


@pytest.mark.parametrize(
    "said",
    [
        f"<@{BOT_USER}> who is Ana?",
        f" <@{BOT_USER}|cordially>: who is Ana?",
        f"who is Ana? <@{BOT_USER}>",
    ],
)
async def test_our_name_is_no_part_of_the_words(ann: Person, said: str) -> None:
    message = heard(ann.words(said))
    assert message is not None
    assert message.body == Words("who is Ana?")


async def test_a_mention_and_its_message_share_an_id(ann: Person) -> None:
    mention = heard(ann.mention("D1ANN", "hello", ts="17.5"))
    message = heard(ann.words("hello", ts="17.5"))
    assert mention is not None
    assert message is not None
    assert mention.id == message.id


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "channel_join"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B9", "user": None},
        {"bot_id": "B9"},
        {"user": BOT_USER},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"type": "app_home_opened"},
    ],
)
async def test_what_nobody_said_to_the_bot_is_not_read(
    ann: Person, more: dict[str, Any]
) -> None:
    assert heard(ann.words("hello", **more)) is None


async def test_what_is_typed_in_other_ways_is_read(ann: Person) -> None:
    for subtype in ("me_message", "thread_broadcast"):
        message = heard(ann.words("met Sarah", subtype=subtype))
        assert message is not None
        assert message.body == Words("met Sarah")


async def test_an_edit_names_the_message_that_it_stands_for(ann: Person) -> None:
    message = heard(ann.edit("17.1", "met Sara", "met Sarah"))
    original = f"slack:{TEAM}:D1ANN:17.1"
    assert message is not None
    assert message.body == Words("met Sarah", edits=original)
    assert message.id != original
    assert message.at == datetime.fromtimestamp(17.1, UTC)


async def test_two_edits_of_a_message_are_two_messages(ann: Person) -> None:
    first = heard(ann.edit("17.1", "met Sara", "met Sarah"))
    second = heard(ann.edit("17.1", "met Sarah", "met Sarah Chen"))
    assert first is not None
    assert second is not None
    assert first.id != second.id


async def test_a_change_without_other_words_is_no_edit(ann: Person) -> None:
    assert heard(ann.edit("17.1", "met Sarah", "met Sarah")) is None
    assert heard(ann.edit("17.1", "one", "two", bot_id="B9")) is None
    unfurled = ann.edit("17.1", "see example.org", "see <http://example.org>")
    del unfurled["payload"]["event"]["message"]["edited"]
    assert heard(unfurled) is None


async def test_an_edited_file_is_not_words(ann: Person) -> None:
    assert heard(ann.edit("17.1", "one", "two", files=[{"id": "F1"}])) is None


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("image/png", "a picture"),
        ("audio/mp4", "a voice note"),
        ("text/vcard", "a contact card"),
        ("text/calendar", "a calendar"),
        ("application/pdf", "a file"),
        (None, "a file"),
    ],
)
async def test_a_file_says_what_it_is(ann: Person, media: str | None, kind: str) -> None:
    file = {
        "id": "F1",
        "name": "ana.vcf",
        "mimetype": media,
        "size": 12,
        "url_private_download": "https://files.example/F1",
    }
    message = heard(ann.words("from the fair", subtype="file_share", files=[file]))
    assert message is not None
    assert message.body == Upload(
        kind, "ana.vcf", "https://files.example/F1", 12, "from the fair"
    )


async def test_several_files_are_one_message(ann: Person) -> None:
    files = [{"id": "F1"}, {"id": "F2"}]
    message = heard(ann.words("", subtype="file_share", files=files))
    assert message is not None
    assert message.body == Upload("2 files")


async def test_a_command_and_its_short_alias_say_the_same(ann: Person) -> None:
    assert typed(ann.command("/cordially met Sarah at PyCon")) == "/met Sarah at PyCon"
    assert typed(ann.command("/met Sarah at PyCon")) == "/met Sarah at PyCon"


async def test_a_command_alone_asks_for_help(ann: Person) -> None:
    assert typed(ann.command("/cordially")) == "/help"
    assert typed(ann.command("/cordially  ")) == "/help"
    assert typed(ann.command("/met")) == "/met"


async def test_a_sentence_after_the_command_stays_a_sentence(ann: Person) -> None:
    assert typed(ann.command("/cordially I met Sarah")) == "I met Sarah"


async def test_a_command_is_answered_to_the_asker_alone(ann: Person) -> None:
    envelope = ann.command("/met Sarah")
    message = read_command(envelope["payload"], VERBS, NOW)
    handle = envelope["payload"]["response_url"]
    assert message.where == Conversation("C0GENERAL", private=True, reply_handle=handle)
    assert message.sender == Address("slack", TEAM, "U1ANN")
    assert message.at == NOW
    assert message.id == read_command(again(envelope)["payload"], VERBS, NOW).id


def shown(channel: str, only_for: str | None = None, thread: str | None = None) -> Shown:
    button = {
        "type": "button",
        "action_id": "choice-1",
        "text": {"type": "plain_text", "text": "Undo"},
        "value": "undo:abc",
    }
    blocks = [{"type": "actions", "elements": [button]}]
    return Shown(channel, "17.1", "Saved.", blocks, only_for, thread)


async def test_a_press_in_a_direct_message_replaces_by_its_time(ann: Person) -> None:
    message = read_press(ann.press(shown("D1ANN"), "Undo")["payload"])
    assert message is not None
    assert message.body == Press("undo", "abc")
    assert message.sender == Address("slack", TEAM, "U1ANN")
    assert message.where == Conversation("D1ANN", replaces="17.1")


async def test_a_press_on_what_only_one_sees_replaces_by_its_handle(ann: Person) -> None:
    envelope = ann.press(shown("C1", only_for="U1ANN", thread="16.9"), "Undo")
    message = read_press(envelope["payload"])
    assert message is not None
    assert message.where == Conversation(
        "C1",
        thread="16.9",
        replaces="17.1",
        reply_handle=envelope["payload"]["response_url"],
    )


async def test_a_press_in_the_open_is_not_private(ann: Person) -> None:
    message = read_press(ann.press(shown("C1"), "Undo")["payload"])
    assert message is not None
    assert not message.where.private


async def test_a_press_keeps_its_id_and_two_presses_are_two(ann: Person) -> None:
    first, second = ann.press(shown("D1ANN"), "Undo"), ann.press(shown("D1ANN"), "Undo")
    ids = [read_press(each["payload"]) for each in (first, again(first), second)]
    assert ids[0] == ids[1]
    assert ids[0] != ids[2]


async def test_a_press_says_its_team_in_one_of_two_places(ann: Person) -> None:
    envelope = ann.press(shown("D1ANN"), "Undo")
    elsewhere = again(envelope, team=None)
    assert read_press(elsewhere["payload"]) == read_press(envelope["payload"])


async def test_a_button_that_only_opens_a_link_is_no_message(ann: Person) -> None:
    envelope = ann.press(shown("D1ANN"), "Undo")
    del envelope["payload"]["actions"][0]["value"]
    assert read_press(envelope["payload"]) is None

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update, User

from adapters.telegram import read
from bot.ports import Address, Conversation, Message, Place, Upload, Words
from bot.reply import Press

ME = User(4242, "Cordially", is_bot=True, username="CordiallyBot")
NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
SAID_AT = datetime(2026, 3, 17, 18, 42, tzinfo=UTC)
BOT = {"id": 4242, "is_bot": True, "first_name": "Cordially"}
MESSAGE = f"tg:4242:501:9:{int(SAID_AT.timestamp())}"
ANN = {"id": 501, "is_bot": False, "first_name": "Ann"}
PRIVATE = {"id": 501, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "The team"}
EARLIER = {"message_id": 1, "date": 1, "chat": GROUP}


def update(kind: str, content: dict[str, Any]) -> Message | None:
    found = Update.de_json({"update_id": 77, kind: content}, None)
    return read(found, ME, NOW)


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    said_at = int(SAID_AT.timestamp())
    return {"message_id": 9, "date": said_at, "chat": chat, "from": ANN, **content}


def said(chat: dict[str, Any] = PRIVATE, **content: Any) -> Message | None:
    return update("message", message(chat, **content))


def test_words_come_exactly_as_typed_and_dated() -> None:
    assert said(text="/met  Sarah\nat <b>PyCon</b> ") == Message(
        id=MESSAGE,
        sender=Address("telegram", "", "501"),
        at=SAID_AT,
        body=Words("/met  Sarah\nat <b>PyCon</b> "),
        where=Conversation("501"),
    )


def test_a_deep_link_is_a_command_with_its_code() -> None:
    found = said(text="/start 4F7K-Q2")
    assert found is not None
    assert found.body == Words("/start 4F7K-Q2")


def test_an_edit_names_the_message_that_it_corrects_and_keeps_its_day() -> None:
    edit = update("edited_message", message(text="met Sarah", edit_date=1_800_000_000))
    assert edit is not None
    assert edit.body == Words("met Sarah", edits=MESSAGE)
    assert edit.at == SAID_AT
    assert edit.id == f"{MESSAGE}:77"


def test_an_edit_without_words_is_nothing() -> None:
    moving = message(location={"latitude": 1.0, "longitude": 2.0}, edit_date=1_800_000_000)
    assert update("edited_message", moving) is None


def test_a_press_carries_what_the_button_did_and_the_message_it_is_under() -> None:
    shown = message(message_thread_id=3, is_topic_message=True)
    query = {
        "id": "q9",
        "from": ANN,
        "chat_instance": "1",
        "data": "undo:abc",
        "message": shown,
    }
    assert update("callback_query", query) == Message(
        id=f"{MESSAGE}:q9",
        sender=Address("telegram", "", "501"),
        at=NOW,
        body=Press("undo", "abc"),
        where=Conversation("501", thread="3", replaces="9"),
    )


def test_a_press_under_a_message_too_old_to_be_shown_still_counts() -> None:
    old = {"message_id": 9, "date": 0, "chat": GROUP}
    query = {"id": "q9", "from": ANN, "chat_instance": "1", "data": "undo:abc", "message": old}
    found = update("callback_query", query)
    assert found is not None
    assert found.where == Conversation("-100", private=False, replaces="9")


@pytest.mark.parametrize("missing", ["message", "data"])
def test_a_press_of_something_else_is_nothing(missing: str) -> None:
    query = {"id": "q9", "from": ANN, "chat_instance": "1", "data": "a", "message": message()}
    del query[missing]
    assert update("callback_query", query) is None


def test_a_topic_of_a_forum_is_a_thread_and_an_answer_is_not() -> None:
    topic = said(text="/who", chat=GROUP, message_thread_id=3, is_topic_message=True)
    answer = said(text="/who", chat=GROUP, message_thread_id=3)
    assert topic is not None
    assert topic.where == Conversation("-100", private=False, thread="3")
    assert answer is not None
    assert answer.where.thread is None


FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 7}
PIXELS = {"width": 1, "height": 1}
PHOTO = {**FILE, **PIXELS}
UPLOADS = [
    ({"document": {**FILE, "file_name": "a.vcf"}}, Upload("a file", "a.vcf", "F", 7)),
    (
        {"photo": [{**PHOTO, "file_id": "S"}, PHOTO], "caption": "Bob"},
        Upload("a photo", None, "F", 7, "Bob"),
    ),
    ({"voice": {**FILE, "duration": 3}}, Upload("a voice note", None, "F", 7)),
    (
        {"animation": {**PHOTO, "duration": 1}, "document": FILE},
        Upload("an animation", None, "F", 7),
    ),
    (
        {"contact": {"phone_number": "+3531", "first_name": "Bob", "last_name": "Okafor"}},
        Upload("a contact card", "Bob Okafor", "tel:+3531"),
    ),
    (
        {"contact": {"phone_number": "+3531", "first_name": "Bo"}},
        Upload("a contact card", "Bo", "tel:+3531"),
    ),
    ({"dice": {"emoji": "🎲", "value": 3}}, Upload("a die")),
]


@pytest.mark.parametrize(("content", "expected"), UPLOADS)
def test_what_has_no_words_says_what_it_is(content: dict[str, Any], expected: Upload) -> None:
    found = said(**content)
    assert found is not None
    assert found.body == expected


def test_a_place_is_where_it_is() -> None:
    spot = {"latitude": 53.3, "longitude": -6.2}
    for content in (
        {"location": spot},
        {"location": spot, "venue": {"location": spot, "title": "Pub", "address": "x"}},
    ):
        found = said(**content)
        assert found is not None
        assert found.body == Place(53.3, -6.2)


IGNORED = [
    {"new_chat_members": [ANN]},
    {"text": "hello", "from": {**ANN, "is_bot": True}},
    {"text": "hello", "sender_chat": GROUP},
    {"text": "hello", "from": None},
    {"photo": []},
]


@pytest.mark.parametrize("content", IGNORED)
def test_what_the_platform_or_a_bot_says_is_nothing(content: dict[str, Any]) -> None:
    assert said(**content) is None


def test_other_kinds_of_update_are_nothing() -> None:
    assert (
        update("channel_post", message(chat={"id": -5, "type": "channel"}, text="hi")) is None
    )
    member = {"user": ANN, "status": "kicked", "until_date": 0}
    change = {
        "chat": PRIVATE,
        "from": ANN,
        "date": 1,
        "old_chat_member": member,
        "new_chat_member": member,
    }
    assert update("my_chat_member", change) is None


def mention(offset: int, length: int, **more: Any) -> list[dict[str, Any]]:
    return [{"type": "mention", "offset": offset, "length": length, **more}]


FOR_ME = [
    {"text": "/met Sarah"},
    {"text": "/met@cordiallybot Sarah"},
    {"text": "🎂 @CordiallyBot who", "entities": mention(3, 13)},
    {"text": "Cordially who", "entities": mention(0, 9, type="text_mention", user=BOT)},
    {"caption": "@CordiallyBot", "caption_entities": mention(0, 13), "photo": [PHOTO]},
    {"text": "yes", "reply_to_message": {**EARLIER, "from": BOT}},
]
FOR_OTHERS = [
    {"text": "met Sarah"},
    {"text": "/met@otherbot Sarah"},
    {"text": "@ann who", "entities": mention(0, 4)},
    {"voice": {**FILE, "duration": 3}},
    {
        "text": "yes",
        "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ANN},
    },
    {"text": "yes", "reply_to_message": EARLIER},
]


@pytest.mark.parametrize("content", FOR_ME)
def test_in_a_group_what_is_aimed_at_the_bot_is_taken(content: dict[str, Any]) -> None:
    found = said(chat=GROUP, **content)
    assert found is not None
    assert not found.where.private


@pytest.mark.parametrize("content", FOR_OTHERS)
def test_in_a_group_all_else_is_none_of_its_business(content: dict[str, Any]) -> None:
    assert said(chat=GROUP, **content) is None
    assert update("edited_message", message(chat=GROUP, **content)) is None


def test_a_message_and_its_namesake_of_another_bot_have_different_ids() -> None:
    other = User(7, "Other", is_bot=True)
    found = Update.de_json({"update_id": 77, "message": message(text="x")}, None)
    assert ids(found, ME) != ids(found, other)


def test_a_message_and_its_namesake_of_another_server_have_different_ids() -> None:
    later = {**message(text="x"), "date": 1_800_000_000}
    found = [
        Update.de_json({"update_id": 77, "message": each}, None)
        for each in (message(text="x"), later)
    ]
    assert ids(found[0], ME) != ids(found[1], ME)


def ids(update: Update, me: User) -> str:
    found = read(update, me, NOW)
    assert found is not None
    return found.id

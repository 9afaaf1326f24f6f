import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import pytest

from adapters.telegram import TelegramAdapter, open_adapter
from adapters.telegram.adapter import ANSWERED_KEPT, menu_commands
from adapters.telegram.polling import Pace, Patience
from bot.errors import Gone, Refused, RetryAt, SettingsError, Unsure
from bot.ports import (
    Address,
    Attachment,
    Conversation,
    Kind,
    MenuEntry,
    Message,
    Outgoing,
    Profile,
    Upload,
    Words,
)
from bot.reply import Press, Reply, choice, line, say, strong
from bot.settings import Settings
from bot.storage_url import StorageUrl
from tests.adapters.harness_telegram import ANN, NOW, QUICK, listening, telegram_settings
from tests.fakes.door import FakeDoor
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, flood

BEN, TEAM = 502, -100
WRONG = "4242:AAwrong-token-of-the-tests-0123456789"


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.known |= {ANN, TEAM}
        yield server


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
async def adapter(server: FakeTelegram, door: FakeDoor) -> AsyncIterator[TelegramAdapter]:
    async with listening(server, door) as adapter:
        yield adapter


def out(reply: Reply, id: str = "o1", *, replaces: str | None = None) -> Outgoing:
    to, where = Address("telegram", "", str(ANN)), Conversation(str(ANN), replaces=replaces)
    return Outgoing(id=id, owner=None, to=to, reply=reply, where=where)


def texts(messages: Sequence[Message]) -> list[str]:
    return [each.body.text for each in messages if isinstance(each.body, Words)]


# Coming in.


async def test_messages_of_a_batch_come_in_order(server: FakeTelegram, door: FakeDoor) -> None:
    for number in range(120):
        server.says(ANN + number % 3, f"m{number}")
    async with listening(server, door):
        assert texts(await door.worked_on(120)) == [f"m{number}" for number in range(120)]


async def test_what_was_not_confirmed_comes_again_under_its_id(
    server: FakeTelegram, door: FakeDoor
) -> None:
    server.says(ANN, "met Sarah")
    no_poll = Fault("getUpdates", "drop before")
    door.on_work = lambda message: server.faults.extend([no_poll] * 1000)
    async with listening(server, door):
        await door.worked_on(1)
    server.faults.clear()
    async with listening(server, door):
        await door.until(lambda: bool(door.redelivered))
    assert [each.id for each in door.received] == [each.id for each in door.redelivered]
    assert len(door.worked) == 1


async def test_an_update_is_confirmed_only_once_it_is_saved(
    server: FakeTelegram, door: FakeDoor
) -> None:
    door.refusals = 3
    server.says(ANN, "met Sarah")
    async with listening(server, door):
        (message,) = await door.worked_on(1)
        assert [each.id for each in door.refused] == [message.id] * 3
        offsets = {
            given.get("offset") for method, given in server.calls if method == "getUpdates"
        }
        assert offsets == {None}


async def test_an_update_that_cannot_be_read_does_not_hold_up_the_next(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    server.push({"message": {"text": "no chat, no date"}})
    server.push({"message": "not even an object"})
    server.says(ANN, "met Sarah")
    async with listening(server, door):
        assert texts(await door.worked_on(1)) == ["met Sarah"]
    assert "Update 901 left out" in caplog.text
    assert "no chat" not in caplog.text


async def test_ids_that_start_over_after_a_quiet_week_are_taken(
    server: FakeTelegram, door: FakeDoor
) -> None:
    async with listening(server, door, Pace(poll=0.01)):
        server.says(ANN, "before")
        await door.worked_on(1)
        polls = server.polls
        await _until(lambda: server.polls > polls + 2)
        server.restart_ids(at=100)
        server.says(ANN, "after")
        assert texts(await door.worked_on(2)) == ["before", "after"]


async def test_a_press_comes_in_and_its_circle_is_stopped_at_once(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo", "c1"),))))
    server.presses(ANN, server.shown[0], "Undo")
    (message,) = await door.worked_on(1)
    assert message.body == Press("undo", "c1")
    assert message.where.replaces == str(server.shown[0].id)
    await _until(lambda: server.answered == ["q1"])


async def test_a_press_that_comes_again_is_answered_once(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
    server.presses(ANN, server.shown[0], "Undo")
    await _until(lambda: server.answered == ["q1"])
    server.again()
    await door.until(lambda: bool(door.redelivered))
    server.presses(ANN, server.shown[0], "Undo", query="q2")
    await _until(lambda: server.answered == ["q1", "q2"])
    assert [name for name, _ in server.calls].count("answerCallbackQuery") == 2


async def test_an_answer_that_failed_is_given_when_the_press_comes_again(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
    server.faults.append(Fault("answerCallbackQuery", "answer", 502, "Bad Gateway"))
    server.presses(ANN, server.shown[0], "Undo")
    await door.worked_on(1)
    await _until(lambda: not server.faults)
    await asyncio.sleep(0.05)
    server.again()
    await _until(lambda: server.answered == ["q1"])


async def test_of_very_many_presses_the_latest_are_remembered(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
    for number in range(ANSWERED_KEPT + 1):
        server.presses(ANN, server.shown[0], "Undo", query=f"q{number}")
    await _until(lambda: len(server.answered) == ANSWERED_KEPT + 1)


async def test_a_press_that_cannot_be_answered_is_still_worked_on(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
    server.answered.append("q1")
    server.presses(ANN, server.shown[0], "Undo")
    assert await door.worked_on(1)


async def test_an_edit_names_what_it_corrects(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    said = server.says(ANN, "met Sara")
    server.edits(ANN, said, "met Sarah")
    first, second = await door.worked_on(2)
    assert second.body == Words("met Sarah", edits=first.id)
    assert second.id != first.id


async def test_in_a_group_only_what_is_meant_for_the_bot_is_kept(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    server.says(ANN, "lunch?", chat=TEAM)
    server.says(ANN, "/met@CordiallyBot Sarah", chat=TEAM)
    (message,) = await door.worked_on(1)
    assert not message.where.private
    assert texts(door.received) == ["/met@CordiallyBot Sarah"]


@pytest.mark.parametrize(("language", "locale"), [("de", "de"), ("en", None), (None, None)])
async def test_the_language_of_who_wrote_is_told_when_asked(
    adapter: TelegramAdapter,
    server: FakeTelegram,
    door: FakeDoor,
    language: str | None,
    locale: str | None,
) -> None:
    sender = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": language}
    server.sends(ANN, {"text": "hello", "from": sender})
    (message,) = await door.worked_on(1)
    assert await adapter.profile(message.sender) == Profile(locale=locale)


async def test_languages_are_kept_of_the_last_thousand(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    for user in range(1, 1003):
        sender = {"id": user, "is_bot": False, "first_name": "P", "language_code": "de"}
        server.sends(user, {"text": "hello", "from": sender})
    await door.worked_on(1002)
    kept = [await adapter.profile(Address("telegram", "", str(user))) for user in (2, 3)]
    assert kept == [Profile(), Profile(locale="de")]


async def test_an_upload_says_what_it_is(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    voice = {"file_id": "F", "file_unique_id": "U", "duration": 3, "file_size": 9}
    server.sends(ANN, {"voice": voice})
    (message,) = await door.worked_on(1)
    assert message.body == Upload("a voice note", handle="F", size=9)


async def test_somebody_who_blocks_the_bot_breaks_nothing(
    adapter: TelegramAdapter, server: FakeTelegram, door: FakeDoor
) -> None:
    who = {
        "user": {"id": 1, "is_bot": True, "first_name": "C"},
        "status": "kicked",
        "until_date": 0,
    }
    chat = {"id": ANN, "type": "private"}
    sender = {"id": ANN, "is_bot": False, "first_name": "Ann"}
    change = {
        "chat": chat,
        "from": sender,
        "date": 1,
        "old_chat_member": who,
        "new_chat_member": who,
    }
    server.push({"my_chat_member": change})
    server.says(ANN, "hello again")
    assert texts(await door.worked_on(1)) == ["hello again"]


# The start, outages, the end.


async def test_at_the_start_the_menu_is_set_and_nothing_that_waits_is_dropped(
    server: FakeTelegram, door: FakeDoor
) -> None:
    server.says(ANN, "said while it was off")
    async with listening(server, door):
        await door.worked_on(1)
    assert [each["command"] for each in server.menu] == ["met", "who"]
    assert not server.has_webhook


def test_the_menu_holds_what_telegram_takes() -> None:
    entries = [MenuEntry(f"v{n}", f"v{n}", "") for n in range(150)]
    odd = [
        MenuEntry("step back", "", "x"),
        MenuEntry("ÄH", "", "x"),
        MenuEntry("met", "", "é" * 300),
    ]
    commands = menu_commands([*odd, *entries])
    assert len(commands) == 100
    assert (commands[0].command, len(commands[0].description)) == ("met", 256)
    assert commands[1].description == "v0"


async def test_a_menu_that_cannot_be_set_stops_nothing(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(flood("setMyCommands", 3000))
    server.says(ANN, "hello")
    async with listening(server, door):
        await door.worked_on(1)
    assert "menu" in caplog.text


async def test_a_wrong_token_is_one_sentence_without_the_token(
    server: FakeTelegram, door: FakeDoor
) -> None:
    adapter = TelegramAdapter(telegram_settings(server, WRONG), lambda: NOW, QUICK)
    for call in (adapter.run(door), adapter.check()):
        with pytest.raises(SettingsError) as raised:
            await call
        assert str(raised.value).startswith("TELEGRAM_BOT_TOKEN was not accepted")
        assert "AAwrong" not in repr(raised.value)
    await adapter.close()


async def test_the_doctor_hears_the_name_or_that_nothing_answers(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    assert await adapter.check() == "@CordiallyBot"
    await server.stop()
    with pytest.raises(SettingsError, match="TELEGRAM_API_URL"):
        await adapter.check()


def test_without_a_token_there_is_no_adapter() -> None:
    assert open_adapter(Settings(storage=StorageUrl("memory:"))) is None


async def test_with_a_token_there_is_one_and_it_connects_to_nothing(
    server: FakeTelegram,
) -> None:
    settings = Settings(StorageUrl("memory:"), telegram=telegram_settings(server))
    adapter = open_adapter(settings)
    assert adapter is not None
    assert (adapter.platform, adapter.keeps_hours) == ("telegram", 24)
    assert adapter.reaches(Address("telegram", "", "1"))
    assert await adapter.profile(Address("telegram", "", "1")) == Profile()
    await adapter.close()
    assert not server.calls


async def test_an_outage_is_survived_and_told_of_once_it_is_over(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(server, door):
        await door.until(lambda: len(door.heard) == 1)
        await server.stop()
        await _until(lambda: "does not answer" in caplog.text)
        server.says(ANN, "said meanwhile")
        await server.start()
        assert texts(await door.worked_on(1)) == ["said meanwhile"]
    assert door.heard == [("telegram", NOW)] * 2
    assert caplog.text.count("does not answer (NotSent)") <= 1


async def test_it_starts_while_the_platform_is_down(
    server: FakeTelegram, door: FakeDoor
) -> None:
    await server.stop()
    async with listening(server, door):
        await asyncio.sleep(0.05)
        await server.start()
        server.says(ANN, "hello")
        assert await door.worked_on(1)


async def test_being_heard_is_noted_once_a_minute_and_again_if_that_failed(
    server: FakeTelegram, door: FakeDoor
) -> None:
    now = NOW
    door.deaf = 1
    adapter = TelegramAdapter(telegram_settings(server), lambda: now, Pace(poll=0.01))
    running = asyncio.create_task(adapter.run(door))
    await _until(lambda: server.polls > 5)
    assert len(door.heard) == 1
    now += timedelta(seconds=61)
    await door.until(lambda: len(door.heard) == 2)
    await adapter.stop()
    await running
    await adapter.close()


async def test_a_second_poller_waits_and_takes_over(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    busy = Fault("getUpdates", "answer", 409, '{"ok": false, "description": "Conflict"}')
    server.faults += [busy] * 3
    async with listening(server, door):
        server.says(ANN, "hello")
        assert await door.worked_on(1)
    assert caplog.text.count("Another process polls this bot") == 1


async def test_a_token_that_is_revoked_later_is_waited_for(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(Fault("getUpdates", "answer", 401, '{"ok": false}'))
    async with listening(server, door):
        server.says(ANN, "hello")
        assert await door.worked_on(1)
    assert "no longer accepts the token" in caplog.text


async def test_a_flood_of_polls_waits_as_long_as_it_is_told(
    server: FakeTelegram, door: FakeDoor
) -> None:
    server.faults.append(flood("getUpdates", 0.3))
    server.says(ANN, "hello")
    began = time.monotonic()
    async with listening(server, door):
        await door.worked_on(1)
    assert time.monotonic() - began >= 0.3


async def test_an_answer_of_another_shape_is_taken_for_no_news(
    server: FakeTelegram, door: FakeDoor
) -> None:
    server.faults.append(Fault("getUpdates", "answer", 200, '{"ok": true, "result": true}'))
    server.says(ANN, "hello")
    async with listening(server, door):
        assert await door.worked_on(1)


async def test_it_stops_in_the_middle_of_a_poll_and_still_sends(
    server: FakeTelegram, door: FakeDoor
) -> None:
    adapter = TelegramAdapter(telegram_settings(server), lambda: NOW, Pace(poll=30))
    running = asyncio.create_task(adapter.run(door))
    await _until(lambda: server.polls > 0)
    began = time.monotonic()
    await adapter.stop()
    await running
    assert time.monotonic() - began < 0.5
    await adapter.send(out(say("Goodbye.")))
    assert server.shown[0].text == "Goodbye."
    await adapter.close()


async def test_closing_ends_answers_that_are_under_way(
    server: FakeTelegram, door: FakeDoor
) -> None:
    server.faults.append(Fault("answerCallbackQuery", "hang"))
    async with listening(server, door) as adapter:
        await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
        server.presses(ANN, server.shown[0], "Undo")
        await _until(lambda: bool(server.answered))


async def test_waits_double_up_to_the_longest() -> None:
    patience = Patience(1, 60)
    waits = [patience.seconds() for _ in range(9)]
    expected = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert all(0.75 * x <= wait <= 1.25 * x for wait, x in zip(waits, expected, strict=True))
    patience.reset()
    assert patience.seconds() <= 1.25


# Going out.


async def test_a_hostile_name_is_shown_as_it_is(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    name = "<b>&amp;</b> *_`[x](y) 🎂 @channel /start"
    await adapter.send(out(say("Saved: ", strong(name))))
    shown = server.shown[0]
    assert shown.text == f"Saved: {name}"
    assert [each["type"] for each in shown.entities] == ["bold"]


async def test_a_long_reply_is_split_with_its_buttons_under_the_last_part(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    reply = Reply(tuple(line(f"{n} " + "x" * 60) for n in range(150)), (choice("More", "m"),))
    sent_as = await adapter.send(out(reply))
    assert len(server.shown) == 3
    assert [shown.buttons for shown in server.shown] == [[], [], ["More"]]
    assert sent_as == str(server.shown[-1].id)


async def test_a_long_reply_that_has_to_wait_goes_on_where_it_stopped(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    reply = Reply(tuple(line(f"{n} " + "x" * 60) for n in range(150)))
    server.faults += [Fault("sendMessage", "nothing"), flood("sendMessage", 7)]
    with pytest.raises(RetryAt) as raised:
        await adapter.send(out(reply))
    assert raised.value.at == NOW + timedelta(seconds=7)
    await adapter.send(out(reply))
    assert "\n".join(shown.text for shown in server.shown) == reply.text


async def test_a_press_edits_the_message_that_it_is_under(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    sent_as = await adapter.send(out(say("Saved.", choices=(choice("Undo", "undo"),))))
    edit = Reply((line("Undone."),), edits=True)
    assert await adapter.send(out(edit, replaces=sent_as)) == sent_as
    assert await adapter.send(out(edit, replaces=sent_as)) == sent_as
    (shown,) = server.shown
    assert (shown.text, shown.buttons, shown.edits) == ("Undone.", [], 1)


async def test_a_message_that_can_be_edited_no_longer_is_sent_anew(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    await adapter.send(out(Reply((line("Undone."),), edits=True), replaces="12345"))
    assert server.shown[0].text == "Undone."


async def test_an_edit_goes_to_the_message_even_if_the_answer_is_lost_once(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    sent_as = await adapter.send(out(say("Saved.")))
    edit = out(Reply((line("Undone."),), edits=True), replaces=sent_as)
    server.faults.append(Fault("editMessageText", "drop after"))
    with pytest.raises(RetryAt):
        await adapter.send(edit)
    assert await adapter.send(edit) == sent_as
    assert [shown.text for shown in server.shown] == ["Undone."]


async def test_a_send_whose_answer_is_lost_is_unsure(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    server.faults.append(Fault("sendMessage", "drop after"))
    with pytest.raises(Unsure):
        await adapter.send(out(say("Hello.")))
    assert len(server.shown) == 1


async def test_a_send_that_found_nobody_may_be_made_again(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    await server.stop()
    with pytest.raises(RetryAt):
        await adapter.send(out(say("Hello.")))


async def test_who_blocked_the_bot_or_never_wrote_is_gone(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    server.blocked.add(ANN)
    for chat in (ANN, 999):
        with pytest.raises(Gone):
            await adapter.send(out(say("Hello."), id=str(chat)))


async def test_a_group_that_grew_is_followed_to_its_new_id(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    server.moved[TEAM] = -1009
    server.known.add(-1009)
    to, where = Address("telegram", "", str(ANN)), Conversation(str(TEAM), False, "7")
    await adapter.send(Outgoing("o2", None, to, say("Hello."), where=where))
    assert (server.shown[0].chat, server.shown[0].thread) == (-1009, 7)


async def test_a_digest_goes_to_the_private_chat(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    to = Address("telegram", "", str(ANN))
    digest = Outgoing("d1", None, to, say("Good morning."), Kind.DIGEST)
    await adapter.send(digest)
    assert server.shown[0].chat == ANN


@pytest.mark.parametrize("to", ["", "ann", "U123"])
async def test_an_address_that_is_no_chat_is_refused(adapter: TelegramAdapter, to: str) -> None:
    with pytest.raises(Refused):
        await adapter.send(Outgoing("d1", None, Address("telegram", "", to), say("Hello.")))


async def test_nothing_to_show_is_refused(adapter: TelegramAdapter) -> None:
    with pytest.raises(Refused):
        await adapter.send(out(Reply(())))


BOOK = Attachment("book.json", "application/json", b'{"contacts": []}')


async def test_a_file_has_the_words_under_it(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    await adapter.send(out(say("All of it.", choices=(choice("Ok", "ok"),))), [BOOK, BOOK])
    first, second = server.shown
    assert (first.text, first.buttons, first.file) == (
        "All of it.",
        ["Ok"],
        (BOOK.name, BOOK.data),
    )
    assert (second.text, second.file) == ("", (BOOK.name, BOOK.data))


async def test_words_too_long_for_a_caption_come_before_the_file(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    await adapter.send(out(say("x" * 1025)), [BOOK])
    assert [bool(shown.file) for shown in server.shown] == [False, True]


async def test_a_file_without_words_is_sent_alone(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    await adapter.send(out(Reply(())), [BOOK])
    assert (server.shown[0].text, server.shown[0].file) == ("", (BOOK.name, BOOK.data))


async def test_a_file_that_no_message_can_hold_is_refused(
    adapter: TelegramAdapter, server: FakeTelegram
) -> None:
    huge = Attachment("a", "b/c", bytes(50 * 1024 * 1024 + 1))
    with pytest.raises(Refused):
        await adapter.send(out(say("Here.")), [huge])
    assert not server.shown


async def test_a_button_that_does_not_fit_is_left_out_and_the_log_says_whose(
    adapter: TelegramAdapter, server: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    await adapter.send(out(say("?", choices=(choice("A", "met", "x" * 70), choice("B", "b")))))
    assert server.shown[0].buttons == ["B"]
    assert "A button of met" in caplog.text


async def test_nothing_that_is_logged_holds_the_token_or_what_was_said(
    server: FakeTelegram, door: FakeDoor, caplog: pytest.LogCaptureFixture
) -> None:
    secret_words = "met Zanzibar Quux"
    with caplog.at_level(logging.DEBUG):
        async with listening(server, door) as adapter:
            server.says(ANN, secret_words)
            await door.worked_on(1)
            server.faults += [
                Fault("sendMessage", "answer", 200, f"not JSON {secret_words}"),
                Fault("sendMessage", "answer", 400, f"not JSON {secret_words}"),
                Fault("getUpdates", "answer", 200, f"not JSON {secret_words}"),
            ]
            for number, error in enumerate((Unsure, Refused)):
                with pytest.raises(error):
                    await adapter.send(out(say(secret_words), id=str(number)))
            server.says(ANN, "wake up")
            await door.worked_on(2)
    assert TOKEN.partition(":")[2] not in caplog.text
    assert "Zanzibar" not in caplog.text


async def _until(is_so: Callable[[], bool]) -> None:
    """For what has no event to wait for: a log, a counter of the server's."""
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.005)

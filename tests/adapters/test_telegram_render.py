from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from telegram import InlineKeyboardMarkup, MessageEntity

from adapters.telegram import Part, render
from adapters.telegram.keyboard import fits, left_out
from bot.reply import Choice, Press, Reply, Span, Style, choice, line, quiet, say, strong


def buttons(reply: Reply) -> list[list[str]]:
    keyboard = render(reply)[-1].keyboard
    return [[each.text for each in row] for row in keyboard.inline_keyboard] if keyboard else []


def presses(reply: Reply) -> list[object]:
    keyboard = render(reply)[-1].keyboard
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return [each.callback_data for row in keyboard.inline_keyboard for each in row]


def named(part: Part) -> list[tuple[str, str]]:
    """Each entity with the text that it covers, found as Telegram finds it: in UTF-16."""
    units = part.text.encode("utf-16-le")
    return [
        (
            str(each.type),
            units[each.offset * 2 : (each.offset + each.length) * 2].decode("utf-16-le"),
        )
        for each in part.entities
    ]


def test_spans_become_entities_beside_plain_text() -> None:
    (part,) = render(say("Saved: ", strong("<b>Sarah</b>"), " · ", quiet("new"), "."))
    assert part.text == "Saved: <b>Sarah</b> · new."
    assert named(part) == [("bold", "<b>Sarah</b>"), ("italic", "new")]


def test_an_emoji_counts_twice_in_an_entitys_place() -> None:
    (part,) = render(say("🎂👩‍🚀 ", strong("Bób 🎂"), " ", Span("x", Style.CODE)))
    assert named(part) == [("bold", "Bób 🎂"), ("code", "x")]


def test_a_link_opens_if_telegram_knows_how() -> None:
    (part,) = render(
        say(
            Span("site", link="https://example.org"),
            Span("mail", link="mailto:a@b.c"),
            Span("x", link="javascript:1"),
        )
    )
    assert part.entities == (
        MessageEntity(MessageEntity.TEXT_LINK, 0, 4, url="https://example.org"),
    )
    assert part.text == "sitemailx"


def test_characters_that_break_a_message_are_taken_out() -> None:
    (part,) = render(say("a\x00b\u202ec\ud83dd\re\nf"))
    assert part.text == "a bc\N{REPLACEMENT CHARACTER}de\nf"


def test_a_reply_that_shows_nothing_is_no_message() -> None:
    assert render(Reply(())) == ()
    assert render(say(" \n\u200b ")) == ()


def test_buttons_without_words_still_show() -> None:
    (part,) = render(Reply((), (choice("Undo", "undo"),)))
    assert part.text == "…"
    assert part.keyboard is not None


def test_long_text_is_split_between_lines_and_the_keyboard_is_under_the_last() -> None:
    reply = Reply(
        tuple(line(f"{n} ", strong("x" * 60)) for n in range(200)), (choice("A", "a"),)
    )
    parts = render(reply)
    assert len(parts) > 3
    assert "\n".join(part.text for part in parts) == reply.text
    assert all(len(part.text) <= 4096 and len(part.entities) <= 100 for part in parts)
    assert [part.keyboard is None for part in parts] == [True] * (len(parts) - 1) + [False]


def test_a_line_longer_than_a_message_is_cut_between_words() -> None:
    words = "word " * 1800
    parts = render(say(strong(words)))
    assert [len(part.entities) for part in parts] == [1] * len(parts)
    assert " ".join(part.text.strip() for part in parts) == words.strip()
    assert all(part.text.startswith("word") for part in parts)


def test_a_word_longer_than_a_message_is_cut_where_it_must_be() -> None:
    parts = render(say("🎂" * 5000))
    assert [len(part.text) for part in parts] == [4096, 904]


def test_a_line_of_more_looks_than_a_message_has_goes_on_in_the_next() -> None:
    parts = render(say(*(strong("x") if n % 2 else "-" for n in range(250))))
    assert [len(part.entities) for part in parts] == [100, 25]


words = some.text("abcdé🎂👩", min_size=1, max_size=50)


@given(some.lists(some.lists(words, max_size=5), max_size=5), some.integers(1, 400))
def test_no_word_is_lost_or_torn_in_splitting(lines: list[list[str]], times: int) -> None:
    said = [" ".join(each * times) for each in lines]
    parts = render(Reply(tuple(line(each) for each in said)))
    assert " ".join(part.text for part in parts).split() == " ".join(said).split()
    assert all(len(part.text) <= 4096 for part in parts)


def test_what_is_discreet_is_folded_before_it_gets_here() -> None:
    folded = Reply(
        (line("Three people."),), (choice("Show", "open"),), discreet="Three people."
    )
    assert render(folded)[0].text == "Three people."
    assert render(Reply((line("1  Sarah"),), discreet="One person."))[0].text == "1  Sarah"


def test_a_discreet_line_stands_where_there_are_no_others() -> None:
    assert render(Reply((), discreet="Three people today."))[0].text == "Three people today."


MORNING = Reply(
    (
        line("Good morning. Three people today."),
        line(
            "1  Sarah",
            name="1 Sarah",
            opens=Press("open", "d1", "0"),
            choices=(
                choice("Done", "done", "n1"),
                choice("Later", "later", "n1"),
                choice("Someone else", "skip", "n1"),
                choice("Draft", "draft", "n1"),
            ),
        ),
        line("2  Ana", name="2 Ana", opens=Press("open", "d1", "1")),
        line("3  Tomás", name="3 Tomás", opens=Press("open", "d1", "2")),
    ),
    (choice("Show less", "close", "d1"),),
)


def test_a_morning_has_one_button_a_person() -> None:
    assert buttons(MORNING) == [["1 Sarah", "2 Ana", "3 Tomás"], ["Show less"]]
    assert presses(MORNING)[0] == "open:d1:0"


def test_an_opened_line_shows_its_choices_in_place_of_the_others() -> None:
    opened = Reply(MORNING.lines, MORNING.choices, opened=1)
    assert buttons(opened) == [["Done", "Later", "Someone else"], ["Draft"], ["Show less"]]


def test_an_opened_line_that_is_not_there_opens_nothing() -> None:
    assert buttons(Reply(MORNING.lines, opened=9)) == buttons(Reply(MORNING.lines))


def test_a_line_with_one_choice_becomes_a_button_that_says_whose() -> None:
    reply = Reply(
        (
            line("Bob: birthday", name="Bob", choices=(choice("Draft", "draft", "m1"),)),
            line("Ana: five years", name="Ana", choices=(choice("Draft", "draft", "m2"),)),
        )
    )
    assert buttons(reply) == [["Draft: Bob", "Draft: Ana"]]


def test_lines_with_several_choices_begin_rows_of_their_own() -> None:
    two = (choice("A", "a"), choice("B", "b"))
    reply = Reply(
        (line("x", choices=two[:1]), line("y", choices=two), line("z", name="Z", choices=two))
    )
    assert buttons(reply) == [["A"], ["A", "B"], ["A: Z", "B: Z"]]


def test_a_line_that_opens_and_has_no_name_is_called_by_its_words() -> None:
    assert buttons(Reply((line("Sarah", opens=Press("open")),))) == [["Sarah"]]


def test_short_labels_stand_side_by_side() -> None:
    labels = ("Undo", "Follow up in 2 days", "Keep in touch…")
    rows = buttons(Reply((line("?"),), tuple(choice(label, "a") for label in labels)))
    assert rows == [["Undo", "Follow up in 2 days"], ["Keep in touch…"]]


def test_long_labels_stand_alone_and_are_cut_and_empty_ones_show() -> None:
    labels = ["x" * 80, "twenty characters 20", "and as many again 20", "", "a\nb"]
    rows = buttons(Reply((line("?"),), tuple(choice(label, "a") for label in labels)))
    assert rows == [
        ["x" * 63 + "…"],
        ["twenty characters 20", "and as many again 20"],
        ["…", "a b"],
    ]


def test_an_emoji_of_several_characters_stays_whole_on_a_button() -> None:
    assert buttons(Reply((line("?"),), (choice("👩‍🚀 Mae\x00", "a"),))) == [["👩‍🚀 Mae"]]


def test_a_press_that_is_no_text_is_left_out() -> None:
    assert not fits(Press("a", "\ud83d"))
    assert not fits(Press(""))


def test_a_hundred_buttons_are_all_there_can_be_and_the_replys_own_come_first() -> None:
    lines = tuple(line(str(n), name=str(n), opens=Press("open", str(n))) for n in range(150))
    rows = buttons(Reply(lines, (choice("More", "more"),)))
    assert sum(len(row) for row in rows) == 100
    assert rows[-1] == ["More"]


@given(some.text(max_size=40), some.text(max_size=40))
def test_a_button_carries_at_most_64_bytes_or_is_left_out(ref: str, pick: str) -> None:
    press = Press("met", ref, pick)
    reply = Reply((line("?"),), (Choice("x", press), choice("y", "undo")))
    assert len(str(press).encode()) <= 64 or not fits(press)
    assert presses(reply) == ([str(press)] if fits(press) else []) + ["undo"]
    assert list(left_out(reply)) == ([] if fits(press) else ["met"])


def test_presses_of_lines_that_do_not_fit_are_named_too() -> None:
    long = Press("open", "🎂" * 20)
    reply = Reply((line("x", opens=long, choices=(Choice("y", Press("pick", "é" * 40)),)),))
    assert list(left_out(reply)) == ["pick", "open"]
    assert render(reply)[0].keyboard is None


@pytest.mark.parametrize("count", range(1, 12))
def test_rows_are_never_wider_than_three(count: int) -> None:
    rows = buttons(Reply((line("?"),), tuple(choice("ab", "a") for _ in range(count))))
    assert all(len(before) == 3 for before, _ in pairwise(rows))
    assert sum(len(row) for row in rows) == count

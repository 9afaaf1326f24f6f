"""A reply as a terminal shows it, and what can be pressed in it."""

import pytest

from adapters.console.page import Keys, Row, listed, render
from bot.reply import (
    Choice,
    Line,
    Picture,
    Press,
    Reply,
    Span,
    Style,
    choice,
    line,
    quiet,
    say,
    strong,
)

UNDO = choice("Undo", "undo", "c1")
LATER = choice("Follow up in 2 days", "remind", "c1", "2")
SAVED = say("Saved: ", strong("Sarah"), " · met today", choices=(UNDO, LATER))


def person(number: int, name: str, reason: str) -> Line:
    return line(
        f"{number}  ",
        strong(name),
        f" · {reason}",
        choices=(choice("Done", "done", name), choice("Later", "later", name)),
        name=f"{number} {name}",
        opens=Press("open", name),
    )


MORNING = Reply(
    (
        line("Good morning. A birthday, and two people."),
        line(
            "🎂 ",
            strong("Bob Okafor"),
            choices=(choice("Draft", "draft", "bob"),),
            name="🎂 Bob",
        ),
        person(1, "Sarah", "the deck you promised by today."),
        person(2, "Ana", "her help on Friday."),
    )
)
CONGRATS = say(
    line("This week"),
    line("Today      Bob Okafor: birthday", choices=(choice("Draft", "draft", "bob"),)),
    line("Thursday   Ana Lima: five years", choices=(choice("Draft", "draft", "ana"),)),
)


def test_a_replys_buttons_have_letters() -> None:
    assert render(SAVED).text == (
        "Saved: Sarah · met today\n"
        "  [a Undo] [b Follow up in 2 days]"
    )  # fmt: skip


def test_a_digests_lines_keep_their_numbers_and_their_buttons_have_letters() -> None:
    assert render(MORNING).text == (
        "Good morning. A birthday, and two people.\n"
        "🎂 Bob Okafor   [3a Draft]\n"
        "1  Sarah · the deck you promised by today.   [a Done] [b Later]\n"
        "2  Ana · her help on Friday.   [a Done] [b Later]"
    )


def test_lines_without_a_number_say_the_one_they_are_given() -> None:
    assert render(CONGRATS).text == (
        "This week\n"
        "Today      Bob Okafor: birthday   [1a Draft]\n"
        "Thursday   Ana Lima: five years   [2a Draft]"
    )


def test_a_number_that_an_answered_line_still_shows_is_not_given_again() -> None:
    reply = say(line("1  Sarah · done"), line("🎂 Bob", choices=(UNDO,)))
    assert "[2a Undo]" in render(reply).text


def test_a_number_that_only_the_name_has_is_shown() -> None:
    reply = say(line("Sarah", choices=(UNDO,), name="1 Sarah"))
    assert render(reply).text == "1  Sarah   [a Undo]"


def test_a_line_that_only_opens_shows_its_number() -> None:
    reply = say(line("Somebody", opens=Press("open", "x")))
    assert render(reply).text == "Somebody   [1]"
    assert Keys().after(render(reply), unasked=False).typed("1") == Press("open", "x")


def test_what_stands_out_and_what_stands_back_keep_their_looks() -> None:
    (spans,) = render(say("a", strong("b"), quiet("c"))).lines
    assert [(span.text, span.style) for span in spans] == [
        ("a", Style.PLAIN),
        ("b", Style.STRONG),
        ("c", Style.QUIET),
    ]


def test_a_link_can_be_read() -> None:
    reply = say(Span("write", link="mailto:a@example.org"), " ", Span("x", link="http://e.org"))
    assert render(reply).text == "write (mailto:a@example.org) x (http://e.org)"
    assert render(say(Span("a@b.org", link="mailto:a@b.org"))).text == "a@b.org"


def test_a_picture_is_told_in_words() -> None:
    reply = Reply((line("Your year"),), pictures=(Picture("year", "year", "more in May"),))
    assert render(reply).text == "Your year\n(picture: more in May)"


def test_lines_within_a_text_stay_lines() -> None:
    page = render(say(strong("Hi Bob,\n\nhow are you?"), " Yours"))
    assert page.text == "Hi Bob,\n\nhow are you? Yours"
    assert page.lines[1] == ()


@pytest.mark.parametrize(
    "name",
    ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "a\rb", "\x08\x08", "\u202egnp.exe", "\x00"],
)
def test_nothing_in_a_name_moves_the_cursor(name: str) -> None:
    reply = say(strong(name), choices=(Choice(name, Press("undo")),))
    assert not set(render(reply).text) & set("\x1b\x07\x08\x9b\r\u202e\x00")


def test_a_letter_presses_the_last_replys_button() -> None:
    keys = Keys().after(render(SAVED), unasked=False)
    assert keys.typed("a") == UNDO.press
    assert keys.typed(" B ") == LATER.press
    assert keys.typed("c") is None


def test_a_button_of_an_earlier_reply_is_words_again() -> None:
    keys = Keys().after(render(SAVED), unasked=False).after(render(say("Hello")), unasked=False)
    assert keys.typed("a") is None


@pytest.mark.parametrize("words", ["", "ab", "Undo", "2bb", "b2", "a.", "1234", "é", "2 or 3"])
def test_anything_else_is_words(words: str) -> None:
    keys = Keys().after(render(MORNING), unasked=True).after(render(SAVED), unasked=False)
    assert keys.typed(words) is None


def test_a_number_and_a_letter_press_a_lines_button() -> None:
    keys = Keys().after(render(MORNING), unasked=True)
    assert keys.typed("2b") == Press("later", "Ana")
    assert keys.typed("2 A") == Press("done", "Ana")
    assert keys.typed("3a") == Press("draft", "bob")
    assert keys.typed("2c") is None
    assert keys.typed("4a") is None


def test_a_number_alone_lists_its_lines_buttons() -> None:
    row = Keys().after(render(MORNING), unasked=True).typed("2")
    assert isinstance(row, Row)
    assert listed(row).text == "2 Ana   [2a Done] [2b Later]"


def test_a_digests_numbers_outlast_answers_without_numbers() -> None:
    keys = Keys().after(render(MORNING), unasked=True).after(render(SAVED), unasked=False)
    assert keys.typed("1a") == Press("done", "Sarah")


def test_numbers_that_a_reply_was_given_do_not_outlast_it() -> None:
    keys = Keys().after(render(CONGRATS), unasked=False)
    assert keys.typed("2a") == Press("draft", "ana")
    assert keys.after(render(SAVED), unasked=False).typed("2a") is None


def test_the_last_replys_numbers_come_before_the_digests() -> None:
    keys = Keys().after(render(MORNING), unasked=True).after(render(CONGRATS), unasked=False)
    assert keys.typed("1a") == Press("draft", "bob")
    assert keys.after(render(MORNING), unasked=True).typed("1a") == Press("done", "Sarah")


def test_what_comes_unasked_leaves_the_letters_of_the_last_answer() -> None:
    keys = Keys().after(render(SAVED), unasked=False).after(render(MORNING), unasked=True)
    assert keys.typed("a") == UNDO.press


def test_what_comes_unasked_with_buttons_of_its_own_takes_the_letters() -> None:
    folded = say("Two people today.", choices=(choice("Show", "open", "d"),))
    keys = Keys().after(render(SAVED), unasked=False).after(render(folded), unasked=True)
    assert keys.typed("a") == Press("open", "d")
    assert keys.typed("b") is None

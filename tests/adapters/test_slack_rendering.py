from typing import Any

import pytest

from adapters.slack import Post, render
from adapters.slack.rendering import NEUTRAL
from bot.ports import Kind
from bot.reply import Choice, Press, Reply, Span, Style, choice, line, quiet, say, strong
from tests.fakes import slack_rules

HOSTILE = "<!channel> & <@U1> *x* _y_ :cake:"


def only(reply: Reply, kind: Kind = Kind.REPLY) -> Post:
    (post,) = render(reply, kind)
    assert not slack_rules.faults(post.text, post.blocks)
    return post


def elements(post: Post) -> list[dict[str, Any]]:
    (block,) = post.blocks
    (section,) = block["elements"]
    found: list[dict[str, Any]] = section["elements"]
    return found


def test_lines_become_one_rich_text_in_their_looks() -> None:
    post = only(
        say(line("Met ", strong("Sarah")), line(quiet("new"), " ", Span("/x", Style.CODE)))
    )
    assert elements(post) == [
        {"type": "text", "text": "Met "},
        {"type": "text", "text": "Sarah", "style": {"bold": True}},
        {"type": "text", "text": "\n"},
        {"type": "text", "text": "new", "style": {"italic": True}},
        {"type": "text", "text": " "},
        {"type": "text", "text": "/x", "style": {"code": True}},
    ]


def test_plain_lines_are_joined() -> None:
    assert elements(only(say(line("one"), line("two")))) == [
        {"type": "text", "text": "one\ntwo"}
    ]


@pytest.mark.parametrize("choices", [(), (choice("Draft", "draft"),), (choice("A", "a"),) * 2])
def test_hostile_text_is_shown_as_it_is(choices: tuple[Choice, ...]) -> None:
    post = only(say(line(strong(HOSTILE), choices=choices)))
    assert slack_rules.words(post.blocks) == HOSTILE
    assert post.text == "&lt;!channel&gt; &amp; &lt;@U1&gt; *x* _y_ :cake:"
    assert "mrkdwn" not in str(post.blocks)


def test_a_hostile_label_is_plain_and_short() -> None:
    post = only(say("x", choices=(choice(HOSTILE * 9, "met"), choice("", "met"))))
    labels = [button["text"] for button in slack_rules.buttons(post.blocks)]
    assert labels[0]["text"].startswith(HOSTILE)
    assert labels[0]["text"].endswith("…")
    assert labels[1] == {"type": "plain_text", "text": "…", "emoji": False}


def test_one_choice_stands_beside_its_line() -> None:
    post = only(
        say(line(strong("Bob"), ": birthday", choices=(choice("Draft", "draft", "d1"),)))
    )
    (block,) = post.blocks
    assert block["type"] == "section"
    assert block["text"] == {"type": "plain_text", "text": "Bob: birthday", "emoji": False}
    assert block["accessory"]["value"] == "draft:d1"


def test_several_choices_stand_beneath_their_line_and_before_the_next() -> None:
    both = (choice("Done", "done", "n1"), choice("Later", "later", "n1"))
    post = only(say(line("1 Sarah", choices=both), line("2 Bob", choices=both), line("Bye.")))
    kinds = [block["type"] for block in post.blocks]
    assert kinds == ["rich_text", "actions", "rich_text", "actions", "rich_text"]


def test_a_line_that_would_lose_its_link_keeps_its_look() -> None:
    link = Span("write", link="mailto:bob@example.org")
    post = only(say(line(link, choices=(choice("Sent", "sent"),))))
    assert [block["type"] for block in post.blocks] == ["rich_text", "actions"]


def test_choices_of_all_stand_last_and_are_told_apart() -> None:
    all_of_them = (choice("Undo", "undo", "c1"), choice("Undo", "undo", "c1"))
    post = only(say("Saved.", choices=all_of_them))
    assert post.blocks[-1]["type"] == "actions"
    ids = [button["action_id"] for button in slack_rules.buttons(post.blocks)]
    assert len(set(ids)) == 2


def test_more_choices_than_a_row_holds_make_rows() -> None:
    post = only(say("Who?", choices=tuple(choice(f"{n}", "pick", f"{n}") for n in range(60))))
    assert [len(block.get("elements", ())) for block in post.blocks] == [1, 25, 25, 10]


def test_a_link_opens_only_what_is_safe_to_open() -> None:
    safe = say(Span("a", link="https://example.org"), Span("b", Style.STRONG, link="tel:+1"))
    first, second = elements(only(safe))
    assert first == {"type": "link", "url": "https://example.org", "text": "a"}
    assert second["style"] == {"bold": True}
    for link in (
        "javascript:alert(1)",
        "slack://x",
        "no link",
        "http://[",
        "https://e/" + "x" * 3000,
    ):
        (element,) = elements(only(say(Span("a", link=link))))
        assert element == {"type": "text", "text": "a"}


def test_control_and_half_characters_are_left_out() -> None:
    post = only(say("a\x00b\x07\td\ud800e"))
    assert slack_rules.words(post.blocks) == "ab\td?e"


def test_a_line_without_words_shows_only_its_choices() -> None:
    post = only(say(line("", choices=(choice("Undo", "undo"),))))
    assert [block["type"] for block in post.blocks] == ["actions"]
    assert post.text == NEUTRAL


def test_an_empty_reply_is_no_message() -> None:
    assert render(Reply(())) == ()
    assert render(say(line(""), line(" "))) == ()


def test_five_hundred_people_are_split_within_the_limits() -> None:
    people = [
        line(strong(f"Person {n} " + "é" * 40), f" · PyCon, {n} March") for n in range(500)
    ]
    posts = render(say(*people))
    assert len(posts) > 1
    assert all(not slack_rules.faults(post.text, post.blocks) for post in posts)
    shown = "\n".join(slack_rules.words(post.blocks) for post in posts)
    assert [part for part in shown.split("\n") if part] == [each.text for each in people]


def test_a_hundred_lines_with_buttons_are_split_and_none_is_lost() -> None:
    lines = [line(f"{n}", choices=(choice("Draft", "draft", f"{n}"),)) for n in range(100)]
    posts = render(say(*lines))
    values = [b["value"] for post in posts for b in slack_rules.buttons(post.blocks)]
    assert values == [f"draft:{n}" for n in range(100)]
    assert all(not slack_rules.faults(post.text, post.blocks) for post in posts)


def test_a_line_too_long_for_a_block_is_cut_without_loss() -> None:
    many = tuple(Choice("x" * 80, Press("pick", "y" * 24, f"{n}")) for n in range(30))
    said = "".join(f'{n}"' for n in range(2500))
    posts = render(say(line(said, choices=many)))
    shown = "".join(slack_rules.words(post.blocks) for post in posts)
    assert shown.replace("\n", "") == said
    assert all(not slack_rules.faults(post.text, post.blocks) for post in posts)
    assert sum(len(slack_rules.buttons(post.blocks)) for post in posts) == 30


def test_a_discreet_line_is_all_that_a_notification_says() -> None:
    reply = Reply((line("Bob: knee trouble"),), discreet="Three people & a birthday")
    for kind in Kind:
        assert only(reply, kind).text == "Three people &amp; a birthday"


def test_what_is_unasked_says_nothing_in_a_notification() -> None:
    assert only(say("Bob: knee trouble"), Kind.DIGEST).text == NEUTRAL
    assert only(say("Bob: knee trouble"), Kind.NOTICE).text == NEUTRAL


def test_what_was_asked_for_is_there_for_screen_readers_and_short() -> None:
    assert only(say(line("one"), line("<two>"))).text == "one\n&lt;two&gt;"
    long, hostile = only(say("a" * 2_900)), only(say("&" * 2_900))
    assert long.text == "a" * 2_900
    assert hostile.text == "&amp;" * 799 + "…"

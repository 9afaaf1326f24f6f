import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot import errors
from bot.errors import CordialError, Refusal, RetryAt, SettingsError, Unclear
from bot.reply import Style, choice, line, strong


def drawn() -> Iterator[tuple[str, str]]:
    """Each class of the tree at the top of the module, with the one that it hangs from."""
    above: list[tuple[int, str]] = [(-1, "CordialError")]
    for row in (errors.__doc__ or "").splitlines():
        if found := re.match(r"[│ ]*[├└]── (\w+)", row):
            depth = found.start(1)
            while above[-1][0] >= depth:
                above.pop()
            yield found[1], above[-1][1]
            above.append((depth, found[1]))


def test_the_tree_at_the_top_is_the_tree_of_the_classes() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = [kind for kind in kinds if issubclass(kind, CordialError)]
    below = {kind.__name__: kind.__base__ for kind in ours if kind is not CordialError}
    assert dict(drawn()) == {name: base.__name__ for name, base in below.items() if base}


def test_a_refusal_says_the_problem_then_what_to_do_instead() -> None:
    undo = choice("Undo", "undo", "c1")
    refusal = Refusal(line("No ", strong("Sara"), "."), "Did you mean Sarah?", [undo])
    said = refusal.reply()
    assert said.text == "No Sara. Did you mean Sarah?"
    assert said.lines[0].spans[1].style is Style.STRONG
    assert said.choices == (undo,)
    assert str(refusal) == "No Sara."


def test_a_refusal_may_have_nothing_to_add() -> None:
    assert Refusal("That is undone already.").reply().text == "That is undone already."


def test_what_is_unclear_is_a_question() -> None:
    unclear = Unclear("Which Sarah?", "Sarah", [])
    assert (str(unclear), unclear.name, unclear.options) == ("Which Sarah?", "Sarah", ())


def test_a_platform_says_when_to_come_again() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with pytest.raises(RetryAt, match="retry at 09:30:00") as caught:
        raise RetryAt(at)
    assert caught.value.at == at


def test_mistakes_in_the_settings_are_a_line_each() -> None:
    assert str(SettingsError(["A is wrong.", "B is wrong."])) == "A is wrong.\nB is wrong."

"""The one keyboard that a Telegram message can carry, laid out for a phone. Pure."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from adapters.telegram.cleaning import clean, is_visible
from bot.reply import Choice, Line, Press, Reply

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_LABEL = 64
ROW_BUTTONS = 3
ROW_CHARACTERS = 40
"""What fits side by side on a narrow phone: three of 13 characters, two of 20."""


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons of a reply: those about its lines, then its own.

    A line that ``opens`` is one button, named as the line is; once it is open, its choices
    show instead and the other lines' do not.
    """
    own = [choice for choice in reply.choices if fits(choice.press)][:MAX_BUTTONS]
    room = MAX_BUTTONS - len(own)
    rows: list[Sequence[InlineKeyboardButton]] = []
    for group in _about_lines(reply):
        some = [choice for choice in group if fits(choice.press)][:room]
        room -= len(some)
        rows += _rows(some)
    rows += _rows(own)
    return InlineKeyboardMarkup(rows) if rows else None


def fits(press: Press) -> bool:
    """Whether a button can carry this press; one that cannot is left out."""
    text = str(press)
    return text == clean(text) and 0 < len(text.encode()) <= MAX_DATA_BYTES


def left_out(reply: Reply) -> Sequence[str]:
    """The verbs of the presses that no button can carry: a mistake in a command."""
    presses = [choice.press for choice in reply.choices]
    for line in reply.lines:
        presses += [choice.press for choice in line.choices]
        presses += [line.opens] if line.opens else []
    return [press.verb for press in presses if not fits(press)]


def _about_lines(reply: Reply) -> list[list[Choice]]:
    """Choices in groups, each of which begins a row of its own."""
    if reply.opened is not None and 0 <= reply.opened < len(reply.lines):
        return [list(reply.lines[reply.opened].choices)]
    groups: list[list[Choice]] = []
    one_each: list[Choice] = []
    for line in reply.lines:
        choices = _of_line(line)
        if len(choices) == 1:
            one_each += choices
            continue
        if one_each and choices:
            groups.append(one_each)
            one_each = []
        groups.append(choices)
    return [*groups, one_each]


def _of_line(line: Line) -> list[Choice]:
    if line.opens:
        return [Choice(line.name or line.text, line.opens)]
    if line.name is None:
        return list(line.choices)
    return [Choice(f"{each.label}: {line.name}", each.press) for each in line.choices]


def _rows(choices: Iterable[Choice]) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    widest = 0
    for choice in choices:
        label = _label(choice.label)
        widest = max(widest, len(label))
        if not rows or not _has_room(len(rows[-1]), widest):
            rows.append([])
            widest = len(label)
        rows[-1].append(InlineKeyboardButton(label, callback_data=str(choice.press)))
    return rows


def _has_room(buttons: int, widest: int) -> bool:
    return buttons < ROW_BUTTONS and (buttons + 1) * widest <= ROW_CHARACTERS


def _label(text: str) -> str:
    """A label of one line that is never empty, which Telegram would refuse."""
    shown = " ".join(clean(text).split())
    if len(shown) > MAX_LABEL:
        return f"{shown[: MAX_LABEL - 1].rstrip()}…"
    return shown if is_visible(shown) else "…"

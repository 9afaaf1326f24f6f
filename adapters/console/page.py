"""A reply as a terminal shows it, and which button what was typed presses. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct, structs

from bot.reply import Choice, Line, Picture, Press, Reply, Span, Style

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TYPED = re.compile(r"\s*(\d{1,3})?\s*([a-z])?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,3})\b")
# What moves the cursor, rings, or turns the reading direction of what follows.
_UNSHOWABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Row(Struct, frozen=True):
    """A numbered line's buttons; ``opens`` is what its number presses where it has none."""

    number: int
    title: str
    choices: tuple[Choice, ...] = ()
    opens: Press | None = None


class Page(Struct, frozen=True):
    """What a terminal shows of a reply, and what can be pressed in it.

    ``letters`` are the reply's own buttons. ``is_list`` if its lines bear numbers of their
    own, as a digest's do.
    """

    lines: tuple[tuple[Span, ...], ...]
    letters: tuple[Choice, ...] = ()
    rows: Mapping[int, Row] = {}
    is_list: bool = False

    @property
    def text(self) -> str:
        """All of it without looks."""
        return "\n".join("".join(span.text for span in spans) for spans in self.lines)


def render(reply: Reply) -> Page:
    """The page of a reply: what is in brackets after a line is what a person types.

    A line that bears a number shows its buttons as ``[a Done]``, to be typed after the number;
    one that bears none gets the next free number, and shows it: ``[4a Draft]``.
    """
    rows = _rows(reply.lines)
    own = _own_numbers(reply.lines)
    lines: list[tuple[Span, ...]] = []
    for index, line in enumerate(reply.lines):
        row = rows.get(index)
        lines += _painted(line, row, is_own=index in own)
    lines += [_picture(picture) for picture in reply.pictures]
    letters = reply.choices[: len(_LETTERS)]
    if letters:
        lines.append((Span("  "), *_buttons(letters)))
    return Page(
        tuple(lines),
        letters,
        {row.number: row for row in rows.values()},
        is_list=bool(own),
    )


def note(text: str) -> Page:
    """A line of the terminal's own."""
    return Page(((Span(showable(text), Style.QUIET),),))


def with_notes(page: Page, notes: Sequence[str]) -> Page:
    """A page with lines of the terminal's own beneath it."""
    return structs.replace(
        page, lines=page.lines + tuple(note(text).lines[0] for text in notes)
    )


def listed(row: Row) -> Page:
    """A line and its buttons once more, each with all that has to be typed."""
    title = Span(row.title, Style.STRONG)
    return Page(((title, Span("   "), *_buttons(row.choices, str(row.number))),))


def showable(text: str) -> str:
    """Text that a terminal takes for text: nothing in it moves, rings or turns anything."""
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", plain)


class Keys(Struct, frozen=True):
    """What can be pressed now: the last answer's buttons, and those of the last list."""

    letters: tuple[Choice, ...] = ()
    rows: Mapping[int, Row] = {}
    list_rows: Mapping[int, Row] = {}

    def after(self, page: Page, *, unasked: bool) -> "Keys":
        """The keys once ``page`` was shown.

        What comes unasked leaves the letters of the last answer alone unless it has its own:
        somebody may be about to type one.
        """
        list_rows = self.list_rows
        if page.rows and (unasked or page.is_list):
            list_rows = page.rows
        if not unasked:
            return Keys(page.letters, page.rows, list_rows)
        return Keys(page.letters or self.letters, {} if page.rows else self.rows, list_rows)

    def typed(self, text: str) -> Press | Row | None:
        """The press that was typed, the row whose buttons are asked for, or None for words."""
        match = _TYPED.fullmatch(text)
        if match is None:
            return None
        number, letter = match.groups()
        if number is None:
            return _pressed(self.letters, letter)
        row = self.rows.get(int(number)) or self.list_rows.get(int(number))
        if row is None or letter is not None:
            return _pressed(row.choices, letter) if row else None
        return row if row.choices else row.opens


def _pressed(choices: tuple[Choice, ...], letter: str | None) -> Press | None:
    index = _LETTERS.index(letter.lower()) if letter else len(choices)
    return choices[index].press if index < len(choices) else None


def _own_numbers(lines: tuple[Line, ...]) -> dict[int, int]:
    """The numbers that lines bear by name ("1 Sarah"), by the index of the line."""
    return {
        index: int(match[1])
        for index, line in enumerate(lines)
        if line.name and (match := _NUMBER.match(line.name))
    }


def _rows(lines: tuple[Line, ...]) -> dict[int, Row]:
    """The rows of the lines that have something to press, by the index of the line."""
    own = _own_numbers(lines)
    shown = {int(match[1]) for line in lines if (match := _NUMBER.match(line.text))}
    free = count(max({*own.values(), *shown}, default=0) + 1)
    return {
        index: Row(
            own[index] if index in own else next(free),
            showable(line.name or line.text),
            line.choices[: len(_LETTERS)],
            line.opens,
        )
        for index, line in enumerate(lines)
        if line.choices or line.opens
    }


def _painted(line: Line, row: Row | None, *, is_own: bool) -> list[tuple[Span, ...]]:
    spans = [shown for span in line.spans for shown in _shown(span)]
    if row is not None:
        if is_own and not re.match(rf"\s*{row.number}\b", line.text):
            spans.insert(0, Span(f"{row.number}  "))
        label = "" if is_own else str(row.number)
        if row.choices:
            spans += [Span("   "), *_buttons(row.choices, label)]
        elif not is_own:
            spans += [Span("   "), Span(f"[{label}]", Style.QUIET)]
    return _split(spans)


def _shown(span: Span) -> Iterator[Span]:
    text = showable(span.text)
    yield Span(text, span.style)
    if span.link and span.link.removeprefix("mailto:").removeprefix("tel:") != span.text:
        yield Span(f" ({showable(span.link)})", Style.QUIET)


def _split(spans: list[Span]) -> list[tuple[Span, ...]]:
    """A line for every line break in ``spans``."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        lines[-1].append(Span(first, span.style))
        lines += [[Span(other, span.style)] for other in others]
    return [tuple(span for span in line if span.text) for line in lines]


def _buttons(choices: tuple[Choice, ...], number: str = "") -> tuple[Span, ...]:
    labels = [
        f"[{number}{letter} {showable(choice.label)}]"
        for letter, choice in zip(_LETTERS, choices, strict=False)
    ]
    return (Span(" ".join(labels), Style.QUIET),)


def _picture(picture: Picture) -> tuple[Span, ...]:
    return (Span(f"(picture: {showable(picture.alt)})", Style.QUIET),)

"""A Reply → the messages that Slack shows, each within Slack's limits. Pure.

Everything that people wrote stands in rich text or in plain_text, where Slack reads no markup:
a contact named ``<!channel>`` is shown by that name and calls nobody. Only the ``text`` of a
message, which notifications and screen readers use, is escaped.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from bot.ports import Kind
from bot.reply import Choice, Line, Reply, Span, Style

MAX_BLOCKS = 50
MAX_JSON = 12_000
MAX_TEXT = 3_000
MAX_BUTTONS = 25
MAX_LABEL = 75
MAX_SUMMARY = 4_000
"""Slack's own limits; that of all blocks together, some 13,200, is kept at a distance."""

NEUTRAL = "Cordially has something for you."
"""What a notification says of an unasked message that brings no discreet line of its own."""

Block = dict[str, Any]

_STYLES = {
    Style.STRONG: {"bold": True},
    Style.QUIET: {"italic": True},
    Style.CODE: {"code": True},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BREAK = {"type": "text", "text": "\n"}
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), 127])


class Post(Struct, frozen=True):
    """One message: what a notification shows of it, and its Block Kit blocks."""

    text: str
    blocks: tuple[Block, ...]


class _Piece(Struct, frozen=True):
    """Blocks that belong together, and their words."""

    blocks: tuple[Block, ...]
    text: str = ""

    @property
    def size(self) -> int:
        return sum(_size(block) for block in self.blocks)


def render(reply: Reply, kind: Kind = Kind.REPLY) -> tuple[Post, ...]:
    """The messages for a reply: one, or as many as its length needs; none if it is empty."""
    buttons = _Buttons()
    pieces = [*_pieces(reply.lines, buttons), *_rows(reply.choices, buttons)]
    return tuple(
        Post(_notification(reply, kind, [piece.text for piece in page]), _blocks(page))
        for page in _pages(pieces)
    )


def escaped(text: str) -> str:
    """Text that Slack's ``text`` shows as it is."""
    return text.translate(_ESCAPES)


class _Buttons:
    """Makes buttons; no two of a reply share an action_id."""

    def __init__(self) -> None:
        self._made = 0

    def make(self, choice: Choice) -> Block:
        self._made += 1
        return {
            "type": "button",
            "action_id": f"choice-{self._made}",
            "text": _plain(_shortened(_clean(choice.label).strip(), MAX_LABEL) or "…"),
            "value": str(choice.press),
        }


def _pieces(lines: Iterable[Line], buttons: _Buttons) -> Iterator[_Piece]:
    """Each line with choices of its own by itself, and the lines between as running text."""
    run: list[Line] = []
    for line in lines:
        if not line.choices:
            run.append(line)
            continue
        yield from _running(run)
        run = []
        yield from _with_choices(line, buttons)
    yield from _running(run)


def _with_choices(line: Line, buttons: _Buttons) -> Iterator[_Piece]:
    """A button beside its line where there is one, and else a row of them right beneath it."""
    text = _clean(line.text)
    if len(line.choices) == 1 and text.strip() and len(text) <= MAX_TEXT and _is_prose(line):
        (only,) = line.choices
        section = {"type": "section", "text": _plain(text), "accessory": buttons.make(only)}
        yield _Piece((section,), text)
        return
    pieces = [*_running([line]), *_rows(line.choices, buttons)]
    together = _Piece(_blocks(pieces), text)
    yield from [together] if together.size <= MAX_JSON // 2 else pieces


def _is_prose(line: Line) -> bool:
    """Whether nothing but bold type is lost when the line's looks are left out."""
    return all(not span.link and span.style is not Style.CODE for span in line.spans)


def _rows(choices: Sequence[Choice], buttons: _Buttons) -> Iterator[_Piece]:
    for start in range(0, len(choices), MAX_BUTTONS):
        row = [buttons.make(choice) for choice in choices[start : start + MAX_BUTTONS]]
        yield _Piece(({"type": "actions", "elements": row},))


def _running(lines: Iterable[Line]) -> Iterator[_Piece]:
    """Rich text, in a new block wherever one would grow too long: between lines if it can."""
    block: list[Block] = []
    for each in lines:
        elements = [_element(part) for span in each.spans for part in _split(span)]
        joined = [*block, _BREAK, *elements] if block else elements
        if _weight(joined) <= MAX_TEXT:
            block = joined
            continue
        yield from _rich_text(block)
        block = []
        for element in elements:
            if block and _weight([*block, element]) > MAX_TEXT:
                yield from _rich_text(block)
                block = []
            block.append(element)
    yield from _rich_text(block)


def _weight(elements: Iterable[Block]) -> int:
    """Their length, with what JSON puts around each: measured by itself it takes too long."""
    return sum(len(each["text"]) + len(each.get("url", "")) + 30 for each in elements)


def _rich_text(elements: Iterable[Block]) -> Iterator[_Piece]:
    merged = _merged(elements)
    text = "".join(element["text"] for element in merged)
    if text.strip():
        section = {"type": "rich_text_section", "elements": merged}
        yield _Piece(({"type": "rich_text", "elements": [section]},), text)


def _split(span: Span) -> Iterator[Span]:
    text = _clean(span.text)
    for start in range(0, len(text), MAX_TEXT):
        part = text[start : start + MAX_TEXT]
        yield Span(part, span.style, span.contact, span.link)


def _element(span: Span) -> Block:
    element: Block = {"type": "text", "text": span.text}
    if span.link and _opens(span.link):
        element = {"type": "link", "url": span.link, "text": span.text}
    if span.style in _STYLES:
        element["style"] = dict(_STYLES[span.style])
    return element


def _merged(elements: Iterable[Block]) -> list[Block]:
    """Neighbours that look alike as one, so that a long list stays small."""
    merged: list[Block] = []
    for new in elements:
        last = merged[-1] if merged else {}
        alike = last.get("type") == new["type"] == "text" and last.get("style") == new.get(
            "style"
        )
        if alike and len(last["text"]) + len(new["text"]) <= MAX_TEXT:
            merged[-1] = {**last, "text": last["text"] + new["text"]}
        else:
            merged.append(new)
    return merged


def _pages(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces by message, none of which has too many blocks or too much in them."""
    page: list[_Piece] = []
    blocks = size = 0
    for piece in pieces:
        full = blocks + len(piece.blocks) > MAX_BLOCKS or size + piece.size > MAX_JSON
        if page and full:
            yield page
            page, blocks, size = [], 0, 0
        page.append(piece)
        blocks += len(piece.blocks)
        size += piece.size
    if page:
        yield page


def _blocks(page: Iterable[_Piece]) -> tuple[Block, ...]:
    return tuple(block for piece in page for block in piece.blocks)


def _notification(reply: Reply, kind: Kind, words: Sequence[str]) -> str:
    """The discreet line; what was just asked for in words; and never what was not."""
    text = _clean(reply.discreet or "")
    if not reply.discreet and kind is Kind.REPLY:
        text = "\n".join(words)
    summary = escaped(_shortened(text.strip(), MAX_TEXT))
    if len(summary) > MAX_SUMMARY:
        summary = escaped(_shortened(text.strip(), MAX_SUMMARY // len("&amp;")))
    return summary or NEUTRAL


def _opens(link: str) -> bool:
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return False
    return scheme in _SCHEMES and len(link) <= MAX_TEXT


def _clean(text: str) -> str:
    """Without what JSON or Slack would stumble over: control characters, half characters."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _size(block: Block) -> int:
    return len(json.dumps(block, ensure_ascii=False)) + 2

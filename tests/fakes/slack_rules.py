"""Slack's rules for what a message may hold, as far as this project makes such messages."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]

MAX_ALL = 13_000
STYLES = {"bold", "italic", "code"}


def faults(text: str, blocks: Sequence[Block]) -> list[str]:
    """What Slack would object to; nothing if it would show the message."""
    found = [
        *_unless(bool(text.strip()), "no text beside the blocks"),
        *_unless(len(text) <= 4000, "text over 4000"),
        *_unless(len(blocks) <= 50, "more than 50 blocks"),
        *_unless(len(json.dumps(blocks, ensure_ascii=False)) <= MAX_ALL, "over 13,000 in all"),
    ]
    for block in blocks:
        found += _BLOCKS[block["type"]](block)
    ids = [button["action_id"] for button in buttons(blocks)]
    return [*found, *_unless(len(ids) == len(set(ids)), "action_id twice")]


def pings(text: str) -> bool:
    """Whether Slack would read a mention or a link in this ``text``."""
    return "<" in text or ">" in text


def buttons(blocks: Iterable[Block]) -> list[Block]:
    """Every button, from top to bottom."""
    found: list[Block] = []
    for block in blocks:
        found += block["elements"] if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return found


def words(blocks: Iterable[Block]) -> str:
    """What a reader sees, without the buttons."""
    return "\n".join(filter(None, (_words(block) for block in blocks)))


def _words(block: Block) -> str:
    if block["type"] == "section":
        return str(block["text"]["text"])
    if block["type"] == "rich_text":
        return "".join(
            element["text"] for section in block["elements"] for element in section["elements"]
        )
    return ""


def _rich_text(block: Block) -> list[str]:
    elements = [each for section in block["elements"] for each in section["elements"]]
    found = _unless(bool(elements), "empty rich text")
    for element in elements:
        found += _unless(element["type"] in {"text", "link"}, f"a {element['type']}")
        found += _unless(bool(element["text"]), "an empty element")
        found += _unless(set(element.get("style", {})) <= STYLES, "an unknown style")
        if element["type"] == "link":
            found += _unless(element["url"].startswith(("http", "mailto:", "tel:")), "a url")
    return [*found, *_unless(len(_words(block)) <= 3000, "rich text over 3000")]


def _section(block: Block) -> list[str]:
    found = _plain(block["text"], 3000)
    return [*found, *(_button(block["accessory"]) if "accessory" in block else [])]


def _actions(block: Block) -> list[str]:
    found = _unless(1 <= len(block["elements"]) <= 25, "not 1 to 25 elements")
    return [*found, *(fault for each in block["elements"] for fault in _button(each))]


def _button(button: Block) -> list[str]:
    return [
        *_plain(button["text"], 75),
        *_unless(1 <= len(button["action_id"]) <= 255, "action_id over 255"),
        *_unless(len(button["value"]) <= 2000, "value over 2000"),
    ]


def _plain(text: Block, longest: int) -> list[str]:
    return [
        *_unless(text["type"] == "plain_text", f"{text['type']} where plain_text should be"),
        *_unless(1 <= len(text["text"]) <= longest, f"text not 1 to {longest}"),
    ]


def _unless(is_so: bool, fault: str) -> list[str]:
    return [] if is_so else [fault]


_BLOCKS = {"rich_text": _rich_text, "section": _section, "actions": _actions}

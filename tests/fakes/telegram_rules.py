"""What Telegram refuses, as far as a bot that shows text, buttons and files can meet it."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

MAX_FILE = 50 * 1024 * 1024
ENTITIES = {"bold", "italic", "code", "text_link"}

Given = dict[str, Any]


class Refusal(Exception):
    """An answer other than ok: its status, its description, its parameters."""

    def __init__(self, status: int, description: str, **parameters: object) -> None:
        self.status = status
        self.description = description
        self.parameters = parameters
        super().__init__(description)


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def parsed(given: Given, name: str) -> Any:
    """A parameter that is JSON within the form."""
    return json.loads(given[name]) if given.get(name) else None


def check_text(given: Given, name: str = "text", *, longest: int = 4096) -> str:
    """The text as it is shown: trimmed."""
    text = given.get(name, "")
    if given.get("parse_mode"):
        raise bad("this bot sends entities, not markup")
    if len(text) > longest:
        raise bad("message is too long")
    if name == "text" and not _shows(text):
        raise bad("message text is empty")
    check_entities(
        text, parsed(given, "entities" if name == "text" else "caption_entities") or []
    )
    return str(text).strip()


def _shows(text: str) -> bool:
    return any(not c.isspace() and unicodedata.category(c) not in {"Cf", "Cc"} for c in text)


def check_entities(text: str, entities: Sequence[Given]) -> None:
    units = text.encode("utf-16-le")
    if len(entities) > 100:
        raise bad("too many entities")
    for entity in entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        if entity["type"] not in ENTITIES:
            raise bad(f"unknown entity {entity['type']}")
        if not 0 <= start < end <= len(units):
            raise bad("entity outside of the text")
        try:
            units[start:end].decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad("entity cuts a character in two") from None
        if entity["type"] == "text_link" and not entity["url"].startswith(("http", "tg://")):
            raise bad("wrong URL")


def check_keyboard(markup: Given | None) -> list[list[Given]]:
    rows: list[list[Given]] = (markup or {}).get("inline_keyboard", [])
    if sum(len(row) for row in rows) > 100:
        raise bad("too many buttons")
    if any(len(row) > 8 or not row for row in rows):
        raise bad("a row of no or of too many buttons")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise bad("text buttons are unallowed in the inline keyboard")
        if not 0 < len(button["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    return rows


def check_menu(commands: Sequence[Given]) -> None:
    for each in commands:
        name, description = each["command"], each["description"]
        if not (0 < len(name) <= 32 and name.isascii() and name.replace("_", "a").isalnum()):
            raise bad("BOT_COMMAND_INVALID")
        if name != name.lower() or not 0 < len(description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")

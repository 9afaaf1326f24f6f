"""The people of the fake Telegram: what they send, and what they see of the bot."""

import asyncio
import time
from typing import Any

from msgspec import Struct

Given = dict[str, Any]


class Shown(Struct):
    """A message of the bot's as it is on the screen now."""

    id: int
    chat: int
    text: str
    entities: list[Given]
    rows: list[list[Given]]
    file: tuple[str, bytes] | None = None
    thread: int | None = None
    edits: int = 0

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def data(self, label: str) -> str:
        """What a button of this label carries."""
        found = [b["callback_data"] for row in self.rows for b in row if b["text"] == label]
        return str(found[0])


class People:
    """Pushes updates as people write, press and edit; a person's id is their private chat's."""

    def __init__(self) -> None:
        self.known: set[int] = set()
        self.updates: list[Given] = []
        self.repeated: list[Given] = []
        self.news = asyncio.Event()
        self._last: Given = {}
        self._next_update, self._next_message = 900, 10

    def next_message(self) -> int:
        """The id of a new message, whoever sends it."""
        self._next_message += 1
        return self._next_message

    def says(self, user: int, text: str, *, chat: int | None = None, **more: object) -> int:
        """A text; in a group where ``chat`` is negative. The id of the message."""
        return self.sends(user, {"text": text, **more}, chat=chat)

    def sends(self, user: int, content: Given, *, chat: int | None = None) -> int:
        """A message of any content."""
        message = self._message(user, chat, content)
        self.push({"message": message})
        return int(message["message_id"])

    def edits(self, user: int, message_id: int, text: str, *, chat: int | None = None) -> None:
        """Another text in the place of an earlier one."""
        message = self._message(user, chat, {"text": text, "edit_date": int(time.time())})
        self.push({"edited_message": {**message, "message_id": message_id}})

    def presses(self, user: int, shown: Shown, label: str, *, query: str = "q1") -> None:
        """A button under a message of the bot's."""
        chat = chat_of(user, shown.chat)
        message = {"message_id": shown.id, "date": 0, "chat": chat}
        sender = person_of(user)
        press = {"id": query, "from": sender, "message": message, "chat_instance": "1"}
        self.push({"callback_query": {**press, "data": shown.data(label)}})

    def push(self, update: Given) -> int:
        """Any update; its id."""
        self._next_update += 1
        self._last = {"update_id": self._next_update, **update}
        self.updates.append(self._last)
        self.news.set()
        return self._next_update

    def again(self) -> None:
        """Deliver the last update once more, confirmed or not, under the id that it had."""
        self.repeated.append(self._last)
        self.news.set()

    def restart_ids(self, at: int) -> None:
        """What Telegram does after a week without updates."""
        self._next_update = at

    def _message(self, user: int, chat: int | None, content: Given) -> Given:
        self.known.add(user if chat is None else chat)
        where = chat_of(user, user if chat is None else chat)
        sender = {"from": person_of(user), "chat": where, "date": 1_800_000_000}
        return {"message_id": self.next_message(), **sender, **content}


def person_of(user: int) -> Given:
    return {"id": user, "is_bot": False, "first_name": f"P{user}"}


def chat_of(user: int, chat: int) -> Given:
    if chat == user:
        return {"id": chat, "type": "private", "first_name": f"P{user}"}
    return {"id": chat, "type": "supergroup", "title": "The team"}

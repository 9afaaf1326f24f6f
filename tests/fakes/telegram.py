"""A small Bot API server over real HTTP on 127.0.0.1: strict where a bot can go wrong."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import unused_port
from msgspec import Struct

from tests.fakes.telegram_people import People, Shown, chat_of
from tests.fakes.telegram_rules import (
    MAX_FILE,
    Refusal,
    bad,
    check_keyboard,
    check_menu,
    check_text,
    parsed,
)

TOKEN = "4242:AAfake-token-of-the-tests-0123456789"
BOT = {"id": 4242, "is_bot": True, "first_name": "Cordially", "username": "CordiallyBot"}

Given = dict[str, Any]


class Fault(Struct, frozen=True):
    """What goes wrong with the next call of ``method``.

    ``kind``: "drop before" and "drop after" it is done, "hang" after it is done, "answer" with
    ``status`` and ``body`` without doing it, "nothing" so that it is the next call's turn.
    """

    method: str
    kind: str
    status: int = 200
    body: str = ""
    location: str | None = None


def flood(method: str, seconds: float) -> Fault:
    """A 429 with so many seconds to wait."""
    said = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    body = json.dumps({**said, "parameters": {"retry_after": seconds}})
    return Fault(method, "answer", 429, body)


class FakeTelegram(People):
    """One bot's server: people's updates go out by getUpdates, ``shown`` is what they see."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, Given]] = []
        self.answered: list[str] = []
        self.menu: list[Given] = []
        self.faults: list[Fault] = []
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.has_webhook = True
        self.polls = 0
        self.connections: set[str] = set()
        self._port = unused_port()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def file_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/file/bot"

    async def start(self) -> None:
        """Listen; always on the same port, so that an outage ends where it began."""
        app = web.Application(client_max_size=MAX_FILE + 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def stop(self) -> None:
        """Be down."""
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _no(Refusal(401, "Unauthorized"))
        given = {**request.query, **dict(await request.post())}
        self.calls.append((method, given))
        self.connections.add(
            str(request.transport and request.transport.get_extra_info("peername"))
        )
        fault = next((each for each in self.faults if each.method == method), None)
        if fault:
            self.faults.remove(fault)
            if fault.kind == "answer":
                headers = {"Location": fault.location} if fault.location else None
                return web.Response(status=fault.status, text=fault.body, headers=headers)
            if fault.kind == "drop before":
                return _hang_up(request)
        answer = await self._answer(method, given)
        if fault and fault.kind == "drop after":
            return _hang_up(request)
        if fault and fault.kind == "hang":
            await asyncio.sleep(5)
        return answer

    async def _answer(self, method: str, given: Given) -> web.Response:
        answers: Mapping[str, Callable[[Given], Awaitable[object]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "deleteWebhook": self._delete_webhook,
            "setMyCommands": self._set_menu,
            "sendMessage": self._send,
            "sendDocument": self._send_document,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer_press,
        }
        if method not in answers:
            return _no(Refusal(404, "Not Found"))
        try:
            result = await answers[method](given)
        except Refusal as refusal:
            return _no(refusal)
        return web.json_response({"ok": True, "result": result})

    async def _get_me(self, given: Given) -> object:
        return {**BOT, "can_join_groups": True}

    async def _delete_webhook(self, given: Given) -> object:
        self.has_webhook = False
        if given.get("drop_pending_updates") == "true":
            self.updates.clear()
        return True

    async def _set_menu(self, given: Given) -> object:
        commands = parsed(given, "commands")
        check_menu(commands)
        self.menu = commands
        return True

    async def _get_updates(self, given: Given) -> object:
        if self.has_webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self.polls += 1
        mine = self.polls
        self.news.set()
        offset = int(given.get("offset", 0))
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        until = time.monotonic() + float(given.get("timeout", 0))
        while not (found := self._news_from(offset)) and (left := until - time.monotonic()) > 0:
            self.news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), left)
            if self.polls != mine:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        self.repeated.clear()
        return found[:100]

    def _news_from(self, offset: int) -> list[Given]:
        return [*self.repeated, *(u for u in self.updates if u["update_id"] >= offset)]

    async def _send(self, given: Given) -> object:
        chat = self._open_chat(given)
        text = check_text(given)
        return self._show(chat, given, text, parsed(given, "entities"))

    async def _send_document(self, given: Given) -> object:
        chat = self._open_chat(given)
        text = check_text(given, "caption", longest=1024)
        file = given["document"]
        data = file.file.read()
        if not 0 < len(data) <= MAX_FILE:
            raise Refusal(413, "Request Entity Too Large")
        shown = self._show(chat, given, text, parsed(given, "caption_entities"))
        self.shown[-1].file = (file.filename, data)
        return shown

    async def _edit(self, given: Given) -> object:
        chat = self._open_chat(given)
        found = [s for s in self.shown if (s.chat, s.id) == (chat, int(given["message_id"]))]
        if not found:
            raise bad("message to edit not found")
        message = found[0]
        if message.file:
            raise bad("there is no text in the message to edit")
        text, entities = check_text(given), parsed(given, "entities") or []
        rows = check_keyboard(parsed(given, "reply_markup"))
        if (text, entities, rows) == (message.text, message.entities, message.rows):
            raise bad("message is not modified: specified new message content is the same")
        message.text, message.entities, message.rows = text, entities, rows
        message.edits += 1
        return _as_message(message)

    async def _answer_press(self, given: Given) -> object:
        if given["callback_query_id"] in self.answered:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.answered.append(given["callback_query_id"])
        return True

    def _open_chat(self, given: Given) -> int:
        chat = int(given["chat_id"])
        if chat in self.moved:
            there = self.moved[chat]
            raise Refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=there)
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat not in self.known:
            raise bad("chat not found")
        return chat

    def _show(self, chat: int, given: Given, text: str, entities: list[Given] | None) -> Given:
        rows = check_keyboard(parsed(given, "reply_markup"))
        thread = given.get("message_thread_id")
        shown = Shown(self.next_message(), chat, text, entities or [], rows)
        shown.thread = int(thread) if thread else None
        self.shown.append(shown)
        return _as_message(shown)


def _as_message(shown: Shown) -> Given:
    chat = chat_of(max(0, shown.chat), shown.chat)
    return {"message_id": shown.id, "date": 1_800_000_000, "chat": chat, "text": shown.text}


def _no(refusal: Refusal) -> web.Response:
    said: Given = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        said["parameters"] = refusal.parameters
    return web.json_response(said, status=refusal.status)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()

"""A small Slack over real HTTP and WebSockets: one workspace, one app, its people in tests."""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web
from msgspec import Struct

from tests.fakes import slack_rules
from tests.fakes.slack_faults import Fault

TEAM, BOT_USER = "T0TEAM", "U0BOT"
BOT_TOKEN, APP_TOKEN = "xoxb-1-secret", "xapp-1-secret"


class Shown(Struct):
    """A message that somebody sees; ``only_for`` is who, where it is ephemeral."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]] = []
    only_for: str | None = None
    thread: str | None = None
    edited: int = 0

    @property
    def words(self) -> str:
        return slack_rules.words(self.blocks)

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        found = slack_rules.buttons(self.blocks)
        return {button["text"]["text"]: button for button in found}


class Handle(Struct):
    """A response_url: whom it answers, and which message it may replace."""

    channel: str
    user: str
    replaces: Shown | None = None
    uses_left: int = 5


class FakeSlack:
    """What the app sees of Slack; tests ask ``shown``, ``calls`` and ``acks``."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.acks: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.members: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.handles: dict[str, Handle] = {}
        self.peers: set[Any] = set()
        self.sockets: dict[web.WebSocketResponse, web.Request] = {}
        self.connections = 0
        self.tokens = {BOT_TOKEN, APP_TOKEN}
        self.hears = asyncio.Event()
        self.hears.set()
        self._counter = itertools.count(1)
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/respond/{handle}", self._respond)
        app.router.add_post("/upload/{name}", self._upload)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Be down: refuse connections, and drop those that are open."""
        self.cut()
        if self._runner:
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def next_ts(self) -> str:
        return f"{1_790_000_000 + next(self._counter)}.000100"

    def handle_for(self, channel: str, user: str, replaces: Shown | None = None) -> str:
        name = f"h{next(self._counter)}"
        self.handles[name] = Handle(channel, user, replaces)
        return f"{self.url}/respond/{name}"

    def called(self, method: str) -> list[dict[str, Any]]:
        return [given for name, given in self.calls if name == method]

    async def until(self, is_so: Callable[[], bool], seconds: float = 5.0) -> None:
        async with asyncio.timeout(seconds):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()

    async def deliver(self, envelope: dict[str, Any], seconds: float = 3.0) -> float | None:
        """Seconds until the ack; None if there was none in time."""
        loop = asyncio.get_running_loop()
        identity = envelope["envelope_id"]
        self.acks.pop(identity, None)
        began = loop.time()
        await self._push(envelope)
        try:
            await self.until(lambda: identity in self.acks, seconds)
        except TimeoutError:
            return None
        return loop.time() - began

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every hour."""
        await self._push({"type": "disconnect", "reason": "refresh_requested"})

    def cut(self) -> None:
        """Lose every socket without a word."""
        for request in self.sockets.values():
            if request.transport:
                request.transport.abort()
        self.sockets.clear()

    async def _push(self, envelope: dict[str, Any]) -> None:
        await self.until(lambda: bool(self.sockets))
        await list(self.sockets)[-1].send_str(json.dumps(envelope))

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.connections += 1
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.sockets[socket] = request
        self._changed.set()
        async for message in socket:
            await self.hears.wait()
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acks[answer["envelope_id"]] = answer
                self._changed.set()
        self.sockets.pop(socket, None)
        return socket

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        given = await _parameters(request)
        self.calls.append((method, given))
        self._changed.set()
        if self.faults[method]:
            return await self.faults[method].pop(0)(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        answer = getattr(self, "_" + method.replace(".", "_"))(given)
        self._changed.set()
        return web.json_response({"ok": "error" not in answer, **answer})

    def _auth_test(self, given: dict[str, Any]) -> dict[str, Any]:
        return {
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": "B0BOT",
            "user": "cordially",
            "team": "Example",
        }

    def _apps_connections_open(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"url": f"{self.url.replace('http', 'ws')}/socket"}

    def _users_info(self, given: dict[str, Any]) -> dict[str, Any]:
        member = self.members.get(given["user"])
        return {"user": member} if member is not None else {"error": "user_not_found"}

    def _chat_postMessage(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        channel = given["channel"]
        return self._show(f"D{channel[1:]}" if channel.startswith("U") else channel, given)

    def _chat_postEphemeral(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        answer = self._show(given["channel"], given, only_for=given["user"])
        return {"message_ts": answer["ts"]} if "ts" in answer else answer

    def _chat_update(self, given: dict[str, Any]) -> dict[str, Any]:
        for shown in self.shown:
            if (shown.channel, shown.ts) == (given["channel"], given["ts"]):
                if shown.only_for:
                    break
                shown.text, shown.blocks = given["text"], given["blocks"]
                shown.edited += 1
                return {"channel": shown.channel, "ts": shown.ts}
        return {"error": "message_not_found"}

    def _conversations_open(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": f"D{given['users'][1:]}"}}

    def _files_getUploadURLExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        name = given["filename"]
        return {"upload_url": f"{self.url}/upload/{name}", "file_id": f"F{name}"}

    def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"files": [{"id": each["id"]} for each in json.loads(given["files"])]}

    def _show(
        self, channel: str, given: dict[str, Any], only_for: str | None = None
    ) -> dict[str, Any]:
        blocks = list(given.get("blocks", []))
        if slack_rules.faults(given["text"], blocks):
            return {"error": "invalid_blocks"}
        shown = Shown(channel, self.next_ts(), given["text"], blocks, only_for)
        shown.thread = given.get("thread_ts")
        self.shown.append(shown)
        return {"channel": channel, "ts": shown.ts}

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        handle = self.handles[request.match_info["handle"]]
        given = await request.json()
        self.calls.append(("response_url", given))
        self._changed.set()
        if self.faults["response_url"]:
            return await self.faults["response_url"].pop(0)(request)
        if not handle.uses_left:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        handle.uses_left -= 1
        if given.get("replace_original") and handle.replaces:
            handle.replaces.text, handle.replaces.blocks = given["text"], given["blocks"]
            handle.replaces.edited += 1
        elif "blocks" in given:
            self._show(handle.channel, given, only_for=handle.user)
        else:
            self.shown.append(
                Shown(handle.channel, self.next_ts(), given["text"], [], handle.user)
            )
        self._changed.set()
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self.files[request.match_info["name"]] = await request.read()
        return web.Response(text="OK - 1")


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        given: dict[str, Any] = await request.json()
        return given
    return {**request.query, **await request.post()}

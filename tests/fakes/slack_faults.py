"""How a call to the fake Slack can go wrong."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]


def error(name: str, status: int = 200, **headers: str) -> Fault:
    """Answer the next call so: by Slack's name for what is wrong."""

    async def answer(request: web.Request) -> web.StreamResponse:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        return web.json_response({"ok": False, "error": name}, status=status, headers=sent)

    return answer


def gateway_error(status: int) -> Fault:
    """Answer the next call as a machine before Slack's would."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text="<html>no</html>", content_type="text/html")

    return answer


async def reset(request: web.Request) -> web.StreamResponse:
    """Drop the connection of the next call after it was read."""
    if request.transport:
        request.transport.abort()
    return web.Response()

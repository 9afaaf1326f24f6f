"""Shows replies: in private, to the asker alone, or in the place of what was pressed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.rendering import Post, render
from adapters.slack.web import PAUSE_SECONDS, code_of, retry_after, send_errors, silent
from bot.clock import Clock
from bot.errors import Gone, RetryAt, Unsure
from bot.ports import Attachment, Conversation, Outgoing

NOT_EDITABLE = frozenset("cant_update_message edit_window_closed message_not_found".split())
Sleep = Callable[[float], Awaitable[None]]
Step = Callable[[], Awaitable[str | None]]


class Spacing(Struct, frozen=True):
    """How the parts of one long reply follow each other, in seconds.

    Slack takes one message a second in a channel. ``patience`` is for how long pauses are
    waited out, in all, within a reply of which something has been shown already.
    """

    between: float = 1.0
    patience: float = 60.0


class Sender:
    """Sends a reply once. What was shown in part and then fails for good is unsure."""

    def __init__(
        self,
        web: AsyncWebClient,
        clock: Clock,
        spacing: Spacing,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._web = web
        self._clock = clock
        self._spacing = spacing
        self._sleep = sleep

    async def send(self, outgoing: Outgoing, attachments: Sequence[Attachment]) -> str | None:
        """Show all of it; Slack's id of the first message, where it has one."""
        posts = render(outgoing.reply, outgoing.kind)
        steps: list[Step] = [
            partial(self._show, outgoing, post, first=post is posts[0]) for post in posts
        ]
        if attachments:
            steps.append(partial(self._upload, outgoing, attachments))
        shown = await steps[0]() if steps else None
        patience = self._spacing.patience
        for number, step in enumerate(steps[1:], start=1):
            if number < len(posts):
                await self._sleep(self._spacing.between)
            patience -= await self._patiently(step, patience)
        return shown

    async def respond(self, handle: str, body: dict[str, Any]) -> bool:
        """Answer by a response_url; False if it has been used up or has expired."""
        hook = AsyncWebhookClient(
            handle, session=self._web.session, logger=silent(), retry_handlers=[]
        )
        with send_errors(self._clock):
            answer = await hook.send_dict(body)
        if answer.status_code == HTTPStatus.OK:
            return True
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            pause = retry_after(answer) or PAUSE_SECONDS
            raise RetryAt(self._clock() + timedelta(seconds=pause))
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unsure
        return False

    async def _patiently(self, step: Step, patience: float) -> float:
        """Show a later part; the seconds for which Slack made us pause.

        A pause is waited out here, since sending it all again would show parts of it twice.
        """
        try:
            await step()
        except RetryAt as later:
            pause = max((later.at - self._clock()).total_seconds(), 0.0)
        except Gone:
            raise Unsure from None
        else:
            return 0.0
        if pause >= patience:
            raise Unsure
        await self._sleep(pause)
        return pause + await self._patiently(step, patience - pause)

    async def _show(self, outgoing: Outgoing, post: Post, *, first: bool) -> str | None:
        where, user = outgoing.where, outgoing.to.user
        if where is None:
            return await self._post(user, post)
        replaces = where.replaces if first and outgoing.reply.edits else None
        if where.reply_handle:
            body = _answer(post, where, replaces=replaces is not None)
            if await self.respond(where.reply_handle, body):
                return None
            return await self._post(user, post)
        if not where.private:
            return await self._to_asker_alone(where, user, post)
        if replaces and await self._replace(where.id, replaces, post):
            return f"{where.id}:{replaces}"
        return await self._post(where.id, post, where.thread)

    async def _post(self, channel: str, post: Post, thread: str | None = None) -> str:
        """A message in a channel; a user's id opens the direct message with them."""
        with send_errors(self._clock):
            answer = await self._web.chat_postMessage(
                channel=channel,
                text=post.text,
                blocks=post.blocks,
                thread_ts=thread,
                unfurl_links=False,
                unfurl_media=False,
            )
        return f"{answer['channel']}:{answer['ts']}"

    async def _to_asker_alone(self, where: Conversation, user: str, post: Post) -> str | None:
        """What only they see, where they asked; in private if it cannot be shown there."""
        try:
            with send_errors(self._clock):
                await self._web.chat_postEphemeral(
                    channel=where.id,
                    user=user,
                    text=post.text,
                    blocks=post.blocks,
                    thread_ts=where.thread,
                )
        except Gone:
            return await self._post(user, post)
        return None

    async def _replace(self, channel: str, ts: str, post: Post) -> bool:
        """Edit a message in place; False if it is too old for that, or was deleted."""
        with send_errors(self._clock):
            try:
                await self._web.chat_update(
                    channel=channel, ts=ts, text=post.text, blocks=post.blocks
                )
            except SlackApiError as error:
                if code_of(error) in NOT_EDITABLE:
                    return False
                raise
        return True

    async def _upload(
        self, outgoing: Outgoing, attachments: Sequence[Attachment]
    ) -> str | None:
        """Files go into the direct message, where nobody else sees them."""
        where = outgoing.where
        with send_errors(self._clock):
            if where and where.private and not where.reply_handle:
                channel, thread = where.id, where.thread
            else:
                opened = await self._web.conversations_open(users=outgoing.to.user)
                channel, thread = opened["channel"]["id"], None
            await self._web.files_upload_v2(
                channel=channel,
                thread_ts=thread,
                file_uploads=[
                    {"file": each.data, "filename": each.name, "title": each.name}
                    for each in attachments
                ],
            )
        return None


def _answer(post: Post, where: Conversation, *, replaces: bool) -> dict[str, Any]:
    """For a response_url: for the asker alone, which is the default and stated all the same."""
    body: dict[str, Any] = {
        "response_type": "ephemeral",
        "replace_original": replaces,
        "text": post.text,
        "blocks": list(post.blocks),
    }
    if where.thread and not replaces:
        body["thread_ts"] = where.thread
    return body

"""What Slack delivers → a Message, or None where there is nothing to answer. Pure.

The ids are made of what Slack repeats when it delivers something again: a channel and a time
for words (never the event's own id, which changes), the trigger for a command, and the action's
time for a press.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.ports import Address, Conversation, Message, Upload, Words
from bot.reply import Press

PLATFORM = "slack"
CANONICAL = "/cordially"
TYPED = {None, "file_share", "me_message", "thread_broadcast"}
"""The subtypes of a message that a person has typed; all others are Slack's own news."""

Payload = Mapping[str, Any]

_KINDS = {
    "image": "a picture",
    "audio": "a voice note",
    "video": "a video",
    "text/vcard": "a contact card",
    "text/x-vcard": "a contact card",
    "text/calendar": "a calendar",
}


def read_event(body: Payload, bot_user: str) -> Message | None:
    """Words or a file from a direct message or a mention; None for everything else.

    ``bot_user`` is who we are: what we said ourselves is not read, and our name before or
    after the words is no part of them.
    """
    event: Payload = body.get("event") or {}
    if event.get("type") == "app_mention":
        return _said(body["team_id"], event, bot_user, private=False)
    if event.get("type") != "message" or event.get("channel_type") != "im":
        return None
    if event.get("subtype") == "message_changed":
        return _edited(body["team_id"], event, bot_user)
    return _said(body["team_id"], event, bot_user, private=True)


def read_command(body: Payload, verbs: Collection[str], now: datetime) -> Message:
    """``/met X`` and ``/cordially met X`` as the same words, ``/cordially`` as a call for help.

    Only a verb gets a slash: ``/cordially I met X`` is a sentence like any other. The answer
    is for the asker alone, so the conversation is private wherever it was typed.
    """
    text = (body.get("text") or "").strip()
    if body["command"] != CANONICAL:
        text = f"{body['command']} {text}".rstrip()
    elif not text:
        text = "/help"
    elif text.split()[0].casefold() in verbs:
        text = f"/{text}"
    team = body["team_id"]
    return Message(
        id=f"{PLATFORM}:{team}:{body['trigger_id']}",
        sender=Address(PLATFORM, team, body["user_id"]),
        at=now,
        body=Words(text),
        where=Conversation(body["channel_id"], reply_handle=body["response_url"]),
    )


def read_press(body: Payload) -> Message | None:
    """A button that was pressed; None for one that only opens a link.

    What nobody else sees can be replaced by its response_url alone, and what stands in a
    direct message is replaced by its time: so only the first kind has a reply handle.
    """
    action, container = body["actions"][0], body["container"]
    if "value" not in action:
        return None
    team = (body.get("team") or body["user"])[("id" if body.get("team") else "team_id")]
    channel, shown_at = container["channel_id"], container["message_ts"]
    ephemeral = bool(container.get("is_ephemeral"))
    return Message(
        id=f"{PLATFORM}:{team}:{channel}:{shown_at}:{action['action_id']}:{action['action_ts']}",
        sender=Address(PLATFORM, team, body["user"]["id"]),
        at=instant(action["action_ts"]),
        body=Press.parse(action["value"]),
        where=Conversation(
            channel,
            private=ephemeral or channel.startswith("D"),
            thread=container.get("thread_ts"),
            replaces=shown_at,
            reply_handle=body.get("response_url") if ephemeral else None,
        ),
    )


def instant(ts: str) -> datetime:
    """Slack's seconds since 1970, as an aware instant."""
    return datetime.fromtimestamp(float(ts), UTC)


def _said(team: str, event: Payload, bot_user: str, *, private: bool) -> Message | None:
    sender = event.get("user")
    if not sender or sender == bot_user or event.get("bot_id"):
        return None
    if event.get("subtype") not in TYPED:
        return None
    text = _without_us(event.get("text") or "", bot_user)
    files = event.get("files") or ()
    return Message(
        id=_message_id(team, event["channel"], event["ts"]),
        sender=Address(PLATFORM, team, sender),
        at=instant(event["ts"]),
        body=_upload(files, text) if files else Words(text),
        where=Conversation(event["channel"], private, event.get("thread_ts")),
    )


def _edited(team: str, event: Payload, bot_user: str) -> Message | None:
    """A correction; None if only a preview was added to the words, or nobody typed them."""
    new, old = event["message"], event.get("previous_message") or {}
    if new.get("text") == old.get("text") or "edited" not in new:
        return None
    said = _said(team, {**new, "channel": event["channel"]}, bot_user, private=True)
    if said is None or not isinstance(said.body, Words):
        return None
    edited_at = new["edited"]["ts"]
    return Message(
        id=f"{said.id}:{edited_at}",
        sender=said.sender,
        at=said.at,
        body=Words(said.body.text, edits=said.id),
        where=said.where,
    )


def _message_id(team: str, channel: str, ts: str) -> str:
    return f"{PLATFORM}:{team}:{channel}:{ts}"


def _without_us(text: str, bot_user: str) -> str:
    """The words without our name before or after them."""
    us = rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>"
    return re.sub(rf"^\s*{us}[\s,:]*|\s*{us}\s*$", "", text)


def _upload(files: Collection[Payload], caption: str) -> Upload:
    first, *more = files
    if more:
        return Upload(f"{len(files)} files", caption=caption or None)
    media = first.get("mimetype") or ""
    kind = _KINDS.get(media) or _KINDS.get(media.partition("/")[0]) or "a file"
    return Upload(
        kind,
        name=first.get("name"),
        handle=first.get("url_private_download") or first.get("id"),
        size=first.get("size"),
        caption=caption or None,
    )

"""People of the fake Slack: each thing that they do is an envelope with what Slack puts in."""

import itertools
from typing import Any

from tests.fakes.slack import BOT_USER, TEAM, FakeSlack, Shown

Envelope = dict[str, Any]
_numbers = itertools.count(1)


class Person:
    """A member: in a direct message with the bot, and in channels that it is in too."""

    def __init__(self, slack: FakeSlack, id: str, **profile: str | None) -> None:
        self.slack = slack
        self.id = id
        self.dm = f"D{id[1:]}"
        slack.members[id] = {"id": id, "name": id.lower(), **profile}

    async def says(self, text: str, **more: Any) -> float | None:
        """Write to the bot; how long its ack took."""
        return await self.slack.deliver(self.words(text, **more))

    def words(self, text: str, **more: Any) -> Envelope:
        return event(
            {
                "type": "message",
                "channel_type": "im",
                "channel": self.dm,
                "user": self.id,
                "ts": self.slack.next_ts(),
                "text": text,
                **more,
            }
        )

    def mention(self, channel: str, text: str, **more: Any) -> Envelope:
        return event(
            {
                "type": "app_mention",
                "channel": channel,
                "user": self.id,
                "ts": self.slack.next_ts(),
                "text": f"<@{BOT_USER}> {text}",
                **more,
            }
        )

    def edit(self, ts: str, old: str, new: str, **more: Any) -> Envelope:
        said = {"type": "message", "user": self.id, "ts": ts}
        edited = {"user": self.id, "ts": self.slack.next_ts()}
        return event(
            {
                "type": "message",
                "subtype": "message_changed",
                "channel_type": "im",
                "channel": self.dm,
                "ts": edited["ts"],
                "message": {**said, "text": new, "edited": edited, **more},
                "previous_message": {**said, "text": old},
            }
        )

    def command(self, line: str, channel: str = "C0GENERAL") -> Envelope:
        name, _, text = line.partition(" ")
        return envelope(
            "slash_commands",
            {
                "command": name,
                "text": text,
                "team_id": TEAM,
                "channel_id": channel,
                "user_id": self.id,
                "trigger_id": f"{next(_numbers)}.2.abc",
                "response_url": self.slack.handle_for(channel, self.id),
            },
        )

    def press(self, shown: Shown, label: str) -> Envelope:
        button = shown.buttons[label]
        container = {
            "type": "message",
            "message_ts": shown.ts,
            "channel_id": shown.channel,
            "is_ephemeral": shown.only_for is not None,
        }
        if shown.thread:
            container["thread_ts"] = shown.thread
        action = {**button, "block_id": "b1", "action_ts": self.slack.next_ts()}
        return envelope(
            "interactive",
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": self.id, "team_id": TEAM},
                "channel": {"id": shown.channel},
                "container": container,
                "trigger_id": f"{next(_numbers)}.3.abc",
                "response_url": self.slack.handle_for(shown.channel, self.id, shown),
                "actions": [action],
            },
        )


def event(what: Envelope) -> Envelope:
    """An event as the Events API wraps it."""
    return envelope(
        "events_api",
        {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A1",
            "event_id": f"Ev{next(_numbers)}",
            "event": what,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        },
    )


def envelope(kind: str, payload: Envelope) -> Envelope:
    """What comes through the socket."""
    return {
        "type": kind,
        "envelope_id": f"env-{next(_numbers)}",
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }


def again(given: Envelope, **changed: Any) -> Envelope:
    """The same thing delivered once more, with an envelope and an event id of its own."""
    payload = {**given["payload"], **changed}
    if "event_id" in payload:
        payload["event_id"] = f"Ev{next(_numbers)}"
    return {**given, "envelope_id": f"env-{next(_numbers)}", "payload": payload}

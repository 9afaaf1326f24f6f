"""What is said once, at the beginning: who could read this, and what time it is."""

from msgspec import structs

from bot.command import Turn
from bot.reply import Reply, choice, line, quiet

READERS = {
    "telegram": "whoever runs it could read it, and so could Telegram's servers on the way",
    "slack": "whoever runs it could read it, and your workspace's owners could export it",
    "console": "whoever runs it could read it",
}


def who_can_read(platform: str) -> str:
    """The line on who could read what is written on this platform."""
    return f"What you write stays on this server; {READERS.get(platform, READERS['console'])}."


def first_steps(reply: Reply, turn: Turn, *, changed: bool) -> Reply:
    """``reply`` with what is said once: who can read it, then whether the zone is right."""
    preferences = turn.preferences
    if not preferences.greeted:
        turn.save(structs.replace(preferences, greeted=True))
        hint = line(quiet(who_can_read(turn.sender.platform)))
        known = {each.text for each in reply.lines}
        return (
            reply if hint.text in known else structs.replace(reply, lines=(*reply.lines, hint))
        )
    if changed and not (preferences.zone_is_known or preferences.asked_zone):
        turn.save(structs.replace(preferences, asked_zone=True))
        clock = f"{turn.now.astimezone(turn.zone):%H:%M}"
        question = line(
            f"Is it {clock} where you are? The morning list comes at {preferences.nudge_time}."
        )
        return structs.replace(
            reply,
            lines=(*reply.lines, question),
            choices=(
                *reply.choices,
                choice("Yes", "settings", "zone", "yes"),
                choice("No", "settings", "zone", "no"),
                choice("Other hour", "settings", "nudge_time"),
            ),
        )
    return reply

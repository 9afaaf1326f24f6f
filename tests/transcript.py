"""Conversations as files: what is typed, what time passes, and what the bot says, exactly.

# a remark
% join invite               a setting: join (open), or fresh (nothing has been said yet)
@ 2026-03-02 09:00 Europe/Dublin    it is then, and there, and nothing happens in between
@ tomorrow 08:30            time passes until then; what comes unasked follows as <
@ +2 days 08:30             the same; also: @ 10:15, later on this day
@ +1 day 11:20 down         the bot is down in between
> met Sarah                 Ann types, in the terminal
ben> met Sarah              another owner
ann@slack> who Sarah        another surface; ann@slack#general> in a channel
> [Undo]                    presses that button of the last reply
> [2 Done]                  presses a button of its line 2
> [Undo] again              presses it once more, though the reply has changed
~> met Sara                 edits the last message
< Saved: Sarah              what the bot says, line by line
< 1 Sarah [Done] [Later]    a line with its own buttons, if they are written
< [Undo] [Redo]             the reply's buttons, if they are written
< file cordially.json       a file
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

BUTTON = re.compile(r"\[([^\]]*)\]")
SAID = re.compile(
    r"(?P<edit>~?)(?P<who>\w*)(?:@(?P<where>\w+)(?:#(?P<channel>\w+))?)?> ?(?P<words>.*)"
)
MOMENT = re.compile(
    r"(?:(?P<date>\d{4}-\d\d-\d\d)|(?P<near>tomorrow)|\+(?P<days>\d+) days?)? ?"
    r"(?P<clock>\d\d:\d\d)(?: (?P<zone>(?!down)[\w/]+))?(?P<down> down)?"
)


class Expected(Struct, frozen=True):
    """A line that the bot is to say, or the buttons under all of them."""

    text: str
    buttons: tuple[str, ...] = ()
    number: int = 0


class Step(Struct):
    """Something that is done, at a line of the file, and what is to be said then."""

    number: int
    expected: list[Expected]


class Passes(Step, tag=True):
    """Time passes until ``clock`` of a day; ``zone`` is where that is, if it is said."""

    day: date | None = None
    days: int | None = None
    clock: str = ""
    zone: str | None = None
    down: bool = False


class Says(Step, tag=True):
    """Somebody types, presses or edits."""

    who: str = "ann"
    platform: str = "console"
    channel: str | None = None
    words: str = ""
    edit: bool = False


class Transcript(Struct):
    """A file, read."""

    settings: dict[str, str]
    steps: list[Passes | Says]


def read_transcript(text: str) -> Transcript:
    """The steps of a file's text.

    Raises:
        ValueError: for a line that is none of the forms above.
    """
    transcript = Transcript({}, [])
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("%"):
            name, _, value = line[1:].strip().partition(" ")
            transcript.settings[name] = value
        elif line.startswith("@"):
            transcript.steps.append(_passes(number, line[1:].strip()))
        elif line.startswith("<"):
            transcript.steps[-1].expected.append(_expected(number, line[1:].removeprefix(" ")))
        elif found := SAID.fullmatch(line):
            transcript.steps.append(_says(number, found))
        else:
            raise ValueError(f"line {number}: {line}")
    return transcript


def _passes(number: int, text: str) -> Passes:
    found = MOMENT.fullmatch(text)
    if not found:
        raise ValueError(f"line {number}: @ {text}")
    days = 1 if found["near"] else int(found["days"]) if found["days"] else None
    day = date.fromisoformat(found["date"]) if found["date"] else None
    return Passes(number, [], day, days, found["clock"], found["zone"], bool(found["down"]))


def _says(number: int, found: re.Match[str]) -> Says:
    return Says(
        number,
        [],
        found["who"] or "ann",
        found["where"] or "console",
        found["channel"],
        found["words"].replace("\\n", "\n"),
        bool(found["edit"]),
    )


def _expected(number: int, text: str) -> Expected:
    buttons = tuple(BUTTON.findall(text))
    return Expected(
        BUTTON.sub("", text).rstrip() if buttons else text.rstrip(), buttons, number
    )


def moment(step: Passes, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that a step names, seen from ``now``."""
    here = now.astimezone(zone)
    day = step.day or here.date() + timedelta(days=step.days or 0)
    hour, minute = (int(part) for part in step.clock.split(":"))
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    return wall.astimezone(UTC)


def difference(
    expected: Sequence[Expected], said: Sequence[tuple[str, tuple[str, ...]]]
) -> str:
    """How what was said differs from what was to be said; "" if it does not.

    Buttons are compared where the transcript writes any for that line.
    """
    shown = list(said)
    if len(expected) == len(shown) - 1 and shown[-1][0] == "":
        shown.pop()  # buttons under all lines that the transcript leaves open
    fits = len(expected) == len(shown) and all(
        want.text == text and (not want.buttons or want.buttons == buttons)
        for want, (text, buttons) in zip(expected, shown, strict=False)
    )
    if fits:
        return ""
    wanted = [f"  < {written(each.text, each.buttons)}" for each in expected]
    got = [f"  < {written(text, buttons)}" for text, buttons in said]
    return "\n".join(["expected:", *wanted, "said:", *got])


def written(text: str, buttons: Sequence[str]) -> str:
    """A line as a transcript writes it."""
    return " ".join(part for part in (text, *(f"[{each}]" for each in buttons)) if part)

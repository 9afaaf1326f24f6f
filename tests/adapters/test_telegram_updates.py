"""Whatever the server sends, polling goes on: an update that makes no sense is left out."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from telegram import Bot, User

from adapters.telegram.polling import Intake, Pace
from adapters.telegram.request import AiohttpRequest
from tests.fakes.door import FakeDoor
from tests.fakes.telegram import TOKEN
from tests.fakes.telegram_people import People, Shown

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
ME = User(4242, "Cordially", is_bot=True, username="CordiallyBot")
JUNK = some.sampled_from([None, True, -1, 10**30, 1.5, "", "x", "🎂", [], [None], {}, {"a": 1}])
FILE = {"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}


def every_kind() -> list[dict[str, Any]]:
    people, mention = People(), [{"type": "mention", "offset": 0, "length": 13}]
    people.says(501, "met Sarah")
    people.says(501, "@CordiallyBot who", chat=-100, entities=mention)
    people.sends(501, {"photo": [FILE], "caption": "Bob"}, chat=-100)
    people.sends(501, {"contact": {"phone_number": "1", "first_name": "Bob"}})
    people.edits(501, 5, "met Sara")
    people.presses(501, Shown(7, 501, "?", [], [[{"text": "A", "callback_data": "a"}]]), "A")
    return people.updates


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to everything in an update but its id."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, child in inside:
        if key != "update_id":
            yield (*path, key)
            if isinstance(child, dict | list):
                yield from places(child, (*path, key))


KINDS = every_kind()
SPOTS = [(number, path) for number, update in enumerate(KINDS) for path in places(update)]


@given(some.sampled_from(SPOTS), JUNK, some.booleans())
async def test_an_update_that_makes_no_sense_raises_nothing(
    spot: tuple[int, tuple[Any, ...]], junk: object, is_missing: bool
) -> None:
    number, path = spot
    update = copy.deepcopy(KINDS[number])
    holder: Any = update
    for key in path[:-1]:
        holder = holder[key]
    if is_missing:
        del holder[path[-1]]
    else:
        holder[path[-1]] = junk
    door = FakeDoor()
    bot = Bot(TOKEN, request=AiohttpRequest(""), get_updates_request=AiohttpRequest(""))
    intake = Intake(bot, door, ME, lambda: NOW, pace=Pace(), answer=lambda query: None)
    await intake.take(update)
    assert len(door.worked) <= 1

"""Any document at all, made from what the model declares; new kinds are found by themselves."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as some
from msgspec import Struct
from msgspec.structs import fields

from bot.model import calendar, document
from bot.model.calendar import Month, MonthDay, Week, month_day, month_of, week_of
from bot.model.document import TABLES, Document

DAYS = some.dates()
BY_HAND = {
    datetime: some.datetimes(timezones=some.just(UTC)),
    timedelta: some.timedeltas(),
    MonthDay: DAYS.map(month_day),
    Month: DAYS.map(month_of),
    Week: DAYS.filter(lambda day: day.isocalendar().year <= 9999).map(week_of),
}


def _of_struct(kind: type[Struct]) -> some.SearchStrategy[Struct]:
    return some.builds(
        kind, **{field.name: some.from_type(field.type) for field in fields(kind)}
    )


def _register() -> None:
    for type_, strategy in BY_HAND.items():
        some.register_type_strategy(type_, strategy)
    for module in (calendar, document):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Struct) and kind not in BY_HAND:
                some.register_type_strategy(kind, _of_struct)


_register()


def documents(*kinds: type[Document]) -> some.SearchStrategy[Document]:
    """A document of any of ``kinds``, or of any kind, with anything that its types allow.

    Ids are made by us, and have no NUL, which PostgreSQL takes into no text.
    """
    every = some.one_of(*(some.from_type(kind) for kind in kinds or TABLES.values()))
    return every.filter(lambda document: "\0" not in document.id)

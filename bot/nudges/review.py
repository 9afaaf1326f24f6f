"""A week looked back on: who was met, what is open, who drifts, what comes. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.model.book import Book
from bot.model.document import Answer, Contact, ContactId, Digest, Nudge, Reason
from bot.nudges.mornings import as_it_stands, on_show
from bot.nudges.occasions import occasions
from bot.nudges.phrases import called, occasion
from bot.nudges.standing import Standing, is_open, kept
from bot.nudges.timeline import own_promises, talked_between, unthanked
from bot.reply import Line, Reply, choice, line, strong
from bot.speech import names
from bot.wording import counted, day_in_full, weekday_name

IN_REVIEW = "review"
"""The pick of a button in a review, by which the review is shown again."""
_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)
_MOST = 8
_FEW = 3


def review(book: Book, day: date) -> Reply:
    """The week that ends on ``day``, with a line to tick for each who was left open."""
    met = talked_between(book, day - _WEEK + _A_DAY, day)
    people = counted(len(met), "person", "people") if met else "nobody"
    lines = [line(strong("Your week"), f" · in touch with {people}.")]
    lines += _section("Did you talk to any of them?", _unanswered(book, day))
    lines += _section("Still to do", _owed(book, day))
    lines += _section("Drifting", _drifting(book, day))
    lines += _section("Next week", _coming(book, day))
    if len(lines) == 1:
        lines.append(line("Nothing is open."))
    return Reply(tuple(lines), discreet="Your week")


def _section(title: str, found: Iterator[Line]) -> list[Line]:
    lines = list(found)[:_MOST]
    return [line(strong(title)), *lines] if lines else []


def _unanswered(book: Book, day: date) -> Iterator[Line]:
    """Those whom the week's lists proposed and who stayed open, each once."""
    seen: set[ContactId] = set()
    for digest in book.all(Digest):
        if not day - _WEEK < digest.day <= day:
            continue
        for nudge in on_show(digest):
            if not seen.issuperset(nudge.contacts) and _is_open(nudge, digest.day, book):
                seen.update(nudge.contacts)
                people = _people(nudge, book)
                yield Line(
                    line(*names(people)).spans,
                    choices=(choice("Done", "done", nudge.id, IN_REVIEW),),
                    name=called(people[0]),
                )


def _is_open(nudge: Nudge, day: date, book: Book) -> bool:
    stands = as_it_stands(nudge, day, book)
    is_person = nudge.reason is not Reason.OCCASION and bool(_people(nudge, book))
    return is_person and stands.answer is Answer.OPEN


def _people(nudge: Nudge, book: Book) -> list[Contact]:
    found = (book.get(Contact, id) for id in nudge.contacts)
    return [each for each in found if each and is_open(each)]


def _owed(book: Book, day: date) -> Iterator[Line]:
    for promise in own_promises(book):
        due = f", by {day_in_full(promise.due, day)}" if promise.due else ""
        people = [each for id in promise.contacts if (each := book.get(Contact, id))]
        if not people or any(is_open(each) for each in people):
            yield line(*names(people), f": you promised {promise.what}{due}")
    for favour in unthanked(book):
        people = [each for id in favour.contacts if (each := book.get(Contact, id))]
        if any(is_open(each) for each in people):
            yield line(*names(people), f": thanks for {favour.what}")


def _drifting(book: Book, day: date) -> Iterator[Line]:
    """The three who are most overdue, of those who drift."""
    found = [each for each in kept(book, day) if each.is_drifting and each.is_open]
    found.sort(key=_by_lateness)
    for each in found[:_FEW]:
        ago = counted(each.silent_days, "day")
        yield line(*names([each.contact]), f": silent for {ago}")


def _by_lateness(each: Standing) -> tuple[float, str]:
    return -each.lateness, each.contact.name


def _coming(book: Book, day: date) -> Iterator[Line]:
    for each in occasions(book, day + _A_DAY, day + _WEEK):
        when = weekday_name(each.first) if isinstance(each.on, date) else "This month"
        yield line(f"{when}: ", *names(each.contacts), f" · {occasion(each)}")

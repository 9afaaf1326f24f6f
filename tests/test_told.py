from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from bot.model.calendar import Month
from bot.model.document import Contact, Job
from bot.told import Details, in_words, more, told, work

WORDS = some.tuples() | some.lists(
    some.sampled_from(["Rust", "rust", "RUST", "tea", "Straße", "STRASSE"])
).map(tuple)
DETAILS = some.builds(
    Details, org=WORDS, role=WORDS, location=WORDS, interests=WORDS, tags=WORDS, email=WORDS
)


def contact(**known: object) -> Contact:
    return replace(Contact(id="c1", name="Sarah", added_on=date(2026, 3, 18)), **known)


@given(WORDS, WORDS)
def test_what_is_known_stays_and_what_is_new_comes_once(
    known: tuple[str, ...], said: tuple[str, ...]
) -> None:
    both = more(known, said)
    assert both[: len(known)] == known
    new = [each.casefold() for each in both[len(known) :]]
    assert len(set(new)) == len(new)
    assert set(new) == {s.casefold() for s in said} - {k.casefold() for k in known}


@given(DETAILS)
def test_telling_the_same_again_changes_nothing(details: Details) -> None:
    once = told(contact(), details)
    assert told(once, details) == once


@given(DETAILS, DETAILS)
def test_nothing_that_was_known_is_lost(first: Details, second: Details) -> None:
    before = told(contact(), first)
    after = told(before, second)
    assert set(before.interests) <= set(after.interests)
    assert set(before.emails) <= set(after.emails)
    assert {job.org for job in before.jobs if job.org} <= {job.org for job in after.jobs}
    assert (after.id, after.name) == (before.id, before.name)


def test_everything_said_goes_to_its_field() -> None:
    details = Details(
        org=("Acme",),
        role=("CTO",),
        location=("Brno",),
        interests=("Rust",),
        tags=("pycon",),
        aka=("Sal",),
        email=("s@example.org",),
        phone=("+353 1 555",),
        handle=("@sal",),
        url=("https://example.org",),
    )
    assert told(contact(), details) == contact(
        jobs=(Job("Acme", "CTO"),),
        location="Brno",
        interests=("Rust",),
        tags=("pycon",),
        aka=("Sal",),
        emails=("s@example.org",),
        phones=("+353 1 555",),
        handles=("@sal",),
        links=("https://example.org",),
    )
    assert in_words(details) == [
        "CTO at Acme",
        "Brno",
        "s@example.org",
        "+353 1 555",
        "@sal",
        "https://example.org",
        "likes Rust",
        "also called Sal",
        "#pycon",
    ]


def test_another_organisation_is_another_job() -> None:
    before = contact(jobs=(Job("Acme", "CTO"),))
    after = told(before, Details(org=("Globex",)))
    assert after.jobs == (Job("Acme", "CTO"), Job("Globex"))
    assert after.job == Job("Globex")


def test_the_same_organisation_in_other_letters_is_the_same_job() -> None:
    before = contact(jobs=(Job("Acme"),))
    assert told(before, Details(org=("acme",), role=("CTO",))).jobs == (Job("Acme", "CTO"),)


def test_a_role_alone_is_of_the_job_they_have() -> None:
    left = Job("Initech", "clerk", until=Month(2025, 5))
    before = contact(jobs=(left, Job("Acme")))
    assert told(before, Details(role=("CTO",))).jobs == (left, Job("Acme", "CTO"))
    assert told(contact(jobs=(left,)), Details(role=("CTO",))).jobs == (left, Job(role="CTO"))


def test_a_role_without_a_job_waits_for_its_organisation() -> None:
    before = contact(jobs=(Job(role="CTO"),))
    assert told(before, Details(org=("Acme",))).jobs == (Job("Acme", "CTO"),)


def test_work_is_said_with_what_is_known_of_it() -> None:
    assert work(Details(role=("CTO",))) == "CTO"
    assert work(Details(org=("Acme",))) == "Acme"
    assert work(Details()) is None
    assert in_words(Details()) == []

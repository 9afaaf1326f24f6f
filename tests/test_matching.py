from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from bot.matching import who_would_care
from bot.model.document import ContactId, Job, Note
from tests.nudges.life import WEDNESDAY, Life


def matches(life: Life, words: str) -> dict[str, tuple[str, ...]]:
    return {
        match.contact.id: match.because for match in who_would_care(life.book, words, WEDNESDAY)
    }


def test_evidence_is_what_they_named_and_the_strongest_comes_first() -> None:
    life = Life()
    life.knows("Mei Tan", location="Rust", jobs=(Job("Globex", "Rust engineer"),))
    life.knows("Ana Lima", interests=("rust", "opera"), tags=("rustaceans",))
    life.knows("Bob Okafor")
    life.talked("bob", date(2026, 3, 17), topics=("Rust",))
    life.knows("Noor Haddad", jobs=(Job("Rustic", "baker"),))
    assert matches(life, "the Rust workshop") == {
        "ana": ("likes rust", "#rustaceans"),
        "mei": ("Rust engineer", "in Rust"),
        "bob": ("you talked about Rust, yesterday",),
        "noor": ("at Rustic",),
    }
    assert list(matches(life, "rust")) == ["ana", "mei", "bob", "noor"]


def test_a_note_and_a_job_that_ended_are_no_evidence() -> None:
    life = Life()
    ana = life.knows("Ana Lima", jobs=(Job("Globex", "baker", until=WEDNESDAY),))
    life.book.save(
        Note(id="n", contacts=(ContactId(ana.id),), text="wants to bake", on=WEDNESDAY)
    )
    assert matches(life, "bakers wanted at Globex") == {}


def test_the_dead_and_those_to_be_let_be_are_never_named() -> None:
    life = Life()
    life.knows("Ana Lima", interests=("chess",), passed_away=True)
    life.knows("Bob Okafor", interests=("chess",), do_not_contact=True)
    assert matches(life, "chess") == {}


def test_words_that_any_opening_has_match_nobody() -> None:
    life = Life()
    life.knows("Ana Lima", jobs=(Job("Open Talk", "position paper editor"),))
    assert matches(life, "an opening for a role, call for papers") == {}


@given(words=some.text(max_size=40), order=some.permutations(["chess", "go", "rust"]))
def test_more_words_never_lose_anybody(words: str, order: list[str]) -> None:
    life = Life()
    for name, interest in zip(("Ana", "Bob", "Mei"), order, strict=True):
        life.knows(name, interests=(interest,))
    assert set(matches(life, "chess")) <= set(matches(life, f"chess {words}"))

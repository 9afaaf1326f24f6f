"""What was learned is what the lessons teach, and is weighed together with the cues."""

from pathlib import Path

import pytest

from bot.language.decision import Candidates, candidates_of
from bot.language.jsonl import context_of
from bot.language.learned import Weights, packed, read_weights, weights, written
from bot.language.reader import draft_of, reasons
from tests.language.book import NAMES, REFERENCE
from tests.language.training import TARGET, Lesson, compare, fingerprint, learn, main, paths


def candidates(text: str) -> Candidates:
    asked = {
        "text": text,
        "reference": REFERENCE.isoformat(),
        "locale": "en-GB",
        "platform": "any",
        "known": list(NAMES),
    }
    draft = draft_of(text, context_of(asked))
    assert draft is not None
    return candidates_of(draft)


def lesson(meant: str, *traits: str) -> Lesson:
    return Lesson("made up", meant, (), Candidates("none", {}, traits))


def test_the_weights_are_learned_from_the_lessons_as_they_are() -> None:
    assert fingerprint(paths()) in TARGET.read_text("utf-8"), "run `make weights`"


def test_a_line_is_read_as_it_was_written() -> None:
    line = written("<p> lugged", {"none": -3, "favour": 24})
    assert line == "<p> lugged\tfavour+24 none-3"
    assert read_weights([line]).by_trait == {"<p> lugged": packed({"favour": 24, "none": -3})}


def test_what_speaks_for_an_intent_is_added_up_and_what_is_unheard_of_says_nothing() -> None:
    held = Weights({"a": packed({"met": 5, "none": -7}), "b": packed({"met": -9})})
    spoken = held.speak(["a", "b", "a", "unheard of"])
    assert {intent: weight for intent, weight in spoken.items() if weight} == {
        "met": 1,
        "none": -14,
    }


def test_the_same_lessons_teach_the_same_and_what_is_rare_teaches_nothing() -> None:
    taught = [lesson("met", "saw", "x"), lesson("note", "likes"), lesson("met", "saw", "#")] * 4
    learned = learn(taught)
    assert learned == learn(taught)
    assert learned["saw"]["met"] > 0 > learned["saw"]["note"]
    assert learned["likes"]["note"] > 0
    assert "#" not in learned
    assert not learn([lesson("met", "once"), lesson("note", "only")])


def test_a_comparison_tells_the_share_that_is_right() -> None:
    taught = [lesson("met", "saw"), lesson("note", "likes")] * 20
    lines = list(compare(taught))
    assert lines[-1].split() == ["all", "40", "0.0%", "100.0%", "100.0%"]


def test_a_comparison_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare"], paths()[1:2]) == 0
    assert paths()[1].stem in capsys.readouterr().out


def test_weights_are_written_with_what_they_were_learned_from(tmp_path: Path) -> None:
    target = tmp_path / "weights.txt"
    assert main([], paths()[1:2], target) == 0
    head, *lines = target.read_text("utf-8").splitlines()
    assert fingerprint(paths()[1:2]) in target.read_text("utf-8")
    assert head.startswith("# ")
    assert read_weights(lines[1:]).by_trait


def test_the_reasons_for_an_intent_are_its_cue_and_what_was_learned() -> None:
    asked = {"reference": REFERENCE.isoformat(), "locale": "en-GB", "platform": "any"}
    context = context_of({**asked, "known": list(NAMES)})
    cue, *learned = reasons("ran into Sven", context)
    assert cue.startswith("“ran into”")
    assert learned
    assert reasons("/met Sven", context) == ()


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Sven lugged my sofa up", "<p> <ed>"),
        ("is the rest known?", "0 is"),
        ("saw Sven and Noor yesterday", "date=past"),
        ("tea with Noor tomorrow", "date=ahead"),
        ("Noor every week", "date=recurring"),
        ("Noor today", "date=now"),
        ("Noor sings", "date=none"),
    ],
)
def test_a_trait_is_noticed(text: str, trait: str) -> None:
    assert trait in candidates(text).traits


def test_a_page_has_no_more_traits_than_its_first_words() -> None:
    assert len(candidates("so " * 900).traits) < 400


def test_what_has_no_cue_is_understood_by_what_was_learned() -> None:
    found = candidates("Sven hauled my boxes down the stairs")
    assert found.strongest(weights()) == "favour"


def test_a_long_text_without_cues_and_people_is_nothing_for_us() -> None:
    found = candidates("worker dropped frames and cache was cold again . " * 8)
    assert found.strongest(weights()) == "none"


def test_what_steers_the_bot_needs_a_phrase_that_says_so() -> None:
    found = Candidates("none", {}, ("<n>", "at"))
    learned = Weights({"<n>": packed({"settings": 99}), "at": packed({"none": 1})})
    assert found.strengths(learned)["settings"] > found.strengths(learned)["none"]
    assert found.strongest(learned) == "none"
    assert candidates("the meeting is at 5").strongest(weights()) == "none"

"""The evaluation: nothing falls below its floor, and its scorer scores as it says."""

from typing import Any

import pytest

from tests.language.evaluation import FILES, main, scored, sentences, table, too_low
from tests.language.scoring import judge

TODAY = "2026-03-18"


def meant(**changes: Any) -> dict[str, Any]:
    people = [{"name": "Ana Beltrán", "new": False}]
    return {"intent": "met", "people": people, "when": None, **changes}


def test_no_figure_is_below_its_floor() -> None:
    found = [asked for path in FILES for asked in sentences(path)]
    scores = scored(found)
    assert not too_low(scores["all"]), "\n".join(table(scores))


def test_what_is_meant_is_exact() -> None:
    for path in FILES:
        for asked in sentences(path):
            verdict = judge(asked["gold"], asked["gold"], asked["reference"][:10])
            assert verdict.is_exact, (asked["id"], verdict.faults)


@pytest.mark.parametrize(
    ("gold", "read", "fault"),
    [
        (meant(), meant(intent="note"), "read as note"),
        (meant(), meant(people=[]), "people {}, not {'ana beltrán': False}"),
        (meant(when="2026-03-17"), meant(), "when None, not 2026-03-17"),
        (meant(org="Acme"), meant(), "no org: Acme"),
        (meant(), meant(org="Acme"), "org 'Acme', not []"),
        (meant(org="Acme"), meant(org=["Acme", "Globex"]), "org ['Acme', 'Globex'], not"),
        (meant(medium="call"), meant(medium="text"), "medium 'text', not ['call']"),
        (
            meant(follow_up={"when": "2026-03-20"}),
            meant(follow_up={"about": "tea"}),
            "no follow_up.when: 2026-03-20",
        ),
        (meant(topics=["tea"]), meant(note="the price of coffee"), "free text"),
    ],
)
def test_a_fault_is_told(gold: dict[str, Any], read: dict[str, Any], fault: str) -> None:
    assert any(each.startswith(fault) for each in judge(gold, read, TODAY).faults)


@pytest.mark.parametrize(
    ("gold", "read"),
    [
        (meant(), meant(when=TODAY)),
        (meant(when=TODAY), meant()),
        (meant(org="the Acme & Co."), meant(org="acme and co")),
        (meant(phone="+46 70 17"), meant(phone="+467017")),
        (meant(url="https://www.a.example/"), meant(url="http://a.example")),
        (meant(handle="@ana", tags=["#work"]), meant(handle="ana", tags=["work"])),
        (meant(introduced_by="Bo Li"), meant(introduced_by="@bo li")),
        (meant(topics=["tea"]), meant(note="the tea")),
        (meant(place="Ely", accept={"place": [None]}), meant()),
        (meant(accept={"intent": ["note"]}), meant(intent="note", org="Acme")),
        (meant(follow_up={"about": "his tea"}), meant(follow_up={"about": "the tea"})),
    ],
)
def test_what_does_not_matter_is_no_fault(gold: dict[str, Any], read: dict[str, Any]) -> None:
    assert not judge(gold, read, TODAY).faults


def test_part_of_a_thing_is_part_of_a_slot() -> None:
    verdict = judge(meant(org="Acme Foods"), meant(org="Acme"), TODAY)
    assert 0 < verdict.slots.f1 < 1


def test_the_faults_of_chosen_files_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lasting-1"]) == 0
    assert "all" in capsys.readouterr().out

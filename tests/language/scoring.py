"""How well readings answer sentences whose meaning is given: right, in part, or not."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from msgspec import Struct

SLOTS: Mapping[str, str] = {
    "met": "medium place event org role location topics note interests tags introduced_by aka"
    " email phone handle url follow_up.when follow_up.about",
    "note": "note interests location org role tags aka email phone handle url",
    "milestone": "kind org role place note",
    "job_change": "org role from_org note",
    "cadence": "cadence_days tags",
    "remind": "time note",
    "promise": "direction note",
    "favour": "direction thanks note",
    "introduction": "status note",
    "opportunity": "status org role url note",
    "boundary": "prefer avoid not_before not_after note",
    "query": "query kind field direction org event place location role interests tags medium"
    " since_days within_days note",
    "nudge_reply": "action note",
    "edit": "action field new_name org role place event medium email phone",
    "settings": "setting time place days value",
    "system": "action format",
    "none": "",
}
UNDATED = frozenset({"note", "cadence", "boundary", "system", "none"})
TODAY_UNSAID = frozenset({"met", "favour", "introduction"})
PROSE = frozenset({"topics", "note", "interests", "follow_up.about"})
TOGETHER = ("topics", "note", "interests")
THINGS = frozenset({"place", "event", "org", "role", "location", "from_org"})
ENOUGH = 0.75
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_PLAIN = str.maketrans("‘’ʼ`´“”„‐‑‒–—−", "'''''\"\"\"------")
_EMPTY_WORDS = frozenset(
    "a an the and or but to of for with on in at by from as it its is are was were be been has"
    " have had do does did that this those these there then so also just very really quite"
    " rather i me my mine we us our you your he him his she her hers they them their theirs"
    " about re up out want wants would will s m d ll ve t reminder remind follow followup"
    " followups tell please pls".split()
)


class Tally(Struct):
    """What was found of what was said: ``hit`` of ``said`` and of ``given``."""

    hit: float = 0
    said: float = 0
    given: float = 0

    def add(self, other: "Tally") -> None:
        """Count another's too."""
        self.hit += other.hit
        self.said += other.said
        self.given += other.given

    @property
    def f1(self) -> float:
        """From 0 to 1; 1 where there was nothing to find and nothing was."""
        whole = self.said + self.given
        return 2 * self.hit / whole if whole else 1.0


class Verdict(Struct):
    """One reading beside what was meant; ``faults`` say why it is not exact."""

    intent: str
    read_as: str
    has_intent: bool
    people: Tally
    is_dated: bool
    has_when: bool
    slots: Tally
    faults: list[str]

    @property
    def is_exact(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.has_intent if self.intent == "none" else not self.faults


def plain(text: Any) -> str:
    """Text without what does not matter: case, kinds of quotes and hyphens, spaces."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold().translate(_PLAIN)
    for escaped, mark in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"')):
        folded = folded.replace(escaped, mark)
    return " ".join(folded.split())


def words_of(value: Any) -> frozenset[str]:
    """The words of free text that say something, or all where none does."""
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    found = re.findall(r"\w+", re.sub(r"'s\b|'", "", plain(text)).replace("_", " "))
    return frozenset(word for word in found if word not in _EMPTY_WORDS) or frozenset(found)


def judge(meant: Mapping[str, Any], read: Mapping[str, Any], today: str) -> Verdict:
    """How ``read`` answers ``meant``, both in the form of the evaluation; dates are ISO."""
    intent, also = meant["intent"], meant.get("accept", {})
    said = read["intent"]
    is_other = said != intent and said in also.get("intent", ())
    faults = [] if said == intent or is_other else [f"read as {said}"]
    names, found = _people(meant), _people(read)
    if names != found:
        faults.append(f"people {found}, not {names}")
    has_when = _is_when(meant, read, today)
    if intent not in UNDATED and not has_when:
        faults.append(f"when {read.get('when')}, not {meant.get('when')}")
    slots = Tally()
    if not is_other:
        skip = frozenset(word for name in names for word in re.findall(r"\w+", name))
        faults += _judge_slots(meant, read, slots, skip)
    return Verdict(
        intent,
        said,
        said == intent or is_other,
        Tally(len(names.keys() & found.keys()), len(found), len(names)),
        intent not in UNDATED and meant.get("when") is not None,
        has_when,
        slots,
        faults,
    )


def _people(said: Mapping[str, Any]) -> dict[str, bool]:
    return {_name(one["name"]): bool(one.get("new")) for one in said.get("people", ())}


def _name(text: str) -> str:
    return " ".join(re.sub(r"[.,]", "", plain(text).lstrip("@")).split())


def _is_when(meant: Mapping[str, Any], read: Mapping[str, Any], today: str) -> bool:
    right = [meant.get("when"), *meant.get("accept", {}).get("when", ())]
    if meant["intent"] in TODAY_UNSAID and (None in right or today in right):
        right += [None, today]
    return read.get("when") in right


def _judge_slots(
    meant: Mapping[str, Any], read: Mapping[str, Any], tally: Tally, skip: frozenset[str]
) -> Iterator[str]:
    together: list[list[Any]] = []
    prose: frozenset[str] = frozenset()
    for slot in SLOTS[meant["intent"]].split():
        right = [_value(meant, slot), *meant.get("accept", {}).get(slot, ())]
        given = [each for each in right if each not in _EMPTY]
        said = _value(read, slot)
        may_lack = len(given) < len(right)
        credit = max((_credit(slot, each, said, skip) for each in given), default=0.0)
        if said is not None:
            tally.add(Tally(credit, 1, credit if may_lack else 1))
        elif not may_lack:
            tally.add(Tally(0, 0, 1))
        if slot in TOGETHER:
            together.append(right)
            prose |= _said(said, skip)
        elif said is None and not may_lack:
            yield f"no {slot}: {given[0]}"
        elif said is not None and credit < (ENOUGH if slot in PROSE else 1):
            yield f"{slot} {said!r}, not {given}"
    if together and not any(
        _overlap(frozenset().union(*(_said(each, skip) for each in chosen)), prose) >= ENOUGH
        for chosen in product(*together)
    ):
        yield f"free text {sorted(prose)}, not {[one[0] for one in together if one[0]]}"


def _value(said: Mapping[str, Any], slot: str) -> Any:
    whole, _, part = slot.partition(".")
    value = said.get(whole)
    if part:
        value = value.get(part) if isinstance(value, Mapping) else None
    return None if value in _EMPTY else value


def _said(value: Any, skip: frozenset[str]) -> frozenset[str]:
    if value in _EMPTY:
        return frozenset()
    found = words_of(value)
    return (found - skip) or found


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _credit(slot: str, meant: Any, said: Any, skip: frozenset[str]) -> float:
    if said is None:
        return 0.0
    if slot in PROSE:
        return _overlap(_said(meant, skip), _said(said, skip))
    right = {_normal(slot, each) for each in _listed(meant)}
    found = {_normal(slot, each) for each in _listed(said)}
    if right == found or slot not in THINGS:
        return _overlap(frozenset(right), frozenset(found))
    best = sum(
        max(_overlap(frozenset(one.split()), frozenset(two.split())) for two in found)
        for one in right
    )
    return min(best / max(len(right), len(found)), 0.99)


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _normal(slot: str, value: Any) -> str:
    text = plain(value)
    if slot in THINGS:
        text = " ".join(text.replace("&", " and ").split()).strip(" .,;:!?\"'()[]")
        return re.sub(r"^(the|a|an) ", "", text)
    if slot == "phone":
        return "+" * text.lstrip("(").startswith("+") + re.sub(r"\D", "", text)
    if slot == "url":
        return re.sub(r"^https?://(www\.)?", "", text).rstrip("/")
    if slot in {"introduced_by", "new_name", "aka"}:
        return _name(text)
    return text.lstrip("@#") if slot in {"handle", "tags"} else text

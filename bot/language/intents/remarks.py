"""What most readings share: whom a sentence is about, and its words as they stand."""

from bot.language.draft import Draft, tidy
from bot.language.mentions import Mention
from bot.language.patterns import patterns
from bot.language.vocabulary import table, words
from bot.language.when import period_of
from bot.language.who import first_list

_GAPS = ("..", "<w>", "year", "<n>")


def subject(draft: Draft) -> list[Mention]:
    """Whom a sentence is about: the first people named, or all of one list."""
    named = [one for one in draft.mentions if not one.negated]
    if len(named) > 1 and named[0].is_owner_of and named[1].start <= named[0].end + 2:
        tie = draft.sentence.norm(named[0].end + 1)
        is_theirs = (
            draft.intent == "note" and bool(named[0].contacts) and tie in words("relations")
        )
        if is_theirs:
            named = named[:1]
        elif tie in words("kin", "ties"):
            named = named[1:]
    return first_list(draft, named)


def without_lead(draft: Draft, name: str) -> int:
    """Where the words begin after a lead such as "note to self:" or "remind me to"."""
    found = [
        match.end()
        for pattern, match in patterns("leads").find(draft.skeleton.text, draft.skeleton.begins)
        if pattern.intent == name and match.start() == 0
    ]
    return draft.skeleton.token_at(max(found)) if found else 0


def use_cues(draft: Draft) -> None:
    """Mark the words that only say what the sentence is about: "got hitched", "is due"."""
    for cue in draft.cues:
        if cue.intent != draft.intent or any(part in cue.source for part in _GAPS):
            continue
        for at in range(*map(draft.skeleton.token_at, (cue.start, cue.end))):
            if draft.sentence.is_word(at):
                draft.use(at, at + 1)


def without_ends(text: str, dull: frozenset[str]) -> str:
    """A text without the words at its ends that say nothing; "" where all are such words."""
    kept = text.split()
    for end in (0, -1):
        while kept and ((word := _bare(kept[end])) in dull or not word):
            del kept[end]
    return " ".join(kept)


def is_dull(text: str, dull: frozenset[str]) -> bool:
    """Whether every word of a text says nothing."""
    return all(not (word := _bare(each)) or word in dull for each in text.split())


def _bare(word: str) -> str:
    bare = word.strip("?!.,:;→'’\"()").casefold()
    return "" if bare == "s" and len(word) > 1 else bare


def free_text(draft: Draft, start: int, *, dates: bool = True, names: bool = True) -> str:
    """Everything unread from ``start`` on; dates are left out if ``dates``.

    With ``names``, people who are named within it stay in it.
    """
    if dates:
        for begins, ends, found in draft.sentence.date_spans():
            if begins >= start and period_of(found) is not None:
                draft.use(begins, ends)
    pieces = [draft.rest(begin, end, names=names) for begin, end in draft.clauses(start)]
    return ", ".join(text for piece in pieces if (text := tidy(piece)))


def action_of(draft: Draft, otherwise: str) -> str:
    """What is to be done: as typed, as the cues say, or else as is usual."""
    return table("actions").get(draft.typed or "") or draft.presets().get("action") or otherwise

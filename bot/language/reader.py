"""From a message to what it means: the address, the parts, the intent, the slots."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from bot.language.cities import is_city, is_town
from bot.language.cleaning import Clean, clean
from bot.language.dates import prepare as prepare_dates
from bot.language.decision import candidates_of, decide, reasons_of
from bot.language.draft import Draft
from bot.language.intent import cues_of
from bot.language.intents.boundaries import fill_boundary
from bot.language.intents.doing import (
    fill_cadence,
    fill_favour,
    fill_introduction,
    fill_opportunity,
    fill_promise,
    fill_remind,
)
from bot.language.intents.edits import fill_edit
from bot.language.intents.jobs import fill_job_change
from bot.language.intents.met import fill_met
from bot.language.intents.milestones import fill_milestone
from bot.language.intents.notes import fill_note
from bot.language.intents.nudges import fill_nudge_reply
from bot.language.intents.questions import fill_query
from bot.language.intents.settings import fill_settings, fill_system
from bot.language.learned import INTENTS, weights
from bot.language.names import NameIndex
from bot.language.naming import find_people
from bot.language.patterns import patterns
from bot.language.reading import Context, Reading, Verb
from bot.language.sentence import Sentence
from bot.language.skeleton import skeleton_of
from bot.language.surface import leading_verb, strip_address
from bot.language.usage import cut
from bot.language.when import period_of

LONGEST = 4_000

FILL: Mapping[str, Callable[[Draft], None]] = {
    "met": fill_met,
    "note": fill_note,
    "milestone": fill_milestone,
    "job_change": fill_job_change,
    "cadence": fill_cadence,
    "remind": fill_remind,
    "promise": fill_promise,
    "favour": fill_favour,
    "introduction": fill_introduction,
    "opportunity": fill_opportunity,
    "boundary": fill_boundary,
    "query": fill_query,
    "nudge_reply": fill_nudge_reply,
    "edit": fill_edit,
    "settings": fill_settings,
    "system": fill_system,
}

TYPED: Mapping[str, str] = {
    **dict.fromkeys(("met", "log"), "met"),
    "note": "note",
    **dict.fromkeys(("birthday", "milestone"), "milestone"),
    **dict.fromkeys(("job", "moved"), "job_change"),
    **dict.fromkeys(("cadence", "every", "keep", "drop"), "cadence"),
    **dict.fromkeys(("remind", "followup"), "remind"),
    "promise": "promise",
    **dict.fromkeys(("favour", "favor", "thanks"), "favour"),
    "intro": "introduction",
    **dict.fromkeys(("opp", "share"), "opportunity"),
    "boundary": "boundary",
    **dict.fromkeys(
        ("who", "find", "about", "last", "due", "today", "congrats", "drifting", "history"),
        "query",
    ),
    **dict.fromkeys(("done", "snooze", "skip", "later"), "nudge_reply"),
    **dict.fromkeys(("edit", "undo", "merge", "rename", "forget"), "edit"),
    "settings": "settings",
    **dict.fromkeys(
        ("export", "import", "help", "start", "status", "invite", "link"), "system"
    ),
}
"""The intent of a typed command, by every word for it that people use."""

_SAMPLE = (
    "met Zoe Bell (@zoe) at PyCon on 3 May, CTO at Acme, loves tea. call her by Friday 9am"
)
_NAME_FIRST = frozenset(INTENTS) - {"settings", "system", "none"}

_TYPED_FIRST = frozenset({"promise", "milestone", "settings", "nudge_reply"})
_IMPERSONAL = frozenset({"note", "settings", "system"})


def prepare() -> None:
    """Load the vocabulary and make every expression, which takes some tenths of a second.

    Without it the first sentences take longer, each for what it is the first to need.
    """
    for name in ("cues", "followups", "leads"):
        patterns(name).prepare()
    weights()
    prepare_dates()
    is_city("")
    is_town("")
    now = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
    read(_SAMPLE, Context(now, "en-GB", "any", NameIndex(), {}))


def read(text: str, context: Context) -> Reading:
    """What ``text`` means against ``context``; never raises, whatever the text is."""
    cleaned = clean(text[:LONGEST], context.platform)
    surface = strip_address(cleaned, context.bot_names)
    begin, typed = surface.begin, surface.typed
    if typed is not None:
        return _command(typed, begin, _Source(cleaned, context))
    leading = leading_verb(cleaned, begin, context.verbs)
    plain = _understand(_Source(cleaned, context), begin, None, None, weighs=leading is None)
    if leading is None:
        return plain
    word, after = leading
    verb = context.verbs[word]
    intent = _intent_of(word, verb)
    rest = cleaned.text[after:].strip()
    source = _Source(cleaned, context)
    is_same = plain.intent == intent and intent in FILL
    if is_same and (intent not in _TYPED_FIRST or not rest):
        return _with_verb(plain, verb, rest)
    if is_same or intent not in FILL or plain.intent == "none" or not rest:
        return _command(word, after, source)
    return _command(word, after, source) if _is_call(plain.intent, after, source) else plain


def _is_call(intent: str, after: int, source: "_Source") -> bool:
    """Whether a word that is a verb of ours is meant as one: "kept Bob: the list".

    It is where a person follows, and with them a colon or nothing more; or where the sentence
    would not be about anybody otherwise.
    """
    draft = _draft(source, after, lead=True)
    if not draft.mentions or draft.mentions[0].start != 0:
        return False
    tokens = draft.sentence.tokens
    end = draft.mentions[0].end
    return intent in _IMPERSONAL or end == len(tokens) or tokens[end].text in {":", "?", "."}


class _Source(Struct, frozen=True):
    """A cleaned message with its context: what every reading of it begins from."""

    cleaned: Clean
    context: Context


def _command(word: str, begin: int, source: _Source) -> Reading:
    context = source.context
    verb = context.verbs.get(word)
    intent = _intent_of(word, verb)
    cleaned = source.cleaned
    rest = cleaned.text[begin:].strip()
    if intent in FILL:
        reading = _understand(source, begin, intent, word)
        return _with_verb(reading, verb, rest)
    if verb is None:
        return Reading("none", {"words": rest}, unread=(f"/{word}",))
    return _by_usage(verb, intent, begin, source)


def _intent_of(word: str, verb: Verb | None) -> str:
    """The intent of a typed word: its own, its command's, or the command itself."""
    if word in TYPED:
        return TYPED[word]
    if verb is None:
        return "none"
    answers = [answer.partition(".")[0] for answer in verb.answers]
    return answers[0] if answers else TYPED.get(verb.verb, verb.verb)


def _with_verb(reading: Reading, verb: Verb | None, words: str) -> Reading:
    slots = dict(reading.slots)
    slots["words"] = words
    return Reading(
        reading.intent,
        slots,
        reading.evidence,
        reading.unread,
        verb.verb if verb is not None else None,
    )


def draft_of(text: str, context: Context) -> Draft | None:
    """What is found in a sentence, without its intent; ``None`` for a typed command."""
    cleaned = clean(text[:LONGEST], context.platform)
    surface = strip_address(cleaned, context.bot_names)
    if surface.typed is not None:
        return None
    return _draft(_Source(cleaned, context), surface.begin, lead=False)


def reasons(text: str, context: Context) -> tuple[str, ...]:
    """What speaks for the intent of a sentence, the strongest first; none if it was typed."""
    draft = draft_of(text, context)
    return tuple(reasons_of(draft, decide(draft))) if draft is not None else ()


def _draft(source: _Source, begin: int, *, lead: bool, intent: str | None = None) -> Draft:
    sentence = Sentence(source.cleaned, begin, source.context)
    mentions, others = find_people(sentence, lead=lead)
    skeleton = skeleton_of(sentence, mentions)
    return Draft(sentence, list(mentions), list(others), skeleton, cues_of(skeleton, intent))


def _understand(
    source: _Source, begin: int, intent: str | None, typed: str | None, *, weighs: bool = True
) -> Reading:
    draft = _draft(source, begin, lead=intent in _NAME_FIRST and typed != "find", intent=intent)
    draft.typed = typed
    if intent is None:
        intent = decide(draft) if weighs else candidates_of(draft).by_cues
    draft.intent = intent
    if intent in FILL:
        FILL[intent](draft)
    return Reading(
        intent,
        {slot: value for slot, value in draft.slots.items() if value not in ((), "", None)},
        tuple(draft.evidence),
        tuple(draft.unread),
    )


def _by_usage(verb: Verb, intent: str, begin: int, source: _Source) -> Reading:
    """The slots that a command's usage line names, each read from its part of the words."""
    typed = source.cleaned.text[begin:].strip()
    slots: dict[str, object] = {"words": typed}
    for slot, piece in cut(verb.usage, typed).items():
        if slot == "people":
            draft = _draft(_Source(clean(piece, "any"), source.context), 0, lead=True)
            named = tuple(draft.named(one) for one in draft.mentions)
            if named:
                slots[slot] = named
        elif slot == "when":
            draft = _draft(_Source(clean(piece, "any"), source.context), 0, lead=False)
            periods = [period_of(found) for found in draft.sentence.past]
            if periods and periods[0] is not None:
                slots[slot] = periods[0]
        else:
            slots[slot] = piece
    return Reading(intent, slots, verb=verb.verb)

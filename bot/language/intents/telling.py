"""Facts and days in somebody's life: notes, boundaries, milestones, changes of job."""

from bot.language.details import read_details
from bot.language.draft import Draft, tidy
from bot.language.intents.clauses import read_side
from bot.language.intents.phrases import put_work
from bot.language.mentions import Mention
from bot.language.patterns import patterns
from bot.language.tokens import ARROWS
from bot.language.vocabulary import words
from bot.language.when import Found, others_of, period_of, yearly_of
from bot.language.who import first_list, name_people
from bot.language.work import org_end_of, read_work, skip_article
from bot.model.calendar import Month

_YEARLY = frozenset({"birthday", "work_anniversary", "anniversary"})
_CHANNELS = {
    "call": "call",
    "calls": "call",
    "calling": "call",
    "phone": "call",
    "ring": "call",
    "phoning": "call",
    "telephone": "call",
    "rings": "call",
    "phoned": "call",
    "text": "text",
    "texts": "text",
    "texting": "text",
    "sms": "text",
    "email": "email",
    "emails": "email",
    "emailing": "email",
    "mail": "email",
    "e-mail": "email",
    "whatsapp": "whatsapp",
    "telegram": "telegram",
    "signal": "signal",
    "slack": "slack",
    "video": "video",
    "zoom": "video",
    "facetime": "video",
    "teams": "video",
    "voice": "voice",
    "voicemail": "voice",
    "voicemails": "voice",
    "visit": "in_person",
    "visits": "in_person",
    "visiting": "in_person",
    "person": "in_person",
    "face-to-face": "in_person",
    "message": "text",
    "messages": "text",
}
_NOT = frozenset(
    {
        "don't",
        "never",
        "no",
        "not",
        "hates",
        "dislikes",
        "avoid",
        "doesn't",
        "without",
        "stop",
        "can't",
        "instead",
        "over",
        "than",
        "won't",
        "loathes",
        "ignores",
        "nor",
    }
)


def subject(draft: Draft) -> list[Mention]:
    """Whom a sentence is about: the first people named, or all of one list."""
    named = [one for one in draft.mentions if not one.negated]
    if len(named) > 1 and named[0].is_owner_of and named[1].start <= named[0].end + 3:
        tie = draft.sentence.norm(named[0].end + 1)
        if tie in words("kin", "ties"):
            named = named[1:]
    return first_list(draft, named)


def without_lead(draft: Draft, name: str) -> int:
    """Where the words begin after a lead such as "note to self:" or "remind me to"."""
    found = [
        match.end()
        for pattern, match in patterns("leads").find(draft.skeleton.text, draft.skeleton.words)
        if pattern.intent == name and match.start() == 0
    ]
    return draft.skeleton.token_at(max(found)) if found else 0


def free_text(draft: Draft, start: int, *, dates: bool = True) -> str:
    """Everything unread from ``start`` on; dates are left out if ``dates``."""
    if dates:
        for begins, ends, found in draft.sentence.date_spans():
            if begins >= start and period_of(found) is not None:
                draft.use(begins, ends)
    pieces = [draft.rest(begin, end) for begin, end in draft.clauses(start)]
    return ", ".join(text for piece in pieces if (text := tidy(piece)))


def fill_note(draft: Draft) -> None:
    """A lasting fact: what has a slot of its own goes there, the rest is the note."""
    read_details(draft)
    people = subject(draft)
    name_people(draft, people)
    start = without_lead(draft, "note")
    draft.use(0, start)
    if len(people) == 1 and draft.sentence.norm(people[0].end) == "'s":
        draft.use(people[0].end, people[0].end + 1)
    typed = _literal(draft, people)
    if typed is not None:
        draft.slots["note"] = typed
        return
    notes: list[tuple[int, str]] = []
    for begin, end in list(draft.clauses(start)):
        read_side(draft, begin, end, notes, medium=None)
    text = ", ".join(text for _, text in notes)
    if text:
        draft.slots["note"] = text


def _literal(draft: Draft, people: list[Mention]) -> str | None:
    """A note that quotes something with marks of code in it is kept letter for letter."""
    sentence = draft.sentence
    if not people:
        return None
    start = people[-1].end
    if sentence.norm(start) in {":", ","}:
        start += 1
    rest = sentence.text(start, len(sentence.tokens))
    return rest if any(mark in rest for mark in ("');", "--", "</", "{{", "${", "`")) else None


def fill_boundary(draft: Draft) -> None:
    """How or when somebody may be approached: channels, hours, and the rule as typed."""
    people = subject(draft)
    name_people(draft, people)
    sentence = draft.sentence
    draft.used = [used and sentence.is_named[at] for at, used in enumerate(draft.used)]
    if people and sentence.norm(people[0].end) == "'s":
        draft.use(people[0].end, people[0].end + 1)
    _read_channels(draft)
    _read_hours(draft)
    text = ", ".join(
        piece for start, end in draft.clauses() if (piece := tidy(draft.rest(start, end)))
    )
    if text:
        draft.slots["note"] = text


def _read_channels(draft: Draft) -> None:
    sentence = draft.sentence
    prefer: list[str] = []
    avoid: list[str] = []
    negative = False
    for at, token in enumerate(sentence.tokens):
        if token.kind == "mark" or token.norm in {
            "but",
            "only",
            "prefers",
            "rather",
            "best",
            "unless",
        }:
            negative = False
        if token.norm in _NOT:
            negative = True
        channel = _CHANNELS.get(token.norm)
        if channel is None or draft.used[at]:
            continue
        ahead = {sentence.norm(at + 1), sentence.norm(at + 2)}
        target = prefer if "only" in ahead or not negative else avoid
        if channel not in target and not (
            token.norm == "person" and sentence.norm(at - 1) != "in"
        ):
            target.append(channel)
    if prefer:
        draft.slots["prefer"] = tuple(prefer)
    if avoid:
        draft.slots["avoid"] = tuple(each for each in avoid if each not in prefer)
        if not draft.slots["avoid"]:
            del draft.slots["avoid"]


def _read_hours(draft: Draft) -> None:
    words_before = draft.sentence.cleaned.text[draft.sentence.begin :].casefold()
    for (start, _), clock in draft.sentence.times:
        if clock is None:
            continue
        before = words_before[max(0, start - 24) : start + 8]
        negative = any(word in _NOT for word in words_before[:start].split())
        if "before" in before or "until" in before or "till" in before:
            slot = "not_before" if negative else "not_after"
        elif "after" in before or "past" in before or "from" in before:
            slot = "not_after" if negative else "not_before"
        else:
            continue
        draft.slots.setdefault(slot, clock)


def fill_milestone(draft: Draft) -> None:
    """A day that matters: its kind, its date with as much year as was said, who and where."""
    draft.slots.update(draft.presets())
    kind = draft.slots.get("kind", "birthday" if draft.typed == "birthday" else None)
    if kind:
        draft.slots["kind"] = kind
    name_people(draft, subject(draft))
    _read_day(draft, yearly=kind in _YEARLY)
    _read_new_work(draft, kind)
    text = free_text(draft, without_lead(draft, "milestone"))
    kept = [
        word
        for word in text.split()
        if word.strip(".,!?'’s").casefold() not in words("day_words")
    ]
    plain = all(word.strip(".,!?'’").casefold() in words("grammar") for word in kept)
    if kept and not plain and kind not in {"birthday", "promotion", "new_job"}:
        draft.slots["note"] = " ".join(kept)


def _read_day(draft: Draft, *, yearly: bool) -> None:
    sentence = draft.sentence
    for start, end, found in sentence.date_spans():
        if found.relation == "since" and sentence.norm(start) == "after":
            continue
        value = _yearly(draft, found) if yearly else period_of(_directed(draft, found))
        if value is None:
            continue
        draft.put("when", value, start, end, "the day of it")
        if others := others_of(found):
            draft.slots["when_or"] = others
        return


def _yearly(draft: Draft, found: Found) -> object:
    monthly = yearly_of(found)
    if monthly is not None:
        return monthly
    value = period_of(found)
    return value if not isinstance(value, Month) else None


def _directed(draft: Draft, found: Found) -> Found:
    """A date read ahead where the sentence speaks of what is to come."""
    if not set(draft.skeleton.words) & words("ahead_words"):
        return found
    either = draft.sentence.undirected(found)
    return either if isinstance(either.value, Month) else draft.sentence.ahead(found)


def _read_new_work(draft: Draft, kind: str | None) -> None:
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        if draft.used[at] or token.kind != "word":
            continue
        if kind in {"promotion", "new_job"}:
            if (at and sentence.is_named[at - 1] and token.is_capital) or token.norm in {
                "to",
                "as",
                "is",
                "'s",
                "made",
                "now",
                "become",
                "becomes",
                "became",
                "named",
                "new",
            }:
                is_head = at and sentence.is_named[at - 1] and token.is_capital
                start = at if is_head else at + 1
                work = read_work(sentence, start, len(sentence.tokens), bare=True)
                if work and work.role:
                    put_work(draft, work, at)
                    return
        elif kind in {"work_anniversary", "graduation"} and token.norm in {
            "at",
            "with",
            "from",
        }:
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[skip_article(sentence, at + 1)].is_capital:
                begin = skip_article(sentence, at + 1)
                draft.put("org", (sentence.text(begin, stop),), at, stop, "where it is")
                return
        elif kind in {"wedding", "engagement"} and token.norm in {"in", "at"}:
            begin = skip_article(sentence, at + 1)
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[begin].is_capital:
                draft.put("place", sentence.text(begin, stop), at, stop, "where it is")
                return


def fill_job_change(draft: Draft) -> None:
    """Where somebody goes, as what, and where from."""
    name_people(draft, subject(draft))
    sentence = draft.sentence
    count = len(sentence.tokens)
    for start, end, found in sentence.date_spans():
        period = period_of(_directed(draft, found))
        if period is not None:
            draft.put("when", period, start, end, "when it is")
            break
    at = _read_arrow(draft)
    while at < count:
        if draft.used[at]:
            at += 1
            continue
        at = max(at + 1, _read_job_word(draft, at, count))
    text = free_text(draft, 0)
    kept = [
        word
        for word in text.split()
        if word.strip(".,!?'’").casefold() not in words("job_words")
    ]
    if kept and not all(word.strip(".,!?'’").casefold() in words("grammar") for word in kept):
        draft.slots["note"] = text


def _read_arrow(draft: Draft) -> int:
    """Fill both employers of "Acme -> Globex"; gives where to read on."""
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        if token.text not in ARROWS:
            continue
        begin = at
        while begin > 0 and sentence.is_word(begin - 1):
            begin -= 1
        if begin < at:
            draft.put("from_org", sentence.text(begin, at), begin, at, "before an arrow")
        return at
    return 0


def _read_job_word(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    norm = sentence.norm(at)
    before = sentence.norm(at - 1)
    stop = 0
    past = {"longer", "used"} & set(draft.skeleton.words) and norm in {"for", "at", "with"}
    if (
        past
        or norm in {"left", "leaves", "leaving", "quit", "quits", "quitting", "from"}
        or (norm in {"at", "by"} and before in words("ending_words"))
    ):
        stop = org_end_of(sentence, at + 1, count)
        if stop and "from_org" not in draft.slots:
            begin = skip_article(sentence, at + 1)
            draft.put("from_org", sentence.text(begin, stop), at, stop, f"after “{norm}”")
    elif norm in {
        "joined",
        "joins",
        "joining",
        "to",
        "for",
        "at",
        "with",
        "→",
        "->",
        "=>",
        "by",
    }:
        begin = skip_article(sentence, at + 1)
        stop = org_end_of(sentence, at + 1, count)
        capital = bool(stop) and (
            sentence.tokens[begin].is_capital or norm in {"joined", "joins", "joining"}
        )
        work = read_work(sentence, at + 1, count, bare=True)
        if work and work.role and work.role[0] <= begin + 1:
            return put_work(draft, work, at)
        if capital and "org" not in draft.slots:
            draft.put("org", (sentence.text(begin, stop),), at, stop, f"after “{norm}”")
        else:
            stop = 0
    elif norm in {"as", "now", "is", "'s", "(", ",", "new"}:
        work = read_work(sentence, at + 1, count, bare=True)
        if work and (work.role or work.org):
            return put_work(draft, work, at)
    return stop

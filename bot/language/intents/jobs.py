"""Where somebody goes to work, as what, and where from."""

from bot.language.draft import Draft
from bot.language.intents.milestones import directed
from bot.language.intents.parts import read_parts
from bot.language.intents.phrases import put_work
from bot.language.intents.remarks import free_text, is_dull, subject, use_cues
from bot.language.organisations import org_end_of, skip_article
from bot.language.tokens import ARROWS
from bot.language.vocabulary import words
from bot.language.when import period_of
from bot.language.who import name_people
from bot.language.work import read_work


def fill_job_change(draft: Draft) -> None:
    """Where somebody goes, as what, and where from."""
    name_people(draft, subject(draft))
    sentence = draft.sentence
    count = len(sentence.tokens)
    for start, end, found in sentence.date_spans():
        period = period_of(directed(draft, found))
        if period is not None:
            draft.put("when", period, start, end, "when it is")
            break
    at = _read_arrow(draft)
    while at < count:
        if draft.used[at]:
            at += 1
            continue
        at = max(at + 1, _read_job_word(draft, at, count))
    if draft.typed and not {"org", "role", "from_org"} & set(draft.slots):
        read_parts(draft)
    text = free_text(draft, 0, names=False)
    known = {"org", "role", "from_org"} & set(draft.slots)
    if known:
        use_cues(draft)
        more = free_text(draft, 0, names=False)
        text = "" if is_dull(more, words("job_words", "grammar")) else more
    if text:
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


def _after_called(draft: Draft, at: int) -> int:
    """Where a name begins after what it is the name of: "a startup called Acme"."""
    norm = draft.sentence.norm
    return at + 2 if norm(at) in words("orgs") and norm(at + 1) in {"called", "named"} else at


def _is_lower(draft: Draft) -> bool:
    """Whether a message is written without capitals: then a firm has none either."""
    return not any(token.is_capital for token in draft.sentence.tokens[1:])


def _is_new(draft: Draft, at: int) -> bool:
    """Whether a job is spoken of that begins: "a new job at Acme"."""
    begins = {"new", "first", "dream", "landed", "starting"}
    return not begins.isdisjoint(draft.sentence.norm(place) for place in range(at - 4, at))


def _read_job_word(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    norm = sentence.norm(at)
    before = sentence.norm(at - 1)
    stop = 0
    past = {"longer", "used"} & draft.skeleton.held and norm in {"for", "at", "with"}
    if (
        past
        or norm in {"left", "leaves", "leaving", "quit", "quits", "quitting", "from"}
        or (norm in {"at", "by"} and before in words("ending_words") and not _is_new(draft, at))
        or (norm == "with" and before == "contract" and not _is_new(draft, at))
    ):
        stop = org_end_of(sentence, at + 1, count)
        if stop and "from_org" not in draft.slots:
            begin = skip_article(sentence, at + 1)
            draft.put("from_org", sentence.text(begin, stop), at, stop, f"after “{norm}”")
    elif norm in {
        "join",
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
        begin = _after_called(draft, skip_article(sentence, at + 1))
        stop = org_end_of(sentence, begin, count)
        is_named = sentence.norm(at) in {"join", "joined", "joins", "joining"} or (
            _is_lower(draft) and before in words("moving")
        )
        capital = bool(stop) and (sentence.tokens[begin].is_capital or is_named)
        work = read_work(sentence, begin, count, bare=True)
        if work and work.role and work.role[0] <= begin + 1:
            return put_work(draft, work, at)
        if capital and "org" not in draft.slots:
            draft.put("org", (sentence.text(begin, stop),), at, stop, f"after “{norm}”")
        else:
            stop = 0
    elif norm in {"as", "now", "is", "'s", "(", ",", "new", ":"}:
        work = read_work(sentence, at + 1, count, bare=True)
        if work and (work.role or work.org):
            return put_work(draft, work, at)
    return stop

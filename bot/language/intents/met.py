"""Contact that took place: with whom, when, how, where, about what, and what comes next."""

from bot.language.details import read_details
from bot.language.draft import Draft
from bot.language.followups import read_deadline, read_follow_up
from bot.language.forms import read_form
from bot.language.intents.clauses import read_side
from bot.language.intents.contact_dates import leave_unread, read_date
from bot.language.intents.phrases import Notes, contact_words, read_head
from bot.language.intents.wheres import phrase_end
from bot.language.introducers import read_introducer
from bot.language.mentions import Mention
from bot.language.organisations import skip_article
from bot.language.places import is_event
from bot.language.vocabulary import words
from bot.language.who import are_one_list, name_people
from bot.language.work import role_span

_AFTER_EVENT = frozenset({"with", "w", "w/", "at", "@", "in", ":", ","})
_ATTENDANCE = frozenset({"event", "place"})


def fill_met(draft: Draft) -> None:
    """Fill every slot of a ``met``; what fits none of them is its note."""
    _use_laughter(draft)
    read_details(draft)
    introducer = read_introducer(draft)
    form = read_form(draft)
    if "introduced_by" in form:
        introducer = next((one for one in draft.mentions if draft.used[one.start]), introducer)
    read_follow_up(draft)
    people = _people(draft, introducer)
    name_people(draft, people)
    for one in people:
        _read_role_before(draft, one.start)
    heads = [one.start for one in people] or [_head_at(draft)]
    read_date(draft, heads[0])
    read_deadline(draft)
    medium = draft.presets().get("medium")
    heads += _cue_places(draft)
    _read_opening_event(draft, heads[0])
    notes: Notes = []
    for start, end in list(draft.clauses()):
        is_head = any(start <= head < end for head in heads) or _is_adverbial(draft, start)
        if is_head or (end <= heads[0] and _is_setting(draft, start, end)):
            read_head(draft, start, end, notes, medium=medium)
        else:
            read_side(draft, start, end, notes, medium=medium)
    if medium is None and (_ATTENDANCE & set(draft.slots) or draft.typed == "met"):
        medium = "in_person"
    if medium:
        draft.slots["medium"] = medium
    leave_unread(draft)
    note = ", ".join(text for _, text in sorted(notes) if text)
    if note:
        draft.slots["note"] = note


def _read_opening_event(draft: Draft, head: int) -> None:
    """Fill ``event`` from "choir practice with Bob", where a happening is all that is said."""
    sentence = draft.sentence
    begin = skip_article(sentence, 0)
    stop = begin
    while stop < head and sentence.is_word(stop) and not draft.used[stop]:
        if sentence.norm(stop) in _AFTER_EVENT:
            break
        stop += 1
    if sentence.norm(stop) not in _AFTER_EVENT or not begin < stop <= begin + 4:
        return
    last = sentence.norm(stop - 1)
    last = sentence.norm(stop - 2) if last in words("called_days") else last
    is_talk = last in contact_words()
    if "event" not in draft.slots and last in words("events") and not is_talk:
        draft.put("event", sentence.text(begin, stop), begin, stop, "what it was")


def _use_laughter(draft: Draft) -> None:
    """Use up what is typed for the tone alone, with the marks that it stands between."""
    for at, token in enumerate(draft.sentence.tokens):
        if token.norm in words("laughter"):
            draft.use(at, at + 1)


def _read_role_before(draft: Draft, start: int) -> None:
    """Fill ``role`` from "vendor Bryony Tate", "my dentist Dr Abara", "the Dean (Dr Voss)"."""
    sentence = draft.sentence
    end = start - 1 if sentence.norm(start - 1) in {"(", ","} else start
    begin = end
    while begin > 0 and end - begin < 3 and sentence.is_word(begin - 1):
        token = sentence.tokens[begin - 1]
        is_role = token.text.isupper() and token.norm in words("roles")
        if token.norm in words("grammar", "cue_words", "kin") and not is_role:
            break
        begin -= 1
    for at in range(begin, end):
        span = role_span(sentence, at, end)
        if span and span[1] == end:
            if sentence.norm(end - 1) in words("plain_titles"):
                draft.use(end - 1, end)
            else:
                draft.put("role", (sentence.text(*span),), span[0], end, "before a name")
            return


def _is_adverbial(draft: Draft, start: int) -> bool:
    sentence = draft.sentence
    while sentence.norm(start) in words("greetings") and sentence.norm(start).isalpha():
        start += 1
    if sentence.norm(start) in words("leads"):
        return True
    acted = sentence.norm(start + 1)
    return sentence.norm(start) in {"we", "i"} and acted in words("togetherness")


def _is_setting(draft: Draft, start: int, end: int) -> bool:
    """Whether a clause only says where and when: "great evening at Ola's 40th, ..."."""
    sentence = draft.sentence
    norms = {sentence.norm(at) for at in range(start, end)} - {"'s"}
    is_still = norms.isdisjoint(words("past", "present"))
    if is_still and sentence.is_named[start] and "event" not in draft.slots:
        _read_owned_event(draft, start, end)
    return is_still and not norms.isdisjoint(words("where_leads"))


def _read_owned_event(draft: Draft, start: int, end: int) -> None:
    """Fill ``event`` from "Liz's leaving do", where a clause begins with it."""
    sentence = draft.sentence
    at = start
    while at < end and sentence.is_named[at]:
        at += 1
    stop = phrase_end(draft, at, end, words("phrase_ends"))
    if sentence.norm(at) == "'s" and is_event(sentence, at + 1, stop):
        draft.put("event", sentence.text(start, stop), start, stop, "somebody's feast")


def _people(draft: Draft, introducer: Mention | None) -> list[Mention]:
    """Those dealt with: the first list of people, and others where they were dealt with too."""
    found = [one for one in draft.mentions if one is not introducer and not one.negated]
    used = [one for one in found if not draft.used[one.start] or one.handle]
    free = [one for one in used if not one.is_owner_of] or used
    chosen: list[Mention] = []
    for one in free:
        if not chosen or are_one_list(draft, chosen[-1], one):
            if chosen and _says_more(draft, chosen[-1], one):
                break
            chosen.append(one)
        elif _is_with_them(draft, one):
            chosen.append(one)
    return chosen


def _is_with_them(draft: Draft, one: Mention) -> bool:
    """Whether somebody named further on was dealt with, too: "with", "introduced me to"."""
    sentence = draft.sentence
    before = sentence.norm(one.start - 1)
    if before in words("conjunctions"):
        other = one.start - 2
        is_subject = sentence.tokens[other].is_capital and not sentence.is_named[other]
        return not is_subject and sentence.norm(one.end) not in words("finite")
    if before in words("together") or (before == ":" and _lists_others(draft, one.start - 2)):
        return True
    for at in range(max(1, one.start - 5), one.start - 1):
        acts = sentence.norm(at - 1) in {"introduced", "'d", "introd"}
        if acts and sentence.norm(at) in {"me", "us"} and sentence.norm(at + 1) == "to":
            return True
    return False


def _lists_others(draft: Draft, at: int) -> bool:
    """Whether a list is announced of those who were there, too: "also there: Bob, Ana"."""
    near = {draft.sentence.norm(place) for place in range(at - 2, at + 1)}
    return not near.isdisjoint({"there", "present", "also", "others", "attendees"})


def _says_more(draft: Draft, before: Mention, one: Mention) -> bool:
    """Whether a second person, after a comma, is the subject of another thought."""
    sentence = draft.sentence
    comma = sentence.norm(before.end) == "," and sentence.norm(before.end + 1) not in {
        "and",
        "&",
    }
    return comma and sentence.norm(one.end) in words("finite")


def _head_at(draft: Draft) -> int:
    places = [draft.skeleton.token_at(cue.start) for cue in draft.cues if cue.intent == "met"]
    return places[0] if places else 0


def _cue_places(draft: Draft) -> list[int]:
    """Where the words for the contact itself stand, if they stand in the first thought."""
    first = next(iter(draft.clauses()), (0, 0))
    places = (draft.skeleton.token_at(cue.start) for cue in draft.cues if cue.intent == "met")
    return [at for at in places if at < first[1]][:1]

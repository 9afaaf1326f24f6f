"""What somebody is, and whom they work for: "SRE at Bolt", "head of trade, Afrexim Bank"."""

from msgspec import Struct

from bot.language.chunks import is_plain
from bot.language.cities import is_city, is_town
from bot.language.organisations import ARTICLES, capital_at, org_end_of, skip_article
from bot.language.sentence import Sentence
from bot.language.vocabulary import words

FURTHEST = 24
_AT = frozenset({"at", "@", "for", "with", "w/", "in", "from"})
_FILLERS = frozenset(
    {"going", "now", "currently", "also", "just", "still", "actually", "new", "called"}
)
_BE = frozenset({"is", "'s", "was", "are", "as", "being", "be", "became"})
_WORKS = frozenset({"works", "working", "worked", "work", "employed", "interning", "interns"})
_RUNS = frozenset(
    {
        "runs",
        "leads",
        "heads",
        "manages",
        "running",
        "leading",
        "heading",
        "doing",
        "does",
        "builds",
    }
)
_PRONOUNS = frozenset({"she", "he", "they", "who", "i", "it", "hes", "shes", "theyre"})
_EMPLOYED = frozenset({"at", "@", "for", "with", "as", "on"})
_BEFORE_WORK = _PRONOUNS | _FILLERS | _BE | ARTICLES | {"and"}
_ROLE_STOPS = _AT | {"of", "to", "and", "on", "as", "who", "'s", "like"}
_TRADES = ("ologist", "iatrist", "ographer", "ician", "maker", "smith", "keeper", "onomist")
_AFTER_HEAD = frozenset({"vp", "head", "director", "svp", "evp", "lead", "chief", "manager"})


class Work(Struct, frozen=True):
    """A role and an organisation, each with its tokens; either may be missing."""

    role: tuple[int, int] | None = None
    org: tuple[int, int] | None = None
    end: int = 0


def read_work(sentence: Sentence, start: int, end: int, *, bare: bool = False) -> Work | None:
    """The work that the tokens from ``start`` to ``end`` begin with, if they speak of it.

    ``bare`` is whether a role alone, without "is" or "works", is one here.
    """
    at = start
    said = bare
    been = told = False
    end = min(end, start + FURTHEST)
    while at < end and sentence.is_named[at]:
        at += 1
    while at < end and sentence.norm(at) in _BEFORE_WORK:
        norm = sentence.norm(at)
        been = been or norm in _BE or norm in {"now", "currently", "hes", "shes", "theyre"}
        told = told or norm in _PRONOUNS
        said = said or been
        at += 1
    norm = sentence.norm(at)
    if norm in words("trades") and not told:
        return _trading(sentence, at, end)
    if norm in _WORKS:
        return _employed(sentence, at + 1, end)
    if norm in _AT and been:
        return _based(sentence, at, end)
    if norm in _RUNS:
        return _runs(sentence, at, end)
    return _in_role(sentence, at, end, said=said) if been or not told else None


def _trading(sentence: Sentence, at: int, end: int) -> Work | None:
    """Read "selling insurance for Allianz": a trade of a few words, and for whom."""
    for place in range(at + 1, min(end, at + 5)):
        if sentence.norm(place) in {"for", "at"} and capital_at(sentence, place + 1):
            org_end = org_end_of(sentence, place + 1, end)
            role = (at, place) if place > at + 1 else None
            return Work(role, (place + 1, org_end), org_end) if org_end else None
    return None


def _based(sentence: Sentence, at: int, end: int) -> Work | None:
    """Read "is at Acme": an organisation, unless it is where somebody lives or comes from."""
    begin = skip_article(sentence, at + 1)
    if sentence.norm(at) == "from":
        return None
    if sentence.norm(at) == "in" and not capital_at(sentence, begin):
        return None
    org_end = org_end_of(sentence, at + 1, end)
    if not org_end or sentence.norm(org_end) in words("events", "places"):
        return None
    last = sentence.norm(org_end - 1)
    if not sentence.tokens[begin].is_capital and last in words("events", "places"):
        return None
    if sentence.norm(at) == "in" and last not in words("orgs", "teams"):
        return None
    return Work(None, (begin, org_end), org_end)


def _in_role(sentence: Sentence, at: int, end: int, *, said: bool) -> Work | None:
    """Read "CTO of Acme": a role, and whom it is with if that is said."""
    role = role_span(sentence, at, end)
    if role is None or _is_somebodys(sentence, role):
        return None
    after = sentence.norm(role[1])
    if _acts(after) and (role[1] - role[0] == 1 or not said):
        return None
    owned = {sentence.norm(role[0]), sentence.norm(role[0] - 1)} & words("owners")
    if owned and after in words("finite") and not after.startswith("'"):
        return None
    if not (said or role[1] == end or after in _AT):
        return None
    if after in _AT or after == "of":
        org_end = org_end_of(sentence, role[1] + 1, end)
        last = sentence.norm(org_end - 1)
        where = sentence.text(role[1] + 1, org_end)
        home = (after == "from" and is_town(where)) or (after == "in" and is_city(where))
        home = home or (after == "in" and last not in words("orgs", "teams"))
        trade = after == "for" and not _is_firm(sentence, role[1] + 1)
        if org_end and not home and not trade:
            return Work(role, (skip_article(sentence, role[1] + 1), org_end), org_end)
    return Work(role, None, role[1])


def _acts(norm: str) -> bool:
    """Whether a verb in the past follows what could be a role: "customs cleared it"."""
    return len(norm) > 4 and norm.endswith("ed") and norm not in {"called", "named"}


def _is_firm(sentence: Sentence, at: int) -> bool:
    """Whether whom somebody works for begins here, and not what: "for coffee machines"."""
    begin = skip_article(sentence, at)
    return begin > at or capital_at(sentence, begin) or not is_plain(sentence.norm(begin))


def _is_somebodys(sentence: Sentence, role: tuple[int, int]) -> bool:
    """Whether a role is somebody else's, who is this one's: "Tim's partner"."""
    begin, end = role
    owned = begin > 1 and sentence.norm(begin - 1) == "'s" and sentence.is_named[begin - 2]
    return owned and sentence.norm(end - 1) in words("ties")


def _employed(sentence: Sentence, at: int, end: int) -> Work | None:
    """Read what follows "works": "for Globex as a nurse", "on malaria at Wits"."""
    role = org = None
    done = at
    while at < end and sentence.norm(at) in _EMPLOYED:
        begin = skip_article(sentence, at + 1)
        if sentence.norm(at) == "on":
            at = next(
                (
                    place
                    for place in range(at, min(end, at + 7))
                    if sentence.norm(place) == "at"
                ),
                end,
            )
            continue
        is_role = sentence.norm(at) == "as"
        stop = (
            role_end_of(sentence, begin, end) if is_role else org_end_of(sentence, begin, end)
        )
        if not stop:
            break
        role, org = ((begin, stop), org) if is_role else (role, (begin, stop))
        at = done = stop
    return Work(role, org, done) if role or org else None


def _runs(sentence: Sentence, at: int, end: int) -> Work | None:
    """Read "runs payments at Paystack": the nearest "at", else the first "for" and the like."""
    stop = at + 1
    while stop < min(end, at + 9) and sentence.is_word(stop):
        stop += 1
    found = [place for place in range(at + 2, stop) if sentence.norm(place) in _AT]
    if not found:
        return None
    place = next((each for each in found if sentence.norm(each) == "at"), found[0])
    org_end = org_end_of(sentence, place + 1, end)
    if not org_end or sentence.norm(place) == "in":
        return None
    begin = at + 1 if sentence.norm(at) in {"does", "doing"} else at
    role = (begin, place) if place - begin < 5 else None
    return Work(role, (skip_article(sentence, place + 1), org_end), org_end)


def role_span(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The role that the words at ``start`` begin with: "a data scientist", "VP of Sales"."""
    head = 0
    begin = at = start
    while at < min(end, begin + 6) and sentence.is_word(at):
        norm = sentence.norm(at)
        if _is_role(norm):
            head = at + 1
        elif norm in ARTICLES and not head:
            begin = at + 1
        elif norm in _ROLE_STOPS or norm in words("finite", "topic_leads"):
            break
        at += 1
    if not head:
        return None
    last = sentence.norm(head - 1)
    if (
        sentence.norm(head) == "of"
        and last in words("of_roles")
        and _is_field(sentence, head + 1)
    ):
        after = _noun_end(sentence, head + 1, end)
        return (begin, after or head)
    if last in _AFTER_HEAD:
        return begin, _noun_end(sentence, head, end) or head
    return begin, head


def _is_field(sentence: Sentence, at: int) -> bool:
    """Whether a field of work begins here ("Sales", "staff"), and not an organisation."""
    if not sentence.is_word(at) or not sentence.tokens[at].is_capital or sentence.is_loud:
        return True
    return sentence.norm(at) in words("role_starts", "roles")


def role_end_of(sentence: Sentence, start: int, end: int) -> int:
    """Where the role that begins at ``start`` ends; 0 if none does."""
    role = role_span(sentence, start, end)
    return role[1] if role else 0


def _is_role(norm: str) -> bool:
    roles = words("roles")
    one = norm.removesuffix("s")
    return norm in roles or one in roles or (len(one) > 6 and one.endswith(_TRADES))


def _noun_end(sentence: Sentence, at: int, end: int) -> int:
    """Where up to four words that are no grammar end; 0 if there are none."""
    place = at
    while place < min(end, at + 4) and sentence.is_word(place):
        norm = sentence.norm(place)
        if norm not in {"and", "the"} and norm in words("grammar", "finite"):
            break
        place += 1
    while place > at and sentence.norm(place - 1) in {"and", "the"}:
        place -= 1
    return place if place > at else 0

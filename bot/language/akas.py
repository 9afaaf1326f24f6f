"""Other names that stand beside a name: in brackets, in quotes, or after "aka"."""

from collections.abc import Sequence

from msgspec import structs

from bot.language.chunks import Chunks
from bot.language.folding import name_tokens
from bot.language.mentions import Mention
from bot.language.sentence import Sentence
from bot.language.vocabulary import nicknames, words

_QUOTES = {'"': '"', "“": "”", "«": "»", "‘": "’"}


def with_akas(sentence: Sentence, chunks: Chunks, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each with the other names that are given beside it.

    A short form that brackets complete, "bao (Bao T. Le)", is replaced by the whole name.
    """
    result: list[Mention] = []
    for index, one in enumerate(mentions):
        if result and one.start < result[-1].end:
            continue
        stop = mentions[index + 1].start if index + 1 < len(mentions) else len(sentence.tokens)
        result.append(_completed(sentence, chunks, _quoted(sentence, chunks, one), stop))
    return result


def _quoted(sentence: Sentence, chunks: Chunks, one: Mention) -> Mention:
    """Gregory "Goose" Hale: the nickname is set aside, the surname belongs to the name."""
    at = one.end
    closing = _QUOTES.get(sentence.norm(at)) or _QUOTES.get(sentence.text(at, at + 1))
    if closing is None:
        return one
    for end in range(at + 2, min(at + 5, len(sentence.tokens))):
        if sentence.tokens[end].text in {closing, sentence.tokens[at].text}:
            after = chunks.run_end(end + 1)
            aka = sentence.text(at + 1, end)
            surname = sentence.text(end + 1, after)
            name = f"{one.name} {surname}".strip()
            contacts = sentence.context.known.match(name) or (() if surname else one.contacts)
            return structs.replace(
                one, end=max(after, end + 1), name=name, aka=(aka,), contacts=contacts
            )
    return one


def _completed(sentence: Sentence, chunks: Chunks, one: Mention, stop: int) -> Mention:
    """What brackets, or "aka", say right after a name."""
    at = one.end
    if held := _surname_after(sentence, chunks, one):
        return held
    led = False
    if sentence.norm(at) in {"(", "["}:
        begin = at + 1
        while sentence.norm(begin) in words("aka_leads"):
            begin += 1
    elif sentence.norm(at) in words("aka_words") or (
        sentence.norm(at) == "," and sentence.norm(at + 1) in words("aka_words")
    ):
        led = True
        begin = at + 1
        while sentence.norm(begin) in words("aka_leads", "aka_words"):
            begin += 1
    else:
        begin = _told_later(sentence, at, stop)
    end = chunks.run_end(begin) or begin
    if end == begin and sentence.norm(at) in {"(", "["}:
        end = chunks.lower_end(begin)
    if begin <= at or end <= begin:
        return one
    other = sentence.text(begin, end)
    if one.handle and one.name.startswith("@") and sentence.norm(at) == "(":
        contacts = sentence.context.known.match(other)
        return structs.replace(one, end=end + 1, name=other, contacts=contacts)
    led = led or begin > at + 1
    return _joined(sentence, one, other, end, is_led=led)


def _surname_after(sentence: Sentence, chunks: Chunks, one: Mention) -> Mention | None:
    """The whole of "Thandiwe (Thandi) Nkosi", whose brackets stand within the name."""
    if sentence.norm(one.end) != "(" or " " in one.name:
        return None
    closes = (at for at in range(one.end + 1, one.end + 8) if sentence.norm(at) == ")")
    close = next(closes, 0)
    after = chunks.run_end(close + 1) if close else 0
    if after <= close + 1 or not sentence.is_free(close + 1):
        return None
    inner = sentence.text(one.end + 1, close)
    aka = (inner,) if chunks.run_end(one.end + 1) == close else ()
    name = f"{one.name} {sentence.text(close + 1, after)}"
    contacts = sentence.context.known.match(name)
    return structs.replace(one, end=after, name=name, aka=aka, contacts=contacts)


def _told_later(sentence: Sentence, at: int, stop: int) -> int:
    """Where a name begins after "spells it" or "everyone calls him", in what follows."""
    del stop
    for place in range(at, min(at + 14, len(sentence.tokens) - 2)):
        norm, following = sentence.norm(place), sentence.norm(place + 1)
        if norm in {"spells", "spelled", "spelt", "writes"} and following in {"it", "as"}:
            return place + 2
        if norm == "goes" and following == "by":
            return place + 2
        if norm in {"call", "calls", "called"} and following in {"him", "her", "them"}:
            return place + 2
    return 0


def _joined(sentence: Sentence, one: Mention, other: str, end: int, *, is_led: bool) -> Mention:
    ours, theirs = name_tokens(one.name), name_tokens(other)
    script = sentence.tokens[one.start].is_foreign
    is_whole = (
        len(theirs) > len(ours)
        and len(ours) == 1
        and (ours[0] == theirs[-1] or _stands_for(ours[0], theirs[0]))
    )
    if is_whole and not script:
        contacts = sentence.context.known.match(other)
        aka = () if ours[0] == theirs[0] else (one.name,)
        kept = (
            one.contacts if one.contacts and not contacts and ours[0] == theirs[0] else contacts
        )
        return structs.replace(one, end=end + 1, name=other, aka=aka, contacts=kept)
    first = sentence.tokens[end - 1]
    if is_led or script or first.is_foreign or _share(ours, theirs):
        stop = end + 1 if sentence.norm(end) in {")", "]"} else end
        before = sentence.norm(one.end)
        beside = before in {"(", "[", ","} or before in words("aka_words")
        beside = beside and stop - one.end < 8
        if beside:
            return structs.replace(one, aka=(*one.aka, other), end=stop)
        return structs.replace(one, aka=(*one.aka, other), beside=_told(sentence, end))
    return one


def _told(sentence: Sentence, end: int) -> tuple[int, int]:
    """The thought in which another name is told: up to the marks around it."""
    begin = end
    while begin > 0 and sentence.tokens[begin - 1].kind != "mark":
        begin -= 1
    while end < len(sentence.tokens) and sentence.tokens[end].kind != "mark":
        end += 1
    return begin, end


def _stands_for(short: str, full: str) -> bool:
    if short == full or full.startswith(short):
        return True
    groups = nicknames()
    return bool(groups.get(short, frozenset()) & groups.get(full, frozenset({full})))


def _share(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(set(ours) & set(theirs)) and ours != theirs

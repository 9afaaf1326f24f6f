"""A text as items: each word with its kind, each run of digits with what it stands for."""

import re

from bot.language.dates.cascade import Item
from bot.language.dates.digits import read_token
from bot.language.dates.lexicon import ENGLISH, Lexicon, Meaning
from bot.language.dates.scanning import Token, lowered, tokens_of, without_apostrophes

_RUN = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"\d{1,2}\.\d\d$")
_DIGIT = re.compile(r"\d")
WORDS = frozenset({"plain", "word"})
ABBREVIATED = frozenset({"month", "weekday", "unit", "weakmonth", "weakday", "capitalday"})
LONGEST_SHORT = 6
PAIR = 2
NO_MEANING: Meaning = ("x", None)
WEAK_KINDS = {"month": "weakmonth", "weekday": "weakday", "season": "weakseason"}
CLOSING = frozenset(",.;:)!-–—")


def may_tell(text: str, lex: Lexicon = ENGLISH) -> bool:
    """Whether a text has a digit or a word without which nothing is said about days."""
    lower = lowered(text)
    if _DIGIT.search(lower) or any(word in lower for word in lex.slashed):
        return True
    runs = _RUN.findall(lower)
    return _has(lex.telling, runs, lower) or any(
        lex.slipped(run) for run in runs if lex.may_slip(run)
    )


def may_recur(text: str, lex: Lexicon = ENGLISH) -> bool:
    """Whether a text has a word without which nothing comes round."""
    lower = lowered(text)
    return _has(lex.recurring, _RUN.findall(lower), lower)


def _has(told: frozenset[str], runs: list[str], lower: str) -> bool:
    """Whether one of the words is there, as it stands or without its apostrophes."""
    if not told.isdisjoint(runs):
        return True
    plain = without_apostrophes(lower)
    return len(plain) < len(lower) and not told.isdisjoint(_RUN.findall(plain))


def items_of(
    text: str, skip: tuple[tuple[int, int], ...] = (), lex: Lexicon = ENGLISH
) -> list[Item]:
    """The items of a text, in order; whatever says nothing about days is of kind "x"."""
    items: list[Item] = []
    tokens = tokens_of(lowered(text))
    is_nothing = False
    place = -1
    while (place := place + 1) < len(tokens):
        token = tokens[place]
        if token.sort in WORDS and not (skip and _covered(token, skip)):
            if not lex.knows(token.said, token.plain):
                if not is_nothing:
                    items.append(Item("x", token.start, token.end))
                is_nothing = True
                continue
            item, taken = _word(text, tokens, place, lex)
            made = [item]
            place += taken
        elif token.sort == "skip" or token.said in lex.not_dates or _covered(token, skip):
            made = [Item("x", token.start, token.end)]
        else:
            made = read_token(token.sort, token.said, token.start)
        if made[0].kind != "x" or not is_nothing:
            items += made
        is_nothing = items[-1].kind == "x"
    return items


def _covered(token: Token, skip: tuple[tuple[int, int], ...]) -> bool:
    return any(token.start < until and token.end > since for since, until in skip)


def _word(text: str, tokens: list[Token], place: int, lex: Lexicon) -> tuple[Item, int]:
    """The item of the word at ``place``, and how many more tokens belong to it."""
    token = tokens[place]
    (kind, value), taken = _look_up(tokens, place, lex)
    start, end = token.start, tokens[place + taken].end
    if kind == "abbreviation":
        counted = place > 0 and tokens[place - 1].sort == "number"
        kind, value = ("unit", value) if counted else NO_MEANING
    elif kind in WEAK_KINDS and not taken:
        kind = _weakened(kind, text[start].isupper(), tokens, place, lex)
    if kind in ABBREVIATED and end - start < LONGEST_SHORT and text[end : end + 1] == ".":
        end += 1
        following = place + taken + 1
        taken += following < len(tokens) and tokens[following].start < end
        kind = "weekday" if kind == "capitalday" else kind
    return Item(kind, start, end, value), taken


def _weakened(kind: str, capital: bool, tokens: list[Token], place: int, lex: Lexicon) -> str:
    """The kind of a word that may also be a name or a verb."""
    token = tokens[place]
    following = tokens[place + 1].plain if place + 1 < len(tokens) else ""
    if kind == "weekday" and (following in lex.parts_of_day or _is_time(tokens, place + 1)):
        return kind
    before = tokens[place - 1].plain if place else ""
    closes = not following or following in CLOSING
    if kind == "weekday" and not capital and closes and before not in lex.before_verbs:
        return kind
    if token.plain in lex.weak:
        named = kind == "weekday" and place > 0 and capital
        return "capitalday" if named else WEAK_KINDS[kind]
    return WEAK_KINDS[kind] if capital and token.plain in lex.weak_capitals else kind


def _is_time(tokens: list[Token], place: int) -> bool:
    """Whether a time of day stands there, as in "sat 10:15"."""
    if place == len(tokens):
        return False
    token = tokens[place]
    return token.sort == "clock" or bool(token.sort == "numeric" and _TIME.match(token.said))


def _look_up(tokens: list[Token], place: int, lex: Lexicon) -> tuple[Meaning, int]:
    """What the word at ``place`` means, and how many more tokens it takes."""
    token = tokens[place]
    if token.plain in lex.openers:
        following = _after(tokens, place)
        if following < len(tokens):
            for rest, meaning in lex.phrases.get((token.plain, tokens[following].plain), ()):
                last = _says(tokens, following, rest)
                if last:
                    return meaning, last - place
    return _meaning(token, lex), 0


def _after(tokens: list[Token], place: int) -> int:
    """The place of the next token that is no hyphen, nor the dot of "St."."""
    jumped = "-." if len(tokens[place].said) <= PAIR else "-"
    place += 1
    return place + 1 if place < len(tokens) and tokens[place].said in jumped else place


def _says(tokens: list[Token], place: int, phrase: tuple[str, ...]) -> int:
    """The place of the last token of ``phrase`` where it follows; 0 if it doesn't."""
    for part in phrase:
        place = _after(tokens, place)
        if place >= len(tokens) or tokens[place].plain != part:
            return 0
    return place


def _meaning(token: Token, lex: Lexicon) -> Meaning:
    """What a word means by itself: its owner's ("Friday's"), as written, or with a slip."""
    plain = token.plain
    if len(plain) < len(token.said):
        if plain in lex.clipped:
            return NO_MEANING
        owner = lex.words.get(re.split("['’]", token.said)[0])
        if owner is not None:
            return owner
    return lex.words.get(plain) or lex.slipped(plain) or NO_MEANING

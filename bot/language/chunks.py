"""Runs of tokens that could be a name: by capitals, by script, or by not being words."""

from functools import cache, lru_cache

from bot.language.sentence import Sentence
from bot.language.tokens import Token
from bot.language.vocabulary import everyday, given_names, words

LONGEST = 6
MOST_TITLES = 6
HONORIFICS = (
    "さん",
    "様",
    "先生",
    "くん",
    "ちゃん",
    "님",
    "씨",
    "-ji",
    "-san",
    "-sensei",
    "-bhai",
)
_ENDINGS = ("ing", "ly", "tion", "ness", "ment", "able", "ful", "ed", "ship", "ism", "ology")


@cache
def plain_words() -> frozenset[str]:
    """Words that a lower-case name cannot have, unless the book or a class says so."""
    classes = (
        "kin",
        "titles",
        "grammar",
        "common",
        "roles",
        "role_starts",
        "imperatives",
        "orgs",
        "events",
        "places",
    )
    return words(*classes, "named_events", "named_shops") | everyday()


@cache
def dull_words() -> frozenset[str]:
    """Words with which nobody's name and no form of address begins, however written."""
    kept = words("kin", "titles", "family", "particles", "double", "suffixes")
    return words("grammar", "common") - kept - given_names()


@cache
def no_names() -> frozenset[str]:
    """Words that are no names even with a capital, unless the book says so."""
    return words("grammar", "common") - words("double") - given_names()


def is_plain(norm: str) -> bool:
    """Whether a lower-case word is an ordinary one."""
    if norm in given_names():
        return norm in words("double")
    if norm in plain_words() or (len(norm) > 4 and norm.endswith(_ENDINGS)):
        return True
    return len(norm) > 4 and norm[-1] == "s" and norm[:-1] in _stems()


@cache
def _stems() -> frozenset[str]:
    """Ordinary words that are ordinary with an s at the end as well: "swears", "trusts"."""
    return plain_words() | words("double")


@lru_cache(maxsize=16384)
def is_ordinary(norm: str) -> bool:
    """Whether a name does not begin with this word in lower case, nor a form of address."""
    address = words("kin", "titles", "family", "particles", "double", "suffixes")
    return is_plain(norm) and norm.rstrip(".") not in address


def _is_careless(sentence: Sentence) -> bool:
    """Whether a message is written without capitals, but for those that a phone puts."""
    for at, token in enumerate(sentence.tokens):
        if token.kind != "word" or not token.text[0].isupper() or token.norm == "i":
            continue
        before = sentence.tokens[at - 1] if at else None
        if before is not None and not before.is_end and sentence.date_at[at] is None:
            return sentence.is_loud
    return True


def _honorific(text: str) -> bool:
    """Whether a name is written together with a form of address: 田中さん, 지영님."""
    return len(text) > 2 and text.endswith(HONORIFICS)


class Chunks:
    """The runs of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.known = sentence.context.known
        self.is_careless = _is_careless(sentence)
        self._ends: dict[int, int] = {}

    def address_end(self, at: int) -> int:
        """Where the forms of address from ``at`` on end: "my cousin Olga", "Prof. Dr"."""
        sentence, end = self.sentence, at
        if sentence.norm(at).rstrip(".") not in words("titles", "kin"):
            return at
        while end < at + MOST_TITLES and sentence.is_free(end):
            norm = sentence.norm(end).rstrip(".")
            is_title = norm in words("titles") and (
                sentence.tokens[end].is_capital
                or norm in words("kin")
                or len(norm) < 4
                or norm not in words("double")
            )
            if not is_title and norm not in words("kin"):
                break
            end += 1
            if sentence.norm(end) == ".":
                end += 1
        named = self.run_end(end) > end or (self.is_careless and self.lower_end(end) > end)
        return end if end > at and named else at

    def run_end(self, at: int) -> int:
        """Where the name that may begin at ``at`` ends; ``at`` if none does."""
        if at not in self._ends:
            self._ends[at] = self._run_end(at)
        return self._ends[at]

    def _run_end(self, at: int) -> int:
        sentence = self.sentence
        if not sentence.is_free(at):
            return at
        if sentence.is_loud:
            return self.lower_end(at)
        if _honorific(sentence.tokens[at].text):
            return at + 1
        end = at
        while end < at + LONGEST and sentence.is_free(end):
            token = sentence.tokens[end]
            if end > at and self._parts_from(end):
                break
            if not (self._is_part(token, end, at) or self._joins(end, at)):
                break
            end += 1
            if len(token.norm) == 1 and sentence.norm(end) == "." and sentence.is_free(end + 1):
                end += 1
        while end > at and self._is_dangling(end - 1, at):
            end -= 1
        return end

    def lower_end(self, at: int, *, is_expected: bool = False) -> int:
        """Where a name written without capitals ends, by its not being ordinary words.

        Where a person ``is_expected``, a name that is a word, too, is one: "met hope".
        """
        sentence, end = self.sentence, at
        given = sentence.norm(at) in given_names() or self.known.knows(sentence.norm(at))
        if not (self.is_careless or given):
            return at
        longest = at + 4
        while end < longest and sentence.is_free(end):
            token = sentence.tokens[end]
            norm = token.norm
            longest += norm in words("particles")
            if norm.startswith("'"):
                break
            if end > at and not token.spaced:
                break
            particle = norm in words("particles") and end + 1 < len(sentence.tokens)
            initial = len(norm.rstrip(".")) == 1 and norm[0] not in "aiuw" and end > at
            joins = particle and (end > at or norm not in {"y", "o", "e", "do", "al"})
            known = self.known.knows(norm) and norm not in words("grammar")
            named = end == at and (known or (is_expected and self._is_double(norm)))
            if end > at and norm in words("double") and sentence.is_free(end + 1):
                break
            if is_plain(norm) and not joins and not initial and not named:
                break
            end += 1
        first = at + 1 if given else at
        while end > first and self._is_loose(end - 1):
            end -= 1
        return end

    def _is_loose(self, at: int) -> bool:
        """Whether a particle is left at a name's end, and no initial: "kofi o and ..."."""
        norm, after = self.sentence.norm(at), self.sentence.norm(at + 1)
        is_initial = len(norm) == 1 and (not after or after in words("conjunctions"))
        return norm in words("particles") and not is_initial

    def _is_double(self, norm: str) -> bool:
        """Whether a word is a given name as well, in a message without capitals."""
        return self.is_careless and norm in given_names() and norm in words("double")

    def _parts_from(self, at: int) -> bool:
        """Whether a word is no part of the name before it: clipped, or of another kind."""
        token, before = self.sentence.tokens[at], self.sentence.tokens[at - 1]
        clipped = not token.spaced and token.norm.startswith("'")
        other = token.is_foreign != before.is_foreign
        return clipped or other or token.norm in words("named_events")

    def _is_part(self, token: Token, at: int, start: int) -> bool:
        norm = token.norm.rstrip(".")
        if token.is_foreign:
            return True
        if not token.is_capital:
            return False
        if at == start and self._is_first_word(norm, at):
            return False
        if norm in words("suffixes") and at > start:
            return True
        if at > start and not self.sentence.tokens[at].spaced:
            return False
        return norm not in no_names() or (at > start and len(norm) == 1 and norm != "i")

    def _is_first_word(self, norm: str, at: int) -> bool:
        """Whether a capital is only that of a sentence: "Forwarded Beau the link"."""
        before = self.sentence.tokens[at - 1] if at else None
        if not (before is None or before.is_end) or self.known.knows(norm):
            return False
        if norm in given_names():
            return False
        return norm.endswith(("ed", "ing")) or (
            norm in plain_words() and norm not in words("double")
        )

    def _joins(self, at: int, start: int) -> bool:
        """Whether a particle here holds two parts of a name together, or begins one."""
        token = self.sentence.tokens[at]
        norm = token.norm
        if norm not in words("particles"):
            return False
        if at == start:
            return norm in {
                "van",
                "von",
                "de",
                "del",
                "della",
                "di",
                "da",
                "dos",
                "el",
                "al",
            } and (self._capital_follows(at))
        return self._capital_follows(at)

    def _capital_follows(self, at: int) -> bool:
        for ahead in (at + 1, at + 2, at + 3):
            if not self.sentence.is_free(ahead):
                return False
            token = self.sentence.tokens[ahead]
            if token.norm not in words("particles"):
                return token.is_capital and token.norm not in no_names()
        return False

    def _is_dangling(self, at: int, start: int) -> bool:
        token = self.sentence.tokens[at]
        if token.kind == "mark":
            return at + 1 - start < 2
        return token.norm in words("particles") and not token.is_capital

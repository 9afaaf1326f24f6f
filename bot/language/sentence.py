"""A message taken apart: its tokens, and which of them a date or a detail has."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.language.cleaning import Clean
from bot.language.reading import Context
from bot.language.tokens import Token, tokenise
from bot.language.vocabulary import words
from bot.language.when import Found, find_dates

DETAILS = frozenset({"email", "phone", "url", "handle", "tag", "channel", "mention"})


class Sentence:
    """The words after the address. Places in it are indices of ``tokens``."""

    def __init__(self, cleaned: Clean, begin: int, context: Context) -> None:
        self.cleaned = cleaned
        self.context = context
        self.begin = begin
        self.tokens: list[Token] = tokenise(cleaned, begin)
        letters = [each for each in self.tokens if each.kind == "word" and len(each.text) > 1]
        self.is_loud = len(letters) > 2 and all(each.text.isupper() for each in letters)
        self._skip = tuple(self._without_dates())
        self._words = cleaned.text[begin:]
        finding = find_dates(self._words, context, "past", self._skip)
        self.past: tuple[Found, ...] = finding.found
        self.times = finding.times
        self.date_at: list[int | None] = self._place(self.past)

    @cached_property
    def future(self) -> tuple[Found, ...]:
        """The dates, read as days that are to come."""
        return find_dates(self._words, self.context, "future", self._skip).found

    def ahead(self, found: Found) -> Found:
        """The same date, read as one that is to come."""
        return self._same(found, self.future)

    @cached_property
    def _either(self) -> tuple[Found, ...]:
        return find_dates(self._words, self.context, None, self._skip).found

    def undirected(self, found: Found) -> Found:
        """The same date, read as it stands."""
        return self._same(found, self._either)

    def _same(self, found: Found, others: Sequence[Found]) -> Found:
        at = bisect_left(others, found.start, key=lambda one: one.start)
        if at < len(others) and others[at].start < found.end:
            return others[at]
        if at and others[at - 1].end > found.start:
            return others[at - 1]
        return found

    def _without_dates(self) -> Iterator[tuple[int, int]]:
        """What holds no dates: addresses, and names that are months where a person comes."""
        for at, token in enumerate(self.tokens):
            is_name = (
                token.norm in words("double")
                and at > 0
                and token.is_capital
                and self.tokens[at - 1].norm in words("person_words")
            )
            if token.kind in DETAILS or is_name:
                yield token.start - self.begin, token.end - self.begin

    def _place(self, dates: Sequence[Found]) -> list[int | None]:
        """For every token, the index of the date that it is part of."""
        held: list[int | None] = [None] * len(self.tokens)
        at = 0
        for index, found in enumerate(dates):
            start, end = found.start + self.begin, found.end + self.begin
            while at < len(self.tokens) and self.tokens[at].end <= start:
                at += 1
            while at < len(self.tokens) and self.tokens[at].start < end:
                held[at] = index
                at += 1
        return held

    def text(self, start: int, end: int) -> str:
        """The words from one token up to another, as typed."""
        if start >= end:
            return ""
        return self.cleaned.text[self.tokens[start].start : self.tokens[end - 1].end]

    def norm(self, at: int) -> str:
        """The folded token at a place; "" outside of the sentence."""
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else ""

    def is_free(self, at: int) -> bool:
        """Whether a word is here that no date and no detail has."""
        return (
            0 <= at < len(self.tokens)
            and self.date_at[at] is None
            and self.tokens[at].kind == "word"
        )

    def date_spans(self) -> Iterator[tuple[int, int, Found]]:
        """Every date with the tokens that it has."""
        at = 0
        while at < len(self.tokens):
            index = self.date_at[at]
            if index is None:
                at += 1
                continue
            end = at
            while end < len(self.tokens) and self.date_at[end] == index:
                end += 1
            yield at, end, self.past[index]
            at = end

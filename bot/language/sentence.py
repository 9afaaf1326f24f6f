"""A message taken apart: its tokens, and which of them a date or a detail has."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.language.cleaning import Clean
from bot.language.reading import Context
from bot.language.tokens import Token, tokenise
from bot.language.vocabulary import given_names, words
from bot.language.when import Found, find_dates

_QUARTERS = frozenset({"q1", "q2", "q3", "q4", "h1", "h2", "h3", "h4"})
_PARTS = frozenset({"mid-", "late", "earl"})
_DAY_OF_WORK = re.compile(r"(?:last|first) (?:working |official |full )?day")
_ARTICLE = re.compile(r"(?:\w+ )?(?:the|our|my|a|his|her|their) ")
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
        self._norms = {at: each.norm for at, each in enumerate(self.tokens)}
        self._skip = tuple(self._without_dates())
        self._words = cleaned.text[begin:]
        finding = find_dates(self._words, context, "past", self._skip)
        self.past: tuple[Found, ...] = tuple(
            found for found in finding.found if not self._is_of_event(found)
        )
        self.times = finding.times
        self.is_named = [False] * len(self.tokens)
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

    def _without_dates(self) -> list[tuple[int, int]]:
        """What holds no dates: addresses, and names that are months where a person comes."""
        return [
            (token.start - self.begin, token.end - self.begin)
            for at, token in enumerate(self.tokens)
            if self._is_no_date(at, token)
        ]

    def _is_no_date(self, at: int, token: Token) -> bool:
        if token.kind in DETAILS or token.norm in _QUARTERS:
            return True
        if token.norm in words("double", "months"):
            march = at and self._is_thing(at)
            if march or self._is_name(at):
                return True
        if token.norm in words("called_days") and self._is_called(at):
            return True
        return token.is_capital and "-" in token.text and token.norm[:4] not in _PARTS

    def _is_of_event(self, found: Found) -> bool:
        """Whether a day is part of what a happening is called: "the Tuesday pottery class"."""
        typed = self._words[found.start : found.end].casefold()
        if _DAY_OF_WORK.fullmatch(typed):
            return not self._words[found.end :].casefold().startswith(" of ")
        if not _ARTICLE.match(typed):
            return False
        following = self._words[found.end : found.end + 40].casefold().split()[:3]
        for word in following:
            if word.strip(".,;:!?)") in words("events", "groups"):
                return True
            if word in words("grammar") or not word[-1].isalpha():
                return False
        return False

    def _is_called(self, at: int) -> bool:
        """Whether a word ends a happening's name: "Lagos Fintech Week"."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if before is None or self.is_loud:
            return False
        is_name = before.kind == "word" and before.is_capital
        return token.is_capital and is_name and before.norm not in words("grammar")

    def _is_thing(self, at: int) -> bool:
        """Whether a month's name is a common noun: "at the march"."""
        small = self.tokens[at].text.islower() and self.tokens[at - 1].norm == "the"
        return small and (at + 1 == len(self.tokens) or self.tokens[at + 1].kind == "mark")

    def _is_name(self, at: int) -> bool:
        """Whether a word that could be a month is somebody's name here: "Summer Wyatt"."""
        token = self.tokens[at]
        if token.kind != "word":
            return False
        before = self.tokens[at - 1].norm if at else ""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        beside = (self.tokens[at - 1] if at else None, after)
        if before in words("date_leads") or any(
            each and each.kind == "number" for each in beside
        ):
            return False
        knows = self.context.known.knows(token.norm)
        if before in words("person_words") and (token.is_capital or knows):
            return True
        if after is None or not token.is_capital:
            return False
        if after.norm in words("particles") and at + 2 < len(self.tokens):
            return (
                self.tokens[at + 2].norm in words("particles") or self.tokens[at + 2].is_capital
            )
        follows = (
            after.is_capital and after.kind == "word" and after.norm not in words("grammar")
        )
        joined = after.norm in words("conjunctions") and self._is_given(at + 2)
        acts = after.norm in words("after_person") or after.norm == "'s"
        return follows or joined or (knows and acts)

    def _is_given(self, at: int) -> bool:
        """Whether a given name that is no month is here, with a capital."""
        if at >= len(self.tokens) or not self.tokens[at].is_capital:
            return False
        norm = self.tokens[at].norm
        return norm in given_names() and norm not in words("months")

    def _place(self, dates: Sequence[Found]) -> list[int | None]:
        """For every token, the index of the date that it is part of."""
        held: list[int | None] = [None] * len(self.tokens)
        at = 0
        for index, found in enumerate(dates):
            start, end = found.start + self.begin, found.end + self.begin
            while at < len(self.tokens) and self.tokens[at].end <= start:
                at += 1
            while at < len(self.tokens) and self._is_before_date(at):
                at += 1
            while at < len(self.tokens) and self.tokens[at].start < end:
                if self.tokens[at].norm not in words("not_dates"):
                    held[at] = index
                at += 1
        return held

    def _is_before_date(self, at: int) -> bool:
        """Whether a word is no part of the date after it: "for dinner on Friday"."""
        after = self.tokens[at + 1].norm if at + 1 < len(self.tokens) else ""
        leads = self.tokens[at].norm in {"for", "at", "over"}
        return (after if leads else self.tokens[at].norm) in words("not_dates")

    def text(self, start: int, end: int) -> str:
        """The words from one token up to another, as typed."""
        end = min(end, len(self.tokens))
        if start >= end:
            return ""
        return self.cleaned.text[self.tokens[start].start : self.tokens[end - 1].end]

    def is_word(self, at: int) -> bool:
        """Whether a word is here that no date, no detail and no person has."""
        return self.is_free(at) and not self.is_named[at]

    def norm(self, at: int) -> str:
        """The folded token at a place; "" outside of the sentence."""
        return self._norms.get(at, "")

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

"""A message taken apart: its tokens, and which of them a date, a name or a detail has."""

from collections.abc import Iterator, Sequence

from bot.language.cleaning import Clean
from bot.language.reading import Context
from bot.language.tokens import Token, tokenise
from bot.language.when import Found, find_dates

DETAILS = frozenset({"email", "phone", "url", "handle", "tag", "channel"})


class Sentence:
    """The words after the address. Places in it are indices of ``tokens``."""

    def __init__(self, cleaned: Clean, begin: int, context: Context, looks: str) -> None:
        self.cleaned = cleaned
        self.context = context
        self.begin = begin
        self.tokens: list[Token] = tokenise(cleaned, begin)
        self.dates: tuple[Found, ...] = find_dates(cleaned.text[begin:], context, looks)
        self.date_at: list[int | None] = self._place(self.dates)
        letters = [each for each in self.tokens if each.kind == "word"]
        self.is_loud = len(letters) > 2 and all(
            each.text.isupper() for each in letters if len(each.text) > 1
        )

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
            yield at, end, self.dates[index]
            at = end

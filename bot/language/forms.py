"""Messages written as a form: "org: Razorpay", "[role] first officer", "org=Nubank"."""

from collections.abc import Iterator

from bot.language.draft import Draft
from bot.language.vocabulary import table, words

_MANY = frozenset({"org", "role", "tags", "location", "topics"})


def read_form(draft: Draft) -> dict[str, str]:
    """Fill slots from labels and what follows them; gives the values by slot.

    A single label may be prose ("met: Oleg at Slush"); two or more, or an equals sign, are a
    form.
    """
    found = list(_labels(draft))
    marked = [one for one in found if one[3]]
    if len(found) < 2 and not marked:
        return {}
    values: dict[str, str] = {}
    for index, (label, start, begin, _) in enumerate(found):
        limit = found[index + 1][1] if index + 1 < len(found) else len(draft.sentence.tokens)
        end = _end(draft, begin, limit)
        slot = table("labels").get(label)
        draft.use(start, begin)
        text = draft.sentence.text(begin, end).strip(" ,;")
        if (
            slot is None
            or not text
            or any(draft.sentence.is_named[begin:end]) != (slot == "introduced_by")
        ):
            continue
        if slot == "introduced_by":
            one = next(one for one in draft.mentions if one.start >= begin)
            text = draft.named(one).name
        values[slot] = text
        draft.put(slot, (text,) if slot in _MANY else text, start, end, f"labelled “{label}”")
    return values


def _labels(draft: Draft) -> Iterator[tuple[str, int, int, bool]]:
    """Every label: its word, where it begins, where its value begins, and if it is marked."""
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        if token.norm not in words("labels"):
            continue
        before, after = sentence.norm(at - 1), sentence.norm(at + 1)
        if before == "[" and after == "]":
            yield token.norm, at - 1, at + 2, True
        elif after == "=":
            yield token.norm, at, at + 2, True
        elif after == ":" and (at == 0 or before in {"\n", ",", ";", "."}):
            yield token.norm, at, at + 2, token.norm in {"tag", "tags"}


def _end(draft: Draft, begin: int, limit: int) -> int:
    for at in range(begin, limit):
        token = draft.sentence.tokens[at]
        if token.norm in {"\n", ";", ","} or token.kind == "tag":
            return at
    return limit

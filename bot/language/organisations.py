"""Where the name of an organisation ends: “Bank of Norway”, “the ministry of transport”."""

from bot.language.sentence import Sentence
from bot.language.vocabulary import words

ARTICLES = frozenset(
    {"a", "an", "the", "our", "their", "my", "its", "some", "this", "your", "both"}
)


def skip_article(sentence: Sentence, at: int) -> int:
    """The place after an article."""
    is_letter = sentence.norm(at) == "a" and sentence.norm(at + 1) == "&"
    return at + 1 if sentence.norm(at) in ARTICLES and not is_letter else at


def org_end_of(sentence: Sentence, start: int, end: int) -> int:
    """Where the organisation that begins at ``start`` ends; 0 if none does."""
    at = skip_article(sentence, start)
    begin = at
    capital = sentence.is_word(at) and sentence.tokens[at].is_capital
    while at < min(end, begin + 7) and at < len(sentence.tokens):
        token = sentence.tokens[at]
        norm = token.norm
        if token.kind == "mark" and norm == "&" and at > begin:
            at += 1
            continue
        if (
            sentence.date_at[at] is not None
            or sentence.is_named[at]
            or token.kind not in {"word", "number"}
        ):
            break
        joins = norm in {"of", "and", "the", "de"} and at > begin
        is_body = norm == "of" and sentence.norm(at - 1) in words("orgs")
        if joins and (is_body or capital_at(sentence, at + 1)):
            at += 1
            continue
        if at > begin and not token.is_capital and capital and norm not in words("orgs"):
            break
        if norm in words("grammar") and not (token.is_capital and at > begin):
            is_letter = len(norm) == 1 and sentence.norm(at + 1) != "&"
            is_acronym = token.text.isupper() and not is_letter and not sentence.is_loud
            if not is_acronym:
                break
        is_adverb = at > begin and (norm.endswith(("ly", "ed")) or norm in words("past"))
        if not capital and (norm in words("finite") or norm == "'s" or is_adverb):
            break
        at += 1
    while at > begin and sentence.norm(at - 1) in {"&", "and", "of", "for", "the"}:
        at -= 1
    return at if at > begin else 0


def capital_at(sentence: Sentence, at: int) -> bool:
    """Whether a word with a capital is here."""
    return sentence.is_word(at) and sentence.tokens[at].is_capital

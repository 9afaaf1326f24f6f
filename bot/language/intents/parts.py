"""Messages written as parts between marks: "Luca - Acme - cook", "Valeria – curator, Tate"."""

from bot.language.draft import Draft
from bot.language.vocabulary import words
from bot.language.work import role_span

MOST_WORDS = 6


def read_parts(draft: Draft) -> None:
    """Fill ``org`` and ``role`` from stretches that are nothing else, in any order."""
    sentence = draft.sentence
    for begin, end in list(draft.clauses()):
        if end - begin > MOST_WORDS or not all(map(sentence.is_word, range(begin, end))):
            continue
        role = role_span(sentence, begin, end)
        if "role" not in draft.slots and role and role[1] == end:
            draft.put("role", (sentence.text(*role),), begin, end, "a role between marks")
        elif "org" not in draft.slots and _is_name(draft, begin, end):
            draft.put("org", (sentence.text(begin, end),), begin, end, "a name between marks")


def _is_name(draft: Draft, begin: int, end: int) -> bool:
    """Whether every word that is no grammar has a capital."""
    tokens = draft.sentence.tokens[begin:end]
    own = [each for each in tokens if each.norm not in words("grammar")]
    return bool(own) and tokens[0].is_capital and all(each.is_capital for each in own)

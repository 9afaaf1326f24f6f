"""Changes to what is stored."""

from bot.language.draft import Draft
from bot.language.folding import fold
from bot.language.intents.corrections import read_correction
from bot.language.intents.remarks import action_of
from bot.language.vocabulary import words
from bot.language.who import name_people

_EVERYONE = frozenset({"everyone", "everybody", "all", "everything"})


def fill_edit(draft: Draft) -> None:
    """Which contact or entry is changed, and to what."""
    action = action_of(draft, "edit")
    draft.slots["action"] = action
    held = [token.norm for token in draft.sentence.tokens]
    people = [one for one in draft.mentions if not one.negated]
    if action == "rename":
        _read_new_name(draft)
        people = people[:1]
    elif action == "forget" and (set(held) & _EVERYONE) and not people:
        draft.slots["everyone"] = True
        numbers = [norm for norm in held if norm.isdigit() and norm.isascii()]
        if numbers:
            draft.slots["value"] = numbers[0]
    elif action == "edit":
        read_correction(draft)
    if action == "undo":
        people = []
    name_people(draft, people)


def _read_new_name(draft: Draft) -> None:
    sentence = draft.sentence
    count = len(sentence.tokens)
    for at in range(count - 1, 0, -1):
        norm = sentence.norm(at)
        if norm in words("rename_words") or sentence.tokens[at].text in {
            "->",
            "=>",
            "→",
            "➔",
            "–>",
        }:
            begin, end = at + 1, count
            while begin < end and sentence.norm(begin) in words("rename_fillers"):
                begin += 1
            while end > begin and sentence.norm(end - 1) in words("rename_fillers"):
                end -= 1
            name = sentence.text(begin, end).strip(" .!\"“”'")
            if name:
                draft.slots["new_name"] = _whole_name(draft, name)
                draft.mentions = [one for one in draft.mentions if one.start < at]
            return


def _whole_name(draft: Draft, name: str) -> str:
    """A new surname with the given name before it, where a surname is all that is new."""
    is_surname = not words("surname_words").isdisjoint(draft.skeleton.words)
    one = draft.mentions[0] if draft.mentions else None
    if one is None or not is_surname or " " in name:
        return name
    known = draft.named(one).name.split()
    kept = known[: max(1, len(known) - 1)]
    while len(kept) > 1 and fold(kept[-1]) in words("particles"):
        del kept[-1]
    return " ".join([*kept, name])

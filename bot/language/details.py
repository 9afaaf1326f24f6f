"""What a message says that one can write to: addresses, numbers, links, tags."""

from bot.language.draft import Draft
from bot.language.sentence import Sentence
from bot.language.vocabulary import words

_SLOTS = {"email": "email", "phone": "phone", "url": "url", "tag": "tags"}


def read_details(draft: Draft) -> None:
    """Fill email, phone, url, handle and tags, and use up the words that announce them."""
    named = {mention.start for mention in draft.mentions}
    for at, token in enumerate(draft.sentence.tokens):
        slot = _SLOTS.get(token.kind)
        if slot:
            draft.put(
                slot, (token.value or token.text,), at, at + 1, f"written as {token.kind}"
            )
            _use_label(draft, at)
            if token.kind == "url" and token.text.startswith("@"):
                draft.put("handle", (token.text.lstrip("@"),), at, at + 1, "shown by a link")
        elif token.kind == "handle" and at not in named:
            if token.value.casefold() not in _bots(draft):
                draft.put("handle", (token.value,), at, at + 1, "written as handle")
            draft.use(at, at + 1)
            _use_label(draft, at)
        elif token.kind == "mention" and at not in named:
            draft.use(at, at + 1)
    if draft.intent == "met":
        _read_tag(draft)
    for mention in draft.mentions:
        if mention.handle and mention.handle not in draft.slots.get("handle", ()):
            draft.put("handle", (mention.handle,), mention.start, mention.end, "a handle")


def _read_tag(draft: Draft) -> None:
    """Fill ``tags`` from "tag her family" and "tagged as: climbing"."""
    sentence = draft.sentence
    for at in range(len(sentence.tokens)):
        begins = (
            at == 0 or sentence.tokens[at - 1].kind == "mark" or _is_join(sentence.norm(at - 1))
        )
        if sentence.norm(at) not in {"tag", "tagged"} or not begins or draft.used[at]:
            continue
        value = at + 1
        while _leads_to_tag(sentence, value):
            value += 1
        if sentence.is_word(value) and sentence.norm(value - 1) != "=":
            draft.put("tags", (sentence.tokens[value].text,), at, value + 1, "told to tag")
            return


def _leads_to_tag(sentence: Sentence, at: int) -> bool:
    """Whether a word stands between "tag" and the tag: "tag Hugo and Daniela as ..."."""
    if sentence.norm(at) in words("tag_leads") or sentence.is_named[at : at + 1] == [True]:
        return True
    return _is_join(sentence.norm(at)) and sentence.is_named[at + 1 : at + 2] == [True]


def _is_join(norm: str) -> bool:
    return norm in {"and", "&", "then", "please"}


def _bots(draft: Draft) -> set[str]:
    return {name.casefold().lstrip("@") for name in draft.sentence.context.bot_names}


def _use_label(draft: Draft, at: int) -> None:
    """Use up "his personal address is" before an address, and "on Twitter" after a handle."""
    sentence = draft.sentence
    begin = at
    seen = False
    while begin > 0 and at - begin < 7:
        norm = sentence.norm(begin - 1)
        norm = norm.rstrip(".") or norm
        is_label = norm in words("detail_labels")
        if not (is_label or norm in words("detail_links")) or draft.used[begin - 1]:
            break
        seen = seen or is_label
        begin -= 1
    if seen:
        draft.use(begin, at)
    end = at + 1
    if sentence.norm(end) in {"on", "(", "in"} and sentence.norm(end + 1) in words("networks"):
        draft.use(end, end + 2)

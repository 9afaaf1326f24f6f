"""The parts that a reading is made of: cleaning, tokens, addresses, usage lines, phrases."""

import pytest

from bot.language import prepare
from bot.language.cleaning import clean
from bot.language.patterns import Pattern, PatternSet, patterns
from bot.language.reading import Verb
from bot.language.skeleton import spelled
from bot.language.surface import leading_verb, strip_address
from bot.language.tokens import tokenise
from bot.language.usage import Part, cut, parts_of
from bot.language.vocabulary import lines_of, table, words

HELLO = "hello <people> [at <place>] [on <day>] [about <words>]"


def kinds(text: str, platform: str = "any") -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenise(clean(text, platform))]


def test_what_is_plain_stays_as_it_is() -> None:
    assert clean("a &amp; b <@U1>", "telegram").text == "a &amp; b <@U1>"
    assert clean("a < b", "slack").text == "a < b"


def test_slack_escapes_are_undone_and_entities_set_apart() -> None:
    cleaned = clean("&lt;b&gt; <@U1|ana.l> <https://x.example> <#C1> <tel:+44|44>", "slack")
    assert cleaned.text == "<b> ana.l https://x.example # 44"
    assert [(one.kind, one.value) for one in cleaned.atoms] == [
        ("mention", "U1"),
        ("url", "https://x.example"),
        ("channel", ""),
        ("phone", "+44"),
    ]


def test_a_place_in_the_cleaned_text_leads_back_to_what_was_typed() -> None:
    typed = "with <@U1|ana> &amp; Bo\u200b!"
    cleaned = clean(typed, "slack")
    assert cleaned.text == "with ana & Bo!"
    assert typed[cleaned.typed_at(cleaned.text.index("Bo"))] == "B"
    assert typed[cleaned.typed_at(cleaned.text.index("!"))] == "!"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O'Brien’s cat", [("word", "O'Brien"), ("word", "’s"), ("word", "cat")]),
        ("I'll", [("word", "I"), ("word", "'ll")]),
        ("James' dog", [("word", "James"), ("word", "'"), ("word", "dog")]),
        ("J.R. Whit", [("word", "J.R."), ("word", "Whit")]),
        ("w/ Bo", [("word", "w/"), ("word", "Bo")]),
        ("a@b.example.", [("email", "a@b.example"), ("mark", ".")]),
        ("see www.x.example/a?", [("word", "see"), ("url", "www.x.example/a"), ("mark", "?")]),
        ("x.example/a", [("url", "x.example/a")]),
        ("@bo #fun", [("handle", "@bo"), ("tag", "#fun")]),
        ("020 7946 0001", [("phone", "020 7946 0001")]),
        ("2026-03-18", [("number", "2026-03-18")]),
        ("money20/20", [("word", "money20/20")]),
        ("a -> b", [("word", "a"), ("mark", "->"), ("word", "b")]),
        ("a\n\nb", [("word", "a"), ("mark", "\n"), ("word", "b")]),
        ("鈴木さん 👋", [("word", "鈴木さん"), ("mark", "👋")]),
    ],
)
def test_tokens(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


def test_a_mention_is_one_token() -> None:
    assert kinds("hi <@U1|ana.l>!", "slack") == [
        ("word", "hi"),
        ("mention", "ana.l"),
        ("mark", "!"),
    ]


def test_an_address_is_stripped_and_a_leading_verb_found() -> None:
    names = ("Cordially",)
    assert strip_address(clean("  ", "any"), names).begin == 2
    assert strip_address(clean("@Other met Bo", "any"), names).begin == 0
    assert strip_address(clean("<@U9> met Bo", "slack"), names).begin == 0
    assert strip_address(clean("/met@Other Bo", "any"), names).typed == "met"
    assert strip_address(clean("hello there", "any"), names).begin == 0
    verbs = {"met": Verb("met", "met <people>", ())}
    assert leading_verb(clean("Met: Bo", "any"), 0, verbs) == ("met", 5)
    assert leading_verb(clean("metro", "any"), 0, verbs) is None
    assert leading_verb(clean("?", "any"), 0, verbs) is None


def test_a_usage_line_is_a_grammar() -> None:
    assert parts_of(HELLO) == (
        Part("people"),
        Part("place", ("at",), is_optional=True),
        Part("when", ("on",), is_optional=True),
        Part("words", ("about",), is_optional=True),
    )
    assert parts_of("undo") == ()
    assert parts_of("x [<number>] keep in touch [with <tag>] ]") == (
        Part("index", (), is_optional=True),
        Part("tags", ("with",), is_optional=True),
    )


@pytest.mark.parametrize(
    ("said", "cuts"),
    [
        ("Bo at the pool on 3 May", {"people": "Bo", "place": "the pool", "when": "3 May"}),
        ("Bo", {"people": "Bo"}),
        ("Bo about tea", {"people": "Bo", "words": "tea"}),
        ("", {}),
        ("at the pool", {"place": "the pool"}),
    ],
)
def test_words_are_cut_by_a_usage_line(said: str, cuts: dict[str, str]) -> None:
    assert cut(HELLO, said) == cuts


@pytest.mark.parametrize(
    ("source", "skeleton", "is_found"),
    [
        ("remind me (to|about)", "remind me about <p> ", True),
        ("remind me (to|about)", "remind me of <p> ", False),
        ("(say (thanks|ta)|thank) <p>", "please say ta <p> ", True),
        ("met [up] [with] <p>", "met with <p> ", True),
        ("met .. <p>", "met at noon . <p> ", False),
        ("^ done $", "done ! ", True),
        ("^ done $", "not done ", False),
        ("<b> call <w>", "ok , call home ", True),
        ("<b> call <w>", "a call home ", False),
        ("i <ed> <p>", "i visited <p> ", True),
        ("i <ed> <p>", "i saw <p> ", True),
        ("who's <p>", "who 's <p> ", True),
        ("i'll see", "i will see ", True),
        ("{kin} <p>", "auntie <p> ", True),
        ("[just] met <p>", "just met <p> ", True),
        ("<b> [i] saw <p>", "then saw <p> ", True),
        ("(<ed>|saw) <p> again", "hi visited <p> again ", True),
        ("met <p>", "helmet <p> met ", False),
    ],
)
def test_a_phrase_is_found(source: str, skeleton: str, *, is_found: bool) -> None:
    said = spelled([(word, at) for at, word in enumerate(skeleton.split())])
    assert said.text == skeleton
    found = list(PatternSet([Pattern(source, "met", {}, 5)]).find(said.text, said.begins))
    assert bool(found) is is_found


def test_a_phrase_with_a_bracket_too_many_or_nothing_to_look_for_is_refused() -> None:
    with pytest.raises(ValueError, match="bracket"):
        Pattern("met) <p>", "met", {}, 5)
    with pytest.raises(ValueError, match="no word"):
        assert Pattern("[met] ..", "met", {}, 5).needs


@pytest.mark.parametrize("name", ["cues", "followups", "leads"])
def test_every_phrase_of_the_vocabulary_can_be_looked_for(name: str) -> None:
    every = list(patterns(name))
    assert len(every) > 15
    for pattern in every:
        assert pattern.needs
        assert pattern.regex.pattern


def test_everything_can_be_loaded_before_the_first_sentence() -> None:
    prepare()
    assert all("regex" in vars(one) for one in patterns("cues"))


def test_vocabulary_is_in_lower_case_and_without_doubt() -> None:
    for name in ("words", "given", "everyday", "nicknames", "tables"):
        assert all(line == line.casefold() for line in lines_of(name)), name
    assert words("kin", "titles") == words("kin") | words("titles")
    assert table("ordinals")["2nd"] == "2"


def test_the_phrases_of_one_intent_alone_can_be_looked_for() -> None:
    both = PatternSet([Pattern("met", "met", {}, 5), Pattern("met", "note", {}, 5)])
    assert [one.intent for one, _ in both.find("met ", {"met": [0]}, "note")] == ["note"]

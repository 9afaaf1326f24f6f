"""What is said between people who talk: a greeting, thanks, a goodbye. It changes nothing."""

HELLO = "Hello. Tell me whom you met, or ask about your people. To see how: help"
WELCOME = "You're welcome."
BYE = "Goodbye. I'll be here."
_ANSWERS = {
    HELLO: "hi|hello|hey|hi there|hello there|hey there|hiya|good morning|good evening"
    "|good afternoon|good day|morning|evening|hallo|ciao|hola|salut|hej|yo",
    WELCOME: "thanks|thank you|thx|ty|cheers|many thanks|thank you so much|thanks a lot"
    "|thanks so much|great thanks|ok thanks|okay thanks|perfect thanks|thanks cordially",
    BYE: "bye|goodbye|bye bye|good night|night|see you|see you later|see you tomorrow|cu",
}
_BY_WORDS = {words: answer for answer, all in _ANSWERS.items() for words in all.split("|")}
_IGNORED = str.maketrans(dict.fromkeys(".!?,🙂😊🙏👋👍❤️", " "))


def courtesy(text: str) -> str | None:
    """What to say back, where ``text`` is a courtesy and nothing else."""
    return _BY_WORDS.get(" ".join(text.translate(_IGNORED).casefold().split()))

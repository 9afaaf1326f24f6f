"""What stands around a word, and whether that is where a person would be named."""

from collections.abc import Sequence

from bot.language.chunks import Chunks
from bot.language.likelihood import OWN_DAYS
from bot.language.mentions import Mention
from bot.language.sentence import Sentence
from bot.language.skeleton import spellings
from bot.language.vocabulary import given_names, words


class Surroundings:
    """Questions about a place in a sentence.

    ``found`` grows as people are found before it; ``lead`` says that the sentence is expected
    to begin with a person.
    """

    def __init__(
        self, sentence: Sentence, chunks: Chunks, found: Sequence[Mention], *, lead: bool
    ) -> None:
        self._sentence = sentence
        self._chunks = chunks
        self._found = found
        self._lead = lead

    def is_person_place(self, at: int) -> bool:
        """Whether a person is what comes here: after "met", "with", "and", or a label."""
        if at == 0:
            return self._lead
        before, earlier = self._plain(at - 1), self._plain(at - 2)
        if self._found and self._found[-1].end == at - 1:
            return before in words("conjunctions")
        if before in {"to", "from", "into", "for", "by"}:
            return earlier in words(f"person_{before}")
        is_asked = before in words("relations", "ties") and earlier in words("owners")
        is_asked = is_asked or (earlier == "who" and before in {"is", "was", "'s"})
        is_asked = is_asked or (before == "was" and self._sentence.norm(0) in words("owners"))
        is_asked = is_asked or (at == 1 and before in words("leading_verbs"))
        is_labelled = earlier in {"name", "who", "contact"} and before in {":", "]", "="}
        if before == ":" and not is_labelled:
            is_asked = is_asked or at <= 2 or (self._lead and not self._found)
        return is_asked or is_labelled or before in words("before_person")

    def is_lower_subject(self, at: int) -> bool:
        """Whether a sentence begins with a name in lower case: "fatima benali texted me"."""
        if not self.begins_thought(at) or self._sentence.tokens[at].is_capital:
            return False
        end = self._chunks.lower_end(at)
        given = self._sentence.norm(at) in given_names()
        following = self._sentence.norm(end)
        verb = following in words("after_person") or (given and following in OWN_DAYS)
        return verb and end > at and (given or end > at + 1)

    def is_used_as_name(self, begin: int, end: int) -> bool:
        """Whether a small word that is a contact's name, too, is used as one: "who bob"."""
        norm, following = self._sentence.norm(begin), self._sentence.norm(end)
        grammatical = norm in words("grammar") and norm not in words("double")
        if grammatical or self._sentence.norm(begin - 1) in words("before_words"):
            return False
        acts = following in words("after_person") or following in words("past")
        acts = acts or (len(following) > 4 and following.endswith("ed"))
        rarely = norm not in words("grammar", "common", "auxiliaries")
        return acts or (rarely and following not in words("after_verbs"))

    def is_labelled(self, at: int) -> bool:
        """Whether a handle is announced: "his handle is @lucaf", "insta: @lucaf"."""
        near = {self._sentence.norm(place) for place in range(max(0, at - 3), at)}
        return bool(near & (words("networks", "handle_words")))

    def begins_thought(self, at: int) -> bool:
        """Whether a word is the first, or follows a mark."""
        return at == 0 or self._sentence.tokens[at - 1].kind == "mark"

    def is_verb(self, at: int) -> bool:
        """Whether a small word that nobody is called by is shaped as a verb: "swears"."""
        norm = self._sentence.norm(at)
        shaped = len(norm) > 3 and norm.endswith(("s", "ed", "ing"))
        return shaped and norm not in words("surnames") and norm not in given_names()

    def list_score(self, at: int, end: int) -> int:
        """What a comma before a name says: a list of people goes on, or something else."""
        if not self._found or self._found[-1].end != at - 1:
            return 2 if self._sentence.norm(at - 2) in {"me", "us", "myself"} else 0
        sentence = self._sentence
        if len(self._found) > 1 and sentence.norm(self._found[-1].start - 1) == ",":
            return 2
        place = end
        for _ in range(12):
            mark = sentence.norm(place)
            if mark in words("conjunctions") or (
                mark == "," and sentence.norm(place + 1) in words("conjunctions")
            ):
                return 2
            if mark not in {",", "/"}:
                opens = sentence.norm(self._found[-1].start - 1) in words("list_openings")
                is_given = sentence.norm(at) in given_names()
                return 2 if opens and (is_given or place > end) else 0
            begin = self._chunks.address_end(place + 1)
            following = self._chunks.run_end(begin)
            if following == begin:
                return 2 * (sentence.norm(place + 1) in {"me", "us", "myself"})
            place = following
        return 0

    def _plain(self, at: int) -> str:
        """A word as it is written without haste: "with" for "w"."""
        norm = self._sentence.norm(at)
        return spellings().get(norm, norm)

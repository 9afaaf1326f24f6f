"""Goes through a sentence and tells people from other proper names."""

from msgspec import structs

from bot.language.chunks import HONORIFICS, Chunks, dull_words, is_ordinary
from bot.language.likelihood import ENOUGH, Candidate, likelihood
from bot.language.mentions import Mention
from bot.language.sentence import Sentence
from bot.language.surroundings import Surroundings
from bot.language.tokens import Token
from bot.language.vocabulary import given_names, words


class Finder:
    """Goes through a sentence once and tells people from other proper names."""

    def __init__(self, sentence: Sentence, *, lead: bool) -> None:
        self.sentence = sentence
        self.chunks = Chunks(sentence)
        self.known = sentence.context.known
        self.lead = lead
        self.found: list[Mention] = []
        self.others: list[tuple[int, int]] = []
        self.around = Surroundings(sentence, self.chunks, self.found, lead=lead)
        self.bots = {name.casefold().lstrip("@") for name in sentence.context.bot_names}

    def run(self) -> None:
        """Fill ``found`` with the people and ``others`` with the other proper names."""
        at = 0
        while at < len(self.sentence.tokens):
            at = max(at + 1, self._step(at))

    def _step(self, at: int) -> int:
        """Read what begins at ``at``; gives where it ends, or ``at`` if it is nothing."""
        sentence = self.sentence
        token = sentence.tokens[at]
        if token.kind in {"mention", "handle"}:
            return self._addressed(at)
        if not sentence.is_free(at):
            return at
        if self._is_dull(token):
            return at
        return self._kin(at) or self._named(at)

    def _is_dull(self, token: Token) -> bool:
        """Whether a word begins no name, as it is an ordinary one and the book has it not."""
        norm = token.norm
        if norm in dull_words():
            return not self.known.knows(norm)
        if token.is_capital or not is_ordinary(norm):
            return False
        return not self.known.knows(norm) and not self.known.knows(_bare(norm))

    def _named(self, at: int) -> int:
        begin = self.chunks.address_end(at)
        has_address = begin > at
        end = self._known_end(begin)
        if end > begin and self._fits_here(at, begin, end):
            return self._add(at, begin, end)
        end = self.chunks.run_end(begin)
        if end > begin:
            if self._score(at, begin, end, has_address=has_address) >= ENOUGH:
                return self._add(at, begin, end)
            self.others.append((begin, end))
            return end
        expected = self.around.is_person_place(at)
        likely = has_address or expected or self.around.is_lower_subject(at)
        end = self.chunks.lower_end(begin, is_expected=expected) if likely else begin
        return self._add(at, begin, end) if end > begin else at

    def _kin(self, at: int) -> int:
        """Read "grandma" and the like, where that is all that they are called."""
        end = self._kin_end(at)
        if end:
            name = self.sentence.text(at, end)
            owner = self.sentence.norm(end) == "'s"
            self._append(Mention(at, end, name, self.known.match(name), is_owner_of=owner))
        return end

    def _addressed(self, at: int) -> int:
        token = self.sentence.tokens[at]
        shown = token.text.lstrip("@")
        if token.value.casefold() in self.bots or shown.casefold() in self.bots:
            return at + 1
        if (
            token.kind == "handle"
            and self.found
            and (self._is_beside(at) or self.around.is_labelled(at))
        ):
            self.found[-1] = structs.replace(self.found[-1], handle=token.value)
            return at + 1
        contacts = self.known.match(shown)
        name = token.text
        if token.kind == "mention":
            name = " ".join(shown.replace(".", " ").replace("_", " ").split())
        handle = token.value if token.kind == "handle" else None
        self._append(Mention(at, at + 1, name, contacts, handle=handle))
        return at + 1

    def _kin_end(self, at: int) -> int:
        """Where a word such as "grandma" ends that is all that they are called; 0 if none."""
        sentence = self.sentence
        if sentence.norm(at) not in words("family") or self.chunks.address_end(at) > at:
            return 0
        owner = sentence.norm(at + 1) == "'s" and self.around.begins_thought(at)
        calls = self.around.is_person_place(at) or self.around.begins_thought(at)
        verb = sentence.norm(at + 1) in words("after_person") or sentence.norm(at + 1) == ":"
        return at + 1 if owner or self.around.is_person_place(at) or (calls and verb) else 0

    def _is_beside(self, at: int) -> bool:
        last = self.found[-1].end
        between = [self.sentence.norm(place) for place in range(last, at)]
        return last <= at <= last + 2 and all(mark in {"(", ",", "–", "-"} for mark in between)

    def _known_end(self, at: int) -> int:
        """Where the longest name that the book has ends."""
        sentence = self.sentence
        norm = sentence.norm(at)
        knows = self.known.knows(norm) or self.known.knows(_bare(norm))
        if not (sentence.is_free(at) and knows):
            return at
        run = max(self.chunks.run_end(at), self._lower_run(at))
        for end in range(run, at + 1, -1):
            if self.known.match(_bare(sentence.text(at, end))) and end > at + 1:
                return end
            if self.known.match(sentence.text(at, end)):
                whole = end == run or self.known.is_full(sentence.text(at, end))
                return end if whole else at
        if run > at + 1 and self.known.match(_bare(sentence.text(at, run))):
            return run
        by_capitals = sentence.tokens[at].is_capital and not sentence.is_loud
        whole = self.known.is_full(sentence.text(at, at + 1)) and not by_capitals
        whole = whole or (not by_capitals and self.around.is_verb(at + 1))
        if run > at + 1 and not whole:
            return at
        name = sentence.text(at, at + 1)
        return at + 1 if self.known.match(name) or self.known.match(_bare(name)) else at

    def _lower_run(self, at: int) -> int:
        token = self.sentence.tokens[at]
        if token.is_capital and not self.sentence.is_loud:
            return at
        return max(self.chunks.lower_end(at), at + 1)

    def _fits_here(self, at: int, begin: int, end: int) -> bool:
        """Whether a word that is a name in the book is one in this place, too."""
        sentence = self.sentence
        if end > begin + 1 or begin > at:
            return True
        token = sentence.tokens[begin]
        norm = token.norm
        is_word = norm in words("double") or norm in words("grammar") or norm in words("common")
        if not is_word:
            return True
        following = sentence.norm(end)
        if following == "'s" or self.around.is_person_place(at):
            return True
        if token.is_capital and not sentence.is_loud and not self.around.begins_thought(begin):
            return norm not in words("grammar") or norm in words("double")
        return self.around.is_used_as_name(begin, end)

    def _score(self, at: int, begin: int, end: int, *, has_address: bool) -> int:
        """How much speaks for a run of tokens being a person."""
        return likelihood(
            self.sentence,
            Candidate(
                at,
                begin,
                end,
                has_address=has_address,
                is_expected=self.around.is_person_place(at),
                is_first=not self.found,
                listed=self.around.list_score(at, end)
                if self.sentence.norm(at - 1) in {",", "/"}
                else 0,
            ),
        )

    def _add(self, at: int, begin: int, end: int) -> int:
        sentence = self.sentence
        while begin < end and sentence.norm(begin).rstrip(".") in words("degrees"):
            begin += 1
        last = end
        while last > begin + 1 and sentence.norm(last - 1).rstrip(".") in words("degrees"):
            last -= 1
        name = sentence.text(begin, last)
        if turned := self._inverted(begin, end):
            name = f"{sentence.text(end + 1, turned)} {name}"
            end = turned
        for honorific in HONORIFICS:
            if len(name) > len(honorific):
                name = name.removesuffix(honorific)
        contacts = self.known.match(name)
        after = end
        owner = sentence.norm(after) == "'s"
        if not contacts and not owner and (bare := _bare(name)) != name:
            contacts = self.known.match(bare)
            owner = bool(contacts)
        negated = sentence.norm(at - 1) == "not" or (
            sentence.norm(at - 1) in words("owners", "this_one")
            and sentence.norm(at - 2) == "not"
        )
        self._append(Mention(at, after, name, contacts, is_owner_of=owner, negated=negated))
        return after + 1 if sentence.norm(after) == "'s" else after

    def _inverted(self, begin: int, end: int) -> int:
        """Where "Ng, Martha" ends, if a given name follows a surname and a comma."""
        sentence = self.sentence
        if not self.lead or self.found or end != begin + 1 or sentence.norm(end) != ",":
            return 0
        after = end + 1
        surname = sentence.norm(begin)
        is_given = surname in given_names() and surname not in words("surnames")
        if sentence.norm(after) not in given_names() or is_given:
            return 0
        more = self.chunks.run_end(after)
        closes = more >= len(sentence.tokens) or not sentence.is_free(more)
        listed = sentence.norm(more) in words("conjunctions") or sentence.norm(more) == ","
        return more if more == after + 1 and closes and not listed else 0

    def _append(self, mention: Mention) -> None:
        self.found.append(mention)


def _bare(name: str) -> str:
    """A name without the s of "colemans birthday"."""
    return name[:-1] if len(name) > 3 and name.endswith("s") else name

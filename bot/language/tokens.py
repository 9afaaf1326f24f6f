"""The smallest parts of a sentence: words, numbers, marks, and what one can write to."""

import re
from functools import lru_cache

from msgspec import Struct

from bot.language.cleaning import Clean
from bot.language.folding import fold

_ADDRESSES = (
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
    r"|(?P<url>(?:https?://|www\.)[^\s<>|]{1,2000}[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<site>(?:[a-z0-9-]{1,63}\.){1,4}"
    r"(?:com|org|net|io|dev|example|co|me|app|ai|edu|info|nz|uk|de|fr|ch|nl|se|eu|au|ca|jp|br)"
    r"(?:/[^\s<>|]{0,400}[^\s<>|.,;:!?)])?(?![\w@.-]))"
    r"|(?P<handle>(?<![\w@])@[A-Za-z0-9_][\w.]{0,60}\w)|"
)
_SHORT = r"(?P<short>w/o?(?=\s|$)|f/u\b|[ab]/c\b|b/w\b)"
_FIRM = r"[A-Z][a-z]{1,30}\.(?:com|ai|io|org|net)\b(?!/)|"
_WORD = (
    r"[^\W\d_]\.(?:[^\W\d_]\.)*(?=[\s,)]|$)"
    r"|[^\W\d_][^\W_]*(?:['’ʼ-][^\W_]+)*'?(?:/\d{1,4})?"
)
_OTHERS = (
    r"|(?P<space>\s+)"
    r"|(?P<tag>(?<![\w#])\#[^\W\d_][\w-]{0,60})"
    r"|(?P<phone>(?<![\w./-])(?:\+\d|\(\d|\d)(?:[ ().\-/]{0,2}\d){6,16}(?![\w/]))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*\w{0,12})"
    r"|(?P<arrow>->|=>|→|➔|–>|\.{2,}|…)"
    r"|(?P<mark>.)"
)
_TOKEN = re.compile(f"{_ADDRESSES}{_SHORT}|(?P<word>{_FIRM}{_WORD}){_OTHERS}", re.DOTALL)
_PLAIN = re.compile(f"{_SHORT}|(?P<word>{_WORD}){_OTHERS}", re.DOTALL)
_HAS_ADDRESS = re.compile(r"@|://|\w\.\w")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?:\d\d)?$")
_CLIPPED = re.compile(r"(?:['’ʼ](?:s|ll|d|ve|re|m)?)$", re.IGNORECASE)
_ENDS = frozenset(".!?\n;")
ARROWS = frozenset({"->", "=>", "→", "➔", "–>"})


class Token(Struct, frozen=True, gc=False):
    """One part of a text, from ``start`` to ``end``; ``norm`` is it folded.

    ``kind`` is word, number, mark, email, phone, url, handle, mention, tag or channel;
    ``value`` what is behind the last ones. ``spaced`` is whether a space stands before it.
    ``is_capital`` is whether it begins with a capital or is in a script that has none, which
    is what ``is_foreign`` says.
    """

    kind: str
    text: str
    norm: str
    start: int
    end: int
    is_capital: bool = False
    is_foreign: bool = False
    value: str = ""
    spaced: bool = True

    @property
    def is_end(self) -> bool:
        """Whether a thought ends here."""
        return self.kind == "mark" and self.text in _ENDS


def tokenise(cleaned: Clean, start: int = 0) -> list[Token]:
    """The tokens of a text from ``start`` on; line breaks are marks, other spaces are not."""
    tokens: list[Token] = []
    at = start
    for atom in cleaned.atoms:
        if atom.start < start:
            continue
        _scan(cleaned.text, at, atom.start, tokens)
        shown = cleaned.text[atom.start : atom.end]
        spaced = atom.start == 0 or cleaned.text[atom.start - 1].isspace()
        form = _form(shown)
        tokens.append(
            Token(
                atom.kind, shown, form[0], atom.start, atom.end, *form[1:], atom.value, spaced
            )
        )
        at = atom.end
    _scan(cleaned.text, at, len(cleaned.text), tokens)
    return tokens


@lru_cache(maxsize=16384)
def _form(text: str) -> tuple[str, bool, bool]:
    """A token folded, whether it is capital, and whether it is foreign."""
    first = text[:1]
    is_capital = first.isalpha() and not first.islower()
    return fold(text), is_capital, is_capital and not first.isupper()


def _scan(text: str, start: int, end: int, tokens: list[Token]) -> None:
    spaced = start == 0 or text[start - 1 : start].isspace()
    pattern = _TOKEN if _HAS_ADDRESS.search(text, start, end) else _PLAIN
    for found in pattern.finditer(text, start, end):
        kind = found.lastgroup
        begins, ends = found.span()
        typed = text[begins:ends]
        if kind == "space":
            if "\n" in typed:
                tokens.append(Token("mark", "\n", "\n", begins, ends))
            spaced = True
            continue
        if kind == "word" and not typed.isalpha():
            _split(typed, begins, spaced, tokens)
        else:
            kind, value = _sort(kind, typed)
            norm, is_capital, is_foreign = _form(typed)
            tokens.append(
                Token(kind, typed, norm, begins, ends, is_capital, is_foreign, value, spaced)
            )
        spaced = False


_SORTS = {"arrow": "mark", "short": "word", "site": "url"}


def _sort(kind: str | None, typed: str) -> tuple[str, str]:
    """The kind of a token by that of what was found, and what is behind it."""
    if kind in {"word", "mark", "number", "arrow", "short"}:
        return _SORTS.get(kind, kind), ""
    if kind == "phone" and _DATE.match(typed):
        return "number", ""
    if kind in {"handle", "tag"}:
        return kind, typed.lstrip("@#")
    return _SORTS.get(str(kind), str(kind)), typed


def _split(typed: str, start: int, spaced: bool, tokens: list[Token]) -> None:
    """Add a word, and what is clipped to it as a word of its own: Sarah's, I'll, they're."""
    found = _CLIPPED.search(typed)
    cut = found.start() if found and found.start() else len(typed)
    word, rest = typed[:cut], typed[cut:]
    norm, is_capital, is_foreign = _form(word)
    end = start + cut
    tokens.append(Token("word", word, norm, start, end, is_capital, is_foreign, "", spaced))
    if rest:
        clipped = fold(rest) if len(rest) > 1 else "'s"
        tokens.append(Token("word", rest, clipped, end, start + len(typed), spaced=False))

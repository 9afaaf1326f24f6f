"""Several entries of one message: each stands by itself, and they have one answer."""

from collections.abc import Awaitable, Callable, Sequence

from msgspec import structs

from bot.command import Turn
from bot.errors import Refusal, Unclear
from bot.model.book import Book, Changed
from bot.questions import Resolved, ask
from bot.reply import Choice, Line, Press, Reply, Span, choice, line
from bot.wording import quoted

Attempt = Callable[[str, Resolved], Awaitable[Reply]]
"""Does one entry, all of it or, where it raises, nothing of it."""
_ORDINALS = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split()


def rewind(book: Book, since: Sequence[Changed]) -> None:
    """Take back what was changed after ``book.changes()`` were ``since``."""
    now = {(each.table, each.id): each for each in book.changes()}
    then = {(each.table, each.id): each for each in since}
    for key, each in (then | now).items():
        current = now[key].after if key in now else each.before
        wanted = then[key].after if key in then else each.before
        if wanted is not None:
            book.save(wanted)
        elif current is not None:
            book.delete(current)


def ordinal(index: int) -> str:
    """What the entry at ``index`` is called: "Third line"."""
    return f"{_ORDINALS[index]} line" if index < len(_ORDINALS) else f"Line {index + 1}"


def about(entry: str, reply: Reply) -> Reply:
    """A question or a refusal, with which entry it is about: "Third line: who was …"."""
    first, *others = reply.lines
    return structs.replace(reply, lines=(_led(f"{entry}: ", first), *others))


def waits(entry: str) -> Reply:
    """That an entry is to be asked about once the question before it is answered."""
    return Reply((line(f"{entry}: I'll ask about that next."),))


async def several(
    found: Sequence[str], turn: Turn, resolved: Resolved | None, attempt: Attempt
) -> Reply:
    """The answer to every entry: those that cannot be done, or not yet, keep no other.

    One question is asked at most, the others wait for it. Where something was ``resolved``,
    of the first of them, they are words from before instead of the lines of this message.

    Raises:
        Refusal: if nothing can be done with any of them.
    """
    called = [ordinal(at) if resolved is None else quoted(it) for at, it in enumerate(found)]
    known = [resolved or (), *([()] * len(found[1:]))]
    saved: list[Reply] = []
    refused: list[tuple[int, Refusal]] = []
    unclear: list[tuple[int, Unclear]] = []
    for index, words in enumerate(found):
        try:
            saved.append(await attempt(words, known[index]))
        except Refusal as refusal:
            refused.append((index, refusal))
        except Unclear as asked:
            unclear.append((index, asked))
    if refused and not (saved or unclear):
        raise refused[0][1]
    left = [about(called[at], refusal.reply()) for at, refusal in refused]
    if unclear:
        at, first = unclear[0]
        later = [found[index] for index, _ in unclear[1:]]
        question = ask(first, found[at], turn, known[at], later)
        left.append(about(called[at], question))
        left += [waits(called[index]) for index, _ in unclear[1:]]
    return together(saved, left, turn)


def together(saved: Sequence[Reply], open_: Sequence[Reply], turn: Turn) -> Reply:
    """What was done, then what was not: with one undo for all of it."""
    undo = Press("undo", turn.change_id)
    replies = [*saved, *open_]
    lines = tuple(one for each in replies for one in each.lines)
    choices: list[Choice] = [one for each in open_ for one in each.choices]
    if any(one.press == undo for each in saved for one in each.choices):
        choices.append(choice("Undo all", "undo", turn.change_id))
    return Reply(lines, tuple(choices))


def _led(lead: str, said: Line) -> Line:
    """A line behind what it is about: its own capital goes, unless it is "I" or a name."""
    first = said.spans[0]
    word = first.text.partition(" ")[0]
    keeps = first.contact or word in {"I", "I'll", "I'm"} or not word[:1].isupper()
    text = first.text if keeps else first.text[:1].lower() + first.text[1:]
    return structs.replace(
        said, spans=(Span(lead), structs.replace(first, text=text), *said.spans[1:])
    )

"""What the bot says, as data: spans in lines, choices, pictures and files.

A span becomes an entity on Telegram and rich text on Slack, so a contact named ``<b>`` is
harmless without escaping. A choice is a press of a command, and re-enters by the same door.
"""

from enum import StrEnum

from msgspec import Struct

from bot.model.document import Contact, ContactId


class Style(StrEnum):
    """How a span stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    CODE = "code"


class Span(Struct, frozen=True, omit_defaults=True):
    """A run of text in one style; ``contact`` if it names somebody, ``link`` if it opens."""

    text: str
    style: Style = Style.PLAIN
    contact: ContactId | None = None
    link: str | None = None

    @classmethod
    def person(cls, contact: Contact) -> "Span":
        """A contact's name: the only way that people get into a reply."""
        return cls(contact.name, Style.STRONG, ContactId(contact.id))


class Press(Struct, frozen=True, tag="press", omit_defaults=True):
    """A command by button: its verb, the opaque id that it is about, and what was picked.

    As text it is at most 64 bytes, which is what Telegram lets a button carry.
    """

    verb: str
    ref: str = ""
    pick: str = ""

    def __str__(self) -> str:
        """``verb:ref:pick``, without what is empty at the end."""
        whole = f"{self.verb}:{self.ref}:{self.pick}"
        return whole if self.pick else whole.rstrip(":")

    @classmethod
    def parse(cls, text: str) -> "Press":
        """Reading undoes writing; what no button wrote becomes a verb that nobody knows."""
        verb, _, rest = text.partition(":")
        ref, _, pick = rest.partition(":")
        return cls(verb, ref, pick)


class Choice(Struct, frozen=True, omit_defaults=True):
    """A button: what it says and what a press of it does."""

    label: str
    press: Press


class Line(Struct, frozen=True, omit_defaults=True):
    """One line of a reply, with the choices that are about it alone.

    ``name`` is what stands for the line on a button elsewhere ("1 Sarah"); ``opens`` shows
    this line's choices where a message has but one keyboard.
    """

    spans: tuple[Span, ...]
    choices: tuple[Choice, ...] = ()
    name: str | None = None
    opens: Press | None = None

    @property
    def text(self) -> str:
        """The line without its looks."""
        return "".join(span.text for span in self.spans)


class File(Struct, frozen=True, omit_defaults=True):
    """A file to be made at the edge: a name, and the recipe of what is in it.

    ``recipe`` names what ``bot.exchange`` makes from the owner's book ("json").
    """

    name: str
    recipe: str


class Picture(Struct, frozen=True, omit_defaults=True):
    """A picture to be drawn at the edge; ``alt`` says in words what it shows."""

    name: str
    recipe: str
    alt: str


class Reply(Struct, frozen=True, omit_defaults=True):
    """What goes out in answer to a message, or unasked in the morning.

    ``discreet`` is all that a notification may show. ``edits`` puts it in the place of the
    message whose button was pressed. ``opened`` is the index of the line whose choices show
    where there is one keyboard for all.
    """

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    pictures: tuple[Picture, ...] = ()
    files: tuple[File, ...] = ()
    discreet: str | None = None
    edits: bool = False
    opened: int | None = None

    @property
    def text(self) -> str:
        """All of it without looks, for logs of tests and for plain terminals."""
        return "\n".join(line.text for line in self.lines)


Part = str | Span
"""Something to say: a plain string, or a span."""


def line(*parts: Part, **more: object) -> Line:
    """A line of ``parts``; ``more`` as Line takes it."""
    spans = tuple(part if isinstance(part, Span) else Span(part) for part in parts)
    return Line(spans, **more)  # type: ignore[arg-type]


def say(*parts: Part | Line, choices: tuple[Choice, ...] = ()) -> Reply:
    """A reply of one line, or of the lines given."""
    lines: list[Line] = []
    run: list[Part] = []
    for part in parts:
        if isinstance(part, Line):
            if run:
                lines.append(line(*run))
                run = []
            lines.append(part)
        else:
            run.append(part)
    if run:
        lines.append(line(*run))
    return Reply(tuple(lines), choices)


def strong(text: str) -> Span:
    """Text that stands out."""
    return Span(text, Style.STRONG)


def quiet(text: str) -> Span:
    """Text that stands back."""
    return Span(text, Style.QUIET)


def choice(label: str, verb: str, ref: str = "", pick: str = "") -> Choice:
    """A button that runs ``verb`` about ``ref``."""
    return Choice(label, Press(verb, ref, pick))

"""Everything that can go wrong, and whose it is.

CordialError
├── Refusal          theirs: a problem, a hint and choices, said to them; nothing changes
├── Unclear          nobody's: one thing to ask them before going on
├── StorageError     ours: the storage cannot answer
│   ├── NotSaved         a write did not reach the disk, and nothing of it did
│   ├── AlreadyThere     a claim, a code or an address was taken before
│   ├── InUse            another process has this storage
│   └── Damaged          what is stored cannot be read
├── SendError        the platform's: a rule for sending again, which never alters data
│   ├── RetryAt          not now
│   ├── Gone             never again to this address
│   ├── Unsure           it may have arrived
│   └── Refused          never in this form
└── SettingsError    the operator's: told at the start, all together
"""

from collections.abc import Sequence
from datetime import datetime

from bot.model.document import Doubt, Option
from bot.reply import Choice, Line, Reply, Span, line


class CordialError(Exception):
    """Anything that this project raises on purpose."""


class Refusal(CordialError):
    """Their mistake: the problem, what to do instead, and choices where there are any.

    It never reaches a log: it may quote what they typed.
    """

    def __init__(
        self,
        problem: str | Line,
        hint: str | None = None,
        choices: Sequence[Choice] = (),
    ) -> None:
        self.problem = problem if isinstance(problem, Line) else line(problem)
        self.hint = hint
        self.choices = tuple(choices)
        super().__init__(self.problem.text)

    def reply(self) -> Reply:
        """What is said to them."""
        spans: tuple[Span, ...] = self.problem.spans
        if self.hint:
            spans = (*spans, Span(f" {self.hint}"))
        return Reply((Line(spans, self.problem.choices),), self.choices)


class Unclear(CordialError):
    """One thing that the words leave open: ask about ``name``, and go on from there.

    ``can_do_without`` if the words make sense without an answer.
    """

    def __init__(
        self,
        question: str,
        name: str,
        options: Sequence[Option],
        doubt: Doubt = Doubt.NAME,
        *,
        can_do_without: bool = False,
    ) -> None:
        self.question = question
        self.name = name
        self.options = tuple(options)
        self.doubt = doubt
        self.can_do_without = can_do_without
        super().__init__(question)


class StorageError(CordialError):
    """The storage cannot do what was asked."""


class NotSaved(StorageError):
    """Nothing of a write reached the disk."""


class AlreadyThere(StorageError):
    """A claim, a code or an address was taken before."""


class InUse(StorageError):
    """Another process has this storage open for writing."""


class Damaged(StorageError):
    """What is stored cannot be read, and was left as it is."""


class SendError(CordialError):
    """A send that did not simply succeed."""


class RetryAt(SendError):
    """The platform wants a pause until ``at`` (aware, UTC)."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        super().__init__(f"retry at {at:%H:%M:%S}")


class Gone(SendError):
    """This address gets nothing any more: blocked, left, deleted."""


class Unsure(SendError):
    """It may have arrived, so it is not sent again."""


class Refused(SendError):
    """The platform will never take it in this form."""


class SettingsError(CordialError):
    """What is wrong with the configuration, each with what to do about it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))

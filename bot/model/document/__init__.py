"""What an owner's book is made of: frozen documents with ids, equal by value."""

from bot.model.document.base import AboutContacts, ContactId, Document, OwnerId
from bot.model.document.contact import Contact, Job, Tie
from bot.model.document.days import Event, Milestone, Occasion, Reminder, Support
from bot.model.document.dealings import (
    Attempt,
    Boundary,
    Favour,
    Interaction,
    Introduction,
    Note,
    Opportunity,
    Promise,
    Stage,
)
from bot.model.document.morning import (
    Answer,
    Digest,
    Drafted,
    Keeping,
    Nudge,
    Preferences,
    Reason,
)
from bot.model.document.tables import TABLE_OF, TABLES, AnyDocument
from bot.model.document.talk import Before, Change, Correction, Doubt, Option, Question, Settled

__all__ = [
    "TABLES",
    "TABLE_OF",
    "AboutContacts",
    "Answer",
    "AnyDocument",
    "Attempt",
    "Before",
    "Boundary",
    "Change",
    "Contact",
    "ContactId",
    "Correction",
    "Digest",
    "Document",
    "Doubt",
    "Drafted",
    "Event",
    "Favour",
    "Interaction",
    "Introduction",
    "Job",
    "Keeping",
    "Milestone",
    "Note",
    "Nudge",
    "Occasion",
    "Opportunity",
    "Option",
    "OwnerId",
    "Preferences",
    "Promise",
    "Question",
    "Reason",
    "Reminder",
    "Settled",
    "Stage",
    "Support",
    "Tie",
]

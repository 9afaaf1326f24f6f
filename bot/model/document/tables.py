"""Every kind of document, and the table that keeps it."""

from bot.model.document.base import Document
from bot.model.document.contact import Contact
from bot.model.document.days import Event, Milestone, Reminder, Support
from bot.model.document.dealings import (
    Attempt,
    Boundary,
    Favour,
    Interaction,
    Introduction,
    Note,
    Opportunity,
    Promise,
)
from bot.model.document.morning import Digest, Drafted, Preferences
from bot.model.document.talk import Change, Correction, Question

AnyDocument = (
    Contact
    | Interaction
    | Note
    | Milestone
    | Reminder
    | Attempt
    | Promise
    | Favour
    | Introduction
    | Opportunity
    | Boundary
    | Support
    | Event
    | Drafted
    | Digest
    | Preferences
    | Change
    | Question
    | Correction
)

TABLES: dict[str, type[Document]] = {
    "contacts": Contact,
    "interactions": Interaction,
    "notes": Note,
    "milestones": Milestone,
    "reminders": Reminder,
    "attempts": Attempt,
    "promises": Promise,
    "favours": Favour,
    "introductions": Introduction,
    "opportunities": Opportunity,
    "boundaries": Boundary,
    "supports": Support,
    "events": Event,
    "drafts": Drafted,
    "digests": Digest,
    "preferences": Preferences,
    "changes": Change,
    "questions": Question,
    "corrections": Correction,
}
"""Every kind of document by the name of the table that keeps it."""

TABLE_OF: dict[type[Document], str] = {kind: table for table, kind in TABLES.items()}

"""What the core asks of the outside: storages and adapters; and what crosses between them.

Two ports keep data. A unit of work holds owners' books, all or nothing. The ledger keeps what
is about messages and mornings: inbox, outbox, claims, addresses, codes; it never holds a book.
Nothing here does anything.
"""

from bot.ports.adapter import Adapter, Door, MenuEntry
from bot.ports.dump import (
    CHECKSUM_BYTES,
    Commons,
    Copying,
    Dump,
    KeptDocument,
    KeptMessage,
    KeptReply,
    checksum,
)
from bot.ports.ledger import Claim, Code, CodeKind, Due, Ledger, OwnerRow
from bot.ports.message import (
    Address,
    Body,
    Conversation,
    Message,
    Place,
    Profile,
    Upload,
    Words,
)
from bot.ports.rows import (
    Bound,
    Claimed,
    CodeMade,
    CodeUsed,
    Done,
    Forgotten,
    NextDue,
    OwnerGone,
    Queued,
    Row,
)
from bot.ports.sending import Attachment, Kind, Outcome, Outgoing
from bot.ports.storage import Hit, Storage, UnitOfWork
from bot.ports.vault import Backup, Backups, Contents, Recoded, Restoring, Vault

__all__ = [
    "CHECKSUM_BYTES",
    "Adapter",
    "Address",
    "Attachment",
    "Backup",
    "Backups",
    "Body",
    "Bound",
    "Claim",
    "Claimed",
    "Code",
    "CodeKind",
    "CodeMade",
    "CodeUsed",
    "Commons",
    "Contents",
    "Conversation",
    "Copying",
    "Done",
    "Door",
    "Due",
    "Dump",
    "Forgotten",
    "Hit",
    "KeptDocument",
    "KeptMessage",
    "KeptReply",
    "Kind",
    "Ledger",
    "MenuEntry",
    "Message",
    "NextDue",
    "Outcome",
    "Outgoing",
    "OwnerGone",
    "OwnerRow",
    "Place",
    "Profile",
    "Queued",
    "Recoded",
    "Restoring",
    "Row",
    "Storage",
    "UnitOfWork",
    "Upload",
    "Vault",
    "Words",
    "checksum",
]

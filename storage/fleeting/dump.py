"""Everything of one owner out of a state and into one; every other storage does it likewise."""

from msgspec.structs import replace

from bot.model.codec import decode, encode
from bot.model.document import OwnerId
from bot.ports import Commons, Dump, KeptDocument, KeptMessage, KeptReply
from storage.copying import refuse_other_key
from storage.fleeting.state import Kept, Key, Known, Reachable, Received, Sending, State
from storage.text import LONG_AGO, Plain, Text


def dump(state: State, owner: OwnerId) -> Dump | None:
    """Everything of one owner; None if there is no such owner."""
    row = state.row_of(owner)
    if row is None:
        return None
    theirs = state.senders_of(owner)
    return Dump(
        row,
        state.owners[owner].version,
        tuple(_document(key, kept) for key, kept in state.books.get(owner, {}).items()),
        tuple(
            sorted(
                (claim for claim in state.claims if claim.owner == owner),
                key=lambda claim: (claim.day, claim.kind),
            )
        ),
        tuple(code for _, code in sorted(state.codes.items()) if code.owner == owner),
        tuple(_message(key, row) for key, row in state.inbox.items() if row.sender in theirs),
        tuple(_reply(key, row) for key, row in state.outbox.items() if row.owner == owner),
    )


def commons(state: State) -> Commons:
    """What belongs to no owner."""
    anybodys = {sender for owner in state.owners for sender in state.senders_of(owner)}
    return Commons(
        state.text.key,
        tuple(
            code for _, code in sorted(state.codes.items()) if code.owner not in state.owners
        ),
        tuple(
            _message(key, row) for key, row in state.inbox.items() if row.sender not in anybodys
        ),
        tuple(_reply(key, row) for key, row in state.outbox.items() if row.owner is None),
        tuple(sorted(state.heartbeats.items())),
        tuple(sorted(state.forgotten.items())),
        state.copy_of,
    )


def adopt(state: State, dump: Dump) -> State:
    """A state with this owner as the dump has them."""
    row = dump.row
    draft = state.copy([])
    _clear(draft, dump)
    known = Known(row.created_at, dump.version, row.next_due)
    draft.owners[row.owner] = known
    draft.books[row.owner] = {(kept.table, kept.id): _kept(kept) for kept in dump.documents}
    for address in row.addresses:
        draft.addresses[address] = Reachable(row.owner, address in row.gone)
    draft.claims.update(dump.claims)
    _put(draft, dump, row.owner)
    return draft


def adopt_commons(state: State, commons: Commons) -> State:
    """A state in which this belongs to nobody, and nothing else does.

    Raises:
        StorageError: if there are keys already that were made with another hash key.
    """
    if state.text.key != commons.hash_key and (state.owners or state.inbox or state.outbox):
        raise refuse_other_key()
    draft = state.copy([])
    draft.text = Text(Plain(), commons.hash_key)
    _clear(draft, commons)
    draft.heartbeats = dict(commons.heartbeats)
    draft.forgotten = dict(commons.forgotten)
    draft.copy_of = commons.copy_of
    _put(draft, commons, None)
    return draft


def _clear(draft: State, part: Dump | Commons) -> None:
    """Take out what the part takes the place of."""
    before = dump(draft, part.row.owner) if isinstance(part, Dump) else commons(draft)
    for each in (before, part) if before else (part,):
        for message in each.inbox:
            draft.inbox.pop(message.key, None)
        for reply in each.outbox:
            draft.outbox.pop(reply.key, None)
        for code in each.codes:
            draft.codes.pop(code.digest, None)
        if isinstance(each, Dump):
            draft.claims.difference_update(each.claims)
            for address in each.row.addresses:
                draft.addresses.pop(address, None)


def _put(draft: State, part: Dump | Commons, owner: OwnerId | None) -> None:
    """Put in the rows that an owner and nobody have alike."""
    draft.codes |= {code.digest: code for code in part.codes}
    draft.inbox |= {
        row.key: Received(row.at, row.message, row.sender, row.state, row.failures)
        for row in part.inbox
    }
    draft.outbox |= {row.key: _sending(row, owner) for row in part.outbox}


def _document(key: Key, kept: Kept) -> KeptDocument:
    body = None if kept.document is None else encode(kept.document)
    return KeptDocument(*key, kept.version, body, kept.batch, kept.hidden)


def _kept(kept: KeptDocument) -> Kept:
    document = None if kept.body is None else decode(kept.table, kept.body)
    return Kept(document, kept.version, kept.batch, kept.hidden)


def _message(key: bytes, row: Received) -> KeptMessage:
    return KeptMessage(key, row.sender, row.at, row.state, row.failures, row.message)


def _reply(key: bytes, row: Sending) -> KeptReply:
    is_in_hand = row.state == "sending" and row.outgoing is not None
    visible_at = None if is_in_hand else row.visible_at
    counts = row.begun, row.lapsed, row.sent_as
    return KeptReply(key, row.cause, row.state, visible_at, *counts, row.outgoing)


def _sending(row: KeptReply, owner: OwnerId | None) -> Sending:
    visible_at = row.visible_at or LONG_AGO
    sending = Sending(row.outgoing, owner, row.cause, row.state, visible_at)
    return replace(sending, begun=row.begun, lapsed=row.lapsed, sent_as=row.sent_as)

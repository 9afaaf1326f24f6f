"""Documents as JSON and back: what storages keep, and what a change remembers to undo it."""

import msgspec

from bot.model.document import TABLES, Document

_encoder = msgspec.json.Encoder()
_decoders = {table: msgspec.json.Decoder(kind) for table, kind in TABLES.items()}


def encode(document: Document) -> bytes:
    """A document as JSON in UTF-8, without the fields that have their defaults."""
    return _encoder.encode(document)


def decode(table: str, body: bytes | str) -> Document:
    """The document of ``table`` that ``body`` is; reading undoes writing.

    Raises:
        msgspec.DecodeError: if ``body`` is not such a document.
        KeyError: if there is no such table.
    """
    return _decoders[table].decode(body)

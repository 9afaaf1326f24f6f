"""Documents as JSON and back: what storages keep, and what a change remembers to undo it."""

from collections.abc import Iterable, Sequence

import msgspec

from bot.model.document import TABLES, Document

_encoder = msgspec.json.Encoder()
_decoders = {table: msgspec.json.Decoder(kind) for table, kind in TABLES.items()}
_list_decoders = {table: msgspec.json.Decoder(list[kind]) for table, kind in TABLES.items()}  # type: ignore[valid-type]


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


def decode_all(table: str, bodies: Iterable[bytes]) -> Sequence[Document]:
    """The documents of ``table`` that ``bodies`` are, in half the time of one by one.

    Raises:
        msgspec.DecodeError: if one of them is not such a document.
        KeyError: if there is no such table.
    """
    documents: list[Document] = _list_decoders[table].decode(b"[%b]" % b",".join(bodies))
    return documents

"""What storages say where a copy stands in the way."""

from bot.errors import AlreadyThere, InUse, StorageError

MARK = "copy of"
"""The name under which an unfinished copy notes what it is a copy of."""


def refuse_unfinished(copy_of: str) -> StorageError:
    """What is said to whoever wants to use a copy before it is one."""
    return StorageError(
        f"This memory is a copy of {copy_of} that is not finished. To finish it: cordially "
        "copy, with the same FROM and TO as before; what is done is not done again."
    )


def refuse_other_key() -> AlreadyThere:
    """What is said where a part of one memory is to go into another one."""
    return AlreadyThere(
        "There is another memory already, or the unfinished copy of another. Copy to a place "
        "that is empty."
    )


def refuse_company(who: str) -> InUse:
    """What is said where a copy would not be alone, or somebody comes while one is made."""
    return InUse(f"{who} Stop that one first, and wait half a minute if it was killed.")

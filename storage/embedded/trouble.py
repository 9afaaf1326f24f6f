"""What is wrong with a file, in words for whoever runs this."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Damaged, StorageError
from storage.embedded.connections import failures, is_damage
from storage.embedded.place import Place


@contextmanager
def told(place: Place) -> Iterator[None]:
    """What goes wrong inside, as a StorageError that says what to do."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{place.file} cannot be opened: {error.strerror}.") from error
    except failures() as error:
        if is_damage(error):
            raise Damaged(
                f"{place.file} is damaged or not a file of Cordially's, and was left as it "
                f"is: {error}. Put a backup in its place."
            ) from error
        raise StorageError(f"{place.file} cannot be opened: {error}.") from error

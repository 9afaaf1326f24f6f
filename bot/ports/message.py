"""What comes in: who says what, where and when."""

from datetime import datetime

from msgspec import Struct

from bot.reply import Press


class Address(Struct, frozen=True, omit_defaults=True):
    """Where somebody is on a platform: unique, and of one owner at most.

    ``workspace`` is "" where a platform has but one; ``user`` is the platform's own id.
    """

    platform: str
    workspace: str
    user: str

    def __str__(self) -> str:
        """The form that storages and settings keep."""
        return f"{self.platform}/{self.workspace}/{self.user}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Reading undoes writing."""
        platform, workspace, user = text.split("/", 2)
        return cls(platform, workspace, user)


class Conversation(Struct, frozen=True, omit_defaults=True):
    """Where something was said, as far as an answer needs it.

    ``id`` is the chat or channel. ``replaces`` is the message whose button was pressed.
    ``reply_handle`` is what answers the asker alone (Slack's response_url), good for a while.
    """

    id: str
    private: bool = True
    thread: str | None = None
    replaces: str | None = None
    reply_handle: str | None = None


class Words(Struct, frozen=True, tag="words", omit_defaults=True):
    """What somebody typed, exactly as the platform handed it over.

    ``edits`` is the id of the earlier message that these words stand in the place of.
    """

    text: str
    edits: str | None = None


class Upload(Struct, frozen=True, tag="upload", omit_defaults=True):
    """A file or something else without words: ``kind`` says what ("a voice note")."""

    kind: str
    name: str | None = None
    handle: str | None = None
    size: int | None = None
    caption: str | None = None


class Place(Struct, frozen=True, tag="place"):
    """A shared location, in degrees."""

    latitude: float
    longitude: float


Body = Words | Press | Upload | Place


class Message(Struct, frozen=True, omit_defaults=True):
    """Something that came in. ``id`` is the same when the platform delivers it again.

    ``at`` is when it was said, aware and in UTC; what was said is dated by it.

    """

    id: str
    sender: Address
    at: datetime
    body: Body
    where: Conversation


class Profile(Struct, frozen=True, omit_defaults=True):
    """What a platform tells of a person: an IANA zone, a locale such as "en-GB"."""

    zone: str | None = None
    locale: str | None = None

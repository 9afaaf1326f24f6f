"""What talks to a platform, and the door by which it brings what came in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from bot.ports.message import Address, Message, Profile
from bot.ports.sending import Attachment, Outgoing


class MenuEntry(Struct, frozen=True):
    """A command as menus and manifests show it."""

    verb: str
    usage: str
    summary: str


class Door(Protocol):
    """Where adapters bring what came in. The core's own; adapters see nothing else of it."""

    async def receive(self, message: Message) -> bool:
        """Make the inbox row durable; False for a redelivery. Acknowledge after this.

        Raises:
            NotSaved: if the row could not be written within two seconds.
        """

    def work(self, message: Message) -> None:
        """Answer a received message in the background, in order within its conversation."""

    def menu(self) -> Sequence[MenuEntry]:
        """The commands that this bot has."""

    async def completions(self, address: Address) -> Sequence[str]:
        """Verbs, and names of the contacts of whoever has this address."""

    async def is_owner(self, address: Address) -> bool:
        """Whether this address is anybody's."""

    async def heard_from(self, platform: str, at: datetime) -> None:
        """The platform answered at ``at``; says what was missed if it was long away."""


class Adapter(Protocol):
    """Talks to a platform.

    ``adapters/x.py`` has ``open_adapter(settings)``, which gives one, or None where the
    settings do not ask for it, and a pure ``render(reply)``.
    """

    @property
    def platform(self) -> str:
        """The name in addresses: "telegram"."""

    @property
    def keeps_hours(self) -> float:
        """For how many hours the platform keeps what it could not deliver."""

    def reaches(self, address: Address) -> bool:
        """Whether something unasked would be seen there now: not on a closed console."""

    async def check(self) -> str:
        """Who the platform says that we are, for the doctor.

        Raises:
            SettingsError: if the configuration is wrong, with what to do.
        """

    async def run(self, door: Door) -> None:
        """Bring messages to the door until ``stop``; survives the platform being down."""

    async def stop(self) -> None:
        """Take in nothing more; ``run`` returns and sending still works until ``close``."""

    async def close(self) -> None:
        """Let go of connections."""

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        """Show a reply once; the platform's id for it, where it has one.

        Raises:
            RetryAt: the platform wants a pause, and showed nothing.
            Gone: this address can get nothing any more.
            Unsure: it may or may not have been shown.
            Refused: it can never be shown in this form.
        """

    async def profile(self, address: Address) -> Profile:
        """What the platform tells of somebody; an empty one where it tells nothing."""

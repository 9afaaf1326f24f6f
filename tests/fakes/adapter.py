"""A platform without a network: keeps what was shown, and fails as it is told to."""

from collections.abc import Sequence

from bot.errors import SendError
from bot.ports import Address, Attachment, Door, Outgoing, Profile


class FakeAdapter:
    """Implements the port Adapter. ``sent`` is what was shown, in order."""

    keeps_hours = 24

    def __init__(self, platform: str, profile: Profile | None = None) -> None:
        self.platform = platform
        self.sent: list[tuple[Outgoing, Sequence[Attachment]]] = []
        self.fails: list[SendError] = []
        self.closed_to: set[Address] = set()
        self._profile = profile or Profile()

    def reaches(self, address: Address) -> bool:
        return address not in self.closed_to

    async def check(self) -> str:
        return f"fake {self.platform}"

    async def run(self, door: Door) -> None:
        del door

    async def stop(self) -> None:
        """There is nothing to stop."""

    async def close(self) -> None:
        """There is nothing to close."""

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append((outgoing, attachments))
        return f"m{len(self.sent)}"

    async def profile(self, address: Address) -> Profile:
        del address
        return self._profile

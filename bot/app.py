"""The composition root: opens storage, adapters and ticks, and ties them together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from bot import language
from bot.clock import Clock, system_clock
from bot.codes import new_code
from bot.command import find_commands
from bot.daily import DailyBackup
from bot.delivery import BETWEEN_UNASKED, Delivery
from bot.dispatcher import Dispatcher
from bot.errors import SettingsError
from bot.exchange import RECIPES
from bot.gate import Gate
from bot.intake import Intake
from bot.log import logger, trace
from bot.model.document import OwnerId, Preferences
from bot.morning import Morning
from bot.ports import Adapter, Address, Attachment, Copying, Profile, Storage, Vault
from bot.reply import File
from bot.settings import Settings
from bot.ticks import Ticks

PLATFORMS = ("console", "telegram", "slack")
ONE_LISTENS = {"telegram"}
"""Platforms that hand what came in to one poller; the other processes only send there."""
MORNING_SECONDS = 5
OUTBOX_SECONDS = 5
RECOVER_SECONDS = 60
PURGE_SECONDS = 6 * 3600
BACKUP_SECONDS = 3600
KEPT_FOR = timedelta(days=35)
DRAIN_SECONDS = 6.0
log = logger("app")


class App:
    """Everything of one process, tied together; made by ``open_app``."""

    def __init__(
        self,
        storage: Storage,
        adapters: Mapping[str, Adapter],
        settings: Settings,
        clock: Clock,
        *,
        vault: Vault | None = None,
        new_code: Callable[[], str] = new_code,
        between_unasked: timedelta = BETWEEN_UNASKED,
    ) -> None:
        self.storage = storage
        self.adapters = adapters
        self._clock = clock
        commands = find_commands()
        defaults = Preferences(zone=settings.zone, locale=settings.locale)
        self.gate = Gate(storage, join=settings.join, clock=clock, defaults=defaults)
        self.delivery = Delivery(
            storage.ledger,
            adapters,
            clock=clock,
            make_file=self._make_file,
            between_unasked=between_unasked,
        )
        dispatcher = Dispatcher(
            storage,
            commands,
            self.gate,
            clock=clock,
            profiles=self._profile,
            new_code=new_code,
        )
        self.intake = Intake(
            storage,
            dispatcher,
            self.delivery,
            commands=commands,
            adapters=adapters,
            clock=clock,
        )
        self.morning = Morning(storage, self.delivery, adapters, clock=clock)
        self._daily = DailyBackup(storage.ledger, vault, clock=clock) if vault else None
        self._ticks = Ticks()
        self._runs: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what was left, begin the ticks, and let every adapter bring messages."""
        await self.intake.recover()
        await self.delivery.sweep()
        self._ticks.every(MORNING_SECONDS, self.morning.tick, "morning")
        self._ticks.every(OUTBOX_SECONDS, self.delivery.sweep, "outbox")
        self._ticks.every(RECOVER_SECONDS, self.intake.recover, "inbox")
        self._ticks.every(PURGE_SECONDS, self._purge, "purge")
        if self._daily:
            self._ticks.every(BACKUP_SECONDS, self._daily.tick, "backup", at_once=True)
        self._ticks.start()
        self._runs = [
            asyncio.create_task(self._listen(adapter), name=adapter.platform)
            for adapter in self.adapters.values()
        ]

    async def wait(self) -> None:
        """Until an adapter ends by itself, which only a mistake in the settings makes it do.

        Raises:
            CordialError: what ended it.
        """
        done, _ = await asyncio.wait(self._runs, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            await task

    async def stop(self) -> None:
        """Take in nothing more, finish what is in hand, and let go, within 10 seconds."""
        adapters = self.adapters.values()
        await _bounded([adapter.stop() for adapter in adapters], 1.0)
        await self._ticks.stop(1.0)
        await self.intake.drain(DRAIN_SECONDS)
        await _bounded([adapter.close() for adapter in adapters], 1.5)
        for task in self._runs:
            task.cancel()
        await asyncio.gather(*self._runs, return_exceptions=True)

    async def _listen(self, adapter: Adapter) -> None:
        run = partial(adapter.run, self.intake)
        if adapter.platform in ONE_LISTENS:
            await self.storage.lead(f"listening to {adapter.platform}", run)
        else:
            await run()

    async def _profile(self, address: Address) -> Profile:
        adapter = self.adapters.get(address.platform)
        return await adapter.profile(address) if adapter else Profile()

    async def _make_file(self, owner: OwnerId, file: File) -> Attachment:
        """A file of a reply, made from the owner's book when it is sent."""
        media_type, write = RECIPES[file.recipe]
        async with self.storage.begin(owner) as work:
            data = write(work.book)
        return Attachment(file.name, media_type, data)

    async def _purge(self) -> None:
        await self.storage.ledger.purge(self._clock() - KEPT_FOR)


async def _bounded(coroutines: Sequence[Coroutine[Any, Any, None]], seconds: float) -> None:
    """Run all of them side by side, and leave those that take too long."""
    if not coroutines:
        return
    tasks = [asyncio.ensure_future(each) for each in coroutines]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    for task in done:
        if error := task.exception():
            log.error("stopping: %s", trace(error))


@asynccontextmanager
async def open_app(
    settings: Settings, platforms: Sequence[str] = PLATFORMS, clock: Clock = system_clock
) -> AsyncIterator[App]:
    """An app on the storage and platforms that the settings ask for, started.

    Raises:
        SettingsError, StorageError: if one of them cannot be opened, with what to do.
    """
    storage = await open_storage(settings)
    try:
        app = App(
            storage,
            open_adapters(settings, platforms, clock),
            settings,
            clock,
            vault=open_vault(settings, clock),
        )
        await asyncio.to_thread(language.prepare)  # so that the first message is read at once
        try:
            await app.start()
            yield app
        finally:
            await app.stop()
    finally:
        await storage.close()


async def open_storage(
    settings: Settings, *, read_only: bool = False, copying: Copying | None = None
) -> Storage:
    """The storage of the settings, by its name: an install needs only what it uses.

    ``copying`` says which end of a copy it is to be.

    Raises:
        SettingsError, StorageError: if there is none of that name, or it cannot be opened.
    """
    module = _storage_module(settings)
    given: dict[str, Any] = _at_rest(settings) if hasattr(module, "open_vault") else {}
    opened: Storage = await module.open_storage(
        settings.storage.reveal(), read_only=read_only, copying=copying, **given
    )
    return opened


def open_vault(settings: Settings, clock: Clock = system_clock) -> Vault | None:
    """The backups of the settings' storage; None if it keeps none of its own.

    Raises:
        SettingsError: if there is no storage of that name.
    """
    module = _storage_module(settings)
    if not hasattr(module, "open_vault"):
        return None
    opened: Vault = module.open_vault(
        settings.storage.reveal(), clock=clock, kept=settings.at_rest.kept, **_at_rest(settings)
    )
    return opened


def _at_rest(settings: Settings) -> dict[str, Any]:
    return {"key": settings.at_rest.key, "backups": settings.at_rest.backups}


def _storage_module(settings: Settings) -> ModuleType:
    kind = settings.storage.kind
    module = _module(f"storage.{kind}")
    if module is None or not hasattr(module, "open_storage"):
        raise SettingsError(
            [f"CORDIALLY_STORAGE names no storage I have ({kind}); try tinydb:FOLDER."]
        )
    return module


def _module(name: str) -> ModuleType | None:
    """The module of this name, None if there is none.

    Raises:
        SettingsError: if a library that it needs is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return None
        raise SettingsError([f"{name} needs {error.name}, which is not installed."]) from None


def open_adapters(
    settings: Settings, platforms: Sequence[str], clock: Clock
) -> dict[str, Adapter]:
    """The adapters that the settings ask for, each imported only then."""
    asked = {"console": True, "telegram": settings.telegram, "slack": settings.slack}
    found: dict[str, Adapter] = {}
    for platform in platforms:
        if asked.get(platform) and (module := _module(f"adapters.{platform}")):
            found[platform] = module.open_adapter(settings, clock)
    return found

"""Every storage that the folder has and that can be tried here, found by scanning it."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import storage
from bot.ports import Storage
from tests import postgres


def storage_modules() -> dict[str, ModuleType]:
    """The modules of ``storage`` that open one, by name."""
    modules = {
        found.name: import_module(f"storage.{found.name}")
        for found in iter_modules(storage.__path__)
    }
    return {
        name: module
        for name, module in modules.items()
        if hasattr(module, "open_storage") and (name != "postgresql" or postgres.is_there())
    }


def url_in(name: str, folder: Path) -> str:
    """Where a storage of this kind keeps what it keeps, of which there is nothing yet."""
    return postgres.fresh_url() if name == "postgresql" else f"{name}:{folder}"


async def open_in(name: str, folder: Path) -> Storage:
    """A storage of this kind that keeps what it keeps in ``folder``."""
    opened: Storage = await storage_modules()[name].open_storage(url_in(name, folder))
    return opened

"""Collects the .chat files of this folder, each on every storage.

On PostgreSQL it is every third, chosen by its name, because each waits for a server at every
step; CORDIALLY_TEST_EVERY_CHAT=1 plays them all there too.
"""

import asyncio
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.stage import Stage
from tests.storages import open_in, storage_modules
from tests.transcript import Transcript, read_transcript


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".chat":
        found: pytest.Collector = ChatFile.from_parent(parent, path=file_path)
        return found
    return None


class ChatFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        transcript = read_transcript(self.path.read_text(encoding="utf-8"))
        every = bool(os.environ.get("CORDIALLY_TEST_EVERY_CHAT"))
        is_third = zlib.crc32(self.path.name.encode()) % 3 == 0
        for name in storage_modules():
            if name == "postgresql" and not (every or is_third):
                continue
            yield Chat.from_parent(self, name=name, transcript=transcript)


class Chat(pytest.Item):
    def __init__(self, *, transcript: Transcript, **more: Any) -> None:
        super().__init__(**more)
        self._transcript = transcript

    def runtest(self) -> None:
        with TemporaryDirectory() as folder:
            asyncio.run(self._play(Path(folder)))

    async def _play(self, folder: Path) -> None:
        storage = await open_in(self.name, folder)
        try:
            await Stage(storage, self._transcript).play()
        finally:
            await storage.close()

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        if isinstance(excinfo.value, AssertionError):
            return f"{self.path.name}, {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.path.stem} on {self.name}"

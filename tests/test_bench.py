"""Measurements are found by themselves; what they measure is not tested here."""

from pathlib import Path

import pytest

from bench.__main__ import FOLDER, found, main

FRAME = {"__init__", "__main__", "asking", "table", "simulate", "storms", "picture"}


def test_every_file_can_be_measured_but_the_frame() -> None:
    assert set(found()) == {file.stem for file in Path(FOLDER).glob("*.py")} - FRAME


def test_a_name_that_nothing_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["message", "weather"]) == 2
    assert capsys.readouterr().out.startswith("There is no weather here; there is: ")

#!/bin/sh
# Pins what pyproject.toml allows, for every Python and platform it supports, with hashes.
set -eu
python3 -m venv .venv-pins
.venv-pins/bin/python -m pip --quiet install uv
pin() {
  .venv-pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate pyproject.toml "$@"
}
{ echo "# Made by make pins: what the bot needs to run, and to be installed."
  pin --group build; } > requirements.txt
{ echo "# Made by make pins: the same, with what its tests and checks need."
  pin --group build --group dev; } > requirements-dev.txt
rm -r .venv-pins

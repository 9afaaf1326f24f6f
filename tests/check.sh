#!/bin/sh
# The gate: format, lint, types for the lowest and highest Python, the arrows, then every test
# with branch coverage on this Python, and once more on the other end of the range where it is.
set -eu
bin=.venv/bin
step() { printf '\n== %s\n' "$1"; }

step "format and lint"
$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
step "types"
$bin/mypy --python-version 3.11
$bin/mypy --python-version 3.13
step "arrows"
$bin/lint-imports --no-cache
step "tests with branch coverage"
$bin/coverage erase
COVERAGE_CORE=ctrace $bin/coverage run -m pytest -n auto
$bin/coverage combine --quiet
$bin/coverage report --fail-under=95

here=$($bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
other=3.13
[ "$here" = 3.13 ] && other=3.11
for candidate in "python$other" "$HOME"/.pyenv/versions/"$other".*/bin/python; do
  if "$candidate" -c 'import venv' 2>/dev/null; then
    step "tests on Python $other"
    # A second environment of its own; the same targets, so the same set-up.
    make --no-print-directory VENV=".venv-$other" PYTHON="$candidate" test
    exit 0
  fi
done
step "tests on Python $other: NOT RUN, there is none on this machine"

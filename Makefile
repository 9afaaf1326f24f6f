# Everything sets itself up in .venv, and again only when pyproject.toml or the pins change.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PINS   := requirements.txt requirements-dev.txt

.PHONY: run test check fmt eval weights bench chaos pins clean
.DEFAULT_GOAL := run

run: $(VENV)/.runs          ## chat in the terminal
	@$(BIN)/python -m bot chat

test: $(VENV)/.tests        ## every test, on this Python
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/.tests       ## what people, CI and the commit hook all run
	@PYTHON=$(PYTHON) sh tests/check.sh

fmt: $(VENV)/.tests         ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

eval: $(VENV)/.tests        ## how much is understood of sentences of our own, by intent
	@$(BIN)/python -m tests.language.evaluation

weights: $(VENV)/.tests     ## learn anew which words speak for which intent
	@$(BIN)/python -m tests.language.training

bench: $(VENV)/.tests       ## what it costs, beside a floor or a peer
	@$(BIN)/python -m bench

chaos: $(VENV)/.tests       ## replicas that are killed again and again, on PostgreSQL
	@$(BIN)/python -m tests.replicas.chaos

simulate: $(VENV)/.tests    ## a year of mornings, as a table; PICTURE=file.svg draws it
	@$(BIN)/python -m bench.simulate $(PICTURE)

pins: $(VENV)/.tests        ## pin anew what pyproject.toml allows (needs the network)
	@sh tests/pins.sh

clean:
	rm -rf $(VENV) .venv-* .coverage* .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Cordially needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }   # half a one would stay

$(VENV)/.runs: pyproject.toml requirements.txt | $(VENV)/bin/python
	@echo "Setting up .venv (once, and when the pins change) ..." >&2
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.txt
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

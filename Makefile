# Every door of the house. Each target sets itself up: Python 3.11+, git and make are all it needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo play test check bench chaos screenshots using format texts lock clean

# The playground in a browser, until Ctrl-C.
demo: .venv/run
	$(BIN)/python -m firefighter demo

# One incident in the terminal, from declared to closed; ends by itself.
play: .venv/run
	$(BIN)/python -m firefighter demo --once

# Every test, several at a time; the kills apart, since they need the machine for themselves.
test: .venv/dev
	$(BIN)/python -m pytest -n auto --dist loadscope --ignore tests/chaos
	$(BIN)/python -m pytest tests/chaos

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house tests/store/test_migrations.py

# How fast it is, each figure with its limit; on a machine that does nothing else.
bench: .venv/dev
	$(BIN)/python -m tests.bench

# Kills, faults and crashes for a quarter of an hour; every figure of the table has to be zero.
chaos: .venv/dev
	$(BIN)/python -m tests.chaos

# The pictures of the documentation, or only those that ONLY names; needs Chromium.
screenshots: .venv/dev
	$(BIN)/python -m tests.browser.screenshots $(ONLY)

# Draws docs/using.md anew from the bot's own cards and forms.
using: .venv/dev
	$(BIN)/python -m tests.using

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Brings the catalogues in step with the texts in the code; what is new there is to be translated.
texts: .venv/dev
	$(BIN)/python -m tests.texts

# Pins every dependency with its hashes, and names no place to fetch them from.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet pyproject.toml
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --all-extras -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

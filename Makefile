# Each target sets itself up. It needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin

# Least branch coverage that `make coverage` accepts, in percent.
FLOOR ?= 95

.PHONY: demo play drill gameday test quick coverage check bench chaos screenshots using api fuzz test-dates format texts lock clean

# Run the playground in a browser, until Ctrl-C.
demo: .venv/run
	$(BIN)/python -m firefighter demo

# Play one incident in the terminal, from declared to closed.
play: .venv/run
	$(BIN)/python -m firefighter demo --once

# Play one drill in the terminal, from its start to its score.
drill: .venv/run
	$(BIN)/python -m firefighter demo --drill --once

# Play a Game Day of two teams in the terminal, from its first idea to what was learnt.
gameday: .venv/run
	$(BIN)/python -m firefighter demo --gameday --once

# Run every test in parallel, then the chaos tests, which need the machine for themselves.
test: .venv/dev
	$(BIN)/python -m pytest -n auto --dist loadscope --ignore tests/chaos
	$(BIN)/python -m pytest tests/chaos

# Run the unit tests, without PostgreSQL and with few examples of each property. They do not wait,
# so one process per core is best.
quick: .venv/dev
	$(BIN)/python -m pytest -q -n $$(getconf _NPROCESSORS_ONLN) --hypothesis-profile=quick -m "not postgresql" \
		tests/domain tests/use_cases tests/effects tests/i18n

# Measure branch coverage of every test but chaos, whose processes are killed; fail below FLOOR.
coverage: .venv/dev
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -n auto --dist loadscope --ignore tests/chaos --cov --cov-report=
	$(BIN)/coverage report --fail-under=$(FLOOR)

# Check format, lint, types, import contracts and migrations.
check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/architecture tests/adapters/store/test_migrations.py

# Measure performance against its limits; use an idle machine.
bench: .venv/dev
	$(BIN)/python -m tests.bench

# Kill, fail and crash everything for fifteen minutes; every figure of the table must be zero.
chaos: .venv/dev
	$(BIN)/python -m tests.chaos

# Send the API a hundred times as many generated requests as `make test` does, and read 100,000
# mutated results of chaos experiments.
fuzz: .venv/dev
	$(BIN)/python -m pytest tests/adapters/api/test_schemathesis.py \
		tests/adapters/experiments --hypothesis-profile=fuzz

# Run the tests that deal with dates with a shifted clock: on a Monday before 09:00, at the end of a
# month, a quarter and a year, on 29 February, and around both clock changes. Needs faketime.
test-dates: .venv/dev
	$(BIN)/python -m tests.dates

# Regenerate the screenshots of the documentation, or only those in ONLY; needs Chromium.
screenshots: .venv/dev
	$(BIN)/python -m tests.browser.screenshots $(ONLY)

# Regenerate docs/using.md from the bot's own cards and forms.
using: .venv/dev
	$(BIN)/python -m tests.using

# Regenerate the operations in docs/api.md from their types.
api: .venv/dev
	$(BIN)/python -m tests.api_page

# Format the code and apply safe lint fixes.
format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Update the translation catalogues from the code; new texts need a translation.
texts: .venv/dev
	$(BIN)/python -m tests.i18n

# Pin every dependency with its hashes, without the address of an index; needs uv.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet pyproject.toml
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --all-extras -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@echo "Creating .venv…"
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements.lock
	@echo "Installing $$(grep -c == requirements.lock) packages into .venv: once, for a minute or so…"
	$(BIN)/python -m pip install --progress-bar on --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	@echo "Installing what tests and checks need into .venv: once, for a minute or so…"
	$(BIN)/python -m pip install --progress-bar on --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

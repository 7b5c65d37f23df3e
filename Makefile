# Two commands are enough: `make run` to use Opbouw, `make test` to prove it. `make check` is what a change must pass as well.

SHELL := /bin/sh
.SHELLFLAGS := -ec
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PORT ?= 8000
HAS_3_11 := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13; do \
	"$$name" -c '$(HAS_3_11)' 2>/dev/null && { echo "$$name"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.stamp
DEVELOP := $(VENV)/develop.stamp
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -q -n auto --dist loadgroup -rs
COVERED := tests/core tests/scenarios/test_stories.py tests/properties/test_found.py

.PHONY: help run install test coverage prove mutate calibrate changes advice check format translations docs figures screenshots lock clean
help:
	@echo "make run      open Opbouw with an example runner at http://localhost:$(PORT) (PORT=8080 for another port)"
	@echo "make install  bring the environment up to date, and no more"
	@echo "make test     the whole suite; it also fails on a line or branch of the core that no test has seen"
	@echo "make coverage that alone, by the tests and stories of the core; names what is missing"
	@echo "make prove    journeys, properties and hurt files with new seeds for HOURS=1; counts are kept in docs/proof.md (WORKERS=2)"
	@echo "make mutate   change the core in every small way and see a test fail, for docs/mutants.md (ONLY=limits,pain SECONDS=60, or SAMPLE=600 SEED=1)"
	@echo "make calibrate  measure how often the causes are right, on planted archives, and write docs/causes/calibration.md"
	@echo "make changes  what a runner is told differently since BASE=v0.1.0, over all stories and recorded logs, for CHANGELOG.md"
	@echo "make advice   keep the advice of all stories and runners as it is now, when a change of it is meant"
	@echo "make check    format, lint, types, imports, templates, spelling, migrations, translations, documents, words"
	@echo "make format   put code and templates in the house's format"
	@echo "make translations   collect the texts of the pages, compile them, and say what is untranslated (needs gettext)"
	@echo "make docs     write the generated documents again"
	@echo "make figures  draw every exercise on one page to look at, in .opbouw/figures/index.html"
	@echo "make screenshots  a picture of every page in every state, in .opbouw/screenshots/index.html (ONLY=today LOOK=phone-nl)"
	@echo "make lock     pin the dependencies again (UPGRADE=1 for newer ones)"
	@echo "make clean    remove the environment and what tools left behind; your data stays"

run: $(RUNTIME)
	$(BIN)/opbouw serve --demo --port $(PORT)

install: $(RUNTIME)

$(RUNTIME): requirements/build.txt requirements/runtime.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found." >&2; exit 1; }
	@echo "Installing Opbouw in $(VENV) ..."
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOP): $(RUNTIME) requirements/dev.txt
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# PostgreSQL first and the whole suite last: the closing line is that of every test.
test: $(DEVELOP)
	@$(BIN)/python -m tests.postgresql $(PYTEST) -m database
	@$(PYTEST) --cov

coverage: $(DEVELOP)
	@$(PYTEST) $(COVERED) --cov

# Not part of the suite: it may run for days, stops at any moment, and goes on where it was.
prove: $(DEVELOP)
	@HOURS=$(or $(HOURS),1) WORKERS=$(WORKERS) $(BIN)/python -m tests.prove

# Not part of the suite either: a day of work for the whole core; it goes on where it was. SECONDS is the most a mutant may take.
# With SAMPLE=600 SEED=1 a random sample of so many mutants of what was not judged whole; with ALIVE=1 only what no test
# killed yet.
mutate: $(DEVELOP)
	@ONLY=$(ONLY) SECONDS=$(SECONDS) SAMPLE=$(SAMPLE) SEED=$(SEED) ALIVE=$(ALIVE) $(BIN)/python -m tests.mutate

# Takes a minute or two; with the recordings beside the repository the real histories are planted as well.
calibrate: $(DEVELOP)
	@SEED=$(or $(SEED),fresh) EACH=$(or $(EACH),100) $(BIN)/python -m tests.calibrate

# The same logs decided by the rules of BASE and by those of this folder; prints the section "Changes to advice".
changes: $(DEVELOP)
	@test -n "$(BASE)" || { echo "Say with which revision to compare: make changes BASE=v0.1.0" >&2; exit 1; }
	@$(BIN)/python -m tests.changes "$(BASE)"

# What a runner is told may change on purpose only: a test holds it to what was kept last.
advice: $(DEVELOP)
	@$(BIN)/python -m tests.scenarios.advice

CHECKS := format lint types imports templates spelling migrations translations docs words
.PHONY: $(addprefix check-,$(CHECKS))
check: $(addprefix check-,$(CHECKS))
	@echo "All checks pass: $(CHECKS)."

# The checks load the web settings, which keep a secret: it stays in a folder of the repository that git ignores.
check-% docs: export OPBOUW_DATA_DIR := $(CURDIR)/.opbouw/check

check-format: $(DEVELOP)
	@echo "== format" && $(BIN)/ruff format --check --quiet .
check-lint: $(DEVELOP)
	@echo "== lint" && $(BIN)/ruff check --quiet .
check-types: $(DEVELOP)
	@echo "== types" && $(BIN)/mypy --no-error-summary
check-imports: $(DEVELOP)
	@echo "== imports" && $(BIN)/lint-imports --no-logo
check-templates: $(DEVELOP)
	@echo "== templates" && $(BIN)/djlint --lint --quiet src/opbouw/web
check-spelling: $(DEVELOP)
	@echo "== spelling" && $(BIN)/codespell
check-migrations: $(DEVELOP)
	@echo "== migrations" && $(BIN)/python -m opbouw.web makemigrations --check --dry-run
check-translations: $(DEVELOP)
	@echo "== translations" && $(BIN)/python -m pytest -q --no-header tests/architecture/test_translations.py
check-docs: $(DEVELOP)
	@echo "== docs" && $(BIN)/python -m pytest -q --no-header tests/architecture/test_docs.py
check-words: $(DEVELOP)
	@echo "== words" && $(BIN)/python -m pytest -q --no-header tests/architecture/test_words.py

format: $(DEVELOP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

translations: $(DEVELOP)
	@$(BIN)/python -m tests.architecture.catalogs

docs: $(DEVELOP)
	$(BIN)/python -m docs.generate

figures: $(DEVELOP)
	$(BIN)/python -m docs.figure_sheet

# Two sizes, two languages, light and dark: about a thousand pictures. README=1 makes those of the README instead.
screenshots: $(DEVELOP)
	@ONLY=$(ONLY) LOOK=$(LOOK) README=$(README) $(BIN)/python -m tests.e2e.screenshots

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate $(if $(UPGRADE),--upgrade)
lock: $(DEVELOP)
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) pyproject.toml requirements/build.in requirements/dev.in -c requirements/build.txt -c requirements/runtime.txt \
		-o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .opbouw/check
	find src tests docs -type d -name __pycache__ -prune -exec rm -rf {} +
	rm -rf src/*.egg-info

# The one front door. `make` or `make help` prints what it does.

PYTHON ?= python3
# Give pytest more, for one run: make test PYTEST='-k journal -x'
PYTEST ?=
# Give the bench more: make bench BENCH='w --rows 1000000'
BENCH ?=
# Parallel test processes; `auto` is one for each core.
WORKERS ?= auto

VENV := .venv
BIN := $(VENV)/bin
# Where the engines are installed beside which `make bench` measures.
PEERS := build/bench-peers
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Where no home can be written to, the key of sealed files goes beside the libraries.
KEY := mkdir -m 700 -p "$${XDG_CONFIG_HOME:-$$HOME/.config}/ichimai" 2>/dev/null || \
  export ICHIMAI_KEY_FILE="$${ICHIMAI_KEY_FILE:-$(VENV)/ichimai.key}";
LOCKED := $(PIP) install --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup test audit lint docs bench catalogues lock clean

help: ## Print this.
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile

run: setup ## Play one resident's whole journey, then serve it on 127.0.0.1:8000.
	@$(BIN)/ichimai demo
	@$(KEY) $(BIN)/ichimai serve --demo --database sqlite:///var/city.sqlite3

setup: $(VENV)/.run ## Only set up: afterwards .venv/bin/ichimai works.

test: ## Install what tests need, then pass every test.
	@tools/install-test-packages
	@$(MAKE) --no-print-directory $(VENV)/.pcsc
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile $(PYTEST)

audit: $(VENV)/.test ## The long checks: the tests marked `audit`, at full length.
	@ICHIMAI_AUDIT=1 $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile \
	  -m audit $(PYTEST)

lint: $(VENV)/.test ## Format, rules, types, import contracts, catalogues.
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@$(BIN)/python tools/catalogues check
	@echo "lint: clean"

docs: $(VENV)/.test ## Write the generated parts of the documentation anew.
	@$(BIN)/python tools/reference write

bench: $(VENV)/.test $(PEERS)/.made ## Measure beside the peers; writes docs/performance.
	@$(BIN)/python tools/performance --python $(PEERS)/bin/python $(BENCH)

catalogues: $(VENV)/.test ## Collect the sentences of the sources into the catalogues.
	@$(BIN)/python tools/catalogues

lock: ## Write requirements/*.txt anew (needs uv; UPGRADE=1 takes newer versions).
	@tools/lock $(if $(UPGRADE),--upgrade)

clean: ## Remove the virtual environment and every cache.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
	rm -rf .hypothesis .import_linter_cache .coverage
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is older than what it was made from only until the next `make`.

$(VENV)/.venv:
	@$(PYTHON) tools/python-version
	@echo "setup: a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "setup: on Debian, install python3-venv first" >&2; exit 4; }
	@touch $@

$(VENV)/.run: $(VENV)/.venv pyproject.toml requirements/run.txt requirements/build.txt
	@echo "setup: the libraries it runs on, each checked by its hash"
	@$(LOCKED) -r requirements/build.txt -r requirements/run.txt
	@echo "setup: ichimai itself"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "setup: the tools of the tests"
	@$(LOCKED) -r requirements/test.txt
	@touch $@

# Compiled, therefore apart: without swig or the headers the tests over PC/SC skip.
$(VENV)/.pcsc: $(VENV)/.test requirements/pcsc.txt
	@tools/install-pcsc $(BIN)/python $@

# A peer that cannot be installed is absent from the figures; the others are measured.
$(PEERS)/.made: requirements/build.txt requirements/bench-peers.txt
	@echo "bench: the peers in $(PEERS)"
	@$(PYTHON) -m venv --clear $(PEERS)
	@tools/install-bench-peers $(PEERS)/bin/python
	@touch $@

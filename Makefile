# Two commands: `make learn EX=ex03` and `make test`. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EX ?=
ARGS ?=

.DEFAULT_GOAL := learn
.PHONY: learn test check lint bench bench-peers bench-growth clean

# Check an exercise, or the next unfinished one.
learn: $(VENV)/.installed
	@$(BIN)/learn check $(EX) || [ $$? -eq 1 ]  # 1: judged, not everything passed

# The whole gate: format, lint, types, layers, tests with coverage, course proof.
test: $(VENV)/.installed-dev
	@$(BIN)/python tests/gate.py

# Every figure of the platform's speed, as ratios against floors, into docs/benchmarks.md.
bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.run --write $(ARGS)

# The same exercise and class in other auto-graders, which are installed in .venv-peers/.
bench-peers: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.peers --write $(ARGS)

# What grading costs with 100, 1,000 and 10,000 submissions.
bench-growth: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.growth --write $(ARGS)

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "learn needs Python 3.11 or later; say which: make learn PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 2; }
	@echo "Setting up $(VENV) (once)..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . >&2
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the developers' tools (once)..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' >&2
	@# Other people's grammar of GIFT and checks of accessibility; where they cannot be had, their tests say so.
	@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --fetch-retries 0 --fetch-timeout 20000 \
	  --prefix $(VENV)/oracles gift-pegjs@1.0.2 axe-core@4.14.1 >&2 || true
	@touch $@

clean:
	rm -rf $(VENV) .venv-peers dist build

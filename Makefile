# Every target sets up what it needs, in .venv; nothing has to be installed before but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
# The tests start the program dozens of times: it is compiled once, also where the environment says otherwise.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test lint check soak bench guard picture requirements clean

demo: .venv/ready
	@$(BIN)/leerkring demo $(ARGS)

run: .venv/ready
	@$(BIN)/leerkring run $(ARGS)

test: .venv/ready-dev
	$(BIN)/python -m pytest $(ARGS)

# Everything that can be told without running the tests.
lint: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/leerkring check

check: lint test

# Long runs: 5,000 faults of a server, twice 200 kills at random points, more random updates, 200 pairs of histories
# for each thing that is protected, every scan wandered through ten times, and everything rehearsed.
soak: .venv/ready-dev
	LEERKRING_SOAK=1 $(BIN)/python -m pytest -m soak --timeout 3600 $(ARGS)

bench: .venv/ready-dev
	$(BIN)/python -m benchmarks $(ARGS)

# How well the check for names and alarming texts does, on sentences marked by hand.
guard: .venv/ready-dev
	$(BIN)/python -m benchmarks.guard $(ARGS)

# The picture in the README, taken of the real page.
picture: .venv/ready-dev
	$(BIN)/python -m tests.page.picture

# Pins every dependency anew, with hashes and without any registry address.
requirements: .venv/ready-dev
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -U -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group build --extra paper -c requirements.txt --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -U -o requirements-paper.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -U -o requirements-dev.txt

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .hypothesis

.venv/ready: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up in .venv (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/ready-dev: requirements-dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up in .venv (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@ .venv/ready

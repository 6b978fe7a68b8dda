# make run: install everything, make a fictional council, serve it at http://localhost:8000
# make test: install everything, run every check and every test, on SQLite and on PostgreSQL
# Needs Python 3.11 with venv, make and git. Debian packages are installed when this runs as root; else the one
# command to run is named.

.PHONY: run test check fix lock bench clean install install-test pages
.DEFAULT_GOAL := run

PYTHON ?= python3
BIN := .venv/bin
UV := UV_SYSTEM_CERTS=1 $(BIN)/uv
DEMO := var/demo
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal

run: install pages
	@$(BIN)/coopcouncil demo load --data $(DEMO)
	@$(BIN)/coopcouncil serve --demo --data $(DEMO)

test: install-test pages check
	$(PYTEST)
	$(BIN)/python -m tests.support.postgres $(PYTEST)

check: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: install-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m setup.reference_pages

bench: install-test pages
	$(UV) pip install -q --require-hashes -r locks/bench.txt
	$(BIN)/python -m bench

# Locks hold names, versions and hashes only; a test refuses an address in them.
lock: $(BIN)/uv
	printf 'uv\n' | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o locks/uv.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group install -o locks/run.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c locks/run.txt pyproject.toml --group install --group test -o locks/test.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c locks/test.txt pyproject.toml --group install --group test --group bench -o locks/bench.txt
	$(BIN)/python -m coopcouncil.web.build --lock

clean:
	rm -rf .venv var node_modules build src/*.egg-info src/coopcouncil/web/static/built

install: .venv/installed
install-test: .venv/installed-test

# does nothing where neither the sources nor the theme (COOPCOUNCIL_THEME) changed
pages: install
	$(BIN)/python -m coopcouncil.web.build

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "coopcouncil needs Python 3.11 or later: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r locks/uv.txt

.venv/installed: $(BIN)/uv locks/run.txt pyproject.toml
	$(UV) pip install -q --require-hashes -r locks/run.txt
	$(UV) pip install -q --no-deps --no-build-isolation -e .
	$(BIN)/python setup/debian_packages.py libatomic1
	touch $@

.venv/installed-test: .venv/installed locks/test.txt
	$(UV) pip install -q --require-hashes -r locks/test.txt
	$(BIN)/python setup/debian_packages.py chromium-headless-shell
	touch $@

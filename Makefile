# One command for each thing that people do here; `make help` lists them.
SHELL := /bin/bash
PYTHON := .venv/bin/python
MADE := .venv/.made

.DEFAULT_GOAL := help
.PHONY: help run up year test postgres check bench record pages clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: $(MADE) ## start everything on this machine, play a short set of scenarios, show the outcome
	@.venv/bin/onething run

up: $(MADE) ## start everything on this machine and keep it running
	@.venv/bin/onething up

year: $(MADE) ## live a year with 2,000 households and compute every cent of it a second time (takes its time)
	@.venv/bin/onething year --households 2000

test: $(MADE) postgres ## run every test, with real servers on this machine
	@$(PYTHON) -m tests

postgres: ## install PostgreSQL for the tests of the register, where that may be done (root, apt-get)
	@if command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing PostgreSQL for the tests of the register; this happens once."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq postgresql >/dev/null && exit 0; \
	fi; \
	echo "PostgreSQL is not here and could not be installed: its tests are left out, and fail where CI is set." >&2

check: $(MADE) ## format, lint, types and the fast tests; every step runs, the last line counts the failed
	@tools/check

bench: $(MADE) ## measure cases per second, latency and cost against the bare platform
	@$(PYTHON) -m benchmarks

record: $(MADE) ## record the histories that the replay test needs
	@$(PYTHON) -m tests.histories.record

pages: $(MADE) ## write the pages and contracts that are made from the code
	@$(PYTHON) -m tools.pages

clean: ## remove the environment, the local state and what tools left behind
	rm -rf .venv .onething build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The command `onething` is put in again when pyproject.toml changes.
$(MADE): .venv/.packages pyproject.toml
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  --config-settings editable_mode=compat -e .
	@touch $@

# The environment is made once, and again only when the packages change.
.venv/.packages: requirements/develop.txt
	@set -e; found=; for candidate in python3.13 python3.12 python3.11 python3; do \
	  if $$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "onething needs Python 3.11 or newer with its venv module, and found none. Install python3.13 (with python3.13-venv on Debian), then repeat." >&2; exit 1; \
	fi; \
	echo "Making the environment in .venv with $$($$found --version); this happens once."; \
	$$found -m venv --clear .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	@touch $@

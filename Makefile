# Petition Desk. `make help` lists the targets; `make run` and `make test` set up all they need.
SHELL  := /bin/sh
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check --quiet
# Only built packages, only those whose hashes are in the lock. Where they come from is the
# machine's own pip configuration.
INSTALL := $(PIP) install --require-hashes --only-binary=:all:

# What the system is asked for, once and for all goals of this call, so that an administrator is
# given one command and not a second one after the first.
PURPOSE := $(if $(filter proof,$(MAKECMDGOALS)),proof,$(if $(filter-out \
             help setup run lock clean,$(MAKECMDGOALS)),test,run))

.DEFAULT_GOAL := help
.PHONY: help setup setup-test system run test lint bench proof screenshots lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile | expand -t 14

setup: $(VENV)/.ready-run  ## what running needs: system libraries, .venv, locked packages, command

setup-test: $(VENV)/.ready-test  ## the same, and what the tests need

run: setup  ## open the window; without a display do the main job headless and say what was written
	@$(PY) scripts/run.py

test: lint  ## set up, lint and run every test
	@$(PY) -m pytest -n 2 --dist loadfile -q

lint: setup-test  ## style, formatting and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: setup-test  ## the speed tables, one process, nothing else running
	@$(PY) -m pytest tests/bench -m bench -p no:randomly -q -s

proof: setup-test  ## what is long: further examples, soak, and the frozen program testing itself
	@HYPOTHESIS_PROFILE=proof $(PY) -m pytest -m "proof or not bench" -n 2 --dist loadfile -q
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build_installer.spec
	@QT_QPA_PLATFORM=offscreen dist/petition-desk/petition-desk self-test

screenshots: setup-test  ## every screen, two sizes, light and dark, into docs/screenshots
	@$(PY) -m scripts.screenshots

lock:  ## write both lock files anew (for maintainers: needs uv and a package index)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-config -q --custom-compile-command "make lock" \
	  pyproject.toml --group build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-config -q --custom-compile-command "make lock" -c requirements.lock \
	  pyproject.toml --group build --group dev --group fonts -o requirements-dev.lock

clean:  ## remove everything made by set-up, tests and builds
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis scratch

# --- stamps: a second run has nothing to do -------------------------------------------------------

$(VENV)/.ready-run: requirements.lock pyproject.toml $(VENV)/.ready-venv
	@echo "Installing the locked packages into $(VENV) (120 MB to fetch the first time) ..."
	@$(INSTALL) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: requirements-dev.lock $(VENV)/.ready-run
	@echo "Installing the locked test tools into $(VENV) ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# The stamp comes last, so a folder that an interrupted set-up left half made is made anew.
$(VENV)/.ready-venv: | system
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# Looking for libraries takes a twentieth of a second, so it is done every time.
system:
	@$(PYTHON) scripts/system_libraries.py $(PURPOSE)

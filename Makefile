# make run    installs what is needed, indexes the course and opens the tutor in the browser
# make test   installs what is needed and runs the tests
# make evals  measures how good it is and prints the tables of docs/evaluation.md
# make test-slow  runs the suites that need a browser, a database server or patience
# make test-model  builds a llama.cpp server (minutes) and runs the tests on a real one with a tiny model
# Variables:  PYTHON (python3), TORCH_INDEX (an extra package index that offers CPU builds of PyTorch)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HF_HUB_OFFLINE ?= 1
export TRANSFORMERS_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= false
TORCH_FLAGS := $(if $(TORCH_INDEX),--retries 0 --extra-index-url $(TORCH_INDEX))

.PHONY: help install run test test-slow test-model evals format schema clean

help:
	@sed -n 's/^# //p' $(MAKEFILE_LIST)

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed; choose one with make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25"
	@touch $@

$(VENV)/run: $(VENV)/python pyproject.toml constraints.txt
	@echo "Installing (the first time this takes a few minutes) …"
	@$(BIN)/pip install --quiet $(TORCH_FLAGS) torch==2.13.0
	@$(BIN)/pip install --quiet -c constraints.txt -e ".[all]"
	@touch $@

$(VENV)/dev: $(VENV)/run
	@$(BIN)/pip install --quiet -c constraints.txt -e ".[all,dev]"
	@touch $@

install: $(VENV)/run

run: $(VENV)/run
	@$(BIN)/tutor serve --open

test: $(VENV)/dev
	@$(BIN)/python -m pytest -n 2 -m "not slow and not browser and not server"

test-slow: $(VENV)/dev
	@$(BIN)/python -m pytest -m "slow or browser or server"

$(VENV)/llama: $(VENV)/dev
	@echo "Building the llama.cpp server (this takes some minutes) …"
	@$(BIN)/pip install --quiet -c constraints.txt -e ".[all,dev,llama]"
	@touch $@

test-model: $(VENV)/llama
	@$(BIN)/python -m pytest tests/llm/test_server.py

evals: $(VENV)/dev
	@$(BIN)/python -m evals

format: $(VENV)/dev
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

schema: $(VENV)/run
	@$(BIN)/tutor schema schema

clean:
	rm -rf $(VENV) build dist

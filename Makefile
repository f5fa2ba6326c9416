# One front door for a newcomer and for development. Needs Python 3.11 or newer (with its venv module) and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$p" && break; done)
SOURCES ?= data/raw
OUT     ?= data/out

.PHONY: help run test bench lint format samples lock clean

help: ## show this list
	@echo "juesuan: 部门决算公开、部门预算公开 → Frictionless Data Packages"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed (Debian: apt-get install python3 python3-venv)" >&2; exit 2; fi
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "缺少 venv 模块 / the venv module is missing (Debian: apt-get install python3-venv)" >&2; exit 2; }
	@echo "准备环境（仅首次，约一分钟）… / setting up $(VENV) (only once, about a minute)…" >&2
	@rm -rf $(VENV) && "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP) ## convert the disclosures in data/raw/ to data packages in data/out/
	@$(BIN)/juesuan run $(SOURCES) --out $(OUT)

test: $(STAMP) ## run all tests
	@$(BIN)/python -m pytest -q -n 2 $(ARGS)

bench: $(STAMP) ## measure the speed of every stage
	@$(BIN)/python -m tests.bench $(ARGS)
	@$(BIN)/python -m tests.bench_pdf

lint: $(STAMP) ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMP) ## bring the code into the common form
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

samples: $(STAMP) ## typeset the sample disclosures of data/raw/ again
	@$(BIN)/python -m tests.typesetter

lock: $(STAMP) ## pin the dependencies again, with hashes and without addresses
	@$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.lock pyproject.toml

clean: ## remove the environment and the converted packages
	@rm -rf $(VENV) $(OUT)/* .pytest_cache .mypy_cache .ruff_cache

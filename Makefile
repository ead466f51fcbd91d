# One command for one wish. Continuous integration runs the same words.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: setup run check test soak bench bench-1m pictures lock help

$(VENV)/.run-ready: requirements.txt
	@scripts/install.sh requirements.txt $@

$(VENV)/.dev-ready: requirements-dev.txt
	@scripts/install.sh requirements-dev.txt $@

setup: $(VENV)/.dev-ready ## Prepare everything: environment, hash-pinned packages, Pango for the PDFs
	@scripts/system_packages.sh pango || true

run: $(VENV)/.run-ready ## Start Throughline with demonstration data on http://127.0.0.1:8000
	@scripts/system_packages.sh pango || true
	@APP_ENV=$${APP_ENV:-demo} exec $(BIN)/python -m scripts.run

check: $(VENV)/.dev-ready ## Style, types, import contracts, templates and the tests that need no server (under a minute)
	@scripts/check.sh

test: $(VENV)/.dev-ready ## Everything that decides correctness, on SQLite and on PostgreSQL
	@scripts/system_packages.sh pango || true
	$(BIN)/pytest -n 2 --dist loadgroup

soak: $(VENV)/.dev-ready ## Kill, load, fuzz and timing; the result is written to docs/soak.json
	$(BIN)/python -m scripts.soak

bench: $(VENV)/.dev-ready ## Speed with 1,000 and 50,000 cases on both databases; written to docs/performance.md
	$(BIN)/python -m scripts.bench sqlite:1000 postgresql:1000 sqlite:50000 postgresql:50000

bench-1m: $(VENV)/.dev-ready ## The same with a million cases; takes the better part of an hour
	$(BIN)/python -m scripts.bench postgresql:1000000 sqlite:1000000

pictures: $(VENV)/.dev-ready ## Pictures of every page at two widths, and of each PDF's first page
	$(BIN)/python -m scripts.pictures

lock: ## Pin the dependencies again, with hashes and without any address (needs uv)
	@scripts/lock.sh

help: ## Print this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-9s %s\n", $$1, $$2}'

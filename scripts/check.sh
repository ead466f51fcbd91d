#!/usr/bin/env bash
# Everything that can be checked without a server, in under a minute with warm caches.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { echo "== $1"; shift; "$@"; }

step "ruff"           .venv/bin/ruff check .
step "ruff format"    .venv/bin/ruff format --check .
step "mypy"           .venv/bin/mypy
step "import contracts" .venv/bin/lint-imports
step "templates"      .venv/bin/djlint --lint --quiet app/templates
# Journeys, services, web and papers are left to `make test`: telling whole cases and making PDFs is what takes long.
step "tests without servers" .venv/bin/pytest -q -n 2 -m "not server and not browser and not postgres and not slow" \
    tests/architecture tests/domain tests/models tests/test_config.py tests/test_formatting.py

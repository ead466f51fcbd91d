#!/usr/bin/env bash
# Pin every dependency for every platform with hashes. The files name no index and no host.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v uv >/dev/null 2>&1 || { echo "Locking needs uv: pip install uv" >&2; exit 1; }
plain="--universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11"
# shellcheck disable=SC2086 # the words are meant to split
uv pip compile $plain --quiet "$@" pyproject.toml -o requirements.txt
# shellcheck disable=SC2086
uv pip compile $plain --quiet "$@" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
if grep -nE 'https?://|--index-url|--find-links' requirements.txt requirements-dev.txt; then
    echo "An address got into the requirements; see above." >&2
    exit 1
fi

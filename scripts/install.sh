#!/usr/bin/env bash
# Make the virtual environment and install exactly the pinned packages. Usage: install.sh REQUIREMENTS STAMP
set -euo pipefail
requirements=$1 stamp=$2
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Throughline needs Python 3.11 or newer; $python is older. Set PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    echo "Making the virtual environment"
    if ! "$python" -m venv .venv; then
        echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install -y python3-venv" >&2
        exit 1
    fi
fi
echo "Installing the packages of $requirements (their hashes are checked)"
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$requirements"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
fi
touch "$stamp"

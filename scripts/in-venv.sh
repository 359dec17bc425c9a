#!/bin/sh
# Runs a command inside the project's virtual environment, made or brought up to date first:
#   sh scripts/in-venv.sh python -m bot run
# It looks for an interpreter that really runs: in a folder with .python-version, pyenv's `python3` fails
# when that version is not installed, so the first one on PATH cannot be trusted.
set -eu
cd "$(dirname "$0")/.."

runs() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1
}

bootstrap=
for candidate in "${BEMO_PYTHON:-}" .venv/bin/python python3 python \
    python3.14 python3.13 python3.12 python3.11 python3.10 python3.9 python3.8 \
    /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3 \
    "${PYENV_ROOT:-${HOME:-/root}/.pyenv}"/versions/3.*/bin/python3 \
    "${HOME:-/root}"/.pyenv/versions/3.*/bin/python3 \
    "${HOME:-/root}"/.local/share/uv/python/cpython-3.*/bin/python3; do
    if [ -n "$candidate" ] && runs "$candidate"; then
        bootstrap=$candidate
        break
    fi
done
if [ -z "$bootstrap" ]; then
    echo "error: no Python 3 that runs was found (3.6 or later)." >&2
    echo "  Install Python 3 with your system's packages, or give its path: BEMO_PYTHON=/path/to/python3 make ..." >&2
    exit 1
fi

"$bootstrap" -m scripts.bootstrap
PATH="$PWD/.venv/bin:$PATH"
VIRTUAL_ENV="$PWD/.venv"
RASA_TELEMETRY_ENABLED=false
export PATH VIRTUAL_ENV RASA_TELEMETRY_ENABLED
unset PYTHONHOME PYENV_VERSION
exec "$@"

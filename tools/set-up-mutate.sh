#!/usr/bin/env bash
# Prepare .venv-mutate, where the tool runs that changes our code to see whether a test notices.
set -euo pipefail

cd "$(dirname "$0")/.."
version=8.7.0
if [ "$(cat .venv-mutate/installed 2>/dev/null)" = "$version" ]; then exit 0; fi

echo "heard: installing cosmic-ray $version into .venv-mutate"
"${PYTHON:-python3}" -m venv .venv-mutate
.venv-mutate/bin/python -m pip install --quiet --disable-pip-version-check "cosmic-ray==$version"
echo "$version" >.venv-mutate/installed

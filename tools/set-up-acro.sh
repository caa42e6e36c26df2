#!/usr/bin/env bash
# Prepare .venv-acro, where the package that we compare our gate with runs; safe to repeat.
set -euo pipefail

cd "$(dirname "$0")/.."
version=1.0.2
if [ "$(cat .venv-acro/installed 2>/dev/null)" = "$version" ]; then exit 0; fi

echo "heard: installing acro $version into .venv-acro (a few minutes)"
"${PYTHON:-python3}" -m venv .venv-acro
.venv-acro/bin/python -m pip install --quiet --disable-pip-version-check "acro==$version"
echo "$version" >.venv-acro/installed

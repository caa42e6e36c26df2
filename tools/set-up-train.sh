#!/usr/bin/env bash
# Prepare .venv-train, where the tone model is trained and measured; safe to repeat.
set -euo pipefail

cd "$(dirname "$0")/.."
fingerprint=$(cat requirements-train.txt pyproject.toml | sha256sum | cut -d ' ' -f 1)
if [ "$(cat .venv-train/installed 2>/dev/null)" = "$fingerprint" ]; then exit 0; fi

echo 'heard: installing the packages in requirements-train.txt into .venv-train (a few minutes)'
"${PYTHON:-python3}" -m venv .venv-train
.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r requirements-train.txt
.venv-train/bin/python -m pip install --quiet --disable-pip-version-check \
  --no-index --no-deps --no-build-isolation --editable .
echo "$fingerprint" >.venv-train/installed

#!/usr/bin/env bash
# Prepare .venv-scan, where the scanners run that look for weaknesses in Heard; safe to repeat.
set -euo pipefail

cd "$(dirname "$0")/.."
wanted="wapiti3==3.2.3 sqlmap==1.10.10"
if [ "$(cat .venv-scan/installed 2>/dev/null)" = "$wanted" ]; then exit 0; fi

echo "heard: installing $wanted into .venv-scan (a few minutes)"
"${PYTHON:-python3}" -m venv .venv-scan
# shellcheck disable=SC2086  # Two packages.
.venv-scan/bin/python -m pip install --quiet --disable-pip-version-check $wanted
echo "$wanted" >.venv-scan/installed

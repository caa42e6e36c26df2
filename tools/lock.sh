#!/usr/bin/env bash
# Write the three requirements files from pyproject.toml, with hashes, for every platform.
# Pass --upgrade-package NAME to move one package only; without it everything moves.
set -euo pipefail

cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check uv

options=(--universal --generate-hashes --no-header --quiet)
if [ $# -eq 0 ]; then options+=(--upgrade); else options+=("$@"); fi

compile() {
  local lock=$1
  shift
  # No index addresses are written, so that any mirror of the same files will do.
  "$place/venv/bin/uv" pip compile "${options[@]}" --no-emit-index-url --no-emit-find-links \
    --custom-compile-command 'make lock' "$@" pyproject.toml --output-file "$lock" >/dev/null
}

compile requirements-dev.txt --extra build --extra evidence --extra dev
# The run lock takes its versions from the development lock, so that we run what we test.
compile requirements.txt --extra build --extra evidence --constraint requirements-dev.txt
compile requirements-train.txt --extra build --extra train --constraint requirements-dev.txt

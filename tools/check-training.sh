#!/usr/bin/env bash
# Train both models again and compare: the same comments give the same bytes as the committed files.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

check() {
  local command=$1 kept=$2
  .venv-train/bin/heard "$command" --data "$data" --out "$place/$(basename "$kept")" >/dev/null
  if cmp -s "$place/$(basename "$kept")" "$kept"; then
    echo "heard $command gives $kept again, byte by byte"
  else
    echo "heard $command gives another file than $kept" >&2
    exit 1
  fi
}

data=${1:?name the folder of labelled comments}
check train-tone analysis/tone_reader/tone.json.gz
check train-themes analysis/theme_model.json

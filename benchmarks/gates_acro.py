"""What acro publishes of some tables; runs in .venv-acro and reads and writes JSON.

Given a list of releases, each with "tables" and "rows" (a mapping from column to category each), it
prints for each release the counts that acro shows: a list of [where, count] pairs.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
import tempfile
import warnings
from os import chdir
from typing import Any

THRESHOLD = 5  # acro hides under 10 unless told otherwise; ours hides under 5.
EVERYBODY = "everybody"
Shown = list[tuple[dict[str, str], int]]


def one_way(acro: Any, frame: Any, name: str) -> Shown:
    """The counts that acro shows of one column."""
    frame = frame.assign(**{EVERYBODY: EVERYBODY})
    table = acro.crosstab(frame[name], frame[EVERYBODY])
    return [
        ({name: category}, int(count))
        for category, count in zip(table.index, table.iloc[:, 0], strict=True)
        if count == count  # Not hidden: what is hidden is no number.
    ]


def two_way(acro: Any, frame: Any, first: str, second: str) -> Shown:
    """The counts that acro shows of two columns crossed."""
    table = acro.crosstab(frame[first], frame[second])
    return [
        ({first: row, second: column}, int(count))
        for row, counts in table.iterrows()
        for column, count in counts.items()
        if count == count
    ]


def published(acro: Any, release: dict[str, Any]) -> Shown:
    """Everything that acro shows of one release: each table, and each margin as a table."""
    import pandas as pd

    frame = pd.DataFrame(release["rows"])
    names = sorted({name for table in release["tables"] for name in table})
    found = [one for name in names for one in one_way(acro, frame, name)]
    crossed = [table for table in release["tables"] if len(table) == 2]
    return found + [one for table in crossed for one in two_way(acro, frame, *table)]


def main() -> None:
    """Answer what is asked on the standard input."""
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    releases = json.load(sys.stdin)
    # acro talks on the standard output, and leaves files where it is.
    with contextlib.redirect_stdout(io.StringIO()), tempfile.TemporaryDirectory() as folder:
        chdir(folder)
        from acro import ACRO

        acro = ACRO(suppress=True)
        acro.config["safe_threshold"] = THRESHOLD
        found = [published(acro, release) for release in releases]
        chdir("/")
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

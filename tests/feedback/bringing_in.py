"""A small made-up spreadsheet, its mapping, and what the database holds before and after."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select

from feedback.areas import load_area
from feedback.bring_in import Report, Source, read_mapping, take_in
from feedback.database import Database
from feedback.models.columns import METADATA
from forms.questions import Survey
from forms.surveys import SURVEYS

SURVEY = SURVEYS["post_session"]
ON = date(2026, 3, 31)
HEADINGS = ("rating", "said", "asked")
MAPPING = """
[choices.ps_overall]
column = "rating"
values = { "1" = "very_good", "2" = "good", "5" = "very_poor", "n/a" = "" }

[[texts]]
column = "said"
question = "ps_better"

[texts.kind]
column = "asked"
values = { good = "what_good", better = "could_improve", "" = "could_improve" }
"""
ROWS = (
    ("1", "They were kind", "good"),
    ("2", "Shorter waits", "better"),
    ("5", "", "better"),
)


def mapping_file(folder: Path, text: str = MAPPING) -> Path:
    """The mapping as a file."""
    path = folder / "mapping.toml"
    path.write_text(text, "utf-8")
    return path


def csv_file(
    folder: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    headings: Sequence[str] = HEADINGS,
    name: str = "comments.csv",
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """The rows as a CSV file."""
    path = folder / name
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return path


def bring(
    engine: Engine,
    path: Path,
    *,
    mapping: str = MAPPING,
    occasion: str = "Paper forms",
    on: date | None = ON,
    is_rehearsal: bool = False,
    survey: Survey = SURVEY,
    told: list[str] | None = None,
) -> Report:
    """Take a file in, as the command does."""
    source = Source(
        path=path,
        survey=survey,
        mapping=read_mapping(mapping_file(path.parent, mapping), survey),
        occasion=occasion,
        on=on,
    )
    return take_in(
        Database(engine),
        source,
        area=load_area("city_of_london"),
        is_rehearsal=is_rehearsal,
        tell=(told if told is not None else []).append,
    )


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, so that any change at all shows."""
    with engine.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
        }


def stored(engine: Engine, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Some columns of a table, in order of their text."""
    found = METADATA.tables[table]
    with engine.connect() as connection:
        rows = connection.execute(select(*(found.c[name] for name in columns)))
        return sorted((tuple(row) for row in rows), key=str)

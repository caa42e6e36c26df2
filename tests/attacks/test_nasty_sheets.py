"""The nasty strings as a translator's sheet brings them back: kept as typed, or refused by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, select
from sqlmodel import Session

from feedback.cli import authored_rows, translating
from feedback.cli.translators_sheet import ENGLISH, REFERENCE, SEVERAL
from feedback.config import Config
from feedback.database import create_engine_for
from feedback.models import Translation
from feedback.responses import table_of
from forms.fields import clean_text
from tests.attacks.strings import nasty
from tests.attacks.test_nasty_staff import is_formula
from tests.feedback.initiatives import initiative
from tests.feedback.test_translating import (
    FRENCH,
    PLAIN,
    Table,
    exported,
    folder,
    heard,
    table_in,
)
from translations import catalogues

__all__ = ["folder"]

# Why a translation may be refused; each reason is of `translation_checks`.
REFUSED = re.compile(
    r"it is a formula, not words|it has “[<>&]”, which the English does not|its letters are lost"
    r"|it holds a character that cannot be seen|it is \d+ characters too long"
    r"|it has a per cent sign where|the English has no placeholder"
)


@pytest.fixture
def database(config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The database that the command is set to, which says every reason it has."""
    monkeypatch.setenv("HEARD_DATABASE_URL", config.database_url)
    monkeypatch.setattr(translating, "PROBLEMS_SHOWN", 10_000)
    return create_engine_for(config.database_url)


def say(database: Engine, how_many: int) -> None:
    """As many texts of officers as there are strings to translate them with."""
    with Session(database) as session:
        session.add_all(initiative(description="What it is") for _ in range(how_many))
        session.commit()


def rows_to_fill(table: Table, *, of_officers: bool) -> list[int]:
    """The rows whose translation is one cell: officers' own texts, or plain strings of ours."""
    english, several = table[0].index(ENGLISH), table[0].index(SEVERAL)
    reference = table[0].index(REFERENCE)
    return [
        number
        for number, row in enumerate(table)
        if number
        and bool(row[reference]) is of_officers
        and (row[english] == "What it is" or not (of_officers or row[several]))
        and "%" not in row[english]
    ]


def fill(table: Table, said: list[str]) -> dict[int, str]:
    """Each string into an officer's text, and into one of our own; the rows by their place."""
    column, filled = table[0].index(PLAIN), dict[int, str]()
    for of_officers in (True, False):
        places = rows_to_fill(table, of_officers=of_officers)
        filled |= dict(zip(places, said, strict=False))
    for place, text in filled.items():
        table[place][column] = text
    return filled


def sent_back(path: Path, table: Table) -> Result:
    held = io.StringIO()
    csv.writer(held).writerows(table)
    path.write_bytes(held.getvalue().encode("utf-8-sig"))
    return heard("import", path)


def refused_in(done: Result) -> Iterator[tuple[int, str]]:
    """The places of the rows that were refused, and why."""
    for line in done.stderr.splitlines():
        if found := re.match(r"\s+row (\d+): (.+)", line):
            yield int(found[1]) - 1, found[2]


def kept_by(database: Engine) -> list[str]:
    with database.connect() as connection:
        return sorted(connection.execute(select(table_of(Translation).c.text)).scalars())


def test_what_comes_in_a_translators_sheet_is_kept_as_it_is_or_refused_by_its_row(
    database: Engine, tmp_path: Path, folder: Path
) -> None:
    # As in a spreadsheet: a file holds no half characters, and no line breaks of old Macs.
    said = [text for text in nasty() if text and clean_text(text) == text and "\r" not in text]
    say(database, len(said))
    path = exported(tmp_path)
    before, table = table_in(path), table_in(path)
    filled = fill(table, said)
    refused = dict(refused_in(sent_back(path, table)))
    assert kept_by(database) == []
    for place in refused:
        table[place] = before[place]

    done = sent_back(path, table)

    assert done.exit_code == 0, done.output
    assert [reason for reason in refused.values() if not REFUSED.match(reason)] == []
    assert refused.keys() <= filled.keys()
    taken = {place: text for place, text in filled.items() if place not in refused}
    reference, english = table[0].index(REFERENCE), table[0].index(ENGLISH)
    of_officers = [text for place, text in taken.items() if table[place][reference]]
    ours = {table[p][english]: text for p, text in taken.items() if not table[p][reference]}
    assert (len(of_officers) > 450, len(ours) > 300) == (True, True)
    assert kept_by(database) == sorted(of_officers)
    catalogue = catalogues.read(catalogues.path_of(FRENCH, folder))
    assert [text for said, text in ours.items() if catalogue[said].string != text] == []
    # And out again, untouched and harmless.
    again = exported(tmp_path)
    cells = [cell for row in table_in(again) for cell in row if not cell.startswith("%(")]
    assert [cell for cell in cells if is_formula(cell)] == []
    assert "nothing to change" in heard("import", again).stdout


def test_a_sheet_that_is_read_otherwise_than_it_was_typed_is_noticed(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(database, 1)
    path = exported(tmp_path)
    table = table_in(path)
    fill(table, ["5 < 6"])
    [ours] = [p for p in rows_to_fill(table, of_officers=False) if "5 < 6" in table[p]]
    table[ours] = table_in(path)[ours]
    monkeypatch.setattr(authored_rows, "clean_text", lambda text: text.replace("<", ""))

    sent_back(path, table)

    assert kept_by(database) == ["5  6"]

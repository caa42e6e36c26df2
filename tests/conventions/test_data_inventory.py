"""Nothing is stored that docs/data-inventory.md does not name, with why and who sees it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, inspect, text

from feedback.areas import Retention
from feedback.erase.schedule import as_markdown, schedule
from tests.conventions.checkout import ROOT
from tests.feedback.asking import database_of

INVENTORY = ROOT / "docs" / "data-inventory.md"
ABOUT_THE_TABLE = ("About", "Lawful basis", "Kept")
# Whom the inventory may name; its first part says who they are.
SEEN_BY = {
    "everybody",
    "staff",
    "officers",
    "Forum reviewers",
    "viewers",
    "administrators",
    "safe tables",
    "nobody",
}
SECTION = re.compile(r"^## `(?P<table>[a-z_]+)`$(?P<said>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
KEPT_BY = re.compile(r"(?:Kept: |, )by `([a-z ]+)`")
ROW = re.compile(r"^\| `(?P<column>[a-z_]+)` \| (?P<why>[^|]*) \| (?P<who>[^|]*) \|$", re.MULTILINE)


def listed(inventory: str) -> set[str]:
    """Every column the inventory names, as table.column."""
    return {
        f"{section['table']}.{row['column']}"
        for section in SECTION.finditer(inventory)
        for row in ROW.finditer(section["said"])
    }


def retentions(inventory: str) -> dict[str, set[str]]:
    """The kinds of the retention schedule by which each table is kept."""
    return {
        section["table"]: set(KEPT_BY.findall(section["said"]))
        for section in SECTION.finditer(inventory)
    }


def without_retention(inventory: str, tables: set[str]) -> list[str]:
    """The tables whose fields the schedule and the inventory do not both keep by the same kind."""
    scheduled = {table: one.name for one in schedule(Retention()) for table in one.tables}
    said = retentions(inventory)
    return sorted(
        table
        for table in tables
        if table not in scheduled or scheduled[table] not in said.get(table, set())
    )


def stored(engine: Engine) -> set[str]:
    """Every column the database really has, as table.column."""
    found = inspect(engine)
    return {
        f"{table}.{column['name']}"
        for table in found.get_table_names()
        if table != "alembic_version"
        for column in found.get_columns(table)
    }


def gaps(inventory: str) -> list[str]:
    """What the inventory leaves out about what it names."""
    missing = []
    for section in SECTION.finditer(inventory):
        table, said = section["table"], section["said"]
        missing += [f"{table}: {word}" for word in ABOUT_THE_TABLE if f"\n- {word}: " not in said]
        for row in ROW.finditer(said):
            if not row["why"].strip():
                missing.append(f"{table}.{row['column']}: why")
            if not set(row["who"].split(", ")) <= SEEN_BY:
                missing.append(f"{table}.{row['column']}: who sees it")
    return missing


def test_every_stored_column_is_in_the_inventory_and_no_other(app: Flask) -> None:
    named, found = listed(INVENTORY.read_text("utf-8")), stored(database_of(app).engine)

    assert len(found) > 200
    assert found - named == set(), f"Say in {INVENTORY.name} why this is stored, and who sees it"
    assert named - found == set(), f"Take these out of {INVENTORY.name}: they are gone"


def test_the_inventory_says_everything_about_what_it_names() -> None:
    assert gaps(INVENTORY.read_text("utf-8")) == []


def test_a_new_column_is_noticed(app: Flask) -> None:
    engine = database_of(app).engine
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE response ADD COLUMN ip_address TEXT"))

    named = listed(INVENTORY.read_text("utf-8"))

    assert stored(engine) - named == {"response.ip_address"}


def test_a_column_that_is_gone_is_noticed(app: Flask) -> None:
    engine = database_of(app).engine
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE noticing DROP COLUMN names"))

    assert listed(INVENTORY.read_text("utf-8")) - stored(engine) == {"noticing.names"}


@pytest.mark.parametrize(
    ("good", "bad", "gap"),
    [
        ("- About: one family\n", "", "response: About"),
        ("- Lawful basis: to be named by the area\n", "", "response: Lawful basis"),
        ("standard or Easy Read", " ", "response.variant: why"),
        ("| safe tables |", "| anybody |", "response.collection_id: who sees it"),
    ],
)
def test_a_gap_in_the_inventory_is_noticed(good: str, bad: str, gap: str) -> None:
    whole = INVENTORY.read_text("utf-8")
    assert good in whole

    assert gaps(whole.replace(good, bad, 1)) == [gap]


def test_every_stored_field_has_its_retention(app: Flask) -> None:
    tables = {one.partition(".")[0] for one in stored(database_of(app).engine)}

    assert without_retention(INVENTORY.read_text("utf-8"), tables) == []
    named = set().union(*retentions(INVENTORY.read_text("utf-8")).values())
    assert named <= {one.name for one in schedule(Retention())}


def test_a_field_without_retention_is_noticed(app: Flask) -> None:
    whole = INVENTORY.read_text("utf-8")
    engine = database_of(app).engine
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE visitor (address TEXT)"))
    tables = {one.partition(".")[0] for one in stored(engine)}

    assert without_retention(whole, tables) == ["visitor"]
    forgotten = whole.replace("- Kept: by `wishes`", "- Kept: for a while")
    assert without_retention(forgotten, {"missing_language"}) == ["missing_language"]


def test_the_retention_page_is_the_schedule() -> None:
    assert as_markdown(Retention()) in (ROOT / "docs" / "retention.md").read_text("utf-8")

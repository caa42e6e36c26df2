"""A family's request never pays for the libraries that only results need."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

import feedback
from feedback import create_app
from feedback.config import Config
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, send, stamp_on

HEAVY = (
    *("textblob", "nltk", "numpy", "matplotlib", "openpyxl", "segno", "PIL", "typst", "authlib"),
    *("docx", "pandas", "pikepdf", "pyreadstat", "xlsxwriter"),
)

VISIT = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from feedback import Parts, migrations
from feedback.config import Config
from feedback.models import Collection, Placement, PlacementKind
from feedback.serving import Served
from werkzeug.test import Client
import re

parts = Parts.made(Config.from_environment({"HEARD_DATA_DIR": sys.argv[1]}))
database = parts.database
migrations.upgrade(database.engine)
now = datetime.now(UTC)
with database.session() as session:
    collection = Collection(
        survey_slug="post_session", survey_version=1, occasion="x", created_at=now,
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1),
    )
    session.add(collection)
    session.flush()
    session.add(Placement(
        collection_id=collection.id, code="ABC234", label="x", created_at=now,
        kind=PlacementKind.LIBRARY,
    ))
client = Client(Served(parts))
page = client.get("/S/ABC234?lang=ar").get_data(as_text=True)
stamp = re.search('name="nonce" value="([^"]+)"', page)[1]
bad = client.post("/S/ABC234", data={"nonce": stamp})
good = client.post("/S/ABC234", data={"nonce": stamp, "ps_overall": "good", "ps_better": "hello"})
assert (bad.status_code, good.status_code) == (400, 200), (bad.status_code, good.status_code)
if "--sabotage" in sys.argv:
    import textblob
    assert client.get("/staff").status_code == 302
print(" ".join(sorted(sys.modules)))
"""


def modules_after_a_visit(tmp_path: Path, *arguments: str) -> set[str]:
    """What a fresh process has imported once a family has come, erred, and answered."""
    done = subprocess.run(
        [sys.executable, "-c", VISIT, str(tmp_path), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def features() -> set[str]:
    """What people do, by the folders of its pages; but for what families do."""
    found = Path(feedback.__file__).parent.glob("*/*routes.py")
    return {f"feedback.{path.parent.name}" for path in found} - {"feedback.respond"}


def test_a_familys_visit_imports_nothing_heavy_and_nothing_of_staff(tmp_path: Path) -> None:
    imported = modules_after_a_visit(tmp_path)

    assert {"flask", "feedback.respond.routes"} <= imported
    assert imported.isdisjoint(HEAVY)
    assert imported.isdisjoint({*features(), "feedback.results", "analysis.gate"})


def test_a_heavy_import_and_one_of_staff_would_be_seen(tmp_path: Path) -> None:
    imported = modules_after_a_visit(tmp_path, "--sabotage")

    assert "textblob" in imported
    assert len(features()) > 15
    assert features() <= imported


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[str]]:
    """All that a database is asked meanwhile, whoever of us asks: it tells us itself."""
    found: list[str] = []

    def trace(driver: Any, _record: object) -> None:
        if engine.dialect.name == "sqlite":
            driver.set_trace_callback(found.append)
            return
        driver.execute("SET client_min_messages = 'log'")
        driver.execute("SET log_statement = 'all'")
        driver.commit()
        driver.add_notice_handler(lambda said: found.append(said.message_primary.split(": ", 1)[1]))

    event.listen(engine, "connect", trace)
    engine.dispose()  # So that each connection is made anew, and traced.
    with engine.connect():
        found.clear()  # What SQLAlchemy asks once of a server that it does not know.
    yield found
    event.remove(engine, "connect", trace)
    engine.dispose()


def questions(asked: list[str]) -> list[str]:
    """What was read of tables: not whether anything changed, nor where a transaction begins."""
    return [one for one in asked if one.startswith("SELECT")]


def test_a_familys_visit_asks_the_database_once_until_something_changes(
    app: Flask, client: CheckingClient
) -> None:
    open_collection(app)
    open_collection(app, "ABC235")
    due = {"/S/ABC234": 1, "/tablet/ABC234": 0, "/S/ABC235": 1, "/S/ABC235?lang=ar": 0}

    with asked_of(database_of(app).engine) as asked:
        for address, number in due.items():
            asked.clear()
            assert client.get(address).status_code == 200
            assert len(questions(asked)) == number, address
        send(client, {"ps_overall": "good"})
        asked.clear()
        assert client.get("/S/ABC235").status_code == 200
        assert len(questions(asked)) == 1


# One statement for each table. SQLite is given the one for answers with a row after another.
STORED = tuple(f"INSERT INTO {name}" for name in ("response", "answer", "comment", "pace"))
KEPT_BY = {
    "sqlite": ("PRAGMA data_version", "SELECT placement.id", "BEGIN IMMEDIATE", *STORED, "COMMIT"),
    "postgresql": ("SELECT placement.id", "BEGIN ISOLATION", *STORED, "COMMIT"),
}


def test_keeping_a_familys_answers_asks_for_the_survey_once_and_writes_each_table_once(
    config: Config, engine: Engine
) -> None:
    app = create_app(config, engine=engine)
    client = app.test_client()
    open_collection(app)
    form = {"ps_overall": "good", "ps_listened": "yes", "ps_better": "Please start earlier"}
    form["nonce"] = stamp_on(client)

    with asked_of(engine) as asked:
        assert client.post("/S/ABC234", data=form).status_code == 200

    assert in_short(asked) == KEPT_BY[engine.dialect.name]


def in_short(asked: list[str]) -> tuple[str, ...]:
    """The first words of each statement, but for the settings of a new connection."""
    words = [re.split(r"[\s(,]+", one) for one in asked if not setting_up(one)]
    short = [" ".join(one[:3] if one[0] == "INSERT" else one[:2]) for one in words]
    return tuple(one for one, before in zip(short, ["", *short], strict=False) if one != before)


def setting_up(statement: str) -> bool:
    """Whether it is one of the settings of a connection that has just been made."""
    return statement.startswith("PRAGMA") and "=" in statement


def test_a_second_question_would_be_counted(app: Flask) -> None:
    with asked_of(database_of(app).engine) as asked, database_of(app).session() as session:
        session.execute(text("SELECT 1"))
        session.execute(text("SELECT 2"))

    assert questions(asked) == ["SELECT 1", "SELECT 2"]

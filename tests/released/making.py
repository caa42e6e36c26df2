"""Keep today's database, filled, as that of the version in pyproject.toml: `make released`.

Run it once when a version is released, and never again for that version: what it writes stands
for the databases of everybody who runs that version.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import tomllib
from contextlib import closing
from pathlib import Path

from sqlmodel import Session, select

from feedback import migrations
from feedback.backups.programs import run_program
from feedback.database import create_engine_for
from feedback.models import (
    Collection,
    Confirmation,
    ImportRun,
    Initiative,
    InitiativeKind,
    Involvement,
    StaffMember,
    Stage,
    Verdict,
)
from tests.conventions.checkout import ROOT
from tests.feedback.test_migrations import NOW, fill
from tests.postgres import running_cluster

FOLDER = Path(__file__).resolve().parent
DIALECTS = ("sqlite", "postgresql")


def version() -> str:
    """The version that pyproject.toml names."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(settings["project"]["version"])


def dump_of(version: str, dialect: str, folder: Path = FOLDER) -> Path:
    """Where the database of a version is kept for an engine."""
    return folder / f"{version}.{dialect}.sql"


def versions() -> list[str]:
    """Every version that was kept, in no special order."""
    suffix = ".sqlite.sql"
    return [path.name.removesuffix(suffix) for path in sorted(FOLDER.glob(f"*{suffix}"))]


def keep(version: str, folder: Path = FOLDER) -> None:
    """Write the database of this version for both engines; an earlier one stays as it is."""
    for dialect in DIALECTS:
        if dump_of(version, dialect, folder).exists():
            raise SystemExit(f"{version} is kept already: it must stay as it was released.")
    with tempfile.TemporaryDirectory() as place:
        _keep_sqlite(Path(place) / "heard.sqlite3", dump_of(version, "sqlite", folder))
    with running_cluster() as cluster, cluster.fresh_database() as url:
        _keep_postgresql(url, dump_of(version, "postgresql", folder))


def _keep_sqlite(file: Path, to: Path) -> None:
    _fill(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        to.write_text("\n".join(connection.iterdump()) + "\n", "utf-8")


def _keep_postgresql(url: str, to: Path) -> None:
    _fill(url)
    engine = create_engine_for(url)
    options = ("--no-owner", "--no-privileges", "--column-inserts", f"--file={to}")
    run_program("pg_dump", *options, to=engine.url)
    engine.dispose()
    # Words that only the newest psql knows, and that differ each time.
    lines = to.read_text("utf-8").splitlines(keepends=True)
    to.write_text(
        "".join(one for one in lines if not one.startswith(("\\restrict", "\\unrestrict"))), "utf-8"
    )


def _fill(url: str) -> None:
    engine = create_engine_for(url)
    migrations.upgrade(engine)
    fill(engine)
    with Session(engine) as session:
        work_together(session)
        session.commit()
    engine.dispose()


def work_together(session: Session) -> None:
    """What `fill` leaves out: an initiative that was signed, and a list that was brought in."""
    officer, asked = session.exec(select(StaffMember)).one(), session.exec(select(Collection)).one()
    made = Initiative(
        title="Café ☕ مرحبا",
        kind=InitiativeKind.CO_DESIGN,
        stage=Stage.DELIVERING,
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(made)
    session.flush()
    met = Involvement(
        initiative_id=made.id,
        happened_on=NOW.date(),
        stage=Stage.IDEA,
        rung=5,
        rung_reason="They chose.",
        parent_carers=7,
        young_people=2,
        created_at=NOW,
    )
    turn = Confirmation(
        initiative_id=made.id,
        staff_id=officer.id,
        role=officer.role,
        verdict=Verdict.PROPOSED,
        fingerprint="0" * 64,
        at=NOW,
    )
    brought = ImportRun(
        collection_id=asked.id,
        file_hash="0" * 64,
        accepted=1,
        refused=0,
        already_there=0,
        finished_at=NOW,
    )
    session.add_all([met, turn, brought])


if __name__ == "__main__":
    keep(version())
    sys.stdout.write(f"Kept the database of {version()} in {FOLDER}.\n")

"""`heard move-to-postgres`: a whole installation from its SQLite file into PostgreSQL."""

import sys
from pathlib import Path

import click

from feedback.carry_over import Carried, CarryRefusedError, carry_over, source_engine
from feedback.config import Config
from feedback.database import create_engine_for

PROBLEMS_SHOWN = 20
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("move-to-postgres")
@click.option(
    "--from",
    "file",
    type=FILE,
    help="The SQLite file; heard.sqlite3 in the data folder when left out.",
)
def move_to_postgres(file: Path | None) -> None:
    """Copy a stopped SQLite installation into the empty database of HEARD_DATABASE_URL.

    Started again after an interruption, it goes on where it was.
    """
    config = Config.from_environment()
    target = create_engine_for(config.database_url)
    if target.dialect.name != "postgresql":
        raise CarryRefusedError(
            "HEARD_DATABASE_URL names no PostgreSQL database. Set it to the empty one that is to "
            "take everything, like postgresql://name:password@host/database."
        )
    file = (file or config.data_dir / "heard.sqlite3").resolve()
    with source_engine(file) as source:
        carried = carry_over(source, target, tell=click.echo)
    target.dispose()
    click.echo(_in_words(carried, file))
    if carried.problems:
        click.echo("But it did not fit before either, in the SQLite file:", err=True)
        for problem in carried.problems[:PROBLEMS_SHOWN]:
            click.echo(problem, err=True)
        sys.exit(1)


def _in_words(carried: Carried, file: Path) -> str:
    contents = carried.contents
    rows, releases = sum(contents.rows.values()), contents.rows["results_release"]
    audit = contents.audit
    head = f"entry {audit.number:,} ({audit.entry_hash})" if audit else "no entry"
    return "\n".join(
        (
            f"All {rows:,} rows of {len(contents.rows)} tables were read back and are the same; "
            f"{carried.there_before:,} of them were there from an earlier attempt.",
            f"The audit ends with {head}. Releases: {releases}, looked at by their hashes.",
            "Now: set HEARD_DATABASE_URL to this database wherever Heard runs, change nothing "
            "else, start Heard, and run `heard check`.",
            f"{file} is as it was. Start nothing on it again: what it is told would be missing "
            "here. Keep it until your first backup of PostgreSQL, then delete it.",
        )
    )

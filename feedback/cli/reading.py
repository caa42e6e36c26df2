"""`heard read-comments`: an estimate of tone for every comment that waits, or in a spreadsheet."""

import logging
import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback import pace
from feedback.cli.beside import keep_looking
from feedback.cli.reading_sheets import first_refusals, read_sheet
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.readings import count_pending, read_pending

logger = logging.getLogger(__name__)


REFUSALS_SHOWN = 20
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
A_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("read-comments")
@click.argument("source", type=A_FILE, required=False, metavar="[IN.csv]")
@click.argument("target", type=A_NEW_FILE, required=False, metavar="[OUT.csv]")
@click.option(
    "--watch", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Look again this often."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this parent process is gone.")
def read_comments(
    source: Path | None, target: Path | None, watch: float | None, beside: int | None
) -> None:
    """Estimate the tone of every comment that the current reader has not read.

    With two files, read the comments of IN.csv instead and write them with what the readers say to
    OUT.csv. IN.csv needs the columns text and question_type, and may have language.
    """
    if source is not None:
        _read_file(source, target)
        return
    database = Database(create_engine_for(Config.from_environment().database_url))
    if watch is None:
        read = read_pending(database)
        waiting = count_pending(database)
        click.echo(f"Read {read:,} comments; {waiting:,} could not be read and wait.")
        return
    keep_looking(lambda: _look(database), seconds=watch, beside=beside)


def _read_file(source: Path, target: Path | None) -> None:
    if target is None:
        raise click.UsageError("Name the file to write, too: heard read-comments IN.csv OUT.csv")
    if target.exists() and target.samefile(source):
        raise click.UsageError("The file to write must be another than the file to read.")
    size = source.stat().st_size
    with click.progressbar(
        length=size, label="Reading", file=sys.stderr, update_min_steps=max(1, size // 200)
    ) as bar:
        report = read_sheet(source, target, on_row=lambda used: bar.update(used - bar.pos))
    for line in first_refusals(report, REFUSALS_SHOWN):
        click.echo(line, err=True)
    click.echo(f"Read {report.read:,} comments; {report.refused:,} rows were refused.")
    if report.refused and not report.read:
        sys.exit(1)


def _look(database: Database) -> None:
    try:
        pace.forget(database)
        read_pending(database)
    except SQLAlchemyError as error:
        # The error's own text may hold a comment; what waits is read at the next look.
        logger.warning("The database was busy or gone (%s).", type(error).__name__)

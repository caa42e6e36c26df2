"""`heard erase-due`: what has been kept long enough goes, and a report proves it."""

import logging
from datetime import datetime

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback.areas import Area, load_area
from feedback.cli.beside import keep_looking
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.erase import EraseRefusedError, Report, erase_due, look
from feedback.erase.report import write
from feedback.erase.schedule import as_markdown
from forms.staff import LONDON

logger = logging.getLogger(__name__)

# Beside the database: it names no family, and says how long the last one was kept.
FOLDER = "erased"


@click.command("erase-due")
@click.option("--dry-run", is_flag=True, help="Say what would go, and erase nothing.")
@click.option("--schedule", "shows_schedule", is_flag=True, help="Print the area's schedule.")
@click.option(
    "--watch", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Look again this often."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this parent process is gone.")
def erase(dry_run: bool, shows_schedule: bool, watch: float | None, beside: int | None) -> None:
    """Erase what the area's file says was kept long enough; try --dry-run first."""
    config = Config.from_environment()
    database = Database(create_engine_for(config.database_url))
    area = load_area(config.area)
    today = datetime.now(LONDON).date()
    if shows_schedule:
        click.echo(as_markdown(area.retention))
    elif dry_run:
        _say(look(database, area, today=today))
    elif watch is None:
        _say(_erase(config, database, area))
    else:
        keep_looking(lambda: _look(config, database, area), seconds=watch, beside=beside)


def _look(config: Config, database: Database, area: Area) -> None:
    try:
        _erase(config, database, area)
    except SQLAlchemyError as error:
        # The error's own text may hold an answer; what is due goes at the next look.
        logger.warning("The database was busy or gone (%s).", type(error).__name__)
    except EraseRefusedError as error:
        logger.warning("%s", error)


def _erase(config: Config, database: Database, area: Area) -> Report:
    report = erase_due(database, area, today=datetime.now(LONDON).date())
    if report.is_something:
        write(report, config.data_dir / FOLDER)
    return report


def _say(report: Report) -> None:
    for line in report.lines():
        click.echo(line)
    if report.is_something and not report.is_rehearsal:
        click.echo(f"Kept in {FOLDER}/ of the data folder, and as an entry of the audit.")

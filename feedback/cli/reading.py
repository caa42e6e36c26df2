"""`heard read-comments`: an estimate of tone for every comment that waits for one."""

import logging
import os
import signal
import sys
import time
from types import FrameType

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.readings import count_pending, read_pending

logger = logging.getLogger(__name__)


@click.command("read-comments")
@click.option(
    "--watch", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Look again this often."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this parent process is gone.")
def read_comments(watch: float | None, beside: int | None) -> None:
    """Estimate the tone of every comment that the current reader has not read."""
    database = Database(create_engine_for(Config.from_environment().database_url))
    if watch is None:
        read = read_pending(database)
        waiting = count_pending(database)
        click.echo(f"Read {read:,} comments; {waiting:,} could not be read and wait.")
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    logging.basicConfig(format="heard: %(message)s")
    os.nice(10)  # Families' pages come first.
    while beside is None or os.getppid() == beside:
        _look(database)
        time.sleep(watch)


def _look(database: Database) -> None:
    try:
        read_pending(database)
    except SQLAlchemyError as error:
        # The error's own text may hold a comment; what waits is read at the next look.
        logger.warning("The database was busy or gone (%s).", type(error).__name__)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)

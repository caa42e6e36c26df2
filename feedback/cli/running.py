"""`heard run` and `heard migrate`: prepare the database, say where everything is, and serve."""

import errno
import logging
import os
import socket
import sys
from datetime import UTC, datetime, time

import click
from sqlalchemy import Engine
from sqlmodel import Session

from feedback import create_app, migrations
from feedback.areas import Area
from feedback.cli.beside import ERASING, EXPORTING, READING, RELEASING, BesideProcess
from feedback.cli.releasing import freeze
from feedback.cli.welcome import welcome
from feedback.config import Config, ConfigError, Erasing
from feedback.coproduce.records import seed_candidates
from feedback.database import Database, create_engine_for
from feedback.results.due import due
from feedback.results.terms import due_on
from feedback.sample import fill, has_sample_data, was_real_first
from feedback.turns import one_at_a_time

# A phone that stalls in the middle of a form holds a thread, for the form is read in it. With two,
# twenty such phones kept everybody out. Threads that nobody needs are not there (decision 0046).
BLOCKING_THREADS = 128
# The least in all: one worker by itself, as in sample mode, needs as many as two have together.
THREADS_IN_ALL = 256
# A stalled phone must not keep the server from stopping.
SECONDS_TO_STOP = 5


@click.command("migrate")
def migrate() -> None:
    """Bring the database up to date; safe to repeat, and safe at the same moment twice."""
    engine = create_engine_for(Config.from_environment().database_url)
    with one_at_a_time(engine, "migrate"):
        migrations.upgrade(engine)
    click.echo(f"The database is up to date (revision {migrations.revisions()[-1]}).")


@click.command("run")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    envvar="HEARD_WORKERS",
    show_envvar=True,
    help="Server processes; 1 in sample mode and 2 in production when left out.",
)
def run(workers: int | None) -> None:
    """Serve Heard; in sample mode with made-up answers, on this machine only."""
    config = Config.from_environment()
    refuse_taken_port(config)
    engine = create_engine_for(config.database_url)
    app = create_app(config, engine=engine)
    prepare(config, engine, area=app.extensions["heard_area"])
    click.echo(welcome(app, config, now=datetime.now(UTC)))
    # The workers open their own connections; none may be shared with them.
    engine.dispose()
    beside = [BesideProcess(*command) for command in _beside(config)]
    for process in beside:
        process.start()
    try:
        _serve(config, workers=workers or (1 if config.is_sample else 2))
    finally:
        for process in beside:
            process.stop()


def _beside(config: Config) -> tuple[tuple[str, ...], ...]:
    if config.is_read_only:
        return ()
    erases = (ERASING,) if config.erasing is Erasing.DAILY else ()
    return (READING, RELEASING, EXPORTING, *erases)


def prepare(config: Config, engine: Engine, *, area: Area) -> None:
    """The newest tables, the area's candidate initiatives and, in sample mode, sample data."""
    if config.is_read_only:
        if not migrations.is_current(engine):
            raise ConfigError(
                "HEARD_READ_ONLY is set, and the database is not up to date. Run `heard migrate`."
            )
        return
    with one_at_a_time(engine, "migrate"):
        if config.is_sample:
            _refuse_a_real_one(engine)
        migrations.upgrade(engine)
        if config.is_sample:
            fill(Database(engine), config, area=area, now=datetime.now(UTC))
        elif has_sample_data(engine):
            raise ConfigError(
                "This database holds sample staff or made-up answers, which families and boards "
                "could take for real. Set HEARD_DATABASE_URL or HEARD_DATA_DIR to an empty one."
            )
        with Database(engine).session() as session:
            seed_candidates(session, area, datetime.now(UTC))
    if config.is_sample:
        # So that whoever tries Heard finds results at once; elsewhere the process beside does it.
        _freeze_as_it_came_due(Database(engine), config, area, now=datetime.now(UTC))


def _refuse_a_real_one(engine: Engine) -> None:
    """Before anything in it is changed: sample staff could sign in beside families' answers."""
    with engine.execution_options(heard_writes=False).connect() as connection:
        if was_real_first(connection):
            raise ConfigError(
                "This database holds staff or collections that are not made up, and sample mode "
                "would add sample staff whose passwords it prints, so nothing was changed. Set "
                "HEARD_DATABASE_URL or HEARD_DATA_DIR to an empty one, or set "
                "HEARD_ENVIRONMENT=production."
            )


def _freeze_as_it_came_due(
    database: Database, config: Config, area: Area, *, now: datetime
) -> None:
    """Freeze each term of the sample on its own day: the Forum alone sees the last one yet."""
    with Session(database.reading) as session:
        days = {due_on(one.term) for one in due(session, area, today=now.date())}
    for day in sorted(days)[:-1]:
        freeze(database, config, area, now=datetime.combine(day, time(12), UTC))
    freeze(database, config, area, now=now)


def refuse_taken_port(config: Config) -> None:
    """Say so now when the port is taken: the server itself would share it without a word."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as asked:
        # As a server would: a connection that has just ended is not in the way.
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((config.host.strip("[]"), config.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ConfigError(
                    f"Port {config.port} is taken by another program. Stop that one, or choose "
                    f"another port, for example PORT={config.port % 65535 + 1}."
                ) from None
            raise ConfigError(
                f"We cannot listen on {config.host} port {config.port}: {error.strerror}."
            ) from None


def threads_of_each(workers: int) -> int:
    """How many requests one worker may be in the middle of."""
    return max(BLOCKING_THREADS, THREADS_IN_ALL // workers)


def _says_nothing_of_threads(record: logging.LogRecord) -> bool:
    return "Python threads" not in record.getMessage()


def _serve(config: Config, *, workers: int) -> None:
    """Serve until told to stop; exits with 1 when a worker ends by itself."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    sys.stdout.flush()
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    # It wonders about so many threads, below our own words, and there is nothing to do about it.
    logging.getLogger("_granian").addFilter(_says_nothing_of_threads)
    Server(
        "feedback.serving:create_served_app",
        factory=True,
        address=config.host.strip("[]"),
        port=config.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads_of_each(workers),
        workers_kill_timeout=SECONDS_TO_STOP,
        # Granian's words about itself only: an access log would keep families' addresses.
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    ).serve()

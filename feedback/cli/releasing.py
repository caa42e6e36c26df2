"""`heard releases`: freeze what is due, list it, and set the rules it is frozen by."""

import logging
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from feedback import audit
from feedback.areas import Area, load_area
from feedback.audit import Action, Subject
from feedback.cli.beside import keep_looking
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.results.due import due
from feedback.results.rules import change_setting, current_setting, gate_secret
from feedback.results.scan_due import scans_due
from feedback.results.scans import broken_scans
from feedback.results.shown import stored_releases
from feedback.results.stored import Stored, broken_links
from feedback.results.terms import due_on
from feedback.turns import one_at_a_time

logger = logging.getLogger(__name__)

DISTRIBUTION = "heard-send"


@click.group("releases")
def releases_group() -> None:
    """Results are frozen once a term, and never change again."""


@releases_group.command("make")
@click.option("--dry-run", is_flag=True, help="Say what is due, and freeze nothing.")
@click.option(
    "--watch", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Look again this often."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this parent process is gone.")
def make(dry_run: bool, watch: float | None, beside: int | None) -> None:
    """Freeze every survey whose term has been over for two weeks: paper may come till then."""
    config = Config.from_environment()
    database = Database(create_engine_for(config.database_url))
    area = load_area(config.area)
    if dry_run:
        _say_due(database, area, today=datetime.now(UTC).date())
    elif watch is None:
        for one in freeze(database, config, area, now=datetime.now(UTC)):
            click.echo(_line(one))
    else:
        keep_looking(lambda: _look(database, config, area), seconds=watch, beside=beside)


def _look(database: Database, config: Config, area: Area) -> None:
    try:
        freeze(database, config, area, now=datetime.now(UTC))
    except SQLAlchemyError as error:
        # The error's own text may hold an answer; what is due is frozen at the next look.
        logger.warning("The database was busy or gone (%s).", type(error).__name__)


def freeze(database: Database, config: Config, area: Area, *, now: datetime) -> list[Stored]:
    """Freeze what is due; two processes never do it at once."""
    with Session(database.reading) as session:
        has_answers = next(due(session, area, today=now.date()), None) is not None
        if not has_answers and not scans_due(session, area, today=now.date()):
            return []
    # The solver and the readers are heavy: a look that finds nothing due never loads them.
    from feedback.results.making import make_due
    from feedback.results.scan_making import make_due_scans

    secret = gate_secret(config)
    with one_at_a_time(database.engine, "releases"):
        made = make_due(database, area, secret=secret, software=version(DISTRIBUTION), now=now)
        # After the answers: what scans may tell depends on what a release counts.
        make_due_scans(database, area, secret=secret, now=now)
        return made


@releases_group.command("list")
def list_releases() -> None:
    """Say what was frozen, the newest first."""
    database = Database(create_engine_for(Config.from_environment().database_url))
    with Session(database.reading) as session:
        found = stored_releases(session)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("Nothing has been frozen yet.")


@releases_group.command("audit")
@click.argument("number", type=int, required=False)
def audit_releases(number: int | None) -> None:
    """Attack what was released, all of it or one NUMBER, and check that nothing was changed."""
    from feedback.results.auditing import problems_of

    config = Config.from_environment()
    database, area = Database(create_engine_for(config.database_url)), load_area(config.area)
    with Session(database.reading) as session:
        found = [one for one in stored_releases(session) if number in (None, one.number)]
    if number is not None and not found:
        raise click.UsageError(f"There is no release {number}.")
    problems = [(one, text) for one in found for text in problems_of(one.content, area)]
    problems += [(one, text) for one, text in broken_links(found)]
    with Session(database.reading) as session:
        broken = broken_scans(session)
    for text in [*(f"R{one.number}: {text}" for one, text in problems), *broken]:
        click.echo(text, err=True)
    if problems or broken:
        sys.exit(1)
    click.echo(f"{len(found)} releases: nothing was changed, and no hidden count can be narrowed.")


@releases_group.command("rules")
@click.option("--base", type=int, help="The fewest answers that any result may rest on.")
@click.option("--threshold", type=int, help="Counts below this are hidden.")
@click.option("--reason", help="Why, in a sentence; it is kept for good.")
def rules(base: int | None, threshold: int | None, reason: str | None) -> None:
    """Show the smallest base and threshold, or set them from the next release on."""
    database = Database(create_engine_for(Config.from_environment().database_url))
    with database.session() as session:
        found = current_setting(session)
        if base is not None or threshold is not None:
            found = change_setting(
                session,
                base=found.base if base is None else base,
                threshold=found.threshold if threshold is None else threshold,
                reason=reason or "",
                by="command line",
                now=datetime.now(UTC),
            )
            audit.by_command(
                session, Action.CHANGED_SETTING, Subject.SETTING, "release rules", reason=reason
            )
    click.echo(f"Base {found.base}, threshold {found.threshold}.")
    if found.reason:
        click.echo(f"Why: {found.reason}")


def _say_due(database: Database, area: Area, *, today: date) -> None:
    with Session(database.reading) as session:
        waiting = list(due(session, area, today=today))
    for one in waiting:
        click.echo(f"{one.survey.slug}, {one.term.name}: due since {due_on(one.term)}")
    if not waiting:
        click.echo("Nothing is due.")


def _line(one: Stored) -> str:
    count = "fewer answers than the base" if one.responses is None else f"{one.responses} responses"
    return f"R{one.number}  {one.survey}  {', '.join(one.terms)}  {count}  {one.hash[:12]}"

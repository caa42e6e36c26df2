"""`heard export`: what was frozen, written into files that can be handed over."""

import logging
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback import audit, create_app
from feedback.audit import Action, Subject
from feedback.cli.beside import HEARD, keep_looking
from feedback.cli.days import Day
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.evidence import making, records
from feedback.evidence.document import Variant
from feedback.language import current_languages

logger = logging.getLogger(__name__)

# Between two looks for quotes that were taken back: nothing of such a pack is handed out meanwhile.
SECONDS_BETWEEN_CHECKS = 3600.0


class ExportRefusedError(Exception):
    """The files cannot be made; the message says why, in a sentence."""


@click.group("export")
def export_group() -> None:
    """Write what was frozen into files that can be handed over."""


@export_group.command("evidence-pack")
@click.option(
    "--audience",
    type=click.Choice([one.value for one in Variant]),
    required=True,
    help="For whom: anybody, the board, or officers alone.",
)
@click.option(
    "--as-at",
    type=Day(),
    required=True,
    help="Nothing that happened after this day is in it.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder into which the ZIP is written.",
)
@click.option("--language", default="en", show_default=True, help="One of the area's languages.")
def evidence_pack(audience: str, as_at: datetime, out: Path, language: str) -> None:
    """Make an evidence pack: PDF, Word, spreadsheet and open data, with a manifest."""
    app = create_app(Config.from_environment())
    with app.app_context():
        offered = {one.code: one for one in current_languages().offered}
    if language not in offered:
        raise ExportRefusedError(f"The area does not offer {language}: {', '.join(offered)}.")
    begun = time.monotonic()
    try:
        place = making.make_into(
            app, out, variant=Variant(audience), as_at=as_at.date(), language=offered[language]
        )
    except OSError as error:
        raise ExportRefusedError(f"Nothing can be written to {out}: {error.strerror}.") from None
    _audit(place.name)
    took = time.monotonic() - begun
    click.echo(f"Wrote {place} ({place.stat().st_size:,} bytes, in {took:.1f} seconds).")


def _audit(name: str) -> None:
    with Database(create_engine_for(Config.from_environment().database_url)).session() as session:
        audit.by_command(session, Action.MADE_EVIDENCE, Subject.EVIDENCE, name)


@export_group.command("packs")
@click.option(
    "--watch", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Look again this often."
)
@click.option("--beside", type=int, hidden=True, help="Stop when this parent process is gone.")
def packs(watch: float | None, beside: int | None) -> None:
    """Make the packs that were asked for on a page, and erase those over their time."""
    config = Config.from_environment()
    if watch is None:
        app = create_app(config)
        making.forget_old(app)
        making.forget_withdrawn(app)
        click.echo(f"Packs made: {making.make_waiting(app)}.")
        return
    database = Database(create_engine_for(config.database_url))
    keep_looking(_Looking(database, config).look, seconds=watch, beside=beside)


class _Looking:
    """Looks for packs to make, and now and then for those in which a quote was taken back.

    Whoever waits for work stays small: a process of its own does it, and ends.
    """

    def __init__(self, database: Database, config: Config) -> None:
        self.engine, self.config = database.engine, config
        # Also at the start: what was taken back while nothing ran.
        self.next_check = time.monotonic()

    def look(self) -> None:
        """Once; what a busy database does not answer is asked again at the next look."""
        try:
            records.forget_old(self.engine, self.config, now=datetime.now(UTC))
            is_wanted = records.next_to_make(self.engine) is not None or self._may_be_withdrawn()
        except SQLAlchemyError as error:
            logger.warning("The database was busy or gone (%s).", type(error).__name__)
            return
        if is_wanted:
            subprocess.run([*HEARD, "export", "packs"], check=False)  # noqa: S603 -- our own words

    def _may_be_withdrawn(self) -> bool:
        if time.monotonic() < self.next_check:
            return False
        self.next_check = time.monotonic() + SECONDS_BETWEEN_CHECKS
        return records.has_quotes(self.engine)

"""`heard export committee-paper` and `self-evaluation`: papers that officers edit and copy from."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from feedback import audit, create_app
from feedback.audit import Action, Subject
from feedback.cli.days import Day
from feedback.cli.exporting import ExportRefusedError
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.evidence.bundle import put
from feedback.evidence.papers import Made, Paper, make
from feedback.language import current_languages
from forms.staff import LONDON


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--language", default="en", show_default=True, help="One of the area's."),
        click.option(
            "--out",
            type=click.Path(file_okay=False, path_type=Path),
            required=True,
            help="The folder into which the files are written.",
        ),
        click.option(
            "--as-at",
            type=Day(),
            required=True,
            help="Nothing that happened after this day is in it.",
        ),
    ):
        command = option(command)
    return command


@click.command("committee-paper")
@_options
def committee_paper(as_at: datetime, out: Path, language: str) -> None:
    """Write the two-page paper, as Word and PDF: always what the public may read."""
    _write((Paper.COMMITTEE_WORD, Paper.COMMITTEE_PDF), as_at.date(), out, language)


@click.command("self-evaluation")
@_options
def self_evaluation(as_at: datetime, out: Path, language: str) -> None:
    """Write paragraphs for the self-evaluation, by what inspectors judge, with their sources."""
    _write((Paper.SELF_EVALUATION,), as_at.date(), out, language)


def _write(papers: Iterable[Paper], as_at: date, out: Path, language: str) -> None:
    config = Config.from_environment()
    app = create_app(config)
    with app.test_request_context(base_url=app.config["HEARD_BASE_URL"]):
        offered = {one.code: one for one in current_languages().offered}
        if language not in offered:
            raise ExportRefusedError(f"The area does not offer {language}: {', '.join(offered)}.")
        today = datetime.now(LONDON).date()
        # All are made before the first is written.
        made = [make(one, as_at, offered[language], today=today) for one in papers]
    for one in made:
        _put(one, out)
    with Database(create_engine_for(config.database_url)).session() as session:
        for one in made:
            audit.by_command(session, Action.EXPORTED, Subject.EVIDENCE, one.name)


def _put(one: Made, out: Path) -> None:
    place = out / one.name
    try:
        put(one.content, place)
    except OSError as error:
        raise ExportRefusedError(f"{place} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {place} ({len(one.content):,} bytes).")

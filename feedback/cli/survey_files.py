"""`heard surveys`: one survey as a file, and a file as a draft of a survey."""

from pathlib import Path

import click
from flask_babel import force_locale

from feedback import audit, create_app
from feedback.audit import Action, Subject
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.hand_on import records
from forms.survey_files import FileRefusedError, TakenIn, as_json, as_toml, take_in

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class SurveyMissingError(Exception):
    """There is no such survey; the message says so."""


@click.group("surveys")
def surveys_group() -> None:
    """Hand a survey on as a file, or bring one in; docs/survey-files.md explains the file."""


@surveys_group.command("export")
@click.argument("slug")
@click.option("--version", type=int, help="A published version; the draft when left out.")
@click.option("--json", "is_json", is_flag=True, help="For programs, instead of TOML.")
def export(slug: str, version: int | None, is_json: bool) -> None:
    """Write one survey that was put together here to the screen, or with > into a file."""
    with _database().session() as held:
        found = records.find(slug, version, held=held)
        if found is not None:
            audit.by_command(held, Action.EXPORTED, Subject.SURVEY, slug)
    if found is None:
        raise SurveyMissingError(f"There is no survey {slug!r} that was put together here.")
    click.echo(as_json(found) if is_json else as_toml(found), nl=False)


@surveys_group.command("import")
@click.argument("file", type=A_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and keep nothing.")
def import_file(file: Path, dry_run: bool) -> None:
    """Bring in FILE of Heard (.toml, .json), LimeSurvey (.lss) or Formbricks (.json) as a draft."""
    # The reasons are words of the app, in English.
    app = create_app(Config.from_environment())
    with app.app_context(), force_locale("en"):
        try:
            found = take_in(file.read_bytes())
        except FileRefusedError as error:
            raise FileRefusedError(*error.refusals) from None
        _show(found)
    if dry_run:
        click.echo("Nothing was kept.")
        return
    with _database().session() as held:
        slug = records.keep(found.composed, by=None, held=held)
        audit.by_command(held, Action.CHANGED_SURVEY, Subject.SURVEY, slug)
    click.echo(f"The survey {slug} is here as a draft.")


def _show(found: TakenIn) -> None:
    click.echo(f"{found.composed.title.in_english}: {len(found.composed.pieces)} questions")
    for piece in found.composed.pieces:
        click.echo(f"taken in: {piece.own.standard.in_english if piece.own else piece.id}")
    for one in found.lost:
        place = f"{one.where}: " if one.where else ""
        # A file that has no Easy Read names no part of it.
        click.echo(f"not taken in: {place}{one.what or 'Easy Read'} ({one.why})")


def _database() -> Database:
    return Database(create_engine_for(Config.from_environment().database_url))

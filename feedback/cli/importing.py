"""`heard import-responses`: a spreadsheet of feedback that was given before Heard."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from feedback import surveys
from feedback.areas import load_area
from feedback.bring_in import ImportRefusedError, Refusal, Report, Source, read_mapping, take_in
from feedback.cli.days import Day
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.readings import count_pending, read_pending
from forms.questions import Survey

REFUSALS_SHOWN = 20
READ_BETWEEN_NEWS = 5_000
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def say(sentence: str) -> None:
    """Tell the person at the keyboard, beside the report itself."""
    click.echo(f"heard: {sentence}", err=True)


@click.command("import-responses")
@click.argument("file", type=A_FILE)
@click.option("--survey", "slug", required=True, help="Its short name, as in its address.")
@click.option("--map", "mapping_file", required=True, type=A_FILE, metavar="MAPPING.toml")
@click.option("--occasion", help="The collection's name; the file's own name when left out.")
@click.option("--on", type=Day(), help="The day all of it was given.")
@click.option("--dry-run", is_flag=True, help="Report what would happen, and store nothing.")
@click.option("--all-refused", is_flag=True, help="List every refused row, not only the first.")
@click.option("--no-read", is_flag=True, help="Leave the tone of the comments for later.")
def import_responses(
    file: Path,
    slug: str,
    mapping_file: Path,
    occasion: str | None,
    on: datetime | None,
    dry_run: bool,
    all_refused: bool,
    no_read: bool,
) -> None:
    """Take in FILE (.csv or .xlsx); docs/importing.md explains the mapping."""
    config = Config.from_environment()
    database = _database(config)
    survey = _survey(database, slug)
    source = Source(
        path=file,
        survey=survey,
        mapping=read_mapping(mapping_file, survey),
        occasion=(occasion or file.stem).strip(),
        on=on.date() if on else None,
    )
    report = take_in(database, source, area=load_area(config.area), is_rehearsal=dry_run, tell=say)
    _show(report, is_rehearsal=dry_run, all_refused=all_refused)
    if not (dry_run or no_read) and report.comments:
        _read(database)
    if report.refused and not report.accepted and not report.already_there:
        sys.exit(1)


def _survey(database: Database, slug: str) -> Survey:
    with database.reading.connect() as connection:
        found = surveys.find(slug, held=connection)
        names = ", ".join(surveys.on_offer(held=connection))
    if found is None:
        raise click.BadParameter(f"There is no survey {slug!r}; there are {names}.")
    return found


def _database(config: Config) -> Database:
    from feedback import migrations

    engine = create_engine_for(config.database_url)
    if not migrations.is_current(engine):
        raise ImportRefusedError("The database is not up to date. Run `heard migrate` first.")
    return Database(engine)


def _show(report: Report, *, is_rehearsal: bool, all_refused: bool) -> None:
    if is_rehearsal:
        click.echo("A rehearsal: nothing was stored.")
    click.echo(f"Collection:     {report.occasion}")
    click.echo(
        f"Accepted:       {report.accepted:,} rows "
        f"({report.responses:,} new responses, {report.comments:,} new comments)"
    )
    click.echo(f"Already there:  {report.already_there:,} rows")
    click.echo(f"Refused:        {len(report.refused):,} rows")
    _show_refused(report.refused, shown=None if all_refused else REFUSALS_SHOWN)


def _show_refused(refused: tuple[Refusal, ...], *, shown: int | None) -> None:
    for refusal in refused[:shown]:
        click.echo(f"  {refusal}")
    if shown is not None and len(refused) > shown:
        click.echo("  … and more; --all-refused lists every row. All together:")
        counted = Counter((refusal.column, refusal.reason) for refusal in refused)
        for (column, reason), number in counted.most_common(REFUSALS_SHOWN):
            place = f"column “{column}”: " if column else ""
            click.echo(f"  {number:,} × {place}{reason}")


def _read(database: Database) -> None:
    say("Estimating the tone of the comments …")
    told = 0

    def tell(read: int) -> None:
        nonlocal told
        if read - told >= READ_BETWEEN_NEWS:
            told = read
            say(f"{read:,} comments …")

    read = read_pending(database, on_batch=tell)
    click.echo(f"Tone estimated: {read:,} comments; {count_pending(database):,} wait")

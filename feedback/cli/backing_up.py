"""`heard backup` and `heard restore`: so that no thanked family is lost with a disk."""

import sys
from datetime import date, timedelta
from pathlib import Path

import click

from feedback import migrations
from feedback.areas import load_area
from feedback.backups import (
    BackupRefusedError,
    Manifest,
    delete_old,
    make_backup,
    over_their_time,
    restore_backup,
)
from feedback.config import Config
from feedback.database import create_engine_for

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("backup")
@click.argument("out", type=FOLDER)
@click.option(
    "--keep-days",
    type=click.IntRange(min=1),
    help="Then delete backups beside OUT that were made so many days ago, or more.",
)
def backup(out: Path, keep_days: int | None) -> None:
    """Copy the database into the new folder OUT while Heard runs, and prove the copy."""
    config = Config.from_environment()
    most = load_area(config.area).retention.backups
    if keep_days and keep_days > most:
        raise BackupRefusedError(
            f"The area's file says that backups are kept {most} days, and families are told so. "
            f"Keep them {most} days at most, or change [retention] there."
        )
    engine = create_engine_for(config.database_url)
    made = make_backup(engine, out)
    engine.dispose()
    click.echo(f"Backed up to {made.folder}: {_in_words(made.manifest)}.")
    click.echo(f"{made.manifest.file} is {made.manifest.size:,} bytes.")
    click.echo(f"SHA-256: {made.manifest.sha256}")
    click.echo("It was restored in a temporary place, and everything was there.")
    # Only after a good one: a backup that fails never costs an older one.
    _keep(made.folder, keep_days, most=most, today=made.manifest.made_at.date())
    if made.manifest.audit_is_whole is False:
        click.echo("But the audit does not fit: run `heard audit verify`.", err=True)
        sys.exit(1)


@click.command("restore")
@click.argument(
    "source", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def restore(source: Path) -> None:
    """Restore the backup in the folder IN into an empty data folder or database."""
    engine = create_engine_for(Config.from_environment().database_url)
    manifest = restore_backup(engine, source)
    engine.dispose()
    where = engine.url.render_as_string(hide_password=True)
    click.echo(f"Restored into {where}: {_in_words(manifest)}.")
    click.echo("Its hash, its rows and the end of the audit are those of the manifest.")
    if manifest.contents.revision != migrations.revisions()[-1]:
        click.echo("It is of an earlier revision: run `heard migrate` before Heard starts.")
    click.echo("What families and staff did after this moment is not in it.")


def _keep(made: Path, days: int | None, *, most: int, today: date) -> None:
    """Delete those over their time, if asked to; else say how many there are."""
    if days is None:
        old = over_their_time(made.parent, days=most, today=today)
        if old:
            click.echo(
                f"Backups there older than the {most} days families are told: {len(old)}. "
                f"Delete them with --keep-days {most}.",
                err=True,
            )
        return
    for one in delete_old(made.parent, days=days, today=today, but=made):
        click.echo(f"Deleted {one.folder}, of {one.day}: it was {days} days old or more.")
    click.echo(
        f"What is deleted in Heard today is in no backup there from {today + timedelta(days=days)} "
        "on, if this runs each day."
    )


def _in_words(manifest: Manifest) -> str:
    responses = manifest.contents.rows.get("response", 0)
    head = manifest.contents.audit
    audit = f"audit up to entry {head.number} ({head.entry_hash})" if head else "audit not read"
    return (
        f"{manifest.kind}, revision {manifest.contents.revision}, as of "
        f"{manifest.made_at.isoformat()}, {responses:,} responses, {audit}"
    )

"""`heard backup` and `heard restore`: so that no thanked family is lost with a disk."""

import sys
from pathlib import Path

import click

from feedback import migrations
from feedback.backups import Manifest, make_backup, restore_backup
from feedback.config import Config
from feedback.database import create_engine_for

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("backup")
@click.argument("out", type=FOLDER)
def backup(out: Path) -> None:
    """Copy the database into the new folder OUT while Heard runs, and prove the copy."""
    engine = create_engine_for(Config.from_environment().database_url)
    made = make_backup(engine, out)
    engine.dispose()
    click.echo(f"Backed up to {made.folder}: {_in_words(made.manifest)}.")
    click.echo(f"{made.manifest.file} is {made.manifest.size:,} bytes.")
    click.echo(f"SHA-256: {made.manifest.sha256}")
    click.echo("It was restored in a temporary place, and everything was there.")
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


def _in_words(manifest: Manifest) -> str:
    responses = manifest.contents.rows.get("response", 0)
    head = manifest.contents.audit
    audit = f"audit up to entry {head.number} ({head.entry_hash})" if head else "audit not read"
    return (
        f"{manifest.kind}, revision {manifest.contents.revision}, as of "
        f"{manifest.made_at.isoformat()}, {responses:,} responses, {audit}"
    )

"""`heard reread`: what a changed reader reads otherwise, before its readings are added."""

from collections import Counter
from itertools import groupby

import click

from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.readings import count_pending, read_pending
from feedback.rereading import Change, preview


@click.command("reread")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def reread(dry_run: bool) -> None:
    """Read again what the current readers have not read, and say what they read otherwise.

    Readings are added and never overwritten, and what a person decided goes before all of them.
    """
    database = Database(create_engine_for(Config.from_environment().database_url))
    found = preview(database)
    click.echo(f"{found.comments:,} comments have not been read by the current readers.")
    if found.failed:
        click.echo(f"{found.failed:,} of them could not be read.")
    _say(found.changes)
    if dry_run:
        click.echo("Nothing was stored.")
        return
    read = read_pending(database)
    click.echo(f"Read {read:,}; {count_pending(database):,} could not be read and wait.")


def _say(changes: Counter[Change]) -> None:
    for (about, reader), group in groupby(
        sorted(changes), key=lambda change: (change.about, change.reader)
    ):
        rows = list(group)
        click.echo(f"{about}, as {reader} read it:")
        for change in rows:
            if change.is_one:
                click.echo(f"  {change.before} -> {change.now}: {changes[change]:,}")
        same = sum(changes[change] for change in rows if not change.is_one)
        click.echo(f"  the same: {same:,}")

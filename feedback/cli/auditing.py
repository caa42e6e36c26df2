"""`heard audit`: is what staff read and changed still all there, and what does it say?"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy import Connection

from feedback import chain
from feedback.cli.days import Day
from feedback.config import Config
from feedback.database import Database, create_engine_for
from feedback.look_back import records
from feedback.look_back.records import Line, Wanted
from forms.staff import LONDON

PROBLEMS_SHOWN = 20
# What the hashes alone can never show; said each time, so that "whole" is not taken for more.
LIMITS = (
    "The chain alone cannot show that entries were cut off its end, or that somebody wrote all of "
    "it anew. Keep the output of `heard audit head` elsewhere, on paper or in each backup, and "
    "give its hash with --head."
)


class AuditRefusedError(Exception):
    """The audit cannot be read as asked; the message says why."""


@click.group("audit")
def audit_group() -> None:
    """See who read, exported and changed what, and whether all of it is still there."""


@audit_group.command("verify")
@click.option("--head", "known", metavar="HASH", help="A hash that `heard audit head` gave before.")
def verify(known: str | None) -> None:
    """Check every entry against the one before it."""
    with _reading() as connection:
        found = list(chain.problems(connection))
        end = chain.head(connection)
        number = chain.number_of(connection, known.strip().lower()) if known else None
    click.echo(f"Entries: {end.number:,}. The head is {end.entry_hash}.")
    for problem in found[:PROBLEMS_SHOWN]:
        click.echo(problem)
    if len(found) > PROBLEMS_SHOWN:
        click.echo(f"… and {len(found) - PROBLEMS_SHOWN:,} more.")
    if not found:
        click.echo("The chain is whole: no entry in it was changed, taken out or put in.")
    is_known = known is None or number is not None
    click.echo(_about_head(known, number, end))
    sys.exit(0 if is_known and not found else 1)


def _about_head(known: str | None, number: int | None, end: chain.Head) -> str:
    if known is None:
        return LIMITS
    if number is None:
        return (
            "No entry has the hash given: entries were cut off or written anew since, or the hash "
            "is of another database."
        )
    return (
        f"The hash given is entry {number:,}. Everything up to there is as it was then. "
        f"Entries added since: {end.number - number:,}; whether any more of those were cut off "
        "again cannot be known from it."
    )


@audit_group.command("head")
def head() -> None:
    """Say the number and hash of the last entry, to be kept elsewhere."""
    with _reading() as connection:
        end = chain.head(connection)
    click.echo(f"{end.number} {end.entry_hash}")


@audit_group.command("list")
@click.option("--since", type=Day(), help="The first day, as 2026-09-01.")
@click.option("--staff", "email", metavar="EMAIL", help="Only what this person did.")
def list_(since: datetime | None, email: str | None) -> None:
    """Print the entries, the oldest first, one a line."""
    with _reading() as connection:
        wanted = Wanted(
            who=_who(connection, email) if email else None,
            since=since.replace(tzinfo=LONDON) if since else None,
        )
        names = records.names(connection)
        lines = records.all_of(connection, wanted)
    for line in lines:
        click.echo(_in_words(line, names.get(line.who, line.who)))


def _who(connection: Connection, email: str) -> str:
    found = records.staff_id_of(connection, email)
    if found is None:
        raise AuditRefusedError("Nobody here has this email address.")
    return str(found)


def _in_words(line: Line, name: str) -> str:
    when = line.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S")
    about = " ".join(word for word in (line.subject, line.subject_id) if word)
    many = "" if line.how_many is None else f"× {line.how_many:,}"
    said = (str(line.number), when, name, line.action, about, many, line.reason or "")
    # One entry, one line, whatever somebody called themselves.
    return "  ".join(chain.one_line(word) for word in said if word)


@contextmanager
def _reading() -> Iterator[Connection]:
    from feedback import migrations

    engine = create_engine_for(Config.from_environment().database_url)
    if not migrations.is_current(engine):
        raise AuditRefusedError("The database is not up to date. Run `heard migrate` first.")
    # One reading of everything: entries added meanwhile are none of its business.
    reading = Database(engine).reading
    if engine.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    with reading.connect() as connection:
        yield connection
    engine.dispose()

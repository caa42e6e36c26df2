"""The audit of what staff read and change: pages say what is done, the chain keeps it.

A change and its entry are one transaction. What is only read is kept after the page is made and
before it is sent, in a transaction of its own: a page whose entry cannot be kept is not sent.
"""

from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy import event
from sqlmodel import Session

from feedback import chain
from feedback.access import signed_in
from feedback.chain import Entry
from feedback.database import SAFE_METHODS, database, session
from feedback.models import READS, Action, Subject

__all__ = ["Action", "Subject", "record"]

WAITING = "audit"


def record(
    action: Action,
    subject: Subject | None = None,
    subject_id: object = None,
    *,
    how_many: int | None = None,
    reason: str | None = None,
) -> None:
    """Keep what the person signed in does in this request; never with a family's words in it."""
    entry = Entry(action, str(signed_in().id), subject, subject_id, how_many, reason)
    if action in READS:
        g.setdefault("heard_read", []).append(entry)
        return
    if request.method in SAFE_METHODS:
        raise RuntimeError(f"{action}: a page that is only looked at changes nothing")
    held = session()
    if WAITING not in held.info:
        held.info[WAITING] = []
        event.listen(held, "before_commit", _append_changes)
    held.info[WAITING].append(entry)


def _append_changes(held: Any) -> None:
    """Last before the commit: whoever waits for the end of the chain waits for nothing else."""
    if held.in_nested_transaction() or not held.info[WAITING]:
        return
    held.flush()
    entries, held.info[WAITING] = held.info[WAITING], []
    chain.append(held.connection(), entries)


def _append_reads(response: Response) -> Response:
    entries = g.pop("heard_read", [])
    if entries:
        with database().transaction() as connection:
            chain.append(connection, entries)
    return response


def by_command(
    held: Session,
    action: Action,
    subject: Subject | None = None,
    subject_id: object = None,
    *,
    by: str = chain.COMMAND_LINE,
    how_many: int | None = None,
    reason: str | None = None,
) -> None:
    """Keep what a command does, in the command's own transaction, just before it ends."""
    held.flush()
    chain.append(held.connection(), [Entry(action, by, subject, subject_id, how_many, reason)])


def init_app(app: Flask) -> None:
    """Keep what was read before a page is sent; to be called before the database's own.

    Flask asks the functions after a request in turn, the last first: the request's session has
    then ended, and holds no lock that the chain waits for.
    """
    app.after_request(_append_reads)

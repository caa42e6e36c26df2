"""Themes in the database: each with its reply, its tellings and what changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import SQLModel, col

from feedback.database import session
from feedback.judgements import latest_judgement
from feedback.models import CommentTheme, Outcome, Reply, Ruling, Telling

Entry: TypeAlias = Telling | Outcome


def find(theme_id: UUID) -> Reply | None:
    """One theme as it is stored; None where there is none."""
    return session().get(Reply, theme_id)


def telling_of(theme_id: UUID, telling_id: UUID) -> Telling | None:
    """One telling of this theme; None when it is not there, or belongs to another."""
    row = session().get(Telling, telling_id)
    return row if row and row.reply_id == theme_id else None


def outcome_of(theme_id: UUID, outcome_id: UUID) -> Outcome | None:
    """One thing that changed because of this theme; None when there is none such."""
    row = session().get(Outcome, outcome_id)
    return row if row and row.reply_id == theme_id else None


def add_theme(values: Mapping[str, Any], *, now: datetime) -> UUID:
    """Keep a new theme of checked values."""
    row = Reply(**values, created_at=now)
    session().add(row)
    session().flush()
    return row.id


def add_telling(theme_id: UUID, values: Mapping[str, Any], *, now: datetime) -> UUID:
    """Keep one more time that families were told."""
    row = Telling(reply_id=theme_id, created_at=now, **values)
    session().add(row)
    return row.id


def add_outcome(theme_id: UUID, values: Mapping[str, Any], *, now: datetime) -> UUID:
    """Keep one more thing that changed."""
    row = Outcome(reply_id=theme_id, created_at=now, **values)
    session().add(row)
    return row.id


def change(row: Reply | Entry, values: Mapping[str, Any]) -> None:
    """Put checked values in place of the old ones."""
    for name, value in values.items():
        setattr(row, name, value)
    session().add(row)


def remove(row: SQLModel) -> None:
    """Delete what was recorded by mistake, with all that hangs from it."""
    session().delete(row)


def comments_under(theme_id: UUID) -> Sequence[UUID]:
    """The comments that were put under a theme."""
    wanted = select(col(CommentTheme.comment_id)).where(col(CommentTheme.reply_id) == theme_id)
    return session().scalars(wanted.order_by(col(CommentTheme.comment_id))).all()


def is_judged(comment_id: UUID) -> bool:
    """Whether a person has decided about this comment, and not only held it."""
    decided = latest_judgement()
    there = exists().where(decided.c.comment_id == comment_id, decided.c.ruling != Ruling.HOLD)
    return bool(session().execute(select(there)).scalar_one())

"""Themes that families raised, and all that came of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from feedback.models import (
    Comment,
    CommentTheme,
    Confirmation,
    ConfirmedSnapshot,
    Initiative,
    InitiativeKind,
    Outcome,
    Reply,
    Stage,
    Telling,
    ThemeSource,
    Translation,
    Verdict,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def close_the_loop(session: Session) -> None:
    """What families said of no initiative, and all that came of it."""
    comment = session.exec(select(Comment)).one()
    reply = Reply(theme="غرفة ☕", raised_on=NOW.date(), source=ThemeSource.FORUM, created_at=NOW)
    session.add(reply)
    session.flush()
    of: dict[str, Any] = {"reply_id": reply.id, "created_at": NOW}
    outcome = Outcome(**of, changed_on=NOW.date(), what_changed="A room.")
    session.add_all(
        [
            Telling(**of, told_on=NOW.date(), how="letter"),
            outcome,
            CommentTheme(comment_id=comment.id, reply_id=reply.id),
        ]
    )
    session.flush()
    words: dict[str, Any] = {
        "text": "Une salle.",
        "key": "0" * 16,
        "field": "what_changed",
        "language": "fr",
    }
    session.add(Translation(outcome_id=outcome.id, **words))


def confirm_an_initiative(session: Session) -> None:
    """Something that counted once, and what was on record then."""
    row = Initiative(
        title="نادي ☕",
        kind=InitiativeKind.CO_DESIGN,
        stage=Stage.LIVE,
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(row)
    session.flush()
    turned: dict[str, Any] = {"role": "forum", "verdict": Verdict.CONFIRMED, "at": NOW}
    turn = Confirmation(initiative_id=row.id, fingerprint="0" * 64, **turned)
    session.add(turn)
    session.flush()
    kept: dict[str, Any] = {"content": "{}", "hash": "0" * 64, "frozen_at": NOW}
    session.add(ConfirmedSnapshot(confirmation_id=turn.id, initiative_id=row.id, **kept))

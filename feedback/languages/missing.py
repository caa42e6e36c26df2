"""Which languages families said they lack, by week, as they were kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from feedback.database import session
from feedback.models import MissingLanguage

__all__ = ["MissingLanguage"]


def missing_languages() -> Sequence[MissingLanguage]:
    """Every wish that no trap set aside, the newest week first."""
    ordered = (
        select(MissingLanguage)
        .where(col(MissingLanguage.is_quarantined).is_(False))
        .order_by(
            col(MissingLanguage.week).desc(),
            col(MissingLanguage.code),
            col(MissingLanguage.typed),
            col(MissingLanguage.id),
        )
    )
    return session().scalars(ordered).all()

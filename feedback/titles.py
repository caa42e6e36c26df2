"""What initiatives are called, for whatever belongs to one of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from feedback.authored import Said, translations_of
from feedback.database import session
from feedback.language import page_language
from feedback.models import Initiative


def initiatives() -> Sequence[tuple[UUID, Said]]:
    """Every initiative and its title, in the order of their English titles."""
    rows = session().scalars(select(Initiative).order_by(col(Initiative.title), col(Initiative.id)))
    found = rows.all()
    words = translations_of(found)
    return [(row.id, words.said(row, "title", page_language())) for row in found]


def title_of(initiative_id: UUID) -> Said:
    """What an initiative is called."""
    row = session().get_one(Initiative, initiative_id)
    return translations_of([row]).said(row, "title", page_language())

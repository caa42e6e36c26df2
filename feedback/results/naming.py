"""Whether a quote may name a role: a fact about a count, so a release says it (rule R10)."""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import select

from analysis.disclosure import SMALLEST_BASE
from feedback.database import session
from feedback.models import CountedResponse
from feedback.responses import table_of
from feedback.results.asking import Seer
from feedback.results.shown import stored_by_id
from forms.surveys import ROLE

COUNTED = table_of(CountedResponse)


def role_may_be_named(responses: Collection[UUID]) -> Callable[[UUID, str], bool]:
    """Says of one of these responses whether its role's group is ten or more in its release.

    Before the release, and where the count is hidden, no role is named.
    """
    large: dict[UUID, frozenset[str]] = {}
    for release_id, stored in stored_by_id().items():
        tables = [one for one in stored.tables(Seer.OFFICER) if one.id == ROLE.id]
        large[release_id] = frozenset(
            code
            for table in tables
            for _where, cell in table.cells
            if cell.low >= SMALLEST_BASE
            # A row of several roles says nothing of each.
            if len(table.rows[cell.code]) == 1
            for code in table.rows[cell.code]
        )
    which = select(COUNTED.c.response_id, COUNTED.c.release_id).where(
        COUNTED.c.response_id.in_(responses)
    )
    counted = {response: release for response, release in session().execute(which)}

    def may_be_named(response_id: UUID, role: str) -> bool:
        release_id = counted.get(response_id)
        return release_id is not None and role in large.get(release_id, frozenset())

    return may_be_named

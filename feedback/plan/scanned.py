"""Scans as evidence for a row of the plan: what was frozen of each collection, counted by Heard."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from feedback import results, surveys
from feedback.areas import Action, Term
from feedback.models import Role
from feedback.results import ScanResult


@dataclass(frozen=True)
class Scanned:
    """How often one collection was opened in one term."""

    term: Term
    collection_id: UUID
    occasion: str
    number: str
    cell_id: str
    may_open: bool  # Whether the reader may open the page of these scans.


def scanned(action: Action, reader: Role) -> list[Scanned]:
    """The newest first; nothing for a row whose evidence is something else."""
    if not action.counts_scans:
        return []
    occasions = results.collections_scanned()
    return [
        Scanned(
            one.term,
            one.collection_id,
            occasions[one.collection_id],
            _number(one),
            f"{one.ref}.opened",
            reader in (Role.OFFICER, Role.FORUM),
        )
        for one in results.scan_results()
        if reader == Role.OFFICER or not _is_restricted(one.survey_slug)
    ]


def _number(one: ScanResult) -> str:
    if one.opened is None:
        return str(_("fewer than %(num)s", num=one.base))
    return str(one.opened)


def _is_restricted(slug: str) -> bool:
    found = surveys.over_time(slug)
    return found is None or found.is_restricted

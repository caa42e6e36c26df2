"""The register as a page: how far the area is towards its target, and what each work lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.assessment import Status
from feedback.areas import Area, Definition
from feedback.authored import Said
from feedback.coproduce import reopening
from feedback.coproduce.standing import Standing
from feedback.coproduce.target import toward_target
from feedback.coproduce.timeline import Event, dispute_of
from feedback.coproduce.words import NEVER_COUNTS, STATUSES
from feedback.models import Initiative
from forms.initiative_words import KINDS, STAGES

# What needs somebody's eyes comes before what only waits.
ORDER = (
    Status.CONFIRMED,
    Status.READY,
    Status.REOPENED,
    Status.CHANGED,
    Status.DISPUTED,
    Status.GATHERING,
    Status.CANDIDATE,
    Status.LAPSED,
    Status.NOT_COUNTED,
)


A_PAGE = 50


@dataclass(frozen=True)
class RegisterRow:
    """One initiative in the list."""

    id: UUID
    title: Said
    kind: str
    stage: str
    status: str
    colour: str
    lacking: str
    is_with_young_people: bool
    dispute: Event | None


@dataclass(frozen=True)
class Group:
    """Initiatives that stand alike towards the target, under one heading."""

    heading: str
    rows: Sequence[RegisterRow]


@dataclass(frozen=True)
class Register:
    """Everything one page of the register says."""

    measure: str | None
    headline: str
    young_people: str
    days_left: str
    definitions: Sequence[Definition]
    groups: Sequence[Group]
    page: int
    pages: int


@dataclass(frozen=True)
class Headline:
    """What the home page says of the target: the count, and what no longer counts and why."""

    count: str
    young_people: str
    days_left: str
    open_again: Sequence[tuple[UUID, Said, str]]


def headline(standings: Sequence[Standing], area: Area, today: date) -> Headline | None:
    """The count for the home page; None where the area's file names no target."""
    if area.target is None:
        return None
    target = toward_target((one.assessment for one in standings), area, today)
    open_again = tuple(
        (one.record.initiative.id, one.record.said(one.record.initiative, "title"), lacking(one))
        for one in standings
        if one.assessment.status in {Status.REOPENED, Status.CHANGED}
    )
    return Headline(target.count, target.young_people, target.days_left, open_again)


def register_page(
    standings: Sequence[Standing], area: Area, today: date, *, page: int = 1
) -> Register:
    """A page of the register on one day; the last one where there are fewer."""
    measure = area.target
    pages = max(1, ceil(len(standings) / A_PAGE))
    page = min(page, pages)
    target = toward_target((one.assessment for one in standings), area, today)
    return Register(
        measure=measure.text if measure else None,
        headline=target.count,
        young_people=target.young_people,
        days_left=target.days_left,
        definitions=area.definitions,
        groups=_groups(standings, range((page - 1) * A_PAGE, page * A_PAGE)),
        page=page,
        pages=pages,
    )


def _groups(standings: Sequence[Standing], shown: range) -> Sequence[Group]:
    """What counts, then what could, then what cannot; no heading stands over nothing.

    A heading says how many there are on all pages; under it are those of this page.
    """
    ordered = sorted(standings, key=lambda one: ORDER.index(one.assessment.status))
    counted = [one for one in ordered if one.assessment.counts]
    kept_out = [one for one in ordered if one.assessment.status is Status.NOT_COUNTED]
    waiting = [
        one
        for one in ordered
        if not one.assessment.counts and one.assessment.status is not Status.NOT_COUNTED
    ]
    headed = (
        (ngettext("%(num)s initiative counts", "%(num)s initiatives count", len(counted)), counted),
        (
            ngettext(
                "%(num)s initiative could count, but does not yet",
                "%(num)s initiatives could count, but do not yet",
                len(waiting),
            ),
            waiting,
        ),
        (
            ngettext(
                "%(num)s initiative is not counted",
                "%(num)s initiatives are not counted",
                len(kept_out),
            ),
            kept_out,
        ),
    )
    groups, first = [], 0
    for heading, inside in headed:
        here = inside[max(0, shown.start - first) : max(0, shown.stop - first)]
        first += len(inside)
        if here:
            groups.append(Group(str(heading), tuple(_row(one) for one in here)))
    return tuple(groups)


def _row(standing: Standing) -> RegisterRow:
    row, assessment = standing.record.initiative, standing.assessment
    status, colour = STATUSES[assessment.status]
    return RegisterRow(
        id=row.id,
        title=standing.record.said(row, "title"),
        kind=str(KINDS[row.kind]),
        stage=str(_("Stage not recorded yet")) if is_untouched(row) else str(STAGES[row.stage]),
        status=str(status),
        colour=colour,
        lacking=lacking(standing),
        is_with_young_people=assessment.has_young_people,
        dispute=dispute_of(standing),
    )


def stage_words(row: Initiative) -> str:
    """Where it is in its life, or that nobody has said since it came from the area's file."""
    return str(_("Not recorded yet")) if is_untouched(row) else str(STAGES[row.stage])


def is_untouched(row: Initiative) -> bool:
    """Whether nobody has changed it since it came from the area's file."""
    return row.area_key is not None and row.updated_at == row.created_at


def not_counted_because(row: Initiative) -> str:
    """Why an initiative cannot count, as it stands."""
    return row.not_counted_reason or str(NEVER_COUNTS.get(row.kind, ""))


def lacking(standing: Standing) -> str:
    """What an initiative lacks, in one line."""
    if standing.assessment.status is Status.NOT_COUNTED:
        return not_counted_because(standing.record.initiative)
    if standing.assessment.counts:
        return str(_("Nothing is missing."))
    if standing.assessment.status is Status.LAPSED:
        return reopening.why_lapsed(standing)
    if standing.assessment.status is Status.REOPENED:
        return reopening.why_reopened(standing)
    if not standing.all_passed:
        return str(_("Not shown yet: %(tests)s.", tests=reopening.failed_tests(standing)))
    if standing.is_proposed:
        return str(_("The Forum or a youth advocate has to answer the officer's proposal."))
    if standing.is_changed:
        return str(_("It has been changed, so an officer has to propose it again."))
    return str(_("An officer has to propose it."))

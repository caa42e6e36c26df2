"""The two keys: who may propose that an initiative counts, and who may answer."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from analysis.assessment import Status
from feedback import audit
from feedback.areas import Area
from feedback.audit import Action, Subject
from feedback.coproduce import frozen, records
from feedback.coproduce.standing import Standing, fits
from feedback.models import Role, StaffMember, Verdict

ACTIONS: Mapping[Verdict, Action] = {
    Verdict.PROPOSED: Action.PROPOSED_INITIATIVE,
    Verdict.CONFIRMED: Action.CONFIRMED_INITIATIVE,
    Verdict.DISPUTED: Action.DISPUTED_INITIATIVE,
}


def turn(
    standing: Standing, staff: StaffMember, *, verdict: str, comment: str, now: datetime
) -> None:
    """Turn a key: kept for good, and in the audit."""
    turned = records.turn_key(
        standing.record,
        staff_id=staff.id,
        role=staff.role.value,
        verdict=verdict,
        comment=comment,
        now=now,
    )
    if turned.verdict is Verdict.CONFIRMED:
        frozen.keep(standing, turned)
    audit.record(ACTIONS[Verdict(verdict)], Subject.INITIATIVE, standing.record.initiative.id)


def may_edit(staff: StaffMember) -> bool:
    """Whether this person records evidence and proposes."""
    return staff.role is Role.OFFICER


def may_answer(standing: Standing, staff: StaffMember, area: Area, today: date) -> bool:
    """Whether this person may turn the second key: the right role, and not the proposer."""
    # Also when it was changed since: what happened can be disputed before it is proposed again.
    is_open = standing.last_verdict in {Verdict.PROPOSED, Verdict.CONFIRMED}
    return (
        is_open and not proposed_it(standing, staff.id) and fits(standing, staff.role, area, today)
    )


def proposed_it(standing: Standing, staff_id: UUID) -> bool:
    """Whether this person made the latest proposal."""
    return standing.proposed_by == staff_id


def may_be(verdict: str, standing: Standing) -> bool:
    """Whether this answer can be given now: only what passes can be confirmed, and once."""
    if verdict == Verdict.DISPUTED:
        return True
    return standing.is_proposed and standing.assessment.status is Status.READY

"""Where an initiative stands: its record as evidence, run through the tests and the gate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from analysis import coproduction, evidence
from analysis.assessment import Assessment, Missing, Status
from feedback.areas import Area
from feedback.coproduce.records import Record
from feedback.models import (
    Confirmation,
    Decision,
    Initiative,
    InitiativeKind,
    Involvement,
    Reply,
    Role,
    Stage,
    Telling,
    Verdict,
)
from feedback.results import Pulses, pulses_for
from forms.initiative_words import RUNNING_STAGES

LONDON = ZoneInfo("Europe/London")

KINDS = {
    InitiativeKind.FUNDING: evidence.Kind.FUNDING,
    InitiativeKind.CONSULTATION: evidence.Kind.CONSULTATION,
    InitiativeKind.INFLUENCE: evidence.Kind.INFLUENCE,
    InitiativeKind.CO_DESIGN: evidence.Kind.CO_PRODUCTION,
    InitiativeKind.CO_PRODUCTION: evidence.Kind.CO_PRODUCTION,
}
STAGES = {
    Stage.IDEA: evidence.Stage.PRIORITIES,
    Stage.SCOPED: evidence.Stage.SCOPING,
    Stage.DESIGNED: evidence.Stage.DESIGN,
    Stage.DECIDED: evidence.Stage.DECISION,
    Stage.DELIVERING: evidence.Stage.DELIVERY,
    Stage.LIVE: evidence.Stage.DELIVERY,
    Stage.REVIEWED: evidence.Stage.REVIEW,
    Stage.CLOSED: evidence.Stage.REVIEW,
    Stage.STOPPED: evidence.Stage.REVIEW,
}
MAY_BE_PROPOSED = frozenset({Status.READY, Status.DISPUTED, Status.CHANGED, Status.REOPENED})
KEYS = {
    Role.FORUM: evidence.Key.FORUM,
    Role.ADVOCATE: evidence.Key.YOUTH_ADVOCATE,
}


@dataclass(frozen=True)
class Standing:
    """One initiative, what is on record as evidence, and what the tests say of it."""

    record: Record
    evidence: evidence.Evidence
    assessment: Assessment
    pulse_failed_at: datetime | None = None  # When a survey closed that failed after it counted.

    @property
    def all_passed(self) -> bool:
        """Whether nothing is missing but the keys."""
        return all(result.passed for result in self.assessment.tests)

    @property
    def last_turn(self) -> Confirmation | None:
        """The latest turn of a key; None when nobody has proposed it."""
        return self.record.turns[-1] if self.record.turns else None

    @property
    def last_verdict(self) -> Verdict | None:
        """What the latest turn of a key said; None when nobody has proposed it."""
        return self.last_turn.verdict if self.last_turn else None

    @property
    def is_proposed(self) -> bool:
        """Whether an officer's proposal of what is on record now waits for an answer."""
        return self.last_verdict is Verdict.PROPOSED and not self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether what was last proposed or confirmed is no longer what is on record."""
        last = self.last_turn
        if last is None or last.verdict is Verdict.DISPUTED:
            return False
        return last.fingerprint != self.record.fingerprint

    @property
    def can_be_proposed(self) -> bool:
        """Whether an officer may put it to the Forum now."""
        may_count = self.assessment.status in MAY_BE_PROPOSED
        return may_count and self.all_passed and not self.is_proposed

    @property
    def proposed_by(self) -> UUID | None:
        """Who made the latest proposal; None when nobody did, or they have left."""
        proposals = [turn for turn in self.record.turns if turn.verdict is Verdict.PROPOSED]
        return proposals[-1].staff_id if proposals else None


def day_of(moment: datetime) -> date:
    """The day it was here."""
    return moment.astimezone(LONDON).date()


def standing_of(
    record: Record, area: Area, today: date, *, now: datetime | None = None
) -> Standing:
    """Run every test on what is on record today; `now` may be earlier, as the record is then."""
    row = record.initiative
    known = evidence.Evidence(
        kind=KINDS[row.kind],
        delivered_on=_delivered_on(row, today),
        options_fixed_on=row.options_fixed_on,
        involvements=tuple(_session(one) for one in record.involvements),
        replies=tuple(_reply(one, record.told(one)) for one in record.replies),
        # Nobody is a new voice twice, so the new voices of all sessions are different people.
        people_involved=sum(one.new_voices for one in record.involvements),
        has_witnessed_statement=any(one.is_witnessed_statement for one in record.involvements),
        was_confirmed=_last_answer(record) is Verdict.CONFIRMED,
        is_stopped=row.stage is Stage.STOPPED,
        last_new_on=day_of(record.last_new_at),
    )
    days = (telling.told_on for one in record.replies for telling in record.told(one))
    told = [day for day in days if day <= today]
    involved = (known.fewest_involved, known.most_involved)
    pulses = pulses_for(record.heard, involved=involved, after=min(told, default=None), now=now)
    failed_since = _failed_since(record, pulses)
    known = replace(
        known,
        pulse=pulses.verdict,
        confirmation=_answer(record, pulse_failed_since=failed_since is not None),
    )
    return Standing(
        record=record,
        evidence=known,
        assessment=_assessed(row, known, area, today),
        pulse_failed_at=failed_since,
    )


def fits(standing: Standing, role: Role, area: Area, today: date) -> bool:
    """Whether the second key of this initiative may be turned by someone of this role."""
    if role not in KEYS:
        return False
    turned = evidence.Confirmation(
        proposed_by="an officer",
        decided_by="another person",
        key=KEYS[role],
        is_confirmed=True,
        date=today,
    )
    known = replace(standing.evidence, confirmation=turned)
    assessment = _assessed(standing.record.initiative, known, area, today)
    return Missing.RIGHT_KEY not in assessment.confirmation_missing


def _assessed(row: Initiative, known: evidence.Evidence, area: Area, today: date) -> Assessment:
    # The area's file names no bank holidays: without them the 30 working days end sooner.
    window = (area.strategy.first_year, area.strategy.last_year)
    found = coproduction.assess(known, as_at=today, window=window)
    if row.not_counted_reason:
        return replace(found, status=Status.NOT_COUNTED)
    return found


def _delivered_on(row: Initiative, today: date) -> date | None:
    # A planned day that has passed delivers nothing: somebody has to say that it is live.
    is_plan = row.delivered_on is not None and row.delivered_on > today
    return row.delivered_on if is_plan or row.stage.value in RUNNING_STAGES else None


def _session(row: Involvement) -> evidence.InvolvementEvidence:
    return evidence.InvolvementEvidence(
        date=row.happened_on,
        stage=STAGES[row.stage],
        rung=row.rung,
        rung_reason=row.rung_reason,
        parent_carers=row.parent_carers,
        young_people=row.young_people,
    )


def _reply(row: Reply, told: Sequence[Telling]) -> evidence.ReplyEvidence:
    days = tuple(one.told_on for one in told)
    return evidence.ReplyEvidence(
        theme=row.theme,
        heard_on=row.raised_on,
        is_answered=row.decision is not None,
        is_not_possible=row.decision is Decision.NOT_POSSIBLE,
        has_reason=bool(row.reason),
        told_on=days[0] if days else None,
        told_again_on=days[1:],
        is_in_their_format=any(one.is_in_their_format for one in told),
    )


def _failed_since(record: Record, pulses: Pulses) -> datetime | None:
    """When the first survey closed that failed since it was last confirmed; None for none."""
    confirmed = [turn.at for turn in record.turns if turn.verdict is Verdict.CONFIRMED]
    if not confirmed:
        return None
    return next((moment for moment in pulses.failed_at if moment > confirmed[-1]), None)


def _last_answer(record: Record) -> Verdict | None:
    """What the second key said last, whatever has been proposed since."""
    answers = [one.verdict for one in record.turns if one.verdict is not Verdict.PROPOSED]
    return answers[-1] if answers else None


def _answer(record: Record, *, pulse_failed_since: bool) -> evidence.Confirmation | None:
    """The latest answer to a proposal; None while one waits, or when there is none."""
    turns = record.turns
    if not turns or turns[-1].verdict is Verdict.PROPOSED:
        return None
    proposal = next(turn for turn in reversed(turns) if turn.verdict is Verdict.PROPOSED)
    return evidence.Confirmation(
        proposed_by=_who(proposal),
        decided_by=_who(turns[-1]),
        key=KEYS[Role(turns[-1].role)],
        is_confirmed=turns[-1].verdict is Verdict.CONFIRMED,
        date=day_of(turns[-1].at),
        is_current=turns[-1].fingerprint == record.fingerprint,
        pulse_failed_since=pulse_failed_since,
    )


def _who(turn: Confirmation) -> str:
    # Two people who have both left must not look like one; they differed when they turned it.
    return str(turn.staff_id or turn.id)

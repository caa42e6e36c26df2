"""One initiative as a page: the tests, the timeline, the pulse and the two keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from analysis.assessment import Status, TestResult
from feedback import conversations
from feedback.areas import Area
from feedback.authored import Said
from feedback.coproduce import keys, reopening
from feedback.coproduce.files import Kept
from feedback.coproduce.found import evidence_for, people
from feedback.coproduce.records import Record
from feedback.coproduce.register import not_counted_because, stage_words
from feedback.coproduce.standing import Standing, day_of
from feedback.coproduce.steps import url_of_step
from feedback.coproduce.timeline import Event, dispute_of, timeline
from feedback.coproduce.words import GAPS, STATUSES, TEST_QUESTIONS
from feedback.models import (
    Collection,
    Confirmation,
    Conversation,
    Initiative,
    Involvement,
    Reply,
    StaffMember,
    Telling,
    Verdict,
)
from forms.initiative_words import (
    AUDIENCES,
    DECISIONS,
    KINDS,
    RUNGS,
    STAGES,
    SUPPORT,
    THEIR_FORMAT,
    TOLD_HOW,
    Words,
)
from forms.staff_fields import day_in_words

TOLD: Words = {**TOLD_HOW, THEIR_FORMAT: _l("In the languages and formats they use")}


@dataclass(frozen=True)
class Step:
    """What is missing and what to do next; `url` is where, for whoever may do it."""

    missing: str
    words: str
    url: str | None


@dataclass(frozen=True)
class TestView:
    """One test: whether it passes, what was found, what is missing and what to do."""

    question: str
    passed: bool
    found: Sequence[str]
    steps: Sequence[Step]


@dataclass(frozen=True)
class Entry:
    """A session or a reply as the page lists it."""

    id: UUID
    heading: str | Said
    facts: Sequence[tuple[str, str | Said]]
    link: str = ""
    files: Sequence[Kept] = ()
    # The conversation that a session is.
    conversation: tuple[UUID, str] | None = None


@dataclass(frozen=True)
class InitiativePage:
    """Everything the page of one initiative says to one reader."""

    id: UUID
    title: Said
    description: Said
    source: Sequence[str]
    link: str
    facts: Sequence[tuple[str, str]]
    status: str
    colour: str
    notices: Sequence[str]
    dispute: Event | None
    tests: Sequence[TestView]
    events: Sequence[Event]
    sessions: Sequence[Entry]
    replies: Sequence[Entry]
    pulses: Sequence[tuple[Said, str]]
    may_edit: bool
    may_propose: bool
    may_answer: bool


def page_for(
    standing: Standing, staff: StaffMember, area: Area, *, today: date, now: datetime
) -> InitiativePage:
    """The page of one initiative for the person who opened it."""
    record = standing.record
    row = record.initiative
    status, colour = STATUSES[standing.assessment.status]
    may_edit = keys.may_edit(staff)
    behind = conversations.behind(one.id for one in record.involvements)
    return InitiativePage(
        id=row.id,
        title=record.said(row, "title"),
        description=record.said(row, "description"),
        source=row.source.splitlines(),
        link=row.delivered_link,
        facts=_facts(row, area),
        status=str(status),
        colour=colour,
        notices=tuple(_notices(standing, staff, area, today)),
        dispute=dispute_of(standing),
        tests=tuple(
            _test(result, standing, may_edit=may_edit) for result in standing.assessment.tests
        ),
        events=timeline(standing),
        sessions=tuple(_session(one, record, behind) for one in record.involvements),
        replies=tuple(_reply(one, record) for one in record.replies),
        pulses=tuple(
            (record.said(one, "occasion"), _open_or_closed(one, now)) for one in record.pulses
        ),
        may_edit=may_edit,
        may_propose=may_edit and standing.can_be_proposed,
        may_answer=keys.may_answer(standing, staff, area, today),
    )


def _test(result: TestResult, standing: Standing, *, may_edit: bool) -> TestView:
    initiative_id = standing.record.initiative.id
    return TestView(
        question=str(TEST_QUESTIONS[result.test]),
        passed=result.passed,
        found=evidence_for(result.test, standing),
        steps=tuple(
            Step(
                missing=str(GAPS[gap].missing),
                words=str(GAPS[gap].next_step),
                url=url_of_step(gap, initiative_id) if may_edit else None,
            )
            for gap in result.missing
        ),
    )


def _notices(standing: Standing, staff: StaffMember, area: Area, today: date) -> Sequence[str]:
    last = standing.last_turn
    notices = []
    if standing.assessment.status is Status.NOT_COUNTED:
        notices.append(not_counted_because(standing.record.initiative))
    if standing.assessment.status is Status.LAPSED:
        notices.append(reopening.why_lapsed(standing))
    if standing.assessment.status is Status.REOPENED:
        notices.append(reopening.why_reopened(standing))
    elif standing.is_changed and last is not None:
        notices.append(_changed(last))
    if standing.is_proposed:
        notices.append(_waiting(standing, staff, area, today))
    return notices


def _changed(last: Confirmation) -> str:
    if last.verdict is Verdict.CONFIRMED:
        return str(
            _(
                "This was confirmed on %(day)s and has been changed since, so it does not count "
                "now. An officer has to propose it again. Then the Forum or a youth advocate "
                "has to answer.",
                day=day_in_words(day_of(last.at)),
            )
        )
    return str(
        _(
            "This has been changed since an officer proposed it on %(day)s, so nobody can confirm "
            "it now. An officer has to propose it again.",
            day=day_in_words(day_of(last.at)),
        )
    )


def _waiting(standing: Standing, staff: StaffMember, area: Area, today: date) -> str:
    if keys.proposed_it(standing, staff.id):
        return str(_("You proposed that this counts. Somebody else has to confirm or dispute it."))
    if keys.may_answer(standing, staff, area, today):
        return str(_("An officer proposed that this counts. You can confirm or dispute it below."))
    return str(
        _("An officer proposed that this counts. The Forum or a youth advocate has to answer.")
    )


def _facts(row: Initiative, area: Area) -> Sequence[tuple[str, str]]:
    measures = [one for one in area.measures if one.ref in row.measure_refs.split()]
    priority = next((one for one in area.priorities if one.ref == row.priority_ref), None)
    facts = [
        (_("Kind of work"), str(KINDS[row.kind])),
        (_("Where it is in its life"), stage_words(row)),
        (_("Team that leads it"), _typed(row.owner)),
        (_("Who it is for"), str(AUDIENCES.get(row.audience, row.audience))),
        (_("Priority"), f"{priority.ref} {priority.title}" if priority else ""),
        *((_("Measure"), f"{one.ref} {one.text}") for one in measures),
    ]
    return tuple((name, value) for name, value in facts if value)


def _session(row: Involvement, record: Record, behind: Mapping[UUID, Conversation]) -> Entry:
    facts = [
        (_("What it was about"), str(STAGES[row.stage])),
        (_("Who took part"), people(row)),
        (_("How much say families had"), str(RUNGS[str(row.rung)])),
        (_("Why we say so"), _typed(row.rung_reason)),
        *((_("What helped"), one) for one in _spoken(row.support, SUPPORT)),
        (_("Notes"), _typed(row.note)),
    ]
    if row.is_witnessed_statement:
        facts.append((_("Statement"), _("Taken down by the Forum or a youth advocate.")))
    day, files = day_in_words(row.happened_on), record.files.get(row.id, ())
    talk = behind.get(row.id)
    name = (talk.id, talk.title) if talk else None
    return Entry(row.id, day, _present(facts), row.note_link, files, name)


def _reply(row: Reply, record: Record) -> Entry:
    told = record.told(row)
    facts = [
        (_("When families said it"), day_in_words(row.raised_on)),
        (
            _("What was decided"),
            str(DECISIONS[row.decision]) if row.decision else _("Not decided yet"),
        ),
        (_("Why"), record.said(row, "reason")),
        (_("What we did"), record.said(row, "we_did")),
        *(fact for one in told for fact in _told(one)),
        *([] if told else [(_("When those involved were told"), _("Not told yet"))]),
    ]
    return Entry(row.id, record.said(row, "theme"), _present(facts))


def _told(one: Telling) -> Sequence[tuple[str, str]]:
    codes = f"{one.how} {THEIR_FORMAT if one.is_in_their_format else ''}"
    return (
        (_("When those involved were told"), day_in_words(one.told_on)),
        *((_("How they were told"), words) for words in _spoken(codes, TOLD)),
    )


def _typed(words: str) -> str:
    # On a page that runs the other way, a full stop would jump to the wrong end of them.
    return Markup("<bdi>{}</bdi>").format(words) if words else ""


def _present(facts: Sequence[tuple[str, str | Said]]) -> Sequence[tuple[str, str | Said]]:
    return tuple((name, value) for name, value in facts if value)


def _spoken(codes: str, words: Words) -> Sequence[str]:
    return tuple(str(words[code]) for code in codes.split() if code in words)


def _open_or_closed(row: Collection, now: datetime) -> str:
    if now < row.opens_at:
        return str(_("Opens on %(day)s.", day=day_in_words(day_of(row.opens_at))))
    if now < row.closes_at:
        return str(_("Open until %(day)s.", day=day_in_words(day_of(row.closes_at))))
    return str(_("Closed on %(day)s.", day=day_in_words(day_of(row.closes_at))))

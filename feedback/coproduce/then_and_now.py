"""What was confirmed beside what is on record today, fact by fact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from analysis.assessment import Test
from analysis.heard import PulseVerdict
from feedback.authored import Said
from feedback.coproduce.frozen import Snapshot, facts
from feedback.coproduce.standing import Standing
from feedback.coproduce.words import PULSE, STATUSES, TEST_QUESTIONS
from feedback.models import Role
from forms.initiative_words import RUNGS, STAGES
from forms.questions import Wording
from forms.staff_fields import day_in_words


@dataclass(frozen=True)
class Compared:
    """One fact: what it was when it was confirmed, and what it is now."""

    name: str
    then: str
    now: str

    @property
    def has_changed(self) -> bool:
        """Whether the two differ."""
        return self.then != self.now


@dataclass(frozen=True)
class Confirmed:
    """One confirmation: who, by role, what was on record, and what has changed since."""

    day: str
    who: str
    comment: str
    is_whole: bool
    rows: Sequence[Compared]
    sessions: Sequence[str]
    themes: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class ConfirmedPage:
    """Every confirmation of an initiative beside today's record, the newest first."""

    id: UUID
    title: Said
    status: Wording
    colour: str
    confirmed: Sequence[Confirmed]


def confirmed_page(snapshots: Sequence[Snapshot], standing: Standing) -> ConfirmedPage:
    """The page of what was confirmed; `snapshots` are the newest first."""
    row, today = standing.record.initiative, facts(standing)
    status, colour = STATUSES[standing.assessment.status]
    return ConfirmedPage(
        id=row.id,
        title=standing.record.said(row, "title"),
        status=status,
        colour=colour,
        confirmed=tuple(_confirmed(one, today) for one in snapshots),
    )


def _confirmed(one: Snapshot, today: Mapping[str, Any]) -> Confirmed:
    then = one.content
    by_advocate = then["confirmed_by"] == Role.ADVOCATE.value
    proposed = _day(then["proposed_on"])
    said = (
        _("An officer proposed it on %(day)s. A youth advocate confirmed it.", day=proposed)
        if by_advocate
        else _("An officer proposed it on %(day)s. A Forum reviewer confirmed it.", day=proposed)
    )
    return Confirmed(
        day=day_in_words(one.on),
        who=str(said),
        comment=then["comment"],
        is_whole=one.is_whole,
        rows=tuple(
            Compared(name, was, now)
            for (name, was), (_name, now) in zip(_facts(then), _facts(today), strict=True)
        ),
        sessions=tuple(_session(each) for each in then["sessions"]),
        themes=tuple((each["theme"], tuple(_told(each))) for each in then["themes"]),
    )


def _facts(of: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for test in Test:
        found = of["tests"].get(test.value, {"missing": [""]})
        passed = _("Not yet") if found["missing"] else _("Passed")
        yield str(TEST_QUESTIONS[test]), str(passed)
    yield _("Title"), of["title"]
    yield _("Where it is in its life"), str(STAGES[of["stage"]])
    yield _("When the plan, the budget or the design was first fixed"), _day(of["options_fixed_on"])
    yield _("When families could first use it"), _day(of["delivered_on"])
    yield _("Sessions with families"), str(len(of["sessions"]))
    yield _("Parent carers who took part"), _sum(of, "parent_carers")
    yield _("Children and young people who took part"), _sum(of, "young_people")
    yield _("Themes with a reply"), str(sum(one["decision"] is not None for one in of["themes"]))
    yield _("Whether those involved felt heard"), str(PULSE[PulseVerdict(of["pulse"])])


def _sum(of: Mapping[str, Any], what: str) -> str:
    return str(sum(one[what] for one in of["sessions"]))


def _session(one: Mapping[str, Any]) -> str:
    return str(
        _(
            "Session of %(day)s. %(rung)s. The reason given: %(reason)s",
            day=_day(one["happened_on"]),
            rung=RUNGS[str(one["rung"])],
            reason=one["rung_reason"],
        )
    )


def _told(one: Mapping[str, Any]) -> Iterator[str]:
    yield from (words for words in (one["we_did"], one["reason"]) if words)
    for day in one["told_on"]:
        yield str(_("Those involved were told on %(day)s.", day=_day(day)))


def _day(stored: str | None) -> str:
    return day_in_words(date.fromisoformat(stored)) if stored else str(_("Not recorded yet"))

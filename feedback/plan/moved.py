"""Two frozen terms beside each other: what moved in each row, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.areas import Action, Area
from feedback.models import Colour
from feedback.plan import indicators
from feedback.plan.indicators import Indicator
from feedback.plan.page import TAGS
from feedback.plan.snapshots import Frozen
from feedback.plan.standing import AHEAD
from feedback.results import Seer
from forms.plan_words import COLOURS, NOT_RATED
from forms.staff_fields import day_in_words


@dataclass(frozen=True)
class Moved:
    """One row as it was frozen, and what moved since the snapshot before."""

    action: Action
    colour: str
    tag: str
    code: str | None
    reason: str
    moved: Sequence[str]
    indicators: Sequence[Indicator]
    numbers: Sequence[str]


def page_for(
    area: Area, now: Frozen, kept: Mapping[str, Frozen], *, beside: str | None
) -> dict[str, Any] | None:
    """What the page of a snapshot shows, beside the term asked for, or else the one before."""
    terms = {term.ref: term for term in area.terms}
    others = sorted(
        (terms[ref] for ref in kept if ref in terms and ref != now.term_ref),
        key=lambda term: term.starts,
        reverse=True,
    )
    earlier = [term for term in others if term.starts < terms[now.term_ref].starts]
    chosen = next(iter(earlier or others), None)
    if beside is not None:
        chosen = next((term for term in others if term.ref == beside), None)
        if chosen is None:
            return None
    before = kept[chosen.ref] if chosen else None
    return {
        "term": terms[now.term_ref],
        "frozen": now,
        "before": chosen,
        "choices": [(term.ref, term.name) for term in others],
        "summary": summary(area, now, before) if before else [],
        "rows": rows(area, now, before),
    }


def rows(area: Area, now: Frozen, before: Frozen | None) -> list[Moved]:
    """Every row of a snapshot, in the plan's order."""
    return [
        _row(area.action(ref), one, before.rows.get(ref) if before else None)
        for ref, one in now.rows.items()
    ]


def summary(area: Area, now: Frozen, before: Frozen) -> list[str]:
    """How many rows are rated better, worse and the same as in the snapshot before."""
    steps = [_step(one, before.rows.get(ref)) for ref, one in now.rows.items()]
    known = [step for step in steps if step is not None]
    better, worse = sum(step > 0 for step in known), sum(step < 0 for step in known)
    same, unknown = known.count(0), len(steps) - len(known)
    return [
        ngettext("%(num)s row is rated better.", "%(num)s rows are rated better.", better),
        ngettext("%(num)s row is rated worse.", "%(num)s rows are rated worse.", worse),
        ngettext("%(num)s row is rated the same.", "%(num)s rows are rated the same.", same),
        ngettext(
            "%(num)s row was not rated in both terms.",
            "%(num)s rows were not rated in both terms.",
            unknown,
        ),
    ]


def _row(action: Action, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> Moved:
    code = now["colour"]
    return Moved(
        action=action,
        colour=str(COLOURS[code]) if code else str(NOT_RATED),
        tag=TAGS[Colour(code)] if code else "grey",
        code=code,
        reason=now["reason"],
        moved=tuple(_moved(now, before)) if before else (),
        indicators=indicators.as_frozen(now["indicators"], Seer.FORUM),
        numbers=tuple(_numbers(now)),
    )


def _step(now: Mapping[str, Any], before: Mapping[str, Any] | None) -> int | None:
    if before is None or not now["colour"] or not before["colour"]:
        return None
    return AHEAD[Colour(now["colour"])] - AHEAD[Colour(before["colour"])]


def _moved(now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[str]:
    step = _step(now, before)
    if step is None:
        yield str(_("It cannot be compared: one of the two terms has no rating."))
    elif step == 0:
        yield str(_("Rated the same as before."))
    else:
        was = COLOURS[before["colour"]]
        better, worse = (
            _("Better: it was %(colour)s.", colour=was),
            _("Worse: it was %(colour)s.", colour=was),
        )
        yield str(better if step > 0 else worse)
    reached = _reached(now) - _reached(before)
    if reached:
        yield str(
            ngettext(
                "%(num)s more milestone was reached.",
                "%(num)s more milestones were reached.",
                len(reached),
            )
        )
    late = sum(one["is_late"] for one in now["milestones"].values())
    if late:
        yield str(ngettext("%(num)s milestone is late", "%(num)s milestones are late", late))
    new = {_indicator(one) for one in now["indicators"]} - {
        _indicator(one) for one in before["indicators"]
    }
    if new:
        yield str(
            ngettext(
                "%(num)s question has newer answers.",
                "%(num)s questions have newer answers.",
                len(new),
            )
        )


def _reached(row: Mapping[str, Any]) -> set[str]:
    return {ref for ref, one in row["milestones"].items() if one["reached_on"]}


def _indicator(one: Mapping[str, Any]) -> tuple[str, str, int]:
    return one["survey"], one["question"], one["release"]


def _numbers(row: Mapping[str, Any]) -> Iterator[str]:
    for one in row["counts"]:
        number = str(one["counted"])
        if one["out_of"] is not None:
            number = str(_("%(num)s of %(base)s", num=one["counted"], base=one["out_of"]))
        yield _number(one["what"], number, one["as_at"])
    for one in row["series"]:
        yield _number(one["what"], str(one["number"]), one["day"])


def _number(what: str, number: str, day: str) -> str:
    on = day_in_words(date.fromisoformat(day))
    return str(_("%(what)s: %(number)s (%(day)s)", what=what, number=number, day=on))

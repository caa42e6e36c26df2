"""Who took part beside who there is: which published counts fit a table, and what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from analysis import participation
from analysis.participation import (
    Hearing,
    ParticipationRow,
    Presence,
    Yardstick,
    compare_participation,
    parts_of_a_whole,
)
from feedback.areas import Area, Baseline
from feedback.results import About, Results, TableResult
from forms.questions import Wording

VERDICTS: dict[Hearing, Wording] = {
    Hearing.UNDER_HEARD: _l("This group looks under-heard. It is worth asking why."),
    Hearing.TOO_FEW_TO_TELL: _l("Too few answers to tell."),
}
# Rows of what was left over: nobody can say that these people are missing.
NOT_ONE_GROUP = frozenset({"not_sure", "professional", "helper"})


@dataclass(frozen=True)
class Fits:
    """How large a group so many answers would fit by chance, and how large the group is."""

    low: int
    high: int
    base: int
    count: int


@dataclass(frozen=True)
class Group:
    """One group of people, and what may be said of it to this reader."""

    table: str
    question: str
    row: ParticipationRow
    code: str
    cell_id: str
    verdict: Wording | None
    fits: Fits | None
    is_missing: bool

    @property
    def label(self) -> str:
        """What the group is called."""
        return self.row.cell.category.label


def everyone(found: Results, *, area: Area, to_officer: bool) -> Iterator[Group]:
    """Every group of every table of who took part, in page order."""
    for one in found.about(About.PARTICIPATION):
        yield from groups(one, area=area, to_officer=to_officer).values()


def missing(found: Results, *, area: Area, to_officer: bool) -> list[Group]:
    """The groups that few or none answered from, or that look under-heard."""
    groups = everyone(found, area=area, to_officer=to_officer)
    return [group for group in groups if group.is_missing]


def groups(one: TableResult, *, area: Area, to_officer: bool) -> Mapping[str, Group]:
    """What may be said of each row of one table, by its code."""
    compared = compare_participation(one.table, tuple(_baselines(one, area=area)))
    return {
        row.cell.category.code: _group(
            one, row, may_be_said=to_officer or not row.is_for_officers_only
        )
        for row in compared
    }


def _group(one: TableResult, row: ParticipationRow, *, may_be_said: bool) -> Group:
    code = row.cell.category.code
    return Group(
        table=one.question_id,
        question=one.title,
        row=row,
        code=code,
        cell_id=one.table.cell_id(code),
        verdict=VERDICTS.get(row.hearing) if may_be_said else None,
        fits=_fits(row) if may_be_said else None,
        is_missing=may_be_said and _is_missing(row, one.rows[code]),
    )


def _is_missing(row: ParticipationRow, answers: frozenset[str]) -> bool:
    if row.hearing is Hearing.UNDER_HEARD:
        return True
    # "Fewer than 5" of a group of four may be all of them.
    everyone_may_have = row.baseline_count is not None and row.baseline_count <= row.cell.high
    is_few = row.presence is Presence.NONE_OR_FEW and not everyone_may_have
    return is_few and not answers & NOT_ONE_GROUP


def _fits(row: ParticipationRow) -> Fits | None:
    known = row.baseline
    if row.share is None or known is None or known.base is None or known.count is None:
        return None
    low, high = row.share.people_of(known.base)
    return Fits(low, high, known.base, known.count)


def _baselines(one: TableResult, *, area: Area) -> Iterator[participation.Baseline]:
    """The published numbers of exactly the people in a row, the newest first."""
    fitting = [
        (code, known)
        for known in sorted(
            area.baselines_for(one.question_id), key=lambda known: known.date, reverse=True
        )
        for code, answers in one.rows.items()
        if set(known.categories) == answers
    ]
    wholes: dict[str, list[participation.Baseline]] = {}
    for code, known in fitting:
        if known.whole is not None:
            wholes.setdefault(known.whole, []).append(_as_number(code, known))
        else:
            yield _as_number(code, known)
    for whole, parts in wholes.items():
        # A part that fits no row here would leave a hole: the others are then counts alone.
        is_complete = len(parts) == len([k for k in area.baselines if k.whole == whole])
        yield from parts_of_a_whole(parts) if is_complete else parts


def _as_number(code: str, known: Baseline) -> participation.Baseline:
    return participation.Baseline(
        code,
        text=known.published,
        count=known.count,
        base=known.base if known.count is not None else None,
        yardstick=Yardstick(known.yardstick),
        ref=known.ref,
    )

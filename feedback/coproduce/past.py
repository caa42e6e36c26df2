"""An initiative as it was on record at the end of an earlier day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from feedback.areas import Area
from feedback.coproduce.records import Record, everything
from feedback.coproduce.standing import LONDON, Standing, day_of, standing_of
from feedback.models import Initiative, Reply, Stage

BEFORE_FAMILIES_USE_IT = Stage.DELIVERING
# What was decided about a theme: not there before the day it was decided.
DECIDED = ("decision", "reason", "passed_on_to", "we_did", "replied_on")


def standings_as_at(area: Area, day: date) -> list[Standing]:
    """Every initiative that was on record by the end of a day, as the tests saw it then.

    Of a row itself only the days are kept: its title and its kind are those of today.
    """
    now = end_of(day)
    found = (_as_at(record, day, now) for record in everything())
    return [standing_of(record, area, day, now=now) for record in found if record is not None]


def end_of(day: date) -> datetime:
    """The first moment that is no longer this day."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON)


def _as_at(record: Record, day: date, now: datetime) -> Record | None:
    if min(_days(record)) > day:
        return None
    replies = tuple(_reply(row, day) for row in record.replies if row.raised_on <= day)
    return replace(
        record,
        initiative=_initiative(record.initiative, day),
        involvements=tuple(one for one in record.involvements if one.happened_on <= day),
        files={
            key: kept
            for key, found in record.files.items()
            if (kept := tuple(one for one in found if one.added_at < now))
        },
        replies=replies,
        tellings={
            row.id: tuple(one for one in record.told(row) if one.told_on <= day) for row in replies
        },
        turns=tuple(turn for turn in record.turns if turn.at < now),
        pulses=tuple(one for one in record.pulses if one.opens_at < now),
    )


def _days(record: Record) -> Iterator[date]:
    """The days on which something about it was recorded or happened."""
    yield day_of(record.initiative.created_at)
    yield from (one.happened_on for one in record.involvements)
    yield from (one.raised_on for one in record.replies)


def _initiative(row: Initiative, day: date) -> Initiative:
    """A copy that says no more than the day could: no day in it is later."""
    is_later = {
        name: found > day
        for name in ("options_fixed_on", "delivered_on")
        if (found := getattr(row, name)) is not None
    }
    if not any(is_later.values()):
        return row
    copy = Initiative(**row.model_dump())
    for name in (name for name, later in is_later.items() if later):
        setattr(copy, name, None)
    if copy.delivered_on is None:
        copy.stage = min(row.stage, BEFORE_FAMILIES_USE_IT, key=list(Stage).index)
    return copy


def _reply(row: Reply, day: date) -> Reply:
    if row.replied_on is None or row.replied_on <= day:
        return row
    copy = Reply(**row.model_dump())
    for name in DECIDED:
        setattr(copy, name, None if name in ("decision", "replied_on") else "")
    return copy

"""Working days: Monday to Friday, without the bank holidays the caller names."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

_DAYS_IN_WORKING_WEEK = 5


def is_working_day(day: date, *, bank_holidays: Set[date] = frozenset()) -> bool:
    """Say whether a day is a working day."""
    return day.weekday() < _DAYS_IN_WORKING_WEEK and day not in bank_holidays


def add_working_days(start: date, days: int, *, bank_holidays: Set[date] = frozenset()) -> date:
    """Return the day that is so many working days after the start, which is day nought."""
    if days < 0:
        raise ValueError("Working days are counted forwards.")
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, bank_holidays=bank_holidays)
    return day

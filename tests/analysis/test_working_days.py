"""Counting working days."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.working_days import add_working_days


def test_a_weekend_is_no_working_day() -> None:
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_a_bank_holiday_gives_a_day_more() -> None:
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 25)
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    assert add_working_days(date(2026, 12, 24), 1, bank_holidays=holidays) == date(2026, 12, 29)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 20), -1)

"""The words for how the Forum wants to be asked."""

from datetime import date

from flask_babel import format_date


def month_name(month: int) -> str:
    """A month by itself, as the reader's language says it."""
    return str(format_date(date(2026, month, 1), "LLLL"))

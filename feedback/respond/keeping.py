"""How long families' answers are kept, as their pages say it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.units import format_unit
from flask import current_app
from flask_babel import format_date, get_locale

from feedback.areas import Area
from feedback.config import Config, Erasing

UNITS = ((365, "duration-year"), (30, "duration-month"), (1, "duration-day"))


@dataclass(frozen=True)
class Times:
    """The longest time for each kind of thing, in words of the page's language."""

    comments: str
    quotes: str
    responses: str
    paper: str
    backups: str
    # The day on which the last copy of what is deleted today is gone.
    gone_by: str


def times() -> Times | None:
    """How long we keep what families send; None where nobody erases, and no time may be named."""
    config: Config = current_app.extensions["heard_config"]
    if config.erasing is Erasing.NOBODY and not config.is_sample:
        return None
    area: Area = current_app.extensions["heard_area"]
    keep = area.retention
    last = datetime.now(UTC).date() + timedelta(days=keep.backups)
    return Times(
        comments=in_words(keep.comments),
        quotes=in_words(keep.quotes),
        responses=in_words(keep.responses),
        paper=in_words(keep.paper),
        backups=in_words(keep.backups),
        gone_by=format_date(last, "long"),
    )


def in_words(days: int) -> str:
    """Days as whole years or months where they are, in the page's language."""
    length, unit = next((each, unit) for each, unit in UNITS if days % each == 0)
    locale = get_locale()
    said = format_unit(days // length, unit, length="long", locale=locale)
    # Some languages have no long form of their own, and the library then prints its name for it.
    if unit in said:
        said = format_unit(days // length, unit, length="short", locale=locale)
    return said

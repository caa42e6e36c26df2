"""The words for the action plan: ratings, and the numbers that are brought in."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

# Families read these as well, so every language has them.
from forms.rating_words import COLOURS as COLOURS
from forms.rating_words import NOT_RATED as NOT_RATED

# What an imported series counts; all but the first are about people.
SERIES: Mapping[str, Wording] = {
    "web": _l("Web statistics"),
    "appeals": _l("Appeals and mediation"),
    "attendance": _l("Attendance"),
    "other": _l("Something else about people"),
}
WEB = "web"
# How a file writes its days: what reads them, and an example.
DAY_FORMATS: Mapping[str, tuple[str, str]] = {
    "day_first": ("%d/%m/%Y", "31/12/2026"),
    "year_first": ("%Y-%m-%d", "2026-12-31"),
    "digits": ("%Y%m%d", "20261231"),
    "month": ("%Y-%m", "2026-12"),
}

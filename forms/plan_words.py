"""The words for the action plan's ratings."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

# In the order of the plan's own name for them: blue, red, amber, green.
COLOURS: Mapping[str, Wording] = {
    "blue": _l("Blue"),
    "red": _l("Red"),
    "amber": _l("Amber"),
    "green": _l("Green"),
}

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

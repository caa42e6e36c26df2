"""What was decided about what families said, as staff choose it and as families read it."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

DECISIONS: Mapping[str, Wording] = {
    "done": _l("We have done it"),
    "doing": _l("We are doing it"),
    "planned": _l("We plan to do it"),
    "already": _l("We were doing it already"),
    "passed_on": _l("We passed it on to those who can"),
    "not_possible": _l("It is not possible"),
}

"""The words for the action plan's ratings, as staff and the public read them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

# In the order of the plan's own name for them: blue, red, amber, green.
COLOURS: Mapping[str, Wording] = {
    # Translators: the colours say how a row of the plan goes, as traffic lights do; blue is done.
    "blue": _l("Blue"),
    "red": _l("Red"),
    "amber": _l("Amber"),
    "green": _l("Green"),
}
NOT_RATED: Wording = _l("Not rated yet")

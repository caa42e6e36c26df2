"""Who speaks beside results, initiatives and replies: a role, and never a name."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

SPEAKERS: Mapping[str, Wording] = {
    "forum": _l("The Forum"),
    "advocate": _l("A youth advocate"),
}

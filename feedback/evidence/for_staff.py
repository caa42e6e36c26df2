"""What only packs for the board and for officers say: in the languages of staff."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

BOARD = _l("This document is for the board. Do not publish it.")
RESTRICTED = _l(
    "Restricted: for officers only. So few children are in some of it that they could be known."
)
# Behind the other sections, for officers alone.
ANNEX: Mapping[str, Wording] = {"annex": _l("Restricted annex: learning away from school")}
NOT_TO_COPY = _l("Do not copy this section into anything else.")
GUESSED = _l(
    "A computer guessed it from the words. It is no measure of how satisfied families are."
)

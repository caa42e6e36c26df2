"""What of regulation 56 a comment or a theme is about, as staff choose it and as families read it.

Regulation 56 of the SEND Regulations 2014: what the comments sought are about.
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forms.questions import Wording

REGULATIONS: Mapping[str, Wording] = {
    "content": _l("What is in the Local Offer, or missing from it"),
    "accessibility": _l("How easy the information is to find and use"),
    "development": _l("How the Local Offer is made and reviewed, and with whom"),
}

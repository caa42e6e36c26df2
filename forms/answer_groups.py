"""What several answers to a question are called together, as staff and the public read them."""

from flask_babel import lazy_gettext as _l

# Who told a family about the Local Offer.
FROM_A_PERSON = _l("From a person or a service")
IN_ANOTHER_WAY = _l("In another way")
ALL_OTHERS = _l("All other answers")

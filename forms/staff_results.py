"""The form on which an officer writes what is planned for the groups that are missing."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from forms.staff_fields import StaffForm, text


class PlanForm(StaffForm):
    """What we plan, in a few sentences."""

    plan = text(
        _l("What we plan to do to hear from them"),
        DataRequired(_l("Write what you plan.")),
        hint=_l(
            "Staff and the Forum see this beside the results. Do not write anything that could "
            "point to a child or a family."
        ),
    )

"""A password somebody chooses: checked before it is kept, and refused in a sentence."""

from collections.abc import Mapping

from flask import current_app
from flask_babel import lazy_gettext as _l

from feedback.password_rules import Person, Unfit, problem_with
from forms.accounts import NewPasswordForm
from forms.questions import Wording

WHY: Mapping[Unfit, Wording] = {
    Unfit.TOO_SHORT: _l("This is too short. Use at least 15 characters."),
    Unfit.TOO_LONG: _l("This is too long. Use at most 128 characters."),
    Unfit.ABOUT_YOU: _l(
        "This is too close to your name, your email address, the area or this website. "
        "Use other words."
    ),
    Unfit.COMMON: _l("This is easy to guess. Use four or more words that do not belong together."),
}


def is_fit(form: NewPasswordForm, *, name: str, email: str) -> bool:
    """Whether the form is whole and its password one we take; else the form says why not."""
    if not form.validate():
        return False
    person = Person(name=name, email=email, area=current_app.extensions["heard_area"].name)
    unfit = problem_with(form.password.data, person)
    if unfit is not None:
        form.password.errors = [WHY[unfit]]
    return unfit is None

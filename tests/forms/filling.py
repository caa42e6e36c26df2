"""Fill in a form the way a browser sends it."""

from werkzeug.datastructures import MultiDict

from forms.base import SurveyForm
from forms.build import form_class
from forms.questions import Survey, Variant
from forms.surveys import SURVEYS

POST_SESSION = SURVEYS["post_session"]


def send(
    *pairs: tuple[str, str], survey: Survey = POST_SESSION, variant: Variant = Variant.STANDARD
) -> SurveyForm:
    """Send these parameters, in this order, and nothing else."""
    return form_class(survey, variant)(MultiDict(pairs))


def send_session(*pairs: tuple[str, str]) -> SurveyForm:
    """Send an after-session form whose one required question is answered."""
    return send(("ps_overall", "good"), *pairs)

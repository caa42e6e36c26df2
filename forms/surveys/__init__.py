"""The seven built-in surveys by slug, and the questions about the person answering."""

from forms.questions import Question, Survey
from forms.surveys.about_you import ABOUT_YOU, ROLE
from forms.surveys.annual_review import ANNUAL_REVIEW
from forms.surveys.ap_experience import AP_EXPERIENCE
from forms.surveys.feeling_heard import FEELING_HEARD
from forms.surveys.forum_valued import FORUM_VALUED
from forms.surveys.interpreter import INTERPRETER
from forms.surveys.local_offer import LOCAL_OFFER
from forms.surveys.post_session import POST_SESSION

__all__ = ["ABOUT_YOU", "ROLE", "SURVEYS", "about_you"]

SURVEYS: dict[str, Survey] = {
    survey.slug: survey
    for survey in (
        POST_SESSION,
        ANNUAL_REVIEW,
        LOCAL_OFFER,
        AP_EXPERIENCE,
        INTERPRETER,
        FEELING_HEARD,
        FORUM_VALUED,
    )
}


def about_you(survey: Survey) -> tuple[Question, ...]:
    """The questions about the person answering that this survey asks."""
    return ABOUT_YOU if survey.asks_about_you else ()

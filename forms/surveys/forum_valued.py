"""The Forum's own pulse: do its members feel valued? Asked of them once a term."""

from flask_babel import lazy_gettext as _l

from forms.questions import Question, Survey, TextKind
from forms.scales import YES_PARTLY_NO

FORUM_VALUED = Survey(
    slug="forum_valued",
    version=1,
    title=_l("Being in the Forum"),
    easy_title=_l("Do you feel valued?"),
    intro=_l(
        "You are in the Forum, and we want to know if you feel valued. It takes under two minutes."
    ),
    easy_intro=_l("You are in the Forum, so tell us how it is. It takes less than two minutes."),
    questions=(
        Question(
            "fv_valued",
            standard=_l("Do you feel that your views are valued?"),
            easy=_l("Do people here value what you say?"),
            options=YES_PARTLY_NO,
            required=True,
            # No measure or row of the plan speaks of it: the inspection did.
            picture="red-heart",
        ),
        Question(
            "fv_better",
            standard=_l("What should we do better?"),
            easy=_l("What should we do better?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
    notices=(_l("We do not ask for your name."),),
    # Everybody in a small Forum knows who has a child of that age and speaks that language.
    asks_about_you=False,
)

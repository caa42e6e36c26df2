"""After an EHC plan review: asked in the room, and again with the decision letter."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option, Question, Survey, TextKind
from forms.scales import NO, NOT_SURE, YES_PARTLY_NO

# In the room the decision is still to come, so its reasons cannot be judged yet.
NO_DECISION_YET = Option(
    "no_decision_yet",
    standard=_l("No decision yet"),
    easy=_l("Nothing is decided yet"),
    meaning=Meaning.NO_VIEW,
    picture="hourglass-not-done",
)
# Readiness says nothing about families whose child is staying where they are.
NO_MOVE_COMING = Option(
    "no_move_coming",
    standard=_l("No move coming"),
    easy=_l("Nothing is changing for me"),
    meaning=Meaning.NO_VIEW,
    picture="minus",
)
# The question is whether families know where to go, so not needing to go is also good.
KNOWS_WHERE_TO_GO = (
    Option(
        "yes_used",
        standard=_l("Yes, and I have used it"),
        easy=_l("Yes, they helped me"),
        meaning=Meaning.POSITIVE,
        picture="check-mark-button",
    ),
    Option(
        "yes_not_used",
        standard=_l("Yes, but I have not used it"),
        easy=_l("Yes, but I have not asked them"),
        meaning=Meaning.POSITIVE,
        picture="light-bulb",
    ),
    NO,
    NOT_SURE,
)

ANNUAL_REVIEW = Survey(
    slug="annual_review",
    version=1,
    title=_l("After your EHC plan review"),
    easy_title=_l("Your review meeting"),
    intro=_l(
        "We want reviews of EHC plans (Education, Health and Care plans) to work better "
        "for families. It takes under two minutes."
    ),
    easy_intro=_l(
        "Tell us how your meeting was, so we can do better. It takes less than two minutes."
    ),
    questions=(
        Question(
            "ar_understood",
            standard=_l("Did you know what would happen, and when?"),
            easy=_l("Did you know what your meeting was for?"),
            options=YES_PARTLY_NO,
            picture="spiral-calendar",
        ),
        Question(
            "ar_asked_first",
            standard=_l("Did we ask for your views before we decided?"),
            easy=_l("Did we ask what you want before we decided?"),
            options=YES_PARTLY_NO,
            picture="speech-balloon",
        ),
        Question(
            "ar_heard",
            standard=_l("Did you feel listened to when we made decisions?"),
            easy=_l("Did people listen to you?"),
            options=YES_PARTLY_NO,
            required=True,
            picture="ear",
        ),
        Question(
            "ar_reasons",
            standard=_l("Do you know why we made the decision?"),
            easy=_l("Did we tell you why?"),
            options=(*YES_PARTLY_NO, NO_DECISION_YET),
            picture="envelope",
        ),
        Question(
            "ar_ready",
            standard=_l("Is your child ready for their next step?"),
            easy=_l("Do you feel ready for what comes next?"),
            hint=_l("This could be a new school, college, work or adult services."),
            easy_hint=_l("This could be a new school, a college or a job."),
            options=(*YES_PARTLY_NO, NO_MOVE_COMING),
            picture="footprints",
        ),
        Question(
            "ar_advice",
            standard=_l("Do you know where to get free help and advice?"),
            easy=_l("Do you know who can help you for free?"),
            hint=_l(
                "For example, your local SENDIASS: free and impartial advice about special "
                "educational needs and disabilities."
            ),
            easy_hint=_l("There is a free advice service for you and your family."),
            options=KNOWS_WHERE_TO_GO,
            picture="handshake",
        ),
        Question(
            "ar_better",
            standard=_l("What should we do better next time?"),
            easy=_l("What should we do better?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
    notices=(_l("Your answers do not change your plan or any decision about it."),),
)

"""Learning away from school: answered with a trusted adult, and never shown in public."""

from flask_babel import lazy_gettext as _l

from forms.questions import Question, Survey, TextKind
from forms.scales import VERY_GOOD_TO_VERY_POOR, YES_PARTLY_NO

AP_EXPERIENCE = Survey(
    slug="ap_experience",
    version=1,
    title=_l("Learning away from school"),
    easy_title=_l("The place where you learn"),
    intro=_l(
        "We want every child who learns away from school to be safe and do well. "
        "It takes under two minutes."
    ),
    easy_intro=_l(
        "Tell us how it is here, so we can make it better. It takes less than two minutes."
    ),
    questions=(
        Question(
            "ap_overall",
            standard=_l("Overall, how is this place for your child?"),
            easy=_l("How is it here?"),
            options=VERY_GOOD_TO_VERY_POOR,
            required=True,
            picture="backpack",
        ),
        Question(
            "ap_safe",
            standard=_l("Does your child feel safe there?"),
            easy=_l("Do you feel safe here?"),
            options=YES_PARTLY_NO,
            picture="shield",
        ),
        Question(
            "ap_learning",
            standard=_l("Is your child learning and making progress?"),
            easy=_l("Are you learning things that help you?"),
            options=YES_PARTLY_NO,
            picture="books",
        ),
        Question(
            "ap_listened",
            standard=_l("Do staff listen to you and your child?"),
            easy=_l("Do staff listen to you?"),
            options=YES_PARTLY_NO,
            picture="ear",
        ),
        Question(
            "ap_wellbeing",
            standard=_l("Is your child happier since they started there?"),
            easy=_l("Do you feel better since you came here?"),
            options=YES_PARTLY_NO,
            picture="red-heart",
        ),
        Question(
            "ap_next",
            standard=_l("Do you know the plan for what comes next?"),
            easy=_l("Do you know what happens next?"),
            options=YES_PARTLY_NO,
            picture="footprints",
        ),
        Question(
            "ap_better",
            standard=_l("What would make it better?"),
            easy=_l("What would make it better?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
    notices=(
        _l("If you do not feel safe now, tell an adult you trust."),
        _l("If someone is in danger, call 999."),
        _l("We do not read this survey straight away."),
    ),
    # So few children learn away from school that any public number could be one child.
    is_restricted=True,
)

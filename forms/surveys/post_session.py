"""After a session or event: did it help, and did people feel part of it?"""

from flask_babel import lazy_gettext as _l

from forms.questions import Question, Survey, TextKind
from forms.scales import VERY_GOOD_TO_VERY_POOR, YES_PARTLY_NO

POST_SESSION = Survey(
    slug="post_session",
    version=1,
    title=_l("After a session or event"),
    easy_title=_l("How was today?"),
    intro=_l("We want our sessions to help families more. It takes under two minutes."),
    easy_intro=_l(
        "Tell us how today was, so we can make it better. It takes less than two minutes."
    ),
    questions=(
        Question(
            "ps_overall",
            standard=_l("Overall, how was this session?"),
            easy=_l("How was today?"),
            options=VERY_GOOD_TO_VERY_POOR,
            required=True,
            picture="star",
        ),
        Question(
            "ps_know_more",
            standard=_l("Do you know more about the help you can get?"),
            easy=_l("Do you know more about what help you can get?"),
            options=YES_PARTLY_NO,
            picture="light-bulb",
        ),
        Question(
            "ps_confident",
            standard=_l("Do you feel able to ask for that help?"),
            easy=_l("Do you know who to ask for help?"),
            options=YES_PARTLY_NO,
            picture="raised-hand",
        ),
        Question(
            "ps_included",
            standard=_l("Did you feel welcome and included?"),
            easy=_l("Did you feel part of the group?"),
            options=YES_PARTLY_NO,
            picture="people-hugging",
        ),
        Question(
            "ps_understood",
            standard=_l("Did staff understand your child's needs?"),
            easy=_l("Did staff know what you need?"),
            options=YES_PARTLY_NO,
            picture="clipboard",
        ),
        Question(
            "ps_listened",
            standard=_l("Did people listen to what you had to say?"),
            easy=_l("Did people listen to you?"),
            options=YES_PARTLY_NO,
            picture="ear",
        ),
        Question(
            "ps_better",
            standard=_l("What is one thing we should change?"),
            easy=_l("What should we change?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
)

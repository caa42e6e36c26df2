"""Working together: asked of everyone who helped to shape a service or activity."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option, Question, Survey, TextKind
from forms.scales import NOT_SURE, YES_PARTLY_NO

# The strategy counts families who were "involved from the start". Joining while things could
# still change is partly that; being shown what is mostly decided is being told, not asked.
WHEN_INVOLVED = (
    Option(
        "from_start",
        standard=_l("From the start"),
        easy=_l("Yes, at the start"),
        meaning=Meaning.POSITIVE,
        picture="seedling",
    ),
    Option(
        "joined_could_still_change",
        standard=_l("I joined later, but things could still change"),
        easy=_l("Later, but I could still change things"),
        meaning=Meaning.NEUTRAL,
        picture="hourglass-not-done",
    ),
    Option(
        "mostly_decided",
        standard=_l("It was mostly decided before I joined"),
        easy=_l("No, most things were already decided"),
        meaning=Meaning.NEGATIVE,
        picture="closed-book",
    ),
    NOT_SURE,
)

FEELING_HEARD = Survey(
    slug="feeling_heard",
    version=1,
    title=_l("Working together: how was it for you?"),
    easy_title=_l("Working together"),
    intro=_l(
        "You helped us plan something, and we want to know if you felt heard. "
        "It takes under two minutes."
    ),
    easy_intro=_l("You helped us, so tell us if we listened. It takes less than two minutes."),
    questions=(
        Question(
            "fh_start",
            standard=_l("Were you part of this from the start?"),
            easy=_l("Did we ask you at the start?"),
            options=WHEN_INVOLVED,
            picture="speech-balloon",
        ),
        Question(
            "fh_voice",
            standard=_l("Could you say what you really wanted to say?"),
            easy=_l("Could you say what you wanted?"),
            options=YES_PARTLY_NO,
            picture="speaking-head",
        ),
        Question(
            "fh_listened",
            standard=_l("Did the people in charge listen?"),
            easy=_l("Did people listen to you?"),
            options=YES_PARTLY_NO,
            picture="ear",
        ),
        Question(
            "fh_influence",
            standard=_l("Did your ideas make a difference?"),
            easy=_l("Did your ideas change things?"),
            options=YES_PARTLY_NO,
            picture="light-bulb",
        ),
        Question(
            "fh_told",
            standard=_l("Did we tell you what we did, and why?"),
            easy=_l("Did we tell you what we did?"),
            options=YES_PARTLY_NO,
            picture="megaphone",
        ),
        Question(
            "fh_heard",
            standard=_l("Overall, did you feel heard?"),
            easy=_l("Did you feel heard?"),
            options=YES_PARTLY_NO,
            required=True,
            picture="red-heart",
        ),
        Question(
            "fh_better",
            standard=_l("What should we do better next time?"),
            easy=_l("What should we do better?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
    notices=(_l("We do not ask for your name."),),
    # Reuse under CC BY asks us to say where the wording of fh_voice comes from.
    credits=(
        _l(
            "One question is adapted from the Feeling Heard Scale (Roos and others, 2023, "
            "PLOS ONE), used under a Creative Commons Attribution licence."
        ),
    ),
)

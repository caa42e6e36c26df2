"""The answer scales that several questions share, so that each is translated once."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option

YES = Option(
    "yes", standard=_l("Yes"), easy=_l("Yes"), meaning=Meaning.POSITIVE, picture="check-mark-button"
)
NO = Option("no", standard=_l("No"), easy=_l("No"), meaning=Meaning.NEGATIVE, picture="cross-mark")
NOT_SURE = Option(
    "not_sure",
    standard=_l("Not sure"),
    easy=_l("I do not know"),
    meaning=Meaning.NO_VIEW,
    picture="thinking-face",
)
# Someone who would rather not say has answered; someone who skipped has not.
PREFER_NOT = Option(
    "prefer_not",
    standard=_l("Prefer not to say"),
    easy=_l("I do not want to say"),
    meaning=Meaning.NO_VIEW,
    picture="locked",
)

# One box of "tick all that apply". Left empty is not a no: nobody was asked to say no.
TICKED = Option(
    "ticked",
    # Translators: said of a box on a form, beside how many families ticked it.
    standard=_l("Ticked"),
    easy=_l("Ticked"),
    meaning=Meaning.NO_VIEW,
)
NOT_TICKED = Option(
    "not_ticked",
    # Translators: said of a box on a form, beside how many families left it empty.
    standard=_l("Not ticked"),
    easy=_l("Not ticked"),
    meaning=Meaning.NO_VIEW,
)
TICKED_OR_NOT = (TICKED, NOT_TICKED)

# Three steps, not five: with the few answers one area gets, five would each be nearly empty.
YES_PARTLY_NO = (
    YES,
    Option(
        "partly",
        # Translators: an answer between "Yes" and "No".
        standard=_l("Partly"),
        easy=_l("A bit"),
        meaning=Meaning.NEUTRAL,
        picture="first-quarter-moon",
    ),
    NO,
    NOT_SURE,
)

# The six answers of the NHS Friends and Family Test (Open Government Licence). Our questions
# are our own, so nothing on screen may call the result a Friends and Family score.
VERY_GOOD_TO_VERY_POOR = (
    Option(
        "very_good",
        # Translators: these six say how good a session, a place or some help was.
        standard=_l("Very good"),
        easy=_l("Very good"),
        meaning=Meaning.POSITIVE,
        picture="grinning-face-with-big-eyes",
    ),
    Option(
        "good",
        standard=_l("Good"),
        easy=_l("Good"),
        meaning=Meaning.POSITIVE,
        picture="slightly-smiling-face",
    ),
    Option(
        "neither",
        standard=_l("Neither good nor poor"),
        easy=_l("OK"),
        meaning=Meaning.NEUTRAL,
        picture="neutral-face",
    ),
    Option(
        "poor",
        standard=_l("Poor"),
        easy=_l("Bad"),
        meaning=Meaning.NEGATIVE,
        picture="slightly-frowning-face",
    ),
    Option(
        "very_poor",
        standard=_l("Very poor"),
        easy=_l("Very bad"),
        meaning=Meaning.NEGATIVE,
        picture="crying-face",
    ),
    Option(
        "dont_know",
        standard=_l("Don't know"),
        easy=_l("I do not know"),
        meaning=Meaning.NO_VIEW,
        picture="thinking-face",
    ),
)

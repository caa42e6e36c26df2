"""The answer scales that several questions share, so that each is translated once."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option

YES = Option("yes", standard=_l("Yes"), easy=_l("Yes"), meaning=Meaning.POSITIVE)
NO = Option("no", standard=_l("No"), easy=_l("No"), meaning=Meaning.NEGATIVE)
NOT_SURE = Option(
    "not_sure", standard=_l("Not sure"), easy=_l("I do not know"), meaning=Meaning.NO_VIEW
)
# Someone who would rather not say has answered; someone who skipped has not.
PREFER_NOT = Option(
    "prefer_not",
    standard=_l("Prefer not to say"),
    easy=_l("I do not want to say"),
    meaning=Meaning.NO_VIEW,
)

# Three steps, not five: with the few answers one area gets, five would each be nearly empty.
YES_PARTLY_NO = (
    YES,
    # Translators: an answer between "Yes" and "No".
    Option("partly", standard=_l("Partly"), easy=_l("A bit"), meaning=Meaning.NEUTRAL),
    NO,
    NOT_SURE,
)

# The six answers of the NHS Friends and Family Test (Open Government Licence). Our questions
# are our own, so nothing on screen may call the result a Friends and Family score.
VERY_GOOD_TO_VERY_POOR = (
    # Translators: these six say how good a session, a place or some help was.
    Option("very_good", standard=_l("Very good"), easy=_l("Very good"), meaning=Meaning.POSITIVE),
    Option("good", standard=_l("Good"), easy=_l("Good"), meaning=Meaning.POSITIVE),
    Option("neither", standard=_l("Neither good nor poor"), easy=_l("OK"), meaning=Meaning.NEUTRAL),
    Option("poor", standard=_l("Poor"), easy=_l("Bad"), meaning=Meaning.NEGATIVE),
    Option("very_poor", standard=_l("Very poor"), easy=_l("Very bad"), meaning=Meaning.NEGATIVE),
    Option(
        "dont_know",
        standard=_l("Don't know"),
        easy=_l("I do not know"),
        meaning=Meaning.NO_VIEW,
    ),
)

"""Getting an interpreter: was help to talk offered, on time, in private and by an adult?"""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option, Question, Survey, TextKind
from forms.scales import NOT_SURE, YES_PARTLY_NO

WHO_HELPED = (
    Option(
        "interpreter_in_person",
        standard=_l("An interpreter in person"),
        easy=_l("An interpreter who came to see me"),
        meaning=Meaning.POSITIVE,
        picture="speaking-head",
    ),
    Option(
        "interpreter_phone",
        standard=_l("An interpreter by phone"),
        easy=_l("An interpreter on the phone"),
        meaning=Meaning.POSITIVE,
        picture="telephone-receiver",
    ),
    Option(
        "interpreter_video",
        standard=_l("An interpreter by video"),
        easy=_l("An interpreter on video"),
        meaning=Meaning.POSITIVE,
        picture="video-camera",
    ),
    Option(
        "staff_speaks_language",
        standard=_l("Staff who speak my language"),
        easy=_l("Staff who speak my language"),
        meaning=Meaning.POSITIVE,
        picture="identification-card",
    ),
    # It may be what the family chose, or all there was: we cannot tell which.
    Option(
        "adult_family_or_friend",
        standard=_l("An adult in my family, or a friend"),
        easy=_l("A grown-up I know"),
        meaning=Meaning.NEUTRAL,
        picture="people-hugging",
    ),
    # A child must not have to interpret, however well it went.
    Option(
        "child_under_18",
        standard=_l("A child under 18"),
        easy=_l("A child"),
        meaning=Meaning.NEGATIVE,
        picture="child",
    ),
    Option(
        "no_one",
        standard=_l("No one"),
        easy=_l("No one"),
        meaning=Meaning.NEGATIVE,
        picture="cross-mark",
    ),
    Option(
        "did_not_need",
        standard=_l("I did not need an interpreter"),
        easy=_l("I did not need help"),
        meaning=Meaning.NO_VIEW,
        picture="minus",
    ),
)
# A wait within the same visit still served the family; a second journey did not.
WAITS = (
    Option(
        "ready_on_time",
        standard=_l("The interpreter was ready on time"),
        easy=_l("No, help was there on time"),
        meaning=Meaning.POSITIVE,
        picture="alarm-clock",
    ),
    Option(
        "waited_same_day",
        standard=_l("I waited, but it was the same day"),
        easy=_l("Yes, but help came that day"),
        meaning=Meaning.NEUTRAL,
        picture="hourglass-not-done",
    ),
    Option(
        "new_date_needed",
        standard=_l("We needed a new date"),
        easy=_l("Yes, I had to come back another day"),
        meaning=Meaning.NEGATIVE,
        picture="spiral-calendar",
    ),
    Option(
        "never_came",
        standard=_l("The interpreter never came"),
        easy=_l("Help never came"),
        meaning=Meaning.NEGATIVE,
        picture="cross-mark",
    ),
    NOT_SURE,
)

WHAT_AN_INTERPRETER_DOES = _l(
    "An interpreter turns what people say into your language, including sign language."
)

INTERPRETER = Survey(
    slug="interpreter",
    version=1,
    title=_l("Getting an interpreter"),
    easy_title=_l("Getting help to talk"),
    intro=_l(
        "We want every family to be able to talk with staff in their own language. "
        "It takes under two minutes."
    ),
    easy_intro=_l("Tell us about getting help to talk with staff. It takes less than two minutes."),
    questions=(
        Question(
            "in_asked",
            standard=_l("Did staff ask if you need an interpreter?"),
            easy=_l("Did staff ask what language you use?"),
            hint=WHAT_AN_INTERPRETER_DOES,
            options=YES_PARTLY_NO,
            picture="speech-balloon",
        ),
        Question(
            "in_who",
            standard=_l("Who helped you talk with staff?"),
            easy=_l("Who helped you talk?"),
            hint=WHAT_AN_INTERPRETER_DOES,
            easy_hint=_l("An interpreter says your words again in another language."),
            options=WHO_HELPED,
            required=True,
            picture="busts-in-silhouette",
        ),
        Question(
            "in_way",
            standard=_l("Did you get help in the way you wanted?"),
            easy=_l("Did you get help the way you like?"),
            hint=_l("In person, by phone or on video."),
            easy_hint=_l("Face to face, on the phone or on video."),
            options=YES_PARTLY_NO,
            picture="handshake",
        ),
        Question(
            "in_wait",
            standard=_l("How long did you wait for an interpreter?"),
            easy=_l("Did you have to wait for help?"),
            hint=_l("Leave this out if you did not need an interpreter."),
            easy_hint=_l("Leave this out if you did not need help."),
            options=WAITS,
            picture="watch",
        ),
        Question(
            "in_private",
            standard=_l("Could you say all you wanted to, in private?"),
            easy=_l("Could you say what you wanted?"),
            options=YES_PARTLY_NO,
            picture="speaking-head",
        ),
        Question(
            "in_right",
            standard=_l("Did you know you can ask for a free interpreter?"),
            easy=_l("Did you know this help is free?"),
            hint=WHAT_AN_INTERPRETER_DOES,
            options=YES_PARTLY_NO,
            picture="wrapped-gift",
        ),
        Question(
            "in_better",
            standard=_l("What would make it better?"),
            easy=_l("What would make it better?"),
            text_kind=TextKind.COULD_IMPROVE,
            picture="memo",
        ),
    ),
)

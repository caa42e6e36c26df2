"""About the Local Offer website: the comments that regulation 56 asks each area to seek."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option, Question, Survey, TextKind
from forms.scales import NOT_SURE, VERY_GOOD_TO_VERY_POOR, YES, YES_PARTLY_NO

# Someone who needed nothing cannot say whether they found it.
JUST_LOOKING = Option(
    "just_looking",
    standard=_l("Just looking"),
    easy=_l("I was just looking"),
    meaning=Meaning.NO_VIEW,
    picture="eyes",
)
NOT_WAITING = Option(
    "not_waiting",
    standard=_l("Not waiting"),
    easy=_l("I am not waiting"),
    meaning=Meaning.NO_VIEW,
    picture="minus",
)
# Wanting a say and having had none is a gap on our side; not wanting one is their choice.
HAD_A_SAY = (
    YES,
    Option(
        "no_but_like_to",
        standard=_l("No, but I would like to"),
        easy=_l("No, but I want to"),
        meaning=Meaning.NEGATIVE,
        picture="raised-hand",
    ),
    Option(
        "no_thanks",
        standard=_l("No, and I do not want to"),
        easy=_l("No thank you"),
        meaning=Meaning.NO_VIEW,
        picture="minus",
    ),
    NOT_SURE,
)
# Where people heard of us is a fact about our publicity: no answer is better than another.
CHANNELS = (
    Option(
        "qr_poster",
        standard=_l("A poster with a QR code"),
        easy=_l("A poster"),
        meaning=Meaning.NO_VIEW,
        picture="pushpin",
    ),
    Option(
        "school",
        standard=_l("A nursery, school or college"),
        easy=_l("My school or college"),
        meaning=Meaning.NO_VIEW,
        picture="school",
    ),
    Option(
        "health",
        standard=_l("A health service"),
        easy=_l("A doctor or nurse"),
        meaning=Meaning.NO_VIEW,
        picture="hospital",
    ),
    Option(
        "family_hub",
        standard=_l("A family hub or children's centre"),
        easy=_l("A family hub"),
        meaning=Meaning.NO_VIEW,
        picture="house-with-garden",
    ),
    Option(
        "forum",
        standard=_l("A parent carer forum"),
        easy=_l("A group for parents and carers"),
        meaning=Meaning.NO_VIEW,
        picture="busts-in-silhouette",
    ),
    Option(
        "social_media",
        standard=_l("Social media"),
        easy=_l("Social media"),
        meaning=Meaning.NO_VIEW,
        picture="mobile-phone",
    ),
    Option(
        "newsletter",
        standard=_l("A newsletter or email"),
        easy=_l("An email"),
        meaning=Meaning.NO_VIEW,
        picture="e-mail",
    ),
    Option(
        "search",
        standard=_l("A search on the internet"),
        easy=_l("I looked online"),
        meaning=Meaning.NO_VIEW,
        picture="magnifying-glass-tilted-left",
    ),
    Option(
        "friend",
        standard=_l("A friend or relative"),
        easy=_l("A friend or my family"),
        meaning=Meaning.NO_VIEW,
        picture="people-hugging",
    ),
    Option(
        "other",
        standard=_l("Another way"),
        easy=_l("Another way"),
        meaning=Meaning.NO_VIEW,
        picture="plus",
    ),
)

LOCAL_OFFER = Survey(
    slug="local_offer",
    version=1,
    title=_l("About the Local Offer website"),
    easy_title=_l("Our website about help for you"),
    intro=_l(
        "We want this website to help every family of a child with special educational needs "
        "or disabilities. It takes under two minutes."
    ),
    easy_intro=_l(
        "Tell us about this website, so we can make it better. It takes less than two minutes."
    ),
    questions=(
        Question(
            "lo_overall",
            standard=_l("Overall, how good is the help and advice for families here?"),
            easy=_l("How good is the help here?"),
            options=VERY_GOOD_TO_VERY_POOR,
            required=True,
            picture="star",
        ),
        Question(
            "lo_found",
            standard=_l("Did you find what you need quickly?"),
            easy=_l("Did you find what you need?"),
            options=(*YES_PARTLY_NO, JUST_LOOKING),
            picture="magnifying-glass-tilted-left",
        ),
        Question(
            "lo_clear",
            standard=_l("Was it clear and easy to read?"),
            easy=_l("Was it easy to read?"),
            options=YES_PARTLY_NO,
            evidences=("R56b",),
            picture="open-book",
        ),
        Question(
            "lo_format",
            standard=_l("Was it in a language and format that works for you?"),
            easy=_l("Could you read it in a way that works for you?"),
            options=YES_PARTLY_NO,
            evidences=("R56b",),
            picture="glasses",
        ),
        Question(
            "lo_health",
            standard=_l("Do you know how to get health help for your child?"),
            easy=_l("Do you know how to get health help?"),
            options=YES_PARTLY_NO,
            picture="stethoscope",
        ),
        Question(
            "lo_say",
            standard=_l("Have you had a say in what goes on this website?"),
            easy=_l("Did we ask you to help make this website?"),
            options=HAD_A_SAY,
            evidences=("R56c",),
            picture="laptop",
        ),
        Question(
            "lo_gaps",
            standard=_l("What is missing, or not good enough?"),
            easy=_l("What is missing?"),
            text_kind=TextKind.COULD_IMPROVE,
            evidences=("R56a",),
            picture="memo",
        ),
        Question(
            "lo_waiting",
            standard=_l("If you are waiting for an assessment, do you have help now?"),
            easy=_l("Do you get help while you wait?"),
            hint=_l("An assessment is when experts find out what help your child needs."),
            easy_hint=_l("This is about waiting for us to find out what you need."),
            options=(*YES_PARTLY_NO, NOT_WAITING),
            picture="hourglass-not-done",
        ),
        Question(
            "lo_heard_of",
            standard=_l("How did you hear about this website?"),
            easy=_l("How did you hear about us?"),
            options=CHANNELS,
            picture="megaphone",
        ),
        Question(
            "lo_signpost",
            standard=_l("Do you feel able to tell families about the Local Offer?"),
            easy=_l("Can you tell families about this website?"),
            hint=_l("Only answer this if you work with families."),
            easy_hint=_l("Only answer this if you work with families."),
            options=YES_PARTLY_NO,
            only_for="professional",
            picture="speaking-head",
        ),
    ),
    notices=(
        _l("Each year we publish what people told us and our reply. We never say who told us."),
    ),
)

"""Who is answering: the role asked before question 1, and the optional page at the end."""

from flask_babel import lazy_gettext as _l

from forms.questions import Meaning, Option, Question, Wording
from forms.scales import NOT_SURE, PREFER_NOT
from translations import LANGUAGES

WHY_WE_ASK = _l(
    "These questions help us see who we have not heard from yet. You can leave out any of them."
)
EASY_WHY_WE_ASK = _l("This helps us hear from everyone. You do not have to answer.")

# The page words these for a parent; a young person reads the same page.
ABOUT_YOURSELF = _l("If you are the child or young person, answer about yourself.")
ABOUT_YOUR_CHILD = _l("If you are a parent or carer, tell us about your child.")


def _fact(code: str, standard: Wording, easy: Wording, *, picture: str | None = None) -> Option:
    """Make an option about the person: who someone is can never be good or bad news."""
    return Option(code, standard=standard, easy=easy, meaning=Meaning.NO_VIEW, picture=picture)


def _same(code: str, wording: Wording, *, picture: str | None = None) -> Option:
    return _fact(code, wording, wording, picture=picture)


ROLE = Question(
    "role",
    standard=_l("Who is answering?"),
    easy=_l("Who are you?"),
    hint=_l("If you are a child, you can ask an adult you trust to be with you."),
    easy_hint=_l("You can ask an adult you trust to be with you."),
    options=(
        _fact(
            "parent_carer",
            _l("Parent or carer"),
            _l("A parent or carer"),
            picture="house-with-garden",
        ),
        _fact(
            "young_person",
            _l("Child or young person"),
            _l("A child or young person"),
            picture="child",
        ),
        _fact(
            "professional",
            _l("Someone who works with families"),
            _l("I work with families"),
            picture="identification-card",
        ),
        _fact(
            "helper",
            _l("Someone helping another person to answer"),
            _l("I help someone"),
            picture="handshake",
        ),
    ),
    picture="bust-in-silhouette",
)

CHILD_AGE = Question(
    "child_age",
    standard=_l("How old is your child?"),
    easy=_l("How old are you?"),
    hint=ABOUT_YOURSELF,
    easy_hint=ABOUT_YOUR_CHILD,
    options=(
        _same("0_4", _l("0 to 4"), picture="baby-bottle"),
        _same("5_11", _l("5 to 11"), picture="crayon"),
        _same("12_15", _l("12 to 15"), picture="backpack"),
        _same("16_18", _l("16 to 18"), picture="books"),
        _same("19_25", _l("19 to 25"), picture="key"),
        PREFER_NOT,
    ),
    picture="birthday-cake",
)

SUPPORT = Question(
    "support",
    standard=_l("What support does your child have?"),
    easy=_l("What help do you have?"),
    hint=_l(
        "An EHC plan (Education, Health and Care plan) says by law what help a child must get. "
        "SEN Support is extra help for special educational needs without such a plan."
    ),
    easy_hint=_l("An Education, Health and Care plan says what help you must get."),
    options=(
        _fact(
            "ehc_plan",
            _l("An EHC plan"),
            _l("An Education, Health and Care plan"),
            picture="clipboard",
        ),
        _fact("sen_support", _l("SEN Support"), _l("Extra help at school"), picture="school"),
        _fact(
            "waiting",
            _l("Waiting for a decision"),
            _l("I am waiting for help"),
            picture="hourglass-not-done",
        ),
        _fact("neither", _l("None of these"), _l("None of these"), picture="minus"),
        NOT_SURE,
        PREFER_NOT,
    ),
    picture="raised-hand",
)

ETHNIC_GROUP = Question(
    "ethnic_group",
    standard=_l("What is your child's ethnic group?"),
    easy=_l("What is your ethnic group?"),
    hint=ABOUT_YOURSELF,
    easy_hint=_l("This is about where your family comes from."),
    # No pictures here: none can stand for an ethnic group and respect everyone in it.
    options=(
        _fact("asian", _l("Asian or Asian British"), _l("Asian")),
        _fact("black", _l("Black, Black British, Caribbean or African"), _l("Black")),
        _fact("mixed", _l("Mixed or multiple ethnic groups"), _l("Mixed")),
        _same("white", _l("White")),
        _fact("other", _l("Another ethnic group"), _l("Another group")),
        PREFER_NOT,
    ),
    picture="globe-showing-europe-africa",
)

HOME_LANGUAGE = Question(
    "home_language",
    standard=_l("Which language do you use most at home?"),
    easy=_l("What language do you use at home?"),
    options=(
        # A language's own name is the same in every translation, and says more than a flag.
        *(_same(language.code, language.own_name) for language in LANGUAGES.values()),
        _same("other", _l("Another language")),
        PREFER_NOT,
    ),
    picture="house",
)

NEW_VOICE = Question(
    "new_voice",
    standard=_l("Have you given us your views before?"),
    easy=_l("Have you told us what you think before?"),
    options=(
        _same("yes", _l("Yes"), picture="check-mark-button"),
        _same("no", _l("No"), picture="cross-mark"),
        NOT_SURE,
        PREFER_NOT,
    ),
    picture="speech-balloon",
)

ABOUT_YOU = (CHILD_AGE, SUPPORT, ETHNIC_GROUP, HOME_LANGUAGE, NEW_VOICE)

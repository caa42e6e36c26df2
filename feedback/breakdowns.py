"""The registry of breakdowns: which rows a table has, by the question and the size of its base.

There are no free filters: a breakdown that is not here cannot be asked for (rule R7).
"""

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from analysis.tables import Category
from forms.questions import Meaning, Option, Question, Wording

# A row of a table, and the stored codes that it adds up.
Rows = Sequence[tuple[Category, frozenset[str]]]

# Below this base a table has two rows: with more, most would be hidden (rule R7).
BASE_FOR_EVERY_OPTION = 43
MOST_OPTIONS_NAMED = 4

# The two groups a demographic is shown in at small bases, chosen to meet the area's baselines.
# Who preferred not to say is in neither: pooled with a group, they would be counted as it.
GROUPS: dict[str, tuple[tuple[Wording, tuple[str, ...]], ...]] = {
    "role": (
        (_l("Parents and carers"), ("parent_carer",)),
        (_l("Children, young people and others"), ("young_person", "professional", "helper")),
    ),
    "child_age": (
        (_l("Under 12"), ("0_4", "5_11")),
        (_l("12 to 25"), ("12_15", "16_18", "19_25")),
    ),
    "support": (
        (_l("EHC plan"), ("ehc_plan",)),
        (_l("No EHC plan, or not sure"), ("sen_support", "waiting", "neither", "not_sure")),
    ),
    "ethnic_group": (
        (
            _l("Global majority (Asian, Black, Mixed or another ethnic group)"),
            ("asian", "black", "mixed", "other"),
        ),
        (_l("White"), ("white",)),
    ),
    "home_language": ((_l("English"), ("en",)), (_l("Another language"), ())),
    "new_voice": (
        (_l("Had not told us their views before"), ("no",)),
        (_l("Had told us before, or not sure"), ("yes", "not_sure")),
    ),
}
# Too many languages for a table of their own at any size we expect.
ALWAYS_GROUPED = frozenset({"home_language"})

# What the computer's reading of a comment is called, and the stored codes that it adds up.
TONES: tuple[tuple[str, Wording, tuple[str, ...]], ...] = (
    ("positive", _l("Positive"), ("positive",)),
    ("neutral", _l("Neutral or mixed"), ("neutral_or_mixed",)),
    ("negative", _l("Negative"), ("negative",)),
    ("other_language", _l("Not scored: not in English"), ("not_scored_language",)),
    ("too_short", _l("Not scored: too short"), ("not_scored_empty", "not_scored_too_short")),
    ("pending", _l("Not read yet"), ("pending",)),
)


def of_tones(base: int) -> Rows:
    """The rows for the tone of comments: every tone, or positive against the rest."""
    every = [(Category(name, str(label)), frozenset(codes)) for name, label, codes in TONES]
    if base >= BASE_FOR_EVERY_OPTION:
        return every
    rest = frozenset[str]().union(*(codes for _category, codes in every[1:]))
    return [every[0], (Category("rest", str(_("Not positive, or not scored"))), rest)]


def tone_words(code: str) -> Wording:
    """What one stored reading is called."""
    return next(label for _name, label, codes in TONES if code in codes)


def of_answers(question: Question, base: int) -> Rows:
    """The rows for what families answered: every option, or two meanings at a small base."""
    has_meanings = any(option.meaning is Meaning.POSITIVE for option in question.options)
    is_small = base < BASE_FOR_EVERY_OPTION
    return _two_meanings(question) if is_small and has_meanings else _every_option(question)


def of_people(question: Question, base: int) -> Rows:
    """The rows for who took part: every option, or two groups at a small base."""
    is_small = base < BASE_FOR_EVERY_OPTION or question.id in ALWAYS_GROUPED
    return _two_groups(question) if is_small else _every_option(question)


def codes_of(question: Question, row: str) -> frozenset[str]:
    """The answers that one row of a table of who took part adds up."""
    both = (*_two_groups(question), *_every_option(question))
    return next(codes for category, codes in both if category.code == row)


def _every_option(question: Question) -> Rows:
    return [
        (Category(option.code, str(option.standard)), frozenset({option.code}))
        for option in question.options
    ]


def _two_meanings(question: Question) -> Rows:
    """The good answers against all the others: 'Very good or Good' and the rest."""
    good = [option for option in question.options if option.meaning is Meaning.POSITIVE]
    rest = [option for option in question.options if option.meaning is not Meaning.POSITIVE]
    return [
        (Category(name, _either(options)), frozenset(option.code for option in options))
        for name, options in (("good", good), ("rest", rest))
    ]


def _two_groups(question: Question) -> Rows:
    named = {code for _label, codes in GROUPS[question.id] for code in codes} | {"prefer_not"}
    others = frozenset(option.code for option in question.options) - named
    return [
        (Category(f"group_{number}", str(label)), frozenset(codes) or others)
        for number, (label, codes) in enumerate(GROUPS[question.id], start=1)
    ]


def _either(options: Sequence[Option]) -> str:
    """A label for several options at once: 'Very good or Good'; a long list is 'other answers'."""
    if len(options) > MOST_OPTIONS_NAMED:
        return str(_("All other answers"))
    labels = [str(option.standard) for option in options]
    return str(format_list(labels, style="or", locale=get_locale()))

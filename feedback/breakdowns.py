"""The registry of breakdowns: which rows a table has, by the question and the size of its base.

There are no free filters: a breakdown that is not here cannot be asked for (rule R7). To change
it is a change of code, and is reviewed as one.
"""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from analysis.tables import Category
from forms.answer_groups import ALL_OTHERS, FROM_A_PERSON, IN_ANOTHER_WAY
from forms.marked import either, filled
from forms.questions import Meaning, Option, Question, Wording

# A row of a table, and the stored codes that it adds up.
Rows = Sequence[tuple[Category, frozenset[str]]]

# With more rows than these bases bear, most would be hidden (rule R7).
BASE_FOR_CROSSINGS = 43
BASE_FOR_THREE_ROWS = 100
BASE_FOR_EVERY_OPTION = 300
MOST_OPTIONS_NAMED = 4

# Who preferred not to say is in no group: pooled with one, they would be counted as it.
PREFERRED_NOT = "prefer_not"

Groups = tuple[tuple[str, Wording, tuple[str, ...]], ...]

# The two groups that people are shown in at small bases, chosen to meet the area's baselines.
TWO_GROUPS: Mapping[str, Groups] = {
    "role": (
        ("group_1", _l("Parents and carers"), ("parent_carer",)),
        (
            "group_2",
            _l("Children, young people and others"),
            ("young_person", "professional", "helper"),
        ),
    ),
    "child_age": (
        ("group_1", _l("Under 12"), ("0_4", "5_11")),
        ("group_2", _l("12 to 25"), ("12_15", "16_18", "19_25")),
    ),
    "support": (
        ("group_1", _l("EHC plan"), ("ehc_plan",)),
        (
            "group_2",
            _l("No EHC plan, or not sure"),
            ("sen_support", "waiting", "neither", "not_sure"),
        ),
    ),
    "ethnic_group": (
        (
            "group_1",
            _l("Global majority (Asian, Black, Mixed or another ethnic group)"),
            ("asian", "black", "mixed", "other"),
        ),
        ("group_2", _l("White"), ("white",)),
    ),
    # An empty group takes every code that no other group names.
    "home_language": (
        ("group_1", _l("English"), ("en",)),
        ("group_2", _l("Another language"), ()),
    ),
    "new_voice": (
        ("group_1", _l("Had not told us their views before"), ("no",)),
        ("group_2", _l("Had told us before, or not sure"), ("yes", "not_sure")),
    ),
    "lo_heard_of": (
        (
            "group_1",
            FROM_A_PERSON,
            ("school", "health", "family_hub", "forum", "friend"),
        ),
        ("group_2", IN_ANOTHER_WAY, ()),
    ),
}
# Three groups, where three say more than two; the others keep their two.
THREE_GROUPS: Mapping[str, Groups] = {
    "role": (
        ("third_1", _l("Parents and carers"), ("parent_carer",)),
        ("third_2", _l("Children and young people"), ("young_person",)),
        ("third_3", _l("Professionals and others"), ("professional", "helper")),
    ),
    "child_age": (
        ("third_1", _l("Under 12"), ("0_4", "5_11")),
        ("third_2", _l("12 to 18"), ("12_15", "16_18")),
        ("third_3", _l("19 to 25"), ("19_25",)),
    ),
    "support": (
        ("third_1", _l("EHC plan"), ("ehc_plan",)),
        ("third_2", _l("SEN Support"), ("sen_support",)),
        ("third_3", _l("Waiting, neither, or not sure"), ("waiting", "neither", "not_sure")),
    ),
}
# The answer that has a row of its own as soon as there are three: that a child interpreted is what
# the inspection found, and must never be lost among others.
BY_ITSELF: Mapping[str, str] = {"in_who": "child_under_18"}
# The row of all good answers, whatever the size of the base.
GOOD = "favourable"
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


def labels_of_tones() -> dict[str, str]:
    """What each row of a table of tones is called, whatever the size of its base."""
    return {
        category.code: category.label
        for base in (0, BASE_FOR_EVERY_OPTION)
        for category, _codes in of_tones(base)
    }


def tone_words(code: str) -> Wording:
    """What one stored reading is called."""
    return next(label for _name, label, codes in TONES if code in codes)


def of_answers(question: Question, base: int) -> Rows:
    """The rows for what families answered: every option, or their meanings at a smaller base."""
    if base >= BASE_FOR_EVERY_OPTION:
        return _every_option(question)
    if question.id in TWO_GROUPS:
        return of_people(question, base)
    if not any(option.meaning is Meaning.POSITIVE for option in question.options):
        return _first_ones(question, 2 if base >= BASE_FOR_THREE_ROWS else 1)
    return _three_meanings(question) if base >= BASE_FOR_THREE_ROWS else _two_meanings(question)


def of_people(question: Question, base: int) -> Rows:
    """The rows for who took part: every option, or a few groups at a smaller base."""
    if base >= BASE_FOR_EVERY_OPTION and question.id not in ALWAYS_GROUPED:
        return _every_option(question)
    has_three = base >= BASE_FOR_THREE_ROWS and question.id in THREE_GROUPS
    return _groups(question, (THREE_GROUPS if has_three else TWO_GROUPS)[question.id])


def labels_of(question: Question) -> dict[str, str]:
    """What each row of this question's table is called, whatever the size of its base."""
    bases = (0, BASE_FOR_THREE_ROWS, BASE_FOR_EVERY_OPTION)
    is_grouped = question.id in TWO_GROUPS
    found = [(of_people if is_grouped else of_answers)(question, base) for base in bases]
    return {category.code: category.label for rows in found for category, _codes in rows}


def labels_for_everybody(question: Question) -> dict[str, str]:
    """The same for a crossed table, whose last row takes in who left the question out."""
    is_grouped = question.id in TWO_GROUPS
    found = labels_of(question)
    for base in (0, BASE_FOR_THREE_ROWS):
        last, _codes = (of_people if is_grouped else of_answers)(question, base)[-1]
        found[last.code] = filled(_("%(answers)s, or no answer"), answers=last.label)
    return found


def _every_option(question: Question) -> Rows:
    return [
        (Category(option.code, str(option.standard)), frozenset({option.code}))
        for option in question.options
        if option.code != PREFERRED_NOT
    ]


def _first_ones(question: Question, number: int) -> Rows:
    """The first answers by themselves, and all the others: of a question without good answers."""
    every = _every_option(question)
    if len(every) <= number + 1:
        return every
    others = frozenset[str]().union(*(codes for _category, codes in every[number:]))
    return [*every[:number], (Category("all_others", str(ALL_OTHERS)), others)]


def _two_meanings(question: Question) -> Rows:
    """The good answers against all the others: 'Very good or Good' and the rest."""
    return _by_meaning(
        question,
        (GOOD, {Meaning.POSITIVE}),
        ("not_favourable", {Meaning.NEUTRAL, Meaning.NEGATIVE, Meaning.NO_VIEW}),
    )


def _three_meanings(question: Question) -> Rows:
    if question.id in BY_ITSELF:
        return _one_by_itself(question, BY_ITSELF[question.id])
    return _by_meaning(
        question,
        (GOOD, {Meaning.POSITIVE}),
        ("in_between", {Meaning.NEUTRAL, Meaning.NO_VIEW}),
        ("unfavourable", {Meaning.NEGATIVE}),
    )


def _one_by_itself(question: Question, code: str) -> Rows:
    """The good answers, that answer, and all the others: who gave none joins the last row."""
    [good] = _by_meaning(question, (GOOD, {Meaning.POSITIVE}))
    [alone] = [option for option in question.options if option.code == code]
    counted = good[1] | {code}
    others = [option for option in question.options if option.code not in counted]
    return [
        good,
        (Category(code, str(alone.standard)), frozenset({code})),
        (Category("others", _either(others)), frozenset(one.code for one in others)),
    ]


def _by_meaning(question: Question, *rows: tuple[str, set[Meaning]]) -> Rows:
    found = []
    for name, meanings in rows:
        options = [option for option in question.options if option.meaning in meanings]
        if options:
            codes = frozenset(option.code for option in options)
            found.append((Category(name, _either(options)), codes))
    return found


def _groups(question: Question, groups: Groups) -> Rows:
    named = {code for _name, _label, codes in groups for code in codes} | {PREFERRED_NOT}
    others = frozenset(option.code for option in question.options) - named
    return [
        (Category(name, str(label)), frozenset(codes) or others) for name, label, codes in groups
    ]


def _either(options: Sequence[Option]) -> str:
    """A label for several options at once: 'Very good or Good'; a long list is 'other answers'."""
    if len(options) > MOST_OPTIONS_NAMED:
        return str(ALL_OTHERS)
    return either(option.standard for option in options)

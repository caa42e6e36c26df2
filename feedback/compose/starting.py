"""What a new survey starts from: nothing, a built-in survey with its translations, or our own."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flask_babel import force_locale

from forms.composed import Composed, Piece, Words, limits, with_new_ids
from forms.composed.reading import is_free_slug
from forms.composed_words import INTRO
from forms.questions import Survey, Wording
from translations import LANGUAGES, SOURCE, available, ledger


def empty(title: str) -> Composed:
    """A survey without a question."""
    said = Words.english(title)
    intro = words_of(INTRO)
    return Composed("new", said, said, intro, intro)


def from_built_in(title: str, survey: Survey) -> Composed:
    """The questions of a built-in survey, and its first sentences in every language."""
    return replace(
        empty(title),
        intro=words_of(survey.intro),
        easy_intro=words_of(survey.easy_intro),
        pieces=tuple(Piece(one.id, is_overall=one.required) for one in survey.questions)[
            : limits.MOST_PIECES
        ],
        over_budget_reason=None,
        is_restricted=survey.is_restricted,
        asks_about_you=survey.asks_about_you,
    )


def from_composed(title: str, found: Composed) -> Composed:
    """A copy of one of our own, whose own questions are other questions from now on."""
    if title == found.title.in_english:
        return with_new_ids(found)
    said = Words.english(title)
    return replace(with_new_ids(found), title=said, easy_title=said)


def words_of(wording: Wording) -> Words:
    """Wording of ours as words that a survey holds itself, as far as it is translated."""
    with force_locale(SOURCE):
        english = str(wording)
    texts, checked = {SOURCE: english}, set()
    book = ledger.read()
    for code in (one.code for one in available()):
        with force_locale(LANGUAGES[code].locale):
            said = str(wording)
        if said == english:
            continue
        texts[code] = said
        if ledger.state(code, english, said, ledger=book) is ledger.State.CHECKED:
            checked.add(code)
    return Words(texts, checked=frozenset(checked))


def free_slug(title: str, taken: Iterable[str]) -> str:
    """A short name for addresses that no other survey has."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    begin = plain[: limits.LONGEST_SLUG - 4].strip("_")
    if not re.match(r"[a-z]", begin):
        begin = f"survey_{begin}".strip("_")[: limits.LONGEST_SLUG - 4]
    used, number, slug = set(taken), 1, begin
    while slug in used or not is_free_slug(slug):
        number += 1
        slug = f"{begin}_{number}"
    return slug

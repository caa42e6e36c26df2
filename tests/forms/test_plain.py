"""A form that is plainly right is read as WTForms would read it; nothing else is read at all."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms import composed, plain
from forms.answers import Answers, read_answers
from forms.build import CONSENT_FIELD, form_class, questions_asked
from forms.fields import CANNOT_BE_STORED
from forms.plain import read_plainly
from forms.questions import Question, Survey, Variant
from forms.surveys import SURVEYS
from tests.forms.filling import POST_SESSION
from tests.forms.random_surveys import composed_surveys

# What no page sends, beside nothing and blanks.
ODD = ("", " ", "yes", "no", "ticked", "not_ticked", "good\n", "GOOD", "\x00", "\ud83d", "0")
WORDS = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    ["Please start later", " \u200b\ufeff ", "cafe\u0301\r\n", "x" * 2_000, "x" * 2_001]
)
Pairs = Sequence[tuple[str, str]]


def by_wtforms(survey: Survey, pairs: Pairs) -> Answers | None:
    """What the form of this survey makes of it; None where it finds anything wrong."""
    form = form_class(survey, Variant.EASY)(MultiDict(pairs))
    return read_answers(survey, form) if form.validate() else None


def plainly(survey: Survey, pairs: Pairs) -> Answers | None:
    return read_plainly(survey, MultiDict(pairs).to_dict())


def some_values(question: Question) -> st.SearchStrategy[str]:
    """What a family or a machine might send for a question, more often right than wrong."""
    if question.is_text:
        return WORDS
    codes = st.sampled_from(plain.expected(question))
    return codes | codes | codes | st.sampled_from(ODD)


@st.composite
def sent_forms(draw: st.DrawFn, survey: Survey) -> Pairs:
    """A form of this survey: some questions left out, some names twice, in any order."""
    pairs = [
        (question.id, draw(some_values(question)))
        for question in questions_asked(survey)
        for _time in range(draw(st.sampled_from([1, 1, 1, 1, 0, 2])))
    ]
    consent = draw(st.sampled_from([[], ["yes"], ["no"], ["no", "yes"], [""]]))
    others = [("id", "1"), *((CONSENT_FIELD, one) for one in consent)]
    return draw(st.permutations([*pairs, *others]))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=120)
@given(st.data())
def test_both_ways_of_reading_agree_on_a_survey_of_ours(data: st.DataObject) -> None:
    survey = data.draw(st.sampled_from(list(SURVEYS.values())))
    pairs = data.draw(sent_forms(survey))

    assert plainly(survey, pairs) == by_wtforms(survey, pairs)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(st.data())
def test_both_ways_of_reading_agree_on_a_survey_that_officers_put_together(
    data: st.DataObject,
) -> None:
    survey = composed.survey(data.draw(composed_surveys("made_here")), 1)
    pairs = data.draw(sent_forms(survey))

    assert plainly(survey, pairs) == by_wtforms(survey, pairs)


@pytest.mark.parametrize(
    "pairs",
    [
        (),
        (("ps_overall", ""),),
        (("ps_overall", "good "),),
        (("ps_overall", "good"), ("ps_listened", "maybe")),
        (("ps_overall", "good"), ("ps_better", "x" * 2_001)),
    ],
)
def test_what_is_not_plainly_right_is_left_to_wtforms(pairs: Pairs) -> None:
    assert plainly(POST_SESSION, pairs) is None
    assert by_wtforms(POST_SESSION, pairs) is None


def test_a_reader_that_let_every_code_in_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [("ps_overall", "good"), ("ps_listened", "maybe")]
    everything = type("Everything", (), {"__contains__": lambda *_any: True})()
    anything = tuple((question, everything) for question in questions_asked(POST_SESSION))
    monkeypatch.setattr(plain, "_questions_and_codes", lambda _survey: anything)

    assert plainly(POST_SESSION, pairs) != by_wtforms(POST_SESSION, pairs)


def test_exactly_what_can_be_neither_stored_nor_seen_is_taken_out() -> None:
    taken = {ord(one) for one in CANNOT_BE_STORED.findall("".join(map(chr, EVERY_CODE_POINT)))}

    assert taken == {point for point in EVERY_CODE_POINT if cannot_be_stored(point)}


EVERY_CODE_POINT = range(sys.maxunicode + 1)


def cannot_be_stored(point: int) -> bool:
    """Whether Unicode calls it a control character, a surrogate or no character."""
    is_noncharacter = 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
    is_control = unicodedata.category(chr(point)) in {"Cc", "Cs"} and chr(point) not in "\n\t"
    return is_noncharacter or is_control

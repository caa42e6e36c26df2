"""Ids and codes never change, and every option means something."""

import pytest

from forms.questions import Meaning, Option, Question, Survey, TextKind
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from tests.forms.wording import every_question
from translations import LANGUAGES

Y = "yes partly no not_sure"
F = "very_good good neither poor very_poor dont_know"

DESIGN = {
    "post_session": {
        "ps_overall": F,
        "ps_know_more": Y,
        "ps_confident": Y,
        "ps_included": Y,
        "ps_understood": Y,
        "ps_listened": Y,
        "ps_better": "",
    },
    "annual_review": {
        "ar_understood": Y,
        "ar_asked_first": Y,
        "ar_heard": Y,
        "ar_reasons": Y + " no_decision_yet",
        "ar_ready": Y + " no_move_coming",
        "ar_advice": "yes_used yes_not_used no not_sure",
        "ar_better": "",
    },
    "local_offer": {
        "lo_overall": F,
        "lo_found": Y + " just_looking",
        "lo_clear": Y,
        "lo_format": Y,
        "lo_health": Y,
        "lo_say": "yes no_but_like_to no_thanks not_sure",
        "lo_gaps": "",
        "lo_waiting": Y + " not_waiting",
        "lo_heard_of": (
            "qr_poster school health family_hub forum social_media newsletter search friend other"
        ),
        "lo_signpost": Y,
    },
    "ap_experience": {
        "ap_overall": F,
        "ap_safe": Y,
        "ap_learning": Y,
        "ap_listened": Y,
        "ap_wellbeing": Y,
        "ap_next": Y,
        "ap_better": "",
    },
    "interpreter": {
        "in_asked": Y,
        "in_who": (
            "interpreter_in_person interpreter_phone interpreter_video staff_speaks_language "
            "adult_family_or_friend child_under_18 no_one did_not_need"
        ),
        "in_way": Y,
        "in_wait": "ready_on_time waited_same_day new_date_needed never_came not_sure",
        "in_private": Y,
        "in_right": Y,
        "in_better": "",
    },
    "feeling_heard": {
        "fh_start": "from_start joined_could_still_change mostly_decided not_sure",
        "fh_voice": Y,
        "fh_listened": Y,
        "fh_influence": Y,
        "fh_told": Y,
        "fh_heard": Y,
        "fh_better": "",
    },
    "forum_valued": {"fv_valued": Y, "fv_better": ""},
}
REQUIRED = {
    "post_session": "ps_overall",
    "annual_review": "ar_heard",
    "local_offer": "lo_overall",
    "ap_experience": "ap_overall",
    "interpreter": "in_who",
    "feeling_heard": "fh_heard",
    "forum_valued": "fv_valued",
}
ABOUT = {
    "child_age": "0_4 5_11 12_15 16_18 19_25 prefer_not",
    "support": "ehc_plan sen_support waiting neither not_sure prefer_not",
    "ethnic_group": "asian black mixed white other prefer_not",
    "home_language": " ".join(LANGUAGES) + " other prefer_not",
    "new_voice": "yes no not_sure prefer_not",
}
EVERY_SURVEY = pytest.mark.parametrize("survey", SURVEYS.values(), ids=lambda s: s.slug)


def codes(question: Question) -> str:
    return " ".join(option.code for option in question.options)


def test_every_template_of_the_design_has_its_ids_and_codes_in_order() -> None:
    built = {
        slug: {question.id: codes(question) for question in survey.questions}
        for slug, survey in SURVEYS.items()
    }

    assert built == DESIGN
    assert [list(survey) for survey in built.values()] == [list(s) for s in DESIGN.values()]


def test_about_you_has_its_ids_and_codes() -> None:
    assert {question.id: codes(question) for question in ABOUT_YOU} == ABOUT
    assert codes(ROLE) == "parent_carer young_person professional helper"
    assert not any(question.required for question in (ROLE, *ABOUT_YOU))


def test_yes_comes_before_no_in_every_question() -> None:
    offered = [codes(question).split() for question in every_question()]

    both = [found for found in offered if {"yes", "no"} <= set(found)]
    assert len(both) > 20
    assert [found for found in both if found.index("yes") > found.index("no")] == []


@EVERY_SURVEY
def test_exactly_one_question_must_be_answered(survey: Survey) -> None:
    required = [question.id for question in survey.questions if question.required]

    assert required == [REQUIRED[survey.slug]]


def test_a_survey_with_two_required_questions_or_a_repeated_id_is_refused() -> None:
    one = Question("one", "One?", "One?", text_kind=TextKind.OPEN, required=True)
    two = Question("two", "Two?", "Two?", text_kind=TextKind.OPEN, required=True)
    plain = Question("one", "Again?", "Again?", text_kind=TextKind.OPEN)

    with pytest.raises(ValueError, match="exactly one required"):
        Survey("s", 1, "T", "T", "I", "I", questions=(one, two))
    with pytest.raises(ValueError, match="'one' appears twice"):
        Survey("s", 1, "T", "T", "I", "I", questions=(one, plain))


def test_a_question_has_options_or_a_text_kind_and_never_both() -> None:
    option = Option("a", "A", "A", Meaning.NO_VIEW)

    with pytest.raises(ValueError, match="options or a text kind"):
        Question("q", "Q?", "Q?")
    with pytest.raises(ValueError, match="options or a text kind"):
        Question("q", "Q?", "Q?", options=(option,), text_kind=TextKind.OPEN)
    with pytest.raises(ValueError, match="'a' appears twice"):
        Question("q", "Q?", "Q?", options=(option, option))


def test_finding_a_question_or_option_that_is_not_there_says_so() -> None:
    survey = SURVEYS["feeling_heard"]

    assert survey.question("fh_heard").option("partly").meaning is Meaning.NEUTRAL
    with pytest.raises(KeyError, match="no question 'ps_better'"):
        survey.question("ps_better")
    with pytest.raises(KeyError, match="no option 'maybe'"):
        survey.question("fh_heard").option("maybe")


def test_only_learning_away_from_school_is_kept_from_the_public() -> None:
    assert [slug for slug, survey in SURVEYS.items() if survey.is_restricted] == ["ap_experience"]


def test_scales_mean_what_they_say() -> None:
    overall = SURVEYS["post_session"].question("ps_overall")
    listened = SURVEYS["post_session"].question("ps_listened")

    assert [option.meaning.value for option in overall.options] == [
        "positive",
        "positive",
        "neutral",
        "negative",
        "negative",
        "no_view",
    ]
    assert [option.meaning.value for option in listened.options] == [
        "positive",
        "neutral",
        "negative",
        "no_view",
    ]


def test_the_same_code_means_the_same_wherever_a_view_is_asked() -> None:
    meanings: dict[str, set[Meaning]] = {}
    for survey in SURVEYS.values():
        for question in survey.questions:
            for option in question.options:
                meanings.setdefault(option.code, set()).add(option.meaning)

    assert {code: found for code, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("question_id", "code", "meaning"),
    [
        ("in_who", "child_under_18", Meaning.NEGATIVE),
        ("in_who", "adult_family_or_friend", Meaning.NEUTRAL),
        ("in_who", "did_not_need", Meaning.NO_VIEW),
        ("in_wait", "never_came", Meaning.NEGATIVE),
    ],
)
def test_an_interpreting_answer_means(question_id: str, code: str, meaning: Meaning) -> None:
    assert SURVEYS["interpreter"].question(question_id).option(code).meaning is meaning


@pytest.mark.parametrize(
    ("slug", "question_id", "code"),
    [
        ("annual_review", "ar_reasons", "no_decision_yet"),
        ("annual_review", "ar_ready", "no_move_coming"),
        ("local_offer", "lo_found", "just_looking"),
        ("local_offer", "lo_waiting", "not_waiting"),
    ],
)
def test_an_answer_that_does_not_apply_is_no_view(slug: str, question_id: str, code: str) -> None:
    assert SURVEYS[slug].question(question_id).option(code).meaning is Meaning.NO_VIEW


def test_who_someone_is_can_be_neither_good_nor_bad() -> None:
    meanings = {option.meaning for q in (ROLE, *ABOUT_YOU) for option in q.options}

    assert meanings == {Meaning.NO_VIEW}


def test_free_text_asks_what_could_improve() -> None:
    texts = {q.id: q.text_kind for q in every_question() if q.is_text}

    assert texts == dict.fromkeys(
        ("ps_better", "ar_better", "lo_gaps", "ap_better", "in_better", "fh_better", "fv_better"),
        TextKind.COULD_IMPROVE,
    )


def test_a_language_is_offered_in_its_own_name() -> None:
    (home_language,) = (q for q in ABOUT_YOU if q.id == "home_language")

    assert home_language.option("bn").standard == "বাংলা"
    assert home_language.option("zh-Hans").easy == "简体中文"

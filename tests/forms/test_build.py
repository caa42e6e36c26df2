"""A form refuses what is not an answer, says so clearly, and keeps what was typed."""

import warnings
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import Babel, force_locale

from forms.answers import problems
from forms.build import form_class
from forms.questions import Question, Survey, TextKind, Variant
from forms.surveys import SURVEYS
from tests.forms.filling import POST_SESSION, send, send_session

EVERY_SURVEY = pytest.mark.parametrize("survey", SURVEYS.values(), ids=lambda s: s.slug)


def survey_of(*questions: Question) -> Survey:
    return Survey("local", 1, "Local", "Local", "Why.", "Why.", questions=questions)


def messages(form: object) -> list[str]:
    return [problem.message for problem in problems(form)]  # type: ignore[arg-type]


@EVERY_SURVEY
@pytest.mark.parametrize("variant", Variant)
def test_every_survey_passes_with_only_its_required_question(
    survey: Survey, variant: Variant
) -> None:
    (required,) = (question for question in survey.questions if question.required)

    form = send((required.id, required.options[0].code), survey=survey, variant=variant)

    assert form.validate(), form.errors


@EVERY_SURVEY
def test_both_wordings_ask_for_the_same_ids_and_codes(survey: Survey) -> None:
    def shape(variant: Variant) -> list[tuple[str, list[str]]]:
        form = form_class(survey, variant)()
        return [(f.name, [c.value for c in getattr(f, "choices", ())]) for f in form]

    assert shape(Variant.STANDARD) == shape(Variant.EASY)


@EVERY_SURVEY
def test_the_page_asks_role_first_and_consent_last(survey: Survey) -> None:
    names = [field.name for field in form_class(survey)()]

    own = [question.id for question in survey.questions]
    asked = ["child_age", "support", "ethnic_group", "home_language", "new_voice"]
    about = asked if survey.slug != "forum_valued" else []
    assert names == ["role", *own, *about, "consent_to_quote"]


@pytest.mark.parametrize(
    ("variant", "message"),
    [
        (Variant.STANDARD, "Choose an answer to: Overall, how was this session?"),
        (Variant.EASY, "Choose an answer to: How was today?"),
    ],
)
def test_a_missing_answer_is_named_in_the_readers_own_wording(
    variant: Variant, message: str
) -> None:
    form = send(("role", "parent_carer"), variant=variant)

    assert not form.validate()
    assert messages(form) == [message]


def test_an_empty_form_is_told_what_is_missing() -> None:
    form = send()

    assert not form.validate()
    assert [problem.field_id for problem in problems(form)] == ["ps_overall"]


@pytest.mark.parametrize("code", ["great", "GOOD", " good", "good\x00", "\ud800", "1", "None"])
def test_an_unknown_code_is_refused_with_a_clear_sentence(code: str) -> None:
    form = send(("ps_overall", code))

    assert not form.validate()
    assert messages(form) == ["Choose one of the answers shown for: Overall, how was this session?"]


def test_an_unknown_code_is_refused_on_an_optional_question_too() -> None:
    form = send_session(("ps_listened", "maybe"), ("ethnic_group", "pink"))

    assert not form.validate()
    assert [problem.field_id for problem in problems(form)] == ["ps_listened", "ethnic_group"]


def test_a_radio_sent_empty_is_a_question_left_out() -> None:
    assert send_session(("ps_listened", "")).validate()


def test_typed_text_survives_a_mistake_elsewhere() -> None:
    form = send(("ps_better", "More signs, please.\r\nThank you."))

    assert not form.validate()
    assert form["ps_better"].data == "More signs, please.\nThank you."


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (2_000, None),
        (2_001, "Your answer is 1 character too long. Please make it shorter for: "),
        (2_007, "Your answer is 7 characters too long. Please make it shorter for: "),
        (10_000, "Your answer is 8000 characters too long. Please make it shorter for: "),
    ],
)
@pytest.mark.parametrize("letter", ["a", "ব", "👏"])
def test_long_text_is_told_exactly_how_much_to_cut(
    letter: str, length: int, message: str | None
) -> None:
    form = send_session(("ps_better", letter * length))

    assert form.validate() is (message is None)
    assert messages(form) == ([message + "What is one thing we should change?"] if message else [])
    assert form["ps_better"].data == letter * length


def test_length_is_counted_after_cleaning() -> None:
    assert send_session(("ps_better", "a\r\n" * 999 + "ab" + " " * 50)).validate()


def test_a_required_text_left_blank_is_refused() -> None:
    story = Question("story", "Your story?", "Story?", text_kind=TextKind.OPEN, required=True)

    form = send(("story", " \u200b "), survey=survey_of(story))

    assert not form.validate()
    assert messages(form) == ["Write an answer to: Your story?"]


@pytest.mark.parametrize(
    "question_id", ["data", "errors", "validate", "role", "consent_to_quote", "survey"]
)
def test_a_question_may_not_take_a_name_the_form_needs(question_id: str) -> None:
    story = Question(question_id, "Story?", "Story?", text_kind=TextKind.OPEN, required=True)

    with pytest.raises(ValueError, match=f"'{question_id}' cannot name a question"):
        form_class(survey_of(story))


@pytest.mark.parametrize("value", [0.1, {}, ["a"], None, b"bytes"])
def test_something_other_than_text_is_refused_without_an_error_page(value: object) -> None:
    class Parameters(dict[str, list[object]]):
        def getlist(self, name: str) -> list[object]:
            return self.get(name, [])

    form = form_class(POST_SESSION)(Parameters(ps_overall=["good"], ps_better=[value]))

    assert not form.validate()
    assert messages(form) == ["We could not read what you wrote. Please write it again."]


def test_problems_come_in_page_order_one_for_each_field() -> None:
    form = send(("new_voice", "?"), ("ps_better", "a" * 2_001), ("role", "officer"))

    assert not form.validate()
    assert [problem.field_id for problem in problems(form)] == [
        "role",
        "ps_overall",
        "ps_better",
        "new_voice",
    ]


def test_every_message_is_ours_to_translate() -> None:
    """WTForms' own sentences would reach families in English whatever they read."""
    form = send(("ps_overall", "x"), ("ps_listened", "x"), ("ps_better", "a" * 3_000))

    form.validate()

    starts = ("Choose one of the answers shown for: ", "Your answer is ")
    assert all(message.startswith(starts) for message in messages(form))
    assert len(messages(form)) == 3


FRENCH = {
    "Overall, how was this session?": "Comment était cette séance ?",
    "Very good": "Très bien",
    "Choose an answer to: %(question)s": "Choisissez une réponse : %(question)s",
}


def test_one_form_speaks_each_readers_language(tmp_path: Path) -> None:
    catalogue = Catalog(locale="fr")
    for english, french in FRENCH.items():
        catalogue.add(english, french)
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
    app = Flask("french")
    Babel(app, default_translation_directories=str(tmp_path))

    with app.test_request_context():
        english_form, french_form = send(), send()
        english_form.validate()
        assert messages(english_form) == ["Choose an answer to: Overall, how was this session?"]
        with force_locale("fr"):
            french_form.validate()
            assert messages(french_form) == [
                "Choisissez une réponse : Comment était cette séance ?"
            ]
            assert str(french_form["ps_overall"].choices[0].label) == "Très bien"


def test_the_form_is_built_once_and_uses_nothing_deprecated() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fresh = form_class.__wrapped__(POST_SESSION, Variant.EASY)
        form = fresh()
        rendered = form["ps_overall"]()

    assert 'value="very_good"' in rendered
    assert form_class(POST_SESSION) is form_class(POST_SESSION)


def test_the_form_itself_sets_no_csrf_field() -> None:
    assert "csrf_token" not in form_class(POST_SESSION)()


def test_an_answer_can_be_filled_in_from_the_poster() -> None:
    form = form_class(SURVEYS["local_offer"])(data={"lo_heard_of": "qr_poster"})

    assert [choice.value for choice in form["lo_heard_of"].iter_choices() if choice.selected] == [
        "qr_poster"
    ]

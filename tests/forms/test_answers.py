"""Only checked answers leave a form; what a family left out leaves no trace."""

import dataclasses
import subprocess
import sys

import pytest

from forms.answers import Answers, NotValidatedError, read_answers
from forms.build import form_class
from forms.consent import CONSENT_TO_QUOTE
from forms.surveys import SURVEYS
from tests.forms.filling import POST_SESSION, send, send_session


def answers_of(*pairs: tuple[str, str]) -> Answers:
    form = send_session(*pairs)
    assert form.validate(), form.errors
    return read_answers(POST_SESSION, form)


def test_answers_come_in_page_order() -> None:
    answers = answers_of(
        ("child_age", "5_11"),
        ("ps_better", "Start on time"),
        ("ps_listened", "partly"),
        ("role", "parent_carer"),
    )

    assert answers == Answers(
        choices=(
            ("role", "parent_carer"),
            ("ps_overall", "good"),
            ("ps_listened", "partly"),
            ("child_age", "5_11"),
        ),
        texts=(("ps_better", "Start on time"),),
        consent_to_quote=False,
    )
    assert answers.choice("ps_listened") == "partly"
    assert answers.choice("ps_included") is None
    assert answers.text("ps_better") == "Start on time"
    assert answers.text("other") is None


def test_a_question_left_out_stores_nothing() -> None:
    answers = answers_of(("ps_better", " \r\n "), ("child_age", ""))

    assert answers.choices == (("ps_overall", "good"),)
    assert answers.texts == ()


def test_preferring_not_to_say_is_an_answer() -> None:
    assert answers_of(("ethnic_group", "prefer_not")).choice("ethnic_group") == "prefer_not"


def test_text_is_stored_clean() -> None:
    answers = answers_of(("ps_better", " caf\x00e\u0301\r\n\ud83dnext "))

    assert answers.texts == (("ps_better", "café\nnext"),)


def test_extra_fields_are_ignored() -> None:
    extra = [(name, "1") for name in ("id", "survey_id", "created_at", "is_valid", "_method")]

    assert answers_of(*extra) == answers_of()


def test_where_a_name_comes_twice_the_first_value_wins() -> None:
    answers = answers_of(
        ("ps_overall", "very_poor"),
        ("ps_better", "first"),
        ("ps_better", "second"),
        ("ps_listened", ""),
        ("ps_listened", "yes"),
    )

    assert answers.choice("ps_overall") == "good"
    assert answers.text("ps_better") == "first"
    assert answers.choice("ps_listened") is None


@pytest.mark.parametrize(
    ("pairs", "consents"),
    [
        ([], False),
        ([("consent_to_quote", "yes")], True),
        ([("consent_to_quote", "")], False),
        ([("consent_to_quote", "no")], False),
        ([("consent_to_quote", "0")], False),
        ([("consent_to_quote", "no"), ("consent_to_quote", "yes")], False),
    ],
)
def test_consent_is_never_assumed(pairs: list[tuple[str, str]], consents: bool) -> None:
    assert answers_of(*pairs).consent_to_quote is consents


def test_the_consent_box_starts_unticked_and_sends_yes() -> None:
    box = form_class(POST_SESSION)()["consent_to_quote"]

    assert "checked" not in box()
    assert 'value="yes"' in box()
    assert str(box.label.text) == "You may quote my words. Do not use my name."
    assert CONSENT_TO_QUOTE.version == 1


def test_a_ticked_box_stays_ticked_when_the_page_comes_back() -> None:
    form = send(("consent_to_quote", "yes"))

    assert not form.validate()
    assert "checked" in form["consent_to_quote"]()


def test_answers_nobody_checked_cannot_be_read() -> None:
    form = send_session()

    with pytest.raises(NotValidatedError, match="validate"):
        read_answers(POST_SESSION, form)


def test_answers_that_failed_their_checks_cannot_be_read() -> None:
    form = send(("ps_overall", "great"))
    form.validate()

    with pytest.raises(NotValidatedError, match="validate"):
        read_answers(POST_SESSION, form)


def test_filling_a_form_again_needs_checking_again() -> None:
    form = send_session()
    assert form.validate()

    form.process(data={"ps_overall": "great"})

    with pytest.raises(NotValidatedError, match="validate"):
        read_answers(POST_SESSION, form)


def test_answers_of_one_survey_are_not_read_as_another() -> None:
    form = send_session()
    assert form.validate()

    with pytest.raises(NotValidatedError, match="post_session, not feeling_heard"):
        read_answers(SURVEYS["feeling_heard"], form)


def test_answers_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        answers_of().consent_to_quote = True  # type: ignore[misc]


@pytest.mark.parametrize(
    ("role", "kept"),
    [("professional", "yes"), (None, "yes"), ("parent_carer", None), ("young_person", None)],
)
def test_a_question_for_professionals_keeps_no_answer_from_a_family(
    role: str | None, kept: str | None
) -> None:
    local_offer = SURVEYS["local_offer"]
    pairs = [("lo_overall", "good"), ("lo_signpost", "yes")] + ([("role", role)] if role else [])
    form = send(*pairs, survey=local_offer)
    assert form.validate()

    assert read_answers(local_offer, form).choice("lo_signpost") == kept


HEAVY = {"sqlalchemy", "sqlmodel", "sqlite3", "psycopg", "matplotlib", "textblob", "numpy"}
OURS = "forms.answers, forms.bank, forms.build, forms.consent, forms.surveys"


def loaded_by(imports: str) -> set[str]:
    script = f"import sys, {imports}; print('\\n'.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(shown.stdout.decode().split())


def test_asking_questions_loads_no_database_chart_or_language_model() -> None:
    assert loaded_by(OURS) & (HEAVY | {"feedback", "analysis"}) == set()


def test_the_check_on_loaded_modules_would_see_one() -> None:
    assert "sqlite3" in loaded_by("sqlite3") & HEAVY

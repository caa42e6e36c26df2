"""A composed survey is whole in every language it is offered in, or it is not offered there."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import escape

from forms.answers import problems as wrong
from forms.bank import QUESTIONS
from forms.build import form_class
from forms.composed import (
    After,
    Kind,
    Piece,
    Words,
    languages,
    new_own_id,
    problems,
    survey,
    with_new_ids,
)
from forms.questions import Condition
from tests.forms.composing import (
    BRING,
    HELPS,
    choice,
    composed,
    of_every_kind,
    open_question,
    scale,
    without_arabic,
    words,
)
from tests.forms.filling import send


def paths(found: object) -> list[str]:
    return [problem.path for problem in problems(found)]  # type: ignore[arg-type]  # tests give one


def test_words_never_say_english_for_another_language_unless_told() -> None:
    said = words("Tea", fr="Thé")

    assert said.in_("fr") == "Thé"
    assert said.in_("ar") is None
    assert said.in_("ar", or_english=True) == "Tea"


def test_a_translation_of_other_english_is_kept_and_shown_to_nobody() -> None:
    said = Words({"en": "Tea", "fr": "Thé"}, checked=frozenset({"fr"})).with_english("Coffee")

    assert said.texts["fr"] == "Thé"
    assert said.in_("fr") is None
    assert said.languages == {"en"}
    assert not said.checked
    assert said.with_translation("fr", "Café").in_("fr") == "Café"


def test_words_without_english_are_refused() -> None:
    with pytest.raises(ValueError, match="English first"):
        Words({"fr": "Thé"})


def test_a_survey_speaks_the_language_of_the_page(app: Flask) -> None:
    made = survey(of_every_kind(), 1)

    assert str(made.title) == "Coffee morning"
    with force_locale("ar"):
        assert str(made.title) == "صباح القهوة"
        assert str(made.question(BRING).options[1].standard) == "صديق"


def test_markup_that_somebody_typed_is_never_markup_on_a_page() -> None:
    typed = replace(of_every_kind(), title=words("<b>Tea</b> & cake"))
    made = survey(typed, 1)

    assert escape(made.title) == "&lt;b&gt;Tea&lt;/b&gt; &amp; cake"
    # Of a box and its question, both were typed.
    boxes = [question for question in made.questions if question.ticks]
    assert all(hasattr(type(box.standard), "__html__") for box in boxes)
    assert type(boxes[0].standard) is type(made.title)


def test_a_language_is_offered_only_where_every_text_is_there() -> None:
    offered = ("en", "ar", "fr")

    assert languages(of_every_kind(), offered) == ("en", "ar")
    assert languages(without_arabic(of_every_kind()), offered) == ("en",)
    # The bank is translated into all that is offered; only the survey's own words are asked for.
    assert languages(composed(Piece("ps_overall", is_overall=True)), offered) == ("en", "ar")


def test_a_language_is_a_draft_until_every_text_of_its_own_is_checked() -> None:
    bare = composed(Piece("ps_overall", is_overall=True))
    names = ("title", "easy_title", "intro", "easy_intro")
    checked = {name: replace(getattr(bare, name), checked=frozenset({"ar"})) for name in names}

    assert "ar" in survey(bare, 1).unchecked
    assert "ar" not in survey(replace(bare, **checked), 1).unchecked
    all_but_one = checked | {"intro": bare.intro}
    assert "ar" in survey(replace(bare, **all_but_one), 1).unchecked


def test_every_box_of_several_is_a_question_of_its_own() -> None:
    made = survey(of_every_kind(), 1)

    boxes = [question for question in made.questions if question.ticks]

    assert [box.id for box in boxes] == [f"{HELPS}_nobody", f"{HELPS}_friend"]
    assert {box.ticks for box in boxes} == {boxes[0].ticks}
    assert str(boxes[1].standard) == "Who came with you? – A friend"
    assert [option.code for option in boxes[0].options] == ["ticked", "not_ticked"]


def test_a_box_that_is_not_there_is_said_of_its_question(app: Flask) -> None:
    made = survey(of_every_kind(), 1)

    form = send(("ps_overall", "good"), (f"{HELPS}_nobody", "9"), survey=made)

    assert not form.validate()
    assert [one.message for one in wrong(form)] == [
        "Choose one of the answers shown for: Who came with you?"
    ]


def test_a_composed_survey_makes_a_form() -> None:
    assert form_class(survey(of_every_kind(), 1))


def test_a_question_of_the_bank_keeps_its_own_wording_and_role() -> None:
    made = survey(
        composed(Piece("ps_overall", is_overall=True), Piece("lo_signpost"), Piece("fh_heard")), 3
    )

    assert made.version == 3
    assert made.question("lo_signpost").only_for == "professional"
    assert made.question("fh_heard").options is QUESTIONS["fh_heard"].options
    assert not made.question("fh_heard").required
    assert made.overall.id == "ps_overall"


def test_a_condition_stands_in_the_survey() -> None:
    after = After("ps_overall", ("poor", "very_poor"))
    made = survey(composed(Piece("ps_overall", is_overall=True), Piece(choice(), after=after)), 1)

    assert made.question(BRING).after == Condition("ps_overall", ("poor", "very_poor"))


def test_questions_from_a_restricted_survey_restrict_the_whole() -> None:
    assert survey(composed(Piece("ap_overall", is_overall=True)), 1).is_restricted
    assert not survey(composed(Piece("ps_overall", is_overall=True)), 1).is_restricted


def test_own_ids_never_meet_the_bank_or_each_other() -> None:
    made = {new_own_id() for _time in range(200)}

    assert len(made) == 200
    assert not made & QUESTIONS.keys()
    assert not any(name.startswith("own_") for name in QUESTIONS)


def test_a_copy_gets_other_ids_and_its_conditions_follow() -> None:
    first = composed(
        Piece("ps_overall", is_overall=True),
        Piece(choice()),
        Piece(open_question(), after=After(BRING, ("friend",))),
    )

    copy = with_new_ids(first)

    assert copy.pieces[1].id != BRING
    assert copy.pieces[2].after == After(copy.pieces[1].id, ("friend",))
    assert not problems(copy)


def test_a_survey_of_every_kind_has_no_problems() -> None:
    assert not problems(of_every_kind())


@pytest.mark.parametrize("how_many", [0, 2])
def test_exactly_one_question_is_needed_by_everybody(how_many: int) -> None:
    names = ("ps_overall", "fh_heard", "lo_overall")
    pieces = [Piece(name, is_overall=at < how_many) for at, name in enumerate(names)]

    assert paths(composed(*pieces)) == ["pieces"]


@pytest.mark.parametrize(
    "overall",
    [
        Piece(open_question(), is_overall=True),
        Piece(choice(kind=Kind.SEVERAL), is_overall=True),
        Piece("ps_listened", is_overall=True, only_for="young_person"),
        Piece("lo_signpost", is_overall=True),
        Piece("ps_listened", is_overall=True, after=After("ps_included", ("yes",))),
    ],
)
def test_the_overall_question_is_one_choice_asked_of_everybody(overall: Piece) -> None:
    assert paths(composed(Piece("ps_included"), overall)) == ["pieces.1.is_overall"]


@pytest.mark.parametrize(
    "after",
    [
        After("ps_better", ("yes",)),  # Later.
        After(BRING, ("friend",)),  # Itself.
        After("fh_heard", ("yes",)),  # Not in the survey.
        After("ps_overall", ("yes",)),  # No such answer.
        After("ps_overall", ()),
        After(HELPS, ("friend",)),  # Several answers.
        After("ps_included", ("yes", "partly", "no", "not_sure")),  # Every answer.
    ],
)
def test_a_condition_on_what_cannot_be_known_is_refused(after: After) -> None:
    made = composed(
        Piece("ps_overall", is_overall=True),
        Piece("ps_included"),
        Piece(choice(HELPS, kind=Kind.SEVERAL)),
        Piece(choice(), after=after),
        Piece("ps_better"),
    )

    assert paths(made) == ["pieces.3.after"]


def test_more_than_the_budget_needs_a_reason() -> None:
    names = ("ps_know_more", "ps_confident", "ps_included", "ps_understood", "ps_listened")
    pieces = [Piece("ps_overall", is_overall=True), *map(Piece, names)]
    seven = composed(*pieces, Piece("fh_heard"))

    assert not problems(composed(*pieces, Piece("ps_better")))
    assert paths(composed(*pieces, Piece("ps_better"), Piece("lo_gaps"))) == ["over_budget_reason"]
    assert paths(seven) == ["over_budget_reason"]
    assert not problems(replace(seven, over_budget_reason="The Forum asked for all of these."))


def test_what_is_missing_is_said_at_its_place() -> None:
    bare = replace(choice(), options=(), standard=words(""))
    twice = composed(
        Piece("ps_overall", is_overall=True),
        Piece(bare),
        Piece(replace(scale(), scale=None)),
        Piece(replace(open_question(), text_kind=None)),
        Piece("ps_overall"),
    )

    assert paths(twice) == [
        "pieces.1.question.standard.en",
        "pieces.1.question.options",
        "pieces.2.question.scale",
        "pieces.3.question.text_kind",
        "pieces.4.question",
    ]


def test_two_answers_that_say_the_same_are_refused() -> None:
    one, other = choice().options
    same = replace(choice(), options=(one, replace(other, standard=words(" nobody"))))

    made = composed(Piece("ps_overall", is_overall=True), Piece(same))

    assert paths(made) == ["pieces.1.question.options"]

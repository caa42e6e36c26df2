"""A published survey never changes, two editors lose nothing, and nothing pools silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from feedback import drafts, migrations, surveys
from feedback.config import Config
from feedback.database import create_engine_for
from forms.composed import After, Composed, Piece
from forms.surveys import SURVEYS
from tests.forms.composing import BRING, SAY, choice, composed, of_every_kind, open_question, words


@pytest.fixture
def held(config: Config) -> Iterator[Session]:
    with Session(create_engine_for(config.database_url)) as session:
        yield session


@pytest.fixture
def held_on_both(engine: Engine) -> Iterator[Session]:
    migrations.upgrade(engine)
    with Session(engine) as session:
        yield session


def published(held: Session, draft: Composed) -> drafts.Published:
    kept = drafts.find(draft.slug, held=held)
    if kept is None:
        drafts.add(draft, by=None, held=held)
    else:
        drafts.save(draft, revision=kept.revision, by=None, held=held)
    return drafts.publish(draft.slug, by="somebody", held=held)


def in_other_words(draft: Composed) -> Composed:
    pieces = tuple(
        replace(piece, question=replace(piece.own, standard=words("Who else came?")))
        if piece.own and piece.id == BRING
        else piece
        for piece in draft.pieces
    )
    return replace(draft, pieces=pieces)


def test_a_draft_is_no_survey_until_it_is_published(held: Session) -> None:
    drafts.add(of_every_kind(), by=None, held=held)

    assert surveys.find("coffee_morning", held=held) is None
    assert "coffee_morning" not in surveys.all_of_them(held=held)

    drafts.publish("coffee_morning", by="somebody", held=held)

    found = surveys.get("coffee_morning", held=held)
    assert (found.version, str(found.title)) == (1, "Coffee morning")
    assert found is surveys.get("coffee_morning", 1, held=held)
    assert surveys.all_of_them(held=held)["coffee_morning"] is found


def test_built_in_surveys_are_found_without_asking_the_database() -> None:
    assert surveys.find("post_session") is SURVEYS["post_session"]


@pytest.mark.parametrize("change", ["UPDATE composed_version SET hash = ''", "DELETE FROM {0}"])
def test_the_database_refuses_to_change_what_was_published(held: Session, change: str) -> None:
    published(held, of_every_kind())

    with pytest.raises(DBAPIError, match="is frozen"):
        held.execute(text(change.format("composed_version")))


def test_a_version_stays_as_it_was_when_another_is_published(held: Session) -> None:
    published(held, of_every_kind())
    published(held, replace(of_every_kind(), title=words("Tea time")))

    assert str(surveys.get("coffee_morning", 1, held=held).title) == "Coffee morning"
    assert str(surveys.get("coffee_morning", 2, held=held).title) == "Tea time"
    assert surveys.get("coffee_morning", held=held).version == 2


def test_what_was_tampered_with_is_not_shown(
    held: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surveys, "_kept", surveys._Kept())
    published(held, of_every_kind())
    held.flush()
    held.execute(text("DROP TRIGGER composed_version_refuses_update"))
    held.execute(text("UPDATE composed_version SET content = replace(content, 'warm', 'cold')"))

    with pytest.raises(surveys.VersionBrokenError):
        surveys.find("coffee_morning", held=held)


def test_two_people_saving_one_draft_is_noticed_and_nothing_is_lost(held: Session) -> None:
    opened = drafts.add(of_every_kind(), by=None, held=held)
    theirs = drafts.save(
        replace(opened.composed, title=words("Tea time")),
        revision=opened.revision,
        by=None,
        held=held,
    )

    with pytest.raises(drafts.ChangedMeanwhileError) as refused:
        drafts.save(
            replace(opened.composed, title=words("Cake")),
            revision=opened.revision,
            by=None,
            held=held,
        )

    assert theirs.revision == 2
    assert refused.value.theirs.composed.title.in_english == "Tea time"


def test_a_draft_with_problems_is_not_published(held: Session) -> None:
    drafts.add(composed(Piece("ps_overall")), by=None, held=held)

    with pytest.raises(drafts.NotReadyError) as refused:
        drafts.publish("coffee_morning", by="somebody", held=held)

    assert [one.path for one in refused.value.problems] == ["pieces"]
    assert surveys.find("coffee_morning", held=held) is None


def test_the_same_is_not_published_twice(held: Session) -> None:
    published(held, of_every_kind())

    with pytest.raises(drafts.NothingNewError):
        drafts.publish("coffee_morning", by="somebody", held=held)


def test_an_unchanged_question_pools_and_a_changed_one_never_does(held_on_both: Session) -> None:
    held = held_on_both
    published(held, of_every_kind())

    second = published(held, in_other_words(of_every_kind()))

    assert second.renamed.keys() == {BRING}
    kept = drafts.find("coffee_morning", held=held)
    assert kept is not None
    assert kept.composed == second.composed
    now = surveys.get("coffee_morning", held=held)
    assert BRING not in [question.id for question in now.questions]
    assert str(now.question(second.renamed[BRING]).standard) == "Who else came?"


def test_a_question_put_back_in_other_words_does_not_pool_either(held: Session) -> None:
    published(held, of_every_kind())
    published(held, composed(Piece("ps_overall", is_overall=True)))

    assert published(held, in_other_words(of_every_kind())).renamed.keys() == {BRING}


def test_a_question_that_shall_not_pool_gets_another_id(held: Session) -> None:
    first = composed(Piece("ps_overall", is_overall=True), Piece(choice()))
    published(held, first)

    apart = replace(first, pieces=(first.pieces[0], replace(first.pieces[1], pools=False)))

    assert published(held, apart).renamed.keys() == {BRING}


def test_what_hangs_from_a_changed_question_does_not_pool_with_it(held: Session) -> None:
    first = composed(
        Piece("ps_overall", is_overall=True),
        Piece(choice()),
        Piece(open_question(), after=After(BRING, ("friend",))),
    )
    published(held, first)

    assert published(held, in_other_words(first)).renamed.keys() == {BRING, SAY}


def test_a_better_translation_pools(held: Session) -> None:
    published(held, of_every_kind())
    better = replace(
        choice(), standard=choice().standard.with_translation("ar", "مع من أتيت؟", is_checked=True)
    )
    first = of_every_kind()
    pieces = tuple(
        replace(piece, question=better) if piece.id == BRING else piece for piece in first.pieces
    )

    assert published(held, replace(first, pieces=pieces)).renamed == {}


def test_results_know_every_question_that_any_version_asked(held: Session) -> None:
    published(held, of_every_kind())
    published(held, composed(Piece("fh_heard", is_overall=True), Piece("ps_overall")))

    found = surveys.over_time("coffee_morning", held=held)

    assert found is not None
    assert found.overall.id == "fh_heard"
    assert [question.id for question in found.questions][:3] == [
        "fh_heard",
        "ps_overall",
        "own_dddddddddd",
    ]
    assert surveys.all_of_them(held=held)["coffee_morning"] is found


def test_an_own_id_belongs_to_one_survey(held: Session) -> None:
    drafts.add(of_every_kind(), by=None, held=held)

    with pytest.raises(drafts.DraftRefusedError):
        drafts.add(of_every_kind("tea_time"), by=None, held=held)


@pytest.mark.parametrize("slug", ["post_session", "coffee_morning"])
def test_a_name_is_taken_once(held: Session, slug: str) -> None:
    drafts.add(composed(Piece("ps_overall", is_overall=True)), by=None, held=held)

    with pytest.raises(drafts.DraftRefusedError):
        drafts.add(composed(Piece("fh_heard", is_overall=True), slug=slug), by=None, held=held)


def test_a_retired_survey_is_offered_no_more_and_stays_readable(held: Session) -> None:
    published(held, of_every_kind())
    assert "coffee_morning" in surveys.on_offer(held=held)

    drafts.retire("coffee_morning", is_retired=True, by=None, held=held)

    assert surveys.on_offer(held=held).keys() == SURVEYS.keys()
    assert surveys.get("coffee_morning", held=held)


def test_only_what_was_never_published_can_be_forgotten(held: Session) -> None:
    drafts.add(of_every_kind(), by=None, held=held)
    drafts.discard("coffee_morning", held=held)
    assert drafts.find("coffee_morning", held=held) is None

    published(held, of_every_kind())
    with pytest.raises(drafts.DraftRefusedError):
        drafts.discard("coffee_morning", held=held)

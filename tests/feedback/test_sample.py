"""The sample data: labelled, there once, and nowhere near production."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from feedback import create_app, results
from feedback.areas import load_area
from feedback.config import Config, Environment
from feedback.database import Database
from feedback.passwords import verify_password
from feedback.sample import SampleRefusedError, credentials, fill, has_sample_data
from feedback.sample.asking import COLLECTIONS, weeks_of
from feedback.sample.comments import COMMENTS
from feedback.sample.composing import COMPOSED, SLUG, sample_surveys
from forms.bank import QUESTIONS
from forms.composed import languages, problems
from forms.surveys import SURVEYS
from tests.feedback.bringing_in import contents, stored
from tests.feedback.releasing import freeze
from translations import LANGUAGES
from translations.names import NAMED

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
AREA = load_area("city_of_london")


def filled(engine: Engine, config: Config) -> Database:
    database = Database(engine)
    assert fill(database, config, area=AREA, now=NOW)
    return database


def in_production(config: Config) -> Config:
    return replace(
        config,
        environment=Environment.PRODUCTION,
        base_url="https://heard.example",
        secret_key="s" * 40,
    )


def hashes_of(engine: Engine) -> dict[str, str]:
    rows = stored(engine, "staff_member", "email", "password_hash")
    return {str(email): str(kept) for email, kept in rows}


def test_everything_made_up_says_so(engine: Engine, config: Config) -> None:
    assert not has_sample_data(engine)

    filled(engine, config)

    assert has_sample_data(engine)
    for occasion, is_sample in stored(engine, "collection", "occasion", "is_sample"):
        assert is_sample
        assert str(occasion).startswith("Sample: ")
    for label, code in stored(engine, "placement", "label", "code"):
        assert str(label).startswith("Sample: ")
        assert set(str(code)).isdisjoint("OIL01")
    for name, email, is_sample in stored(engine, "staff_member", "name", "email", "is_sample"):
        assert is_sample
        assert str(name).startswith("Sample ")
        assert str(email).endswith(".example")
    # Nobody has checked them, and sample data may not pretend it.
    assert set(stored(engine, "translation", "field", "speaker")) == {("occasion", None)}


def test_the_page_about_languages_has_something_to_show(engine: Engine, config: Config) -> None:
    filled(engine, config)

    kept = stored(engine, "missing_language", "code", "typed", "week")

    terms = {AREA.term_ref(date.fromisoformat(str(week))) for _code, _typed, week in kept}
    assert len(terms - {None}) == 2
    assert all(code in NAMED for code, _typed, _week in kept if code)
    # What a family wrote itself says that it is made up.
    assert {typed for code, typed, _week in kept if not code} == {"Sample: Hakka"}


def test_filling_again_changes_nothing(engine: Engine, config: Config) -> None:
    database = filled(engine, config)
    before = contents(engine)

    assert not fill(database, config, area=AREA, now=NOW + timedelta(days=1))

    assert contents(engine) == before


def test_production_refuses_sample_data(engine: Engine, config: Config) -> None:
    before = contents(engine)

    with pytest.raises(SampleRefusedError):
        fill(Database(engine), in_production(config), area=AREA, now=NOW)

    assert contents(engine) == before


def test_a_filling_that_fails_leaves_nothing(
    engine: Engine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(engine)
    monkeypatch.setattr("feedback.sample.add_collections", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        fill(Database(engine), config, area=AREA, now=NOW)

    assert contents(engine) == before


def test_passwords_are_the_installations_own_and_stored_only_as_hashes(
    engine: Engine, config: Config
) -> None:
    filled(engine, config)
    hashes = hashes_of(engine)

    elsewhere = {one.password for one in credentials(replace(config, secret_key="another"))}
    for one in credentials(config):
        assert verify_password(one.password, stored=hashes[one.email])
        assert one.password not in str(contents(engine))
        assert one.password not in elsewhere


def test_passwords_still_work_when_the_secret_was_made_anew(engine: Engine, config: Config) -> None:
    database = filled(engine, config)
    renewed = replace(config, secret_key="a new secret of this installation")

    fill(database, renewed, area=AREA, now=NOW)

    hashes = hashes_of(engine)
    for one in credentials(renewed):
        assert verify_password(one.password, stored=hashes[one.email])


def test_the_terms_that_are_over_show_each_thing_the_gate_does(
    engine: Engine, config: Config
) -> None:
    filled(engine, config)
    app = create_app(config, engine=engine)

    made = {(one.survey, one.terms[-1]): one for one in freeze(app, now=NOW + timedelta(days=60))}

    numbers = sorted(one.responses or 0 for one in made.values())
    assert {0, 13, 26, 55, 120} <= set(numbers)
    with app.test_request_context("/"):
        pages = [results.release(one.number, results.Seer.OFFICER) for one in made.values()]
    cells = [cell for page in pages if page for one in page.tables for cell in one.table.cells]
    assert any(cell.shown is None for cell in cells)
    assert any(cell.shown for cell in cells)
    assert any(page.crossings for page in pages if page)


def test_every_survey_can_be_answered_and_answers_span_terms(
    engine: Engine, config: Config
) -> None:
    filled(engine, config)

    open_now = {
        slug
        for slug, opens, closes in stored(
            engine, "collection", "survey_slug", "opens_at", "closes_at"
        )
        if isinstance(opens, datetime) and isinstance(closes, datetime) and opens <= NOW < closes
    }
    weeks = {week for (week,) in stored(engine, "response", "week") if isinstance(week, date)}

    assert open_now == set(SURVEYS)
    assert {week.weekday() for week in weeks} == {0}
    assert len({AREA.term_for(week).ref for week in weeks}) == 3


def test_every_answer_is_one_a_family_could_have_given(engine: Engine, config: Config) -> None:
    filled(engine, config)

    own = {one.id: one for one in sample_surveys()[SLUG].questions}
    for question, code in stored(engine, "answer", "question_id", "code"):
        assert {**own, **QUESTIONS}[str(question)].option(str(code))
    assert len({language for (language,) in stored(engine, "comment", "language")}) >= 5


def test_a_survey_of_ones_own_is_published_answered_and_released(
    engine: Engine, config: Config
) -> None:
    filled(engine, config)
    app = create_app(config, engine=engine)

    made = freeze(app, now=NOW + timedelta(days=60))

    assert problems(COMPOSED) == ()
    own = [piece for piece in COMPOSED.pieces if piece.own]
    assert (len(COMPOSED.pieces), len(own)) == (4, 2)
    assert {"en", "ar", "fr"} == set(languages(COMPOSED, LANGUAGES))
    [one] = [one for one in made if one.survey == SLUG and one.responses]
    with app.test_request_context("/"):
        found = results.release(one.number, results.Seer.PUBLIC)
        assert found
        assert all(found.table(piece.id) for piece in own)
        assert not found.survey.is_restricted


def test_comments_are_in_languages_we_know() -> None:
    assert set(COMMENTS) == set(SURVEYS)
    assert {each for texts in COMMENTS.values() for each in texts} <= set(LANGUAGES)


@pytest.mark.parametrize("first_days", range(0, 400, 13))
def test_any_day_has_weeks_to_put_answers_in(first_days: int) -> None:
    day = date(2025, 8, 4) + timedelta(days=first_days)

    for terms_ago in (0, 1, 2):
        weeks = weeks_of(AREA, day, terms_ago=terms_ago)

        assert weeks
        assert all(AREA.term_for(week) and week <= day for week in weeks)


def test_codes_and_occasions_are_each_there_once() -> None:
    codes = [placement.code for each in COLLECTIONS for placement in each.placements]

    assert len(codes) == len(set(codes))
    assert len({each.occasion for each in COLLECTIONS}) == len(COLLECTIONS)

"""Made-up data at any size: the same for the same seed, streamed, never beside anything real."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, func, select

from feedback.areas import load_area
from feedback.cli import main
from feedback.config import Config, Environment
from feedback.database import Database, create_engine_for
from feedback.models import Collection, Reading
from feedback.readings import count_pending
from feedback.responses import ANSWER, COMMENT, RESPONSE, table_of
from feedback.sample import fill, has_sample_data
from feedback.sample.growing import Growth, GrowthRefusedError, grow
from tests.factories import collection, staff_member, store
from tests.feedback.bringing_in import contents, stored
from tests.feedback.older import STAFF, everything, old_and_real

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
AREA = load_area("city_of_london")
MADE = ("collection", "placement", "response", "answer", "comment", "reading", "noticing")


@pytest.fixture
def light(config: Config) -> Iterator[Engine]:
    """An empty SQLite database: what PostgreSQL does alike is tried there once."""
    engine = create_engine_for(config.database_url)
    yield engine
    engine.dispose()


def made(engine: Engine, config: Config, growth: Growth) -> dict[str, list[Any]]:
    assert grow(Database(engine), config, growth, area=AREA, now=NOW) == growth.responses
    return {table: contents(engine)[table] for table in MADE}


def number_of(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.parametrize("responses", [1, 7, 1_234])
def test_exactly_as_many_as_asked_for_are_made(
    light: Engine, config: Config, responses: int
) -> None:
    grow(Database(light), config, Growth(responses, seed=3), area=AREA, now=NOW)

    assert number_of(light, RESPONSE) == responses


def test_what_is_made_is_plausible(light: Engine, config: Config) -> None:
    grow(Database(light), config, Growth(2_000, seed=3), area=AREA, now=NOW)

    weeks = {row[0] for row in stored(light, "response", "week")}
    languages = {row[0] for row in stored(light, "response", "language")}
    slugs = {row[0] for row in stored(light, "collection", "survey_slug")}
    questions = {row[0] for row in stored(light, "answer", "question_id")}
    set_aside = sum(bool(row[0]) for row in stored(light, "response", "is_in_burst"))
    assert len({AREA.term_ref(datetime.fromisoformat(str(week)).date()) for week in weeks}) >= 3
    assert {"en", "bn", "ar"} <= languages
    assert {"post_session", "local_offer", "annual_review"} <= slugs
    assert {"role", "child_age", "ethnic_group", "new_voice", "ps_overall"} <= questions
    # Some left something out, some wrote nothing, and a few came in a rush.
    assert number_of(light, ANSWER) < 2_000 * 12
    assert 500 < number_of(light, COMMENT) < 1_500
    assert 0 < set_aside < 200
    assert number_of(light, table_of(Reading)) == number_of(light, COMMENT)
    assert count_pending(Database(light)) == 0


def test_everything_that_is_made_says_so(light: Engine, config: Config) -> None:
    grow(Database(light), config, Growth(50, seed=3), area=AREA, now=NOW)

    assert has_sample_data(light)
    for occasion, is_sample in stored(light, "collection", "occasion", "is_sample"):
        assert is_sample
        assert str(occasion).startswith("Sample: ")


def test_the_same_seed_makes_the_same_and_another_makes_others(
    config: Config, tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Any
) -> None:
    engines = []
    for name in ("one", "two", "three"):
        path = tmp_path_factory.mktemp(name) / "heard.sqlite3"
        path.write_bytes(migrated_sqlite.read_bytes())
        engines.append(create_engine_for(f"sqlite:///{path}"))

    first, again, other = (
        made(engine, config, Growth(300, seed))
        for engine, seed in zip(engines, (1, 1, 2), strict=True)
    )

    assert first == again
    assert all(first[table] != other[table] for table in MADE)


def test_two_seeds_live_beside_each_other_and_beside_the_sample(
    engine: Engine, config: Config
) -> None:
    database = Database(engine)
    fill(database, config, area=AREA, now=NOW)
    before = number_of(engine, RESPONSE)

    grow(database, config, Growth(30, seed=1), area=AREA, now=NOW)
    grow(database, config, Growth(30, seed=2), area=AREA, now=NOW)

    assert number_of(engine, RESPONSE) == before + 60


def test_a_seed_is_used_once(light: Engine, config: Config) -> None:
    database = Database(light)
    grow(database, config, Growth(30, seed=1), area=AREA, now=NOW)

    with pytest.raises(GrowthRefusedError, match="Seed 1 was used here before"):
        grow(database, config, Growth(30, seed=1), area=AREA, now=NOW)

    assert number_of(light, RESPONSE) == 30


def test_nothing_is_made_up_in_production(light: Engine, config: Config) -> None:
    production = replace(
        config,
        environment=Environment.PRODUCTION,
        base_url="https://heard.example",
        secret_key="s" * 40,
    )

    with pytest.raises(GrowthRefusedError, match="never in production"):
        grow(Database(light), production, Growth(1, seed=1), area=AREA, now=NOW)

    assert number_of(light, table_of(Collection)) == 0
    assert number_of(light, RESPONSE) == 0


def test_nothing_is_made_up_beside_what_is_real(engine: Engine, config: Config) -> None:
    with Database(engine).session() as session:
        store(session, [collection()])

    with pytest.raises(GrowthRefusedError, match="not marked as made up, so nothing was changed"):
        grow(Database(engine), config, Growth(1, seed=1), area=AREA, now=NOW)

    assert number_of(engine, table_of(Collection)) == 1
    assert number_of(engine, RESPONSE) == 0


@pytest.mark.parametrize("real", [collection, staff_member])
def test_one_real_thing_among_the_made_up_ones_is_enough(
    light: Engine, config: Config, real: Callable[[], Any]
) -> None:
    database = Database(light)
    grow(database, config, Growth(1, seed=1), area=AREA, now=NOW)
    with database.session() as session:
        store(session, [real()])

    with pytest.raises(GrowthRefusedError, match="not marked as made up"):
        grow(database, config, Growth(1, seed=2), area=AREA, now=NOW)

    assert number_of(light, RESPONSE) == 1


def test_families_are_streamed_and_not_held(config: Config, light: Engine) -> None:
    sizes: list[int] = []

    grow(Database(light), config, Growth(4_100, seed=1), area=AREA, now=NOW, on_batch=sizes.append)

    assert sizes == sorted(sizes)
    assert sizes[-1] == 4_100
    # No batch is larger than what is held at once.
    assert max(b - a for a, b in zip([0, *sizes], sizes, strict=False)) <= 2_000


def test_the_command_fills_an_empty_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "new"))

    ran = CliRunner().invoke(main, ["generate", "--responses", "12", "--seed", "4"])
    again = CliRunner().invoke(main, ["generate", "--responses", "12", "--seed", "4"])

    assert ran.exit_code == 0, ran.output
    assert "12 made-up responses were added" in ran.output
    assert again.exit_code == 2
    assert "Seed 4 was used here before" in again.output


def test_the_command_asks_before_it_brings_a_real_database_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = old_and_real(tmp_path, STAFF)
    before = everything(file)
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path))

    ran = CliRunner().invoke(main, ["generate", "--responses", "1"])

    assert ran.exit_code == 2
    assert "not marked as made up, so nothing was changed" in ran.output
    assert everything(file) == before

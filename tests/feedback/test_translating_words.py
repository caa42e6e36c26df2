"""Officers' own words go out and come back in the same spreadsheet, and nobody's work is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session, SQLModel

from feedback.authored import TEXTS
from feedback.cli.authored_rows import PLACES
from feedback.cli.translators_sheet import REFERENCE, STATE
from feedback.models import Collection, Translation
from feedback.responses import table_of
from tests import factories
from tests.feedback.initiatives import initiative, reply
from tests.feedback.test_translating import (
    PLAIN,
    QUESTION,
    Table,
    exported,
    folder,
    heard,
    kept_in,
    put,
    row_of,
    spoilt,
    table_in,
)
from tests.feedback.translating_words import checked, translation

__all__ = ["folder"]

OCCASION, FRENCH = "Coffee morning", "Café du matin"
WORKED_ON = put(OCCASION, PLAIN, FRENCH)


@pytest.fixture(autouse=True)
def asked(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    """An open collection in the database that the command is set to, on each kind."""
    url = engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("HEARD_DATABASE_URL", url)
    made = factories.collection(occasion=OCCASION)
    stored(engine, made)
    return made


def stored(engine: Engine, *things: SQLModel) -> None:
    with Session(engine, expire_on_commit=False) as session:
        factories.store(session, things)


def kept(engine: Engine) -> dict[str, tuple[str, str | None]]:
    """Every French translation, and who has checked it."""
    with Session(engine) as session:
        rows = session.scalars(select(Translation)).all()
        return {row.field: (row.text, row.speaker) for row in rows}


def say_in_english(engine: Engine, words: str) -> None:
    with engine.begin() as connection:
        connection.execute(update(table_of(Collection)).values(occasion=words))


def test_a_sheet_holds_what_officers_wrote_and_says_what_it_is(
    engine: Engine, tmp_path: Path
) -> None:
    made = initiative(title="The Saturday club", description="Every week.\nFor all.")
    stored(engine, made, reply(made, reason="It is cheap."))

    table = table_in(exported(tmp_path))

    places = {row[1]: row[0] for row in table[1:] if row[table[0].index(REFERENCE)]}
    assert places == {
        OCCASION: "What officers wrote: what a survey is about, on its first page",
        "The Saturday club": "What officers wrote: the title of an initiative",
        "Every week.\nFor all.": "What officers wrote: what an initiative is",
        "A quiet room": "What officers wrote: what families said",
        "It is cheap.": "What officers wrote: why it was decided",
        "There is a quiet room.": "What officers wrote: what was done about it",
    }


def test_every_kind_of_text_that_officers_write_has_its_place_in_the_sheet() -> None:
    assert PLACES.keys() == {text.field for texts in TEXTS.values() for text in texts}


def test_what_nobody_reads_any_more_is_not_sent_to_a_translator(
    engine: Engine, tmp_path: Path
) -> None:
    now = factories.collection().opens_at
    over = factories.collection(occasion="Over", opens_at=now - timedelta(days=9), closes_at=now)
    stored(engine, over)

    assert "Over" not in {row[1] for row in table_in(exported(tmp_path))}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_taken_back_untouched_changes_nothing(
    kind: str, engine: Engine, asked: Collection, tmp_path: Path, folder: Path
) -> None:
    made = initiative(title="The Saturday club", description="Every week.\nFor all.")
    said = translation(made, "description", "fr", "Chaque semaine.\nPour tous.")
    old = translation(asked, "occasion", "fr", FRENCH, key="of other English")
    stored(engine, made, checked(said), old)
    before, files = kept(engine), kept_in(folder)

    done = heard("import", exported(tmp_path, kind=kind))

    assert done.exit_code == 0, done.output
    assert "nothing to change" in done.stdout
    assert (kept(engine), kept_in(folder)) == (before, files)


def test_a_translation_is_kept_and_signed(engine: Engine, tmp_path: Path, folder: Path) -> None:
    files = kept_in(folder)
    sheet = spoilt(spoilt(exported(tmp_path), WORKED_ON), put(OCCASION, STATE, "checked"))

    done = heard("import", sheet, "--speaker", "Camille D.")

    assert "translations changed: 1; newly checked: 1; back to draft: 0." in done.stdout
    # It is in the database: nothing has to be built or started again.
    assert "make catalogues" not in done.stdout
    assert kept(engine) == {"occasion": (FRENCH, "Camille D.")}
    assert kept_in(folder) == files


def test_a_check_can_be_taken_back_and_stays_with_its_own_speaker(
    engine: Engine, asked: Collection, tmp_path: Path
) -> None:
    stored(engine, checked(translation(asked, "occasion", "fr", FRENCH), "Amina"))
    untouched = heard("import", exported(tmp_path), "--speaker", "Camille D.")
    before = kept(engine)

    heard("import", spoilt(exported(tmp_path), put(OCCASION, STATE, "draft")))

    assert "nothing to change" in untouched.stdout
    assert before == {"occasion": (FRENCH, "Amina")}
    assert kept(engine) == {"occasion": (FRENCH, None)}


def test_two_texts_that_say_the_same_have_a_row_each(engine: Engine, tmp_path: Path) -> None:
    stored(engine, factories.collection(occasion=OCCASION))

    def translate_the_second(table: Table) -> None:
        [_first, second] = [row for row in table if row[1] == OCCASION]
        second[table[0].index(PLAIN)] = FRENCH

    done = heard("import", spoilt(exported(tmp_path), translate_the_second))

    assert "translations changed: 1;" in done.stdout, done.output
    with Session(engine) as session:
        assert len(session.scalars(select(Translation)).all()) == 1


def reference_lost(table: Table) -> None:
    table[row_of(table, OCCASION)][table[0].index(REFERENCE)] = "collections/gone/occasion/0"


def twice(table: Table) -> None:
    table.append(table[row_of(table, OCCASION)])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (put(OCCASION, PLAIN, "C" * 301), "it is 1 characters too long"),
        (put(OCCASION, PLAIN, "Café\ndu matin"), "has to be one line"),
        (put(OCCASION, PLAIN, "=1+1"), "it is a formula"),
        (put(OCCASION, PLAIN, "Caf\u202e"), "a character that cannot be seen (U+202E)"),
        (put(OCCASION, PLAIN, "??? ?"), "its letters are lost"),
        (put(OCCASION, STATE, "fine"), "its state is neither draft nor checked"),
        (put(OCCASION, STATE, "checked"), "--speaker has to name who checked it"),
        (put(OCCASION, "English", "Coffee evening"), "they have changed since"),
        (reference_lost, "we have no such words"),
        (twice, "the same English is in an earlier row"),
    ],
)
def test_a_bad_row_refuses_the_whole_file_and_is_named(
    spoil: Any, said: str, engine: Engine, tmp_path: Path, folder: Path
) -> None:
    files = kept_in(folder)
    good = put(QUESTION, PLAIN, "Qui nous répond ?")
    sheet = spoilt(spoilt(exported(tmp_path), good), spoil)

    done = heard("import", sheet)

    assert done.exit_code == 2
    assert "is refused, and nothing was changed" in done.stderr
    assert said in done.stderr
    assert "row " in done.stderr
    assert (kept(engine), kept_in(folder)) == ({}, files)


def test_english_changed_since_the_export_refuses_the_file(engine: Engine, tmp_path: Path) -> None:
    sheet = spoilt(exported(tmp_path), WORKED_ON)
    say_in_english(engine, "Coffee evening")

    done = heard("import", sheet)

    assert done.exit_code == 2
    assert "row 2: we have no such words, or they have changed since" in done.stderr
    assert kept(engine) == {}


def test_what_an_officer_saved_meanwhile_is_never_written_over_unseen(
    engine: Engine, asked: Collection, tmp_path: Path
) -> None:
    worked_on, untouched = exported(tmp_path), exported(tmp_path, "es")
    untouched.rename(tmp_path / "untouched.csv")
    spoilt(worked_on, WORKED_ON)
    stored(engine, translation(asked, "occasion", "fr", "Le petit café"))
    stored(engine, translation(asked, "occasion", "es", "El café"))

    refused = heard("import", worked_on)
    taken = heard("import", tmp_path / "untouched.csv")

    assert refused.exit_code == 2
    assert "an officer has changed it since the export; it says “Le petit café”" in refused.stderr
    assert "nothing to change" in taken.stdout, taken.output
    with Session(engine) as session:
        texts = set(session.scalars(select(table_of(Translation).c.text)))
    assert texts == {"Le petit café", "El café"}


def test_signing_says_that_old_words_fit_the_new_english(
    engine: Engine, asked: Collection, tmp_path: Path
) -> None:
    stored(engine, translation(asked, "occasion", "fr", FRENCH))
    say_in_english(engine, "Coffee morning!")
    sheet = exported(tmp_path)
    told = table_in(sheet)[1][0]

    done = heard(
        "import", spoilt(sheet, put("Coffee morning!", STATE, "checked")), "--speaker", "A"
    )

    assert "The English has changed since this was translated" in told
    assert "newly checked: 1" in done.stdout, done.output
    assert kept(engine) == {"occasion": (FRENCH, "A")}


def test_a_database_that_is_behind_is_refused_in_a_sentence(engine: Engine, tmp_path: Path) -> None:
    from feedback import migrations

    migrations.downgrade(engine, "0001")

    done = heard("export", "fr", tmp_path / "fr.csv")

    assert done.exit_code == 2
    assert "Run `heard migrate` first" in done.stderr

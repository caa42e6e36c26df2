"""A composed survey's own words go out in the translator's spreadsheet, and come back again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from feedback import checks, surveys
from feedback.models import ComposedSurvey
from forms import composed
from forms.composed import Composed, Piece
from tests.feedback.test_translating import PLAIN, exported, folder, heard, put, spoilt, table_in
from tests.forms.composing import composed as survey_of
from tests.forms.composing import scale
from translations import ledger

__all__ = ["folder"]

QUESTION, FRENCH = "Was the room warm?", "La salle était-elle chauffée ?"
WORKED_ON = put(QUESTION, PLAIN, FRENCH)


@pytest.fixture(autouse=True)
def drafted(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft in the database that the command is set to, on each kind."""
    url = engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("HEARD_DATABASE_URL", url)
    made = survey_of(Piece("ps_overall", is_overall=True), Piece(scale()))
    row = ComposedSurvey(
        slug=made.slug, draft=surveys.canonical(made), revision=1, changed_at=datetime.now(UTC)
    )
    with Session(engine) as session:
        session.add(row)
        session.commit()


def kept(engine: Engine) -> tuple[Composed, int]:
    with Session(engine) as session:
        row = session.get(ComposedSurvey, "coffee_morning")
        assert row
        return composed.from_plain(json.loads(row.draft)), row.revision


def asked(engine: Engine) -> composed.OwnQuestion:
    found = kept(engine)[0].pieces[1].own
    assert found
    return found


def test_a_sheet_holds_the_surveys_own_words_once_and_untouched_changes_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    sheet = exported(tmp_path)
    own = {row[1]: row[0] for row in table_in(sheet)[1:] if row[-1].startswith("surveys/")}

    done = heard("import", sheet)

    assert own["Coffee morning"] == "What officers wrote: the title of a survey"
    assert own[QUESTION] == "What officers wrote: a question"
    assert len(own) == 6
    assert "nothing to change" in done.stdout
    assert kept(engine)[1] == 1


def test_a_translation_comes_back_as_a_draft_or_checked(engine: Engine, tmp_path: Path) -> None:
    heard("import", spoilt(exported(tmp_path), WORKED_ON))
    drafted = asked(engine).standard

    sheet = spoilt(exported(tmp_path), put(QUESTION, "State", "checked"))
    done = heard("import", sheet, "--speaker", "Camille D.")

    assert drafted.in_("fr") == FRENCH
    assert not drafted.checked
    assert "newly checked: 1" in done.stdout
    assert asked(engine).standard.checked == {"fr"}
    with Session(engine) as session:
        [signed] = checks.of_survey(session, "coffee_morning")["fr"].items()
    assert signed[0] == ledger.key(QUESTION, FRENCH)
    assert signed[1].speaker == "Camille D."


def test_what_an_officer_saved_meanwhile_is_never_written_over(
    engine: Engine, tmp_path: Path
) -> None:
    sheet = spoilt(exported(tmp_path), WORKED_ON)
    (tmp_path / "later").mkdir()
    later = exported(tmp_path / "later")
    heard("import", spoilt(later, put(QUESTION, PLAIN, "Faisait-il chaud ?")))

    done = heard("import", sheet)

    assert done.exit_code != 0
    assert "an officer has changed it since the export" in done.output
    assert asked(engine).standard.in_("fr") == "Faisait-il chaud ?"

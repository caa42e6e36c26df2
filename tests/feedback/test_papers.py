"""Papers for a committee and for a self-evaluation: officers take them along, and it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from feedback import typeset
from feedback.cli import main
from feedback.config import Config
from feedback.models import Role
from tests.feedback.asking import soup
from tests.feedback.audited import said
from tests.feedback.staff_pages import signed_in, words

PAPERS = "/staff/evidence/papers"
COMMITTEE = "What families told us: a paper for the committee"


def heard(*arguments: object) -> Result:
    """The command, in the app's own data folder."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("role", list(Role))
def test_only_officers_open_the_papers(app: Flask, role: Role) -> None:
    answer = signed_in(app, role).get(PAPERS)

    assert answer.status_code == (200 if role is Role.OFFICER else 403)


def test_the_packs_page_leads_officers_there(app: Flask) -> None:
    officer, forum = signed_in(app), signed_in(app, Role.FORUM)

    assert soup(officer.get("/staff/evidence")).select_one(f"main a[href='{PAPERS}']")
    assert not soup(forum.get("/staff/evidence")).select_one(f"main a[href='{PAPERS}']")


def test_a_committee_paper_is_a_word_file_and_who_took_it_is_kept(app: Flask) -> None:
    answer = signed_in(app).get(f"{PAPERS}?paper=committee-paper.docx&as_at=28/11/2025")

    name = "committee-paper-2025-11-28-en.docx"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert docx.Document(BytesIO(answer.data)).paragraphs[0].text == COMMITTEE
    assert said(app)[-1][:3] == ("exported", "evidence", name)


def test_a_committee_paper_is_a_pdf_of_two_pages_at_most(app: Flask) -> None:
    answer = signed_in(app).get(f"{PAPERS}?paper=committee-paper.pdf&as_at=2025-11-28")

    pages = pypdfium2.PdfDocument(answer.data)
    assert len(pages) <= 2
    assert COMMITTEE in pages[0].get_textpage().get_text_range().replace("\r\n", " ")


def test_the_paragraphs_are_a_word_file(app: Flask) -> None:
    answer = signed_in(app).get(f"{PAPERS}?paper=self-evaluation.docx&as_at=28/11/2025")

    found = docx.Document(BytesIO(answer.data))
    assert found.paragraphs[0].text == "Paragraphs for the self-evaluation"


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(app: Flask) -> None:
    answer = signed_in(app).get(f"{PAPERS}?paper=&as_at=soon")

    page = soup(answer)
    assert answer.status_code == 400
    assert "Choose a paper." in words(answer)
    assert "Write the date like 31/12/2026." in words(answer)
    (day,) = page.select("input[name=as_at]")
    assert day["value"] == "soon"


def test_a_paper_that_is_not_there_is_a_mistake_too(app: Flask) -> None:
    assert signed_in(app).get(f"{PAPERS}?paper=../secret&as_at=28/11/2025").status_code == 400


def test_where_no_pdf_can_be_set_the_page_says_why(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(_language: str) -> tuple[str, ...]:
        raise typeset.CannotPrintError("The font Noto Sans is not installed.")

    monkeypatch.setattr(typeset, "fonts_for", without)

    answer = signed_in(app).get(f"{PAPERS}?paper=committee-paper.pdf&as_at=28/11/2025")

    assert answer.status_code == 400
    assert "The font Noto Sans is not installed." in words(answer)


@pytest.fixture
def in_the_apps_folder(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the database of this test."""
    monkeypatch.setenv("HEARD_DATA_DIR", str(config.data_dir))


@pytest.mark.usefixtures("in_the_apps_folder")
def test_the_commands_write_the_same_files_as_the_page(app: Flask, tmp_path: Path) -> None:
    day = datetime(2025, 11, 28, tzinfo=UTC).date().isoformat()

    done = heard("export", "committee-paper", "--as-at", day, "--out", tmp_path / "out")
    heard("export", "self-evaluation", "--as-at", day, "--out", tmp_path / "out")

    assert done.exit_code == 0, done.output
    files = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    assert sorted(files) == [
        f"committee-paper-{day}-en.docx",
        f"committee-paper-{day}-en.pdf",
        f"self-evaluation-{day}-en.docx",
    ]
    officer = signed_in(app)
    for paper in ("committee-paper.docx", "committee-paper.pdf", "self-evaluation.docx"):
        first, ending = paper.split(".")
        on_page = officer.get(f"{PAPERS}?paper={paper}&as_at={day}").data
        assert files[f"{first}-{day}-en.{ending}"] == on_page


@pytest.mark.usefixtures("in_the_apps_folder")
def test_a_command_that_cannot_write_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")

    done = heard(
        "export", "self-evaluation", "--as-at", "2025-11-28", "--out", tmp_path / "out" / "x"
    )

    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.output
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


@pytest.mark.usefixtures("in_the_apps_folder")
def test_a_language_that_the_area_does_not_offer_is_refused(tmp_path: Path) -> None:
    done = heard(
        "export", "committee-paper", "--as-at", "2025-11-28", "--out", tmp_path, "--language", "xx"
    )

    assert done.exit_code == 2
    assert "The area does not offer xx" in done.stderr

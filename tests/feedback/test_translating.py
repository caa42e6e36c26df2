"""A translator's spreadsheet: out whole, back checked, or refused whole with the row named."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

import translations
from feedback import create_app
from feedback.cli import main, translating
from feedback.cli.plural_forms import plural_forms
from feedback.cli.translation_checks import problems
from feedback.cli.translators_sheet import ENGLISH, NOTE, SEVERAL, STATE
from feedback.cli.wording_uses import ELSEWHERE, place_of
from feedback.config import Config
from tests.client import CheckingClient
from tests.feedback.asking import open_collection, soup
from translations import LANGUAGES, catalogues, ledger
from translations.ledger import State

FRENCH = LANGUAGES["fr"]
PLAIN = "Translation (fr)"
DRAFT_LINE = "Personne n’a encore vérifié cette traduction."
# The row that a test spoils: the first one has the headings.
QUESTION = "Who is answering?"
Table = list[list[str]]
Spoil = Callable[[Table], object]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our translations: nothing here touches the real ones."""
    copy = tmp_path / "translations"
    shutil.copytree(translations.DIRECTORY, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(translations, "DIRECTORY", copy)
    monkeypatch.delenv("HEARD_AREA", raising=False)
    # No database here: officers' own words have tests of their own.
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "no-data"))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
    monkeypatch.setattr(translating, "DIRECTORY", copy)
    (copy / ledger.FILE).write_text("{}\n", "utf-8")
    return copy


def heard(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["translations", *map(str, arguments)])


def exported(tmp_path: Path, language: str = "fr", *, kind: str = "csv") -> Path:
    """A sheet as a translator gets it."""
    path = tmp_path / f"{language}.{kind}"
    path.unlink(missing_ok=True)
    done = heard("export", language, path)
    assert done.exit_code == 0, done.output
    return path


def table_in(path: Path) -> Table:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def spoilt(path: Path, spoil: Spoil) -> Path:
    """The sheet after somebody worked in it."""
    table = table_in(path)
    spoil(table)
    kept = io.StringIO()
    csv.writer(kept).writerows(table)
    path.write_bytes(kept.getvalue().encode("utf-8-sig"))
    return path


def row_of(table: Table, english: str) -> int:
    column = table[0].index(ENGLISH)
    return next(place for place, row in enumerate(table) if row[column] == english)


def put(english: str, heading: str, text: str) -> Spoil:
    """Write this into one cell."""

    def spoil(table: Table) -> None:
        table[row_of(table, english)][table[0].index(heading)] = text

    return spoil


def all_checked(table: Table) -> None:
    for row in table[1:]:
        row[table[0].index(STATE)] = "checked"


def kept_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in {".po", ".json"}
    }


def message(folder: Path, english: str) -> Any:
    return catalogues.read(catalogues.path_of(FRENCH, folder))[english]


@pytest.mark.parametrize(
    ("language", "kind"),
    # A workbook takes ten times as long: one that runs right to left, one of many plural forms.
    [*product(["fr", "ar", "zh-Hans", "pl", "so"], ["csv"]), ("ar", "xlsx"), ("pl", "xlsx")],
)
def test_a_sheet_taken_back_untouched_changes_nothing(
    kind: str, language: str, tmp_path: Path, folder: Path
) -> None:
    before = kept_in(folder)

    done = heard("import", exported(tmp_path, language, kind=kind))

    assert done.exit_code == 0, done.output
    assert "nothing to change" in done.stdout
    assert kept_in(folder) == before


def test_a_sheet_says_where_each_string_is_used_and_which_is_easy_read(tmp_path: Path) -> None:
    table = table_in(exported(tmp_path))
    asked = dict(zip(table[0], table[row_of(table, QUESTION)], strict=True))
    easy = dict(zip(table[0], table[row_of(table, "Who are you?")], strict=True))

    assert asked["Where it is used"] == "Every survey: question"
    assert (asked["Easy Read"], easy["Easy Read"]) == ("", "yes")
    assert asked[STATE] == "draft"
    assert f"{PLAIN} for 0, 1" in table[0]
    assert f"{PLAIN} for 2, 3, 4" in table[0]


def test_every_cell_of_a_workbook_is_text(tmp_path: Path) -> None:
    sheet = load_workbook(exported(tmp_path, kind="xlsx")).active
    assert sheet

    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize("text", ["+1", "-1", "@all", "'+1"])
def test_words_that_look_like_a_formula_survive_csv(text: str, tmp_path: Path) -> None:
    first = spoilt(exported(tmp_path), put(QUESTION, PLAIN, f"'{text}"))
    heard("import", first)

    table = table_in(exported(tmp_path))

    assert table[row_of(table, QUESTION)][table[0].index(PLAIN)] == f"'{text}"


def test_a_translation_is_written_signed_and_the_second_time_changes_nothing(
    tmp_path: Path, folder: Path
) -> None:
    sheet = exported(tmp_path)
    spoilt(sheet, put(QUESTION, PLAIN, "Qui nous répond ?"))
    spoilt(sheet, put(QUESTION, STATE, "Checked"))
    spoilt(sheet, put(QUESTION, NOTE, "Plus doux ainsi."))

    first = heard("import", sheet, "--speaker", "Amina B.")
    after = kept_in(folder)
    second = heard("import", sheet, "--speaker", "Somebody else")

    assert "French: translations changed: 1; newly checked: 1; back to draft: 0." in first.stdout
    assert "make catalogues" in first.stdout
    assert message(folder, QUESTION).string == "Qui nous répond ?"
    assert message(folder, QUESTION).user_comments == ["Plus doux ainsi."]
    (signed,) = ledger.read(folder)["fr"].values()
    assert signed.speaker == "Amina B."
    assert "nothing to change" in second.stdout
    assert kept_in(folder) == after


def test_a_workbook_is_taken_back_as_csv_is(tmp_path: Path, folder: Path) -> None:
    path = exported(tmp_path, kind="xlsx")
    book = load_workbook(path)
    sheet = book.active
    assert sheet
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index(PLAIN) + 1, "Qui nous répond ?")
    book.save(path)

    done = heard("import", path)

    assert "translations changed: 1;" in done.stdout, done.output
    assert message(folder, QUESTION).string == "Qui nous répond ?"


PLURAL = "%(num)s response"


def duplicate(table: Table) -> None:
    table.append(table[1])


def placeholder_gone(table: Table) -> None:
    place = row_of(table, "Error: %(title)s")
    table[place][table[0].index(PLAIN)] = "Erreur : %(titre)s"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (placeholder_gone, "the placeholder %(title)s is missing"),
        (placeholder_gone, "the English has no placeholder %(titre)s"),
        (put("Error: %(title)s", PLAIN, "Erreur 5 % : %(title)s"), "has to be written %%"),
        (put(PLURAL, f"{PLAIN} for 2, 3, 4", ""), "the plural form for 2, 3, 4 is missing"),
        (put(PLURAL, f"{PLAIN} for 2, 3, 4", "réponses"), "placeholder %(num)s is missing"),
        (put(PLURAL, PLAIN, "%(num)s réponses"), "its translation goes into their columns"),
        (put(PLURAL, SEVERAL, "%(num)s answers"), "it has changed since"),
        (put(QUESTION, ENGLISH, "Who is replying?"), "it has changed since"),
        (put(QUESTION, PLAIN, ""), "the translation is missing"),
        (put(QUESTION, PLAIN, "=1+1"), "it is a formula"),
        (put(QUESTION, PLAIN, "Qui\u202e ?"), "a character that cannot be seen (U+202E)"),
        (put(QUESTION, PLAIN, "Qui\x07 ?"), "a character that cannot be seen (U+0007)"),
        (put(QUESTION, PLAIN, "<b>Qui</b> ?"), "it has “<”, which the English does not"),
        (put(QUESTION, PLAIN, "??? ?"), "its letters are lost"),
        (put(QUESTION, STATE, "fine"), "its state is neither draft nor checked"),
        (put(QUESTION, STATE, "checked"), "--speaker has to name who checked it"),
        (duplicate, "the same English is in an earlier row"),
    ],
)
def test_a_bad_row_refuses_the_whole_file_and_is_named(
    spoil: Spoil, said: str, tmp_path: Path, folder: Path
) -> None:
    good = put("Who are you?", PLAIN, "Qui es-tu donc ?")
    whole = table_in(exported(tmp_path))
    sheet = spoilt(spoilt(exported(tmp_path), good), spoil)
    wrong = next(
        number
        for number, row in enumerate(table_in(sheet), start=1)
        if number > len(whole) or (row != whole[number - 1] and row[1] != "Who are you?")
    )
    before = kept_in(folder)

    done = heard("import", sheet)

    assert done.exit_code == 2
    assert "is refused, and nothing was changed" in done.stderr
    assert said in done.stderr
    assert f"row {wrong}: " in done.stderr
    assert kept_in(folder) == before


def test_a_formula_in_a_workbook_is_refused_with_its_row(tmp_path: Path, folder: Path) -> None:
    path = exported(tmp_path, kind="xlsx")
    book = load_workbook(path)
    sheet = book.active
    assert sheet
    names = [cell.value for cell in sheet[1]]
    sheet.cell(5, names.index(PLAIN) + 1, '=HYPERLINK("https://example.org")')
    book.save(path)
    before = kept_in(folder)

    done = heard("import", path)

    assert done.exit_code == 2
    assert "row 5: it holds a formula, not words" in done.stderr
    assert kept_in(folder) == before


@pytest.mark.parametrize(
    ("first_row", "said"),
    [
        (lambda row: [cell.replace("(fr)", "(xx)") for cell in row], "no language 'xx'"),
        (lambda row: [cell.replace("(fr)", "(syl)") for cell in row], "Sylheti has no catalogue"),
        (lambda row: [cell.replace("(fr)", "(ar)") for cell in row], "row 1: the columns"),
        (lambda row: [cell.replace("for 0, 1", "for 1") for cell in row], "row 1: the columns"),
        (lambda row: ["?", *row[1:]], "does not hold the headings"),
    ],
)
def test_a_sheet_of_another_language_or_shape_is_refused(
    first_row: Callable[[list[str]], list[str]], said: str, tmp_path: Path, folder: Path
) -> None:
    def spoil(table: Table) -> None:
        table[0] = first_row(table[0])

    before = kept_in(folder)

    done = heard("import", spoilt(exported(tmp_path), spoil))

    assert done.exit_code == 2
    assert said in done.stderr
    assert kept_in(folder) == before


def test_what_is_no_sheet_at_all_is_refused_in_a_sentence(tmp_path: Path) -> None:
    broken, other, odd = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.txt"
    broken.write_bytes(b"not a workbook")
    Workbook().save(other)
    odd.write_text("x", "utf-8")

    latin = exported(tmp_path)
    latin.write_bytes(latin.read_bytes().decode("utf-8-sig").encode("cp1252", "replace"))

    said = [heard("import", path) for path in (broken, other, odd, latin)]

    assert [done.exit_code for done in said] == [2, 2, 2, 2]
    assert all(done.stderr.startswith("heard: ") for done in said)
    assert heard("export", "xx", tmp_path / "x.csv").exit_code == 2


def test_an_export_never_writes_over_a_translators_work(tmp_path: Path) -> None:
    path = exported(tmp_path)
    path.write_text("hours of work", "utf-8")

    assert heard("export", "fr", path).exit_code == 2
    assert path.read_text("utf-8") == "hours of work"


def test_our_own_translations_pass_the_checks_a_translator_meets(folder: Path) -> None:
    found = []
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        catalogue = catalogues.read(path)
        forms = plural_forms(catalogue)
        for one in catalogue:
            if one.id and catalogues.is_translated(one):
                english = (one.id,) if isinstance(one.id, str) else tuple(one.id)
                found += [*problems(english, catalogues.strings_of(one), forms)]

    assert found == []


def signed_by_all(tmp_path: Path) -> Path:
    """Every French string checked."""
    sheet = spoilt(exported(tmp_path), all_checked)
    done = heard("import", sheet, "--speaker", "Amina B.")
    assert done.exit_code == 0, done.output
    return sheet


def test_a_string_is_a_draft_again_when_its_translation_or_its_english_changes(
    tmp_path: Path, folder: Path
) -> None:
    signed_by_all(tmp_path)
    text = message(folder, QUESTION).string

    assert ledger.state("fr", QUESTION, text) is State.CHECKED
    assert ledger.state("fr", QUESTION, f"{text} ") is State.DRAFT
    assert ledger.state("fr", "Who answers?", text) is State.DRAFT
    assert ledger.state("it", QUESTION, text) is State.DRAFT
    assert ledger.state("fr", (QUESTION, "x"), text) is State.DRAFT


def test_an_old_signature_stays_with_its_speaker(tmp_path: Path, folder: Path) -> None:
    signed_by_all(tmp_path)
    sheet = spoilt(exported(tmp_path), put(QUESTION, PLAIN, "Qui nous répond ?"))
    first = ledger.read(folder)["fr"]

    done = heard("import", sheet, "--speaker", "Benoît C.")

    second = ledger.read(folder)["fr"]
    assert "changed: 1; newly checked: 1; back to draft: 1." in done.stdout, done.output
    assert [second[key].speaker for key in second.keys() - first.keys()] == ["Benoît C."]
    assert {second[key].speaker for key in second.keys() & first.keys()} == {"Amina B."}


def test_a_checked_row_can_be_made_a_draft_again(tmp_path: Path, folder: Path) -> None:
    signed_by_all(tmp_path)

    done = heard("import", spoilt(exported(tmp_path), put(QUESTION, STATE, "draft")))

    assert "newly checked: 0; back to draft: 1." in done.stdout, done.output
    assert ledger.state("fr", QUESTION, message(folder, QUESTION).string) is State.DRAFT


def test_the_ledger_is_the_same_whatever_the_order_it_was_written_in(folder: Path) -> None:
    by = ledger.SignOff("Amina B.", date(2026, 5, 1))
    keys = ledger.key("a", "b"), ledger.key("c", "d")

    first = ledger.as_bytes({"fr": {key: by for key in keys}, "ar": {}})
    (folder / ledger.FILE).write_bytes(first)

    assert ledger.as_bytes(ledger.read(folder)) == first
    assert ledger.as_bytes({"fr": {key: by for key in reversed(keys)}}) == first


def test_a_ledger_that_cannot_be_read_is_one_sentence(tmp_path: Path, folder: Path) -> None:
    (folder / ledger.FILE).write_text("<<<<<<< ours", "utf-8")

    done = heard("export", "fr", tmp_path / "fr.csv")

    assert done.exit_code == 2
    assert done.stderr.startswith("heard: ledger.json cannot be read")


def page_in_french(config: Config, *, is_first: bool = False) -> str:
    """What a family sees once Heard has started again."""
    app = create_app(config)
    app.test_client_class = CheckingClient
    if is_first:
        open_collection(app)
    return str(soup(app.test_client().get("/S/ABC234?lang=fr")).get_text(" "))


def test_the_draft_line_goes_when_all_is_checked_and_comes_back_with_one_change(
    config: Config, tmp_path: Path
) -> None:
    before = page_in_french(config, is_first=True)
    signed_by_all(tmp_path)
    checked = page_in_french(config)
    heard("import", spoilt(exported(tmp_path), put(QUESTION, STATE, "draft")))
    after = page_in_french(config)

    assert "Qui répond" in checked
    assert [DRAFT_LINE in page for page in (before, checked, after)] == [True, False, True]


def test_new_english_makes_a_whole_language_a_draft_again(tmp_path: Path, folder: Path) -> None:
    signed_by_all(tmp_path)
    before = ledger.progress(FRENCH)
    path = catalogues.path_of(FRENCH, folder)
    text = path.read_text("utf-8")

    path.write_text(text.replace(f'msgid "{QUESTION}"', 'msgid "Who answers?"'), "utf-8")

    after = ledger.progress(FRENCH)
    assert before and after
    assert (before.is_checked_for_families, after.is_checked_for_families) == (True, False)
    assert after.families.checked == before.families.checked - 1
    assert after.families.translated == before.families.translated


def test_a_translator_knows_each_family_page_by_its_own_name() -> None:
    for start in catalogues.FOR_FAMILIES:
        assert place_of(start) != ELSEWHERE, start


def test_a_staff_page_waits_for_nobody_families_do(tmp_path: Path) -> None:
    sheet = exported(tmp_path)

    def check_what_families_read(table: Table) -> None:
        for row in table[1:]:
            is_for_staff = row[0].startswith("Staff pages")
            row[table[0].index(STATE)] = "draft" if is_for_staff else "checked"

    heard("import", spoilt(sheet, check_what_families_read), "--speaker", "Amina B.")

    found = ledger.progress(FRENCH)
    assert found
    assert found.is_checked_for_families
    assert found.everything.checked < found.everything.total

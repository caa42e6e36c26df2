"""A spreadsheet of comments is read to its end, whatever is in its rows."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.cli import main
from feedback.cli.reading_sheets import COLUMNS, read_sheet

ROOT = Path(__file__).parents[2]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "in.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def heard(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_each_row_keeps_its_cells_and_gains_ours(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        "id,text,question_type",
        "7,The staff were wonderful,what_good",
        "8,Nothing,could_improve",
        '9,"Nobody was friendly, and we waited three hours",nonspecific',
    )
    target = tmp_path / "out.csv"

    done = heard("read-comments", source, target)

    assert done.exit_code == 0, done.output
    assert "Read 3 comments; 0 rows were refused." in done.stdout
    found = rows_of(target)
    assert list(found[0]) == ["id", "text", "question_type", *COLUMNS]
    assert [row["id"] for row in found] == ["7", "8", "9"]
    assert [row["tone"] for row in found] == ["positive", "positive", "negative"]
    assert [row["status"] for row in found] == ["scored"] * 3
    assert found[0]["tone5"] in {"1", "2"}
    assert 0 < float(found[0]["confidence"]) <= 1


def test_a_comment_in_another_language_is_named_and_not_scored(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        "text,question_type,language",
        "Wszyscy byli bardzo mili i pomocni dla mojego syna,nonspecific,en",
        "সবকিছু খুব ভালো ছিল,nonspecific,bn",
    )

    read_sheet(source, tmp_path / "out.csv")

    found = rows_of(tmp_path / "out.csv")
    assert [row["language"] for row in found] == ["pl", "bn"]
    assert [row["status"] for row in found] == ["not_scored_language"] * 2
    assert all(row["tone"] == "" and "needs_translation" in row["flags"] for row in found)


def test_themes_and_what_a_person_must_see_first_stand_beside_the_tone(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        "text,question_type",
        "We waited eight months for the EHC plan,nonspecific",
        "My son says a man at school hit him. Ring me on 07700 900123,nonspecific",
    )

    read_sheet(source, tmp_path / "out.csv")

    waiting, harm = rows_of(tmp_path / "out.csv")
    assert "ehc_plans" in waiting["themes"].split(";")
    assert {"safeguarding", "may_identify"} <= set(harm["flags"].split(";"))


def test_a_bad_row_is_named_by_its_number_and_stops_nothing(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        "text,question_type",
        "Lovely people,nonspecific",
        "Lovely people,how was it",
        "one cell only",
        "Lovely people,nonspecific",
    )

    done = heard("read-comments", source, tmp_path / "out.csv")

    assert done.exit_code == 0
    assert "Row 3: “how was it” is not a kind of question" in done.stderr
    assert "Row 4: it has 1 cells, and the first row has 2." in done.stderr
    assert "Read 2 comments; 2 rows were refused." in done.stdout
    assert [row["tone"] for row in rows_of(tmp_path / "out.csv")] == [
        "positive",
        "",
        "",
        "positive",
    ]


def test_what_a_family_wrote_is_never_in_a_message(tmp_path: Path) -> None:
    source = written(tmp_path, "text,question_type", "A very private sentence,??")

    done = heard("read-comments", source, tmp_path / "out.csv")

    assert done.exit_code == 1
    assert "private" not in done.output


def test_bytes_that_are_no_text_and_signs_that_no_one_typed_are_survived(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"\xef\xbb\xbftext,question_type\nGood \xff\xfe\x00 staff,nonspecific\n")

    report = read_sheet(source, tmp_path / "out.csv")

    assert (report.read, report.refused) == (1, 0)


@pytest.mark.parametrize("first", ["comment,question", "", "text"])
def test_a_sheet_without_the_columns_is_one_sentence(tmp_path: Path, first: str) -> None:
    done = heard("read-comments", written(tmp_path, first), tmp_path / "out.csv")

    assert done.exit_code == 2
    assert "The first row must name the columns text and question_type." in done.stderr


def test_one_file_alone_or_the_same_twice_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path, "text,question_type")

    assert "Name the file to write" in heard("read-comments", source).stderr
    assert "must be another" in heard("read-comments", source, source).stderr


def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    # What one row needs is loaded by the short sheet; the long one may add next to nothing.
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from feedback.cli.reading_sheets import read_sheet\n"
        "def used(path):\n"
        "    read_sheet(Path(path), Path(path + '.out'))\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "short = used(sys.argv[1])\n"
        "print(used(sys.argv[2]) - short)\n"
    )
    sheets = []
    for count in (200, 2_000):
        path = tmp_path / f"{count}.csv"
        lines = (f"Kind staff number {n},nonspecific\n" for n in range(count))
        path.write_text("text,question_type\n" + "".join(lines), "utf-8")
        sheets.append(str(path))

    done = subprocess.run(
        [sys.executable, "-c", program, *sheets],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert float(done.stdout) < 4


def test_training_without_its_packages_says_how_to_get_them(tmp_path: Path) -> None:
    done = heard("train-tone", "--data", tmp_path)

    assert done.exit_code == 1
    assert "make train-tone" in done.stderr


def test_training_names_the_file_that_the_folder_lacks(tmp_path: Path) -> None:
    done = heard("train-themes", "--data", tmp_path)

    assert done.exit_code == 1
    assert "The folder has no dev" in done.stderr

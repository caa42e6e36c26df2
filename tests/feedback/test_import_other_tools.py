"""Files as Microsoft Forms, SurveyMonkey and LimeSurvey write them come in, and nobody's name."""

import csv
import io
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from feedback.bring_in import ImportRefusedError, mapping
from feedback.bring_in.personal import says_who
from feedback.database import create_engine_for
from forms.surveys import SURVEYS
from tests.conventions.checkout import ROOT
from tests.feedback.bringing_in import SURVEY, bring, contents, csv_file, mapping_file, stored

EXAMPLES = ROOT / "docs/examples"
DOCUMENT = (ROOT / "docs/importing.md").read_text("utf-8")
UNKNOWN = "the mapping does not know this value"
NOTHING = "it holds no answer and no comment"
# Who gave these answers, as the files say it.
PEOPLE = (
    *("Okafor", "Sam", "sam@harbour.example", "198.51.100", "anonymous", "neighbour"),
    *("Zk3fPq", "grandparent", "nurse"),
)


class Example(NamedTuple):
    file: str
    survey: str
    accepted: int
    comments: list[str]
    answers: dict[str, list[str]]  # Those with something special, in order of their codes.
    refused: list[tuple[int, str, str]]
    weeks: set[date]


FORMS = Example(
    file="ms-forms.xlsx",
    survey="post_session",
    accepted=4,
    comments=["Please keep the quiet room.", "Start later.\nThe school run is at nine."],
    answers={
        "role": ["parent_carer", "parent_carer", "professional", "young_person"],
        "ps_overall": ["good", "neither", "poor", "very_good"],
        "ps_included": ["partly", "yes", "yes"],
        # One ticked two: nobody can say which of them counts.
        "support": ["ehc_plan", "neither"],
    },
    refused=[(6, "Did you feel welcome and included?", UNKNOWN), (7, "", NOTHING)],
    weeks={date(2026, 3, 9)},
)
MONKEY = Example(
    file="surveymonkey.csv",
    survey="local_offer",
    accepted=3,
    comments=["More about autism, please.", "The search finds nothing.\nI gave up twice."],
    answers={
        "lo_overall": ["good", "poor", "very_good"],
        "lo_found": ["just_looking", "no", "yes"],
        "lo_heard_of": ["other", "qr_poster"],
    },
    refused=[
        (7, "Overall, how good is the help and advice for families here?", UNKNOWN),
        (8, "", NOTHING),
    ],
    weeks={date(2026, 3, 9)},
)
LIME = Example(
    file="limesurvey.csv",
    survey="post_session",
    accepted=3,
    comments=[
        "Signs at the door.",
        'They said "come back", and I did.\nThank you.',
        "আমাকে শোনা হয়নি।",
    ],
    answers={
        "role": ["parent_carer", "parent_carer"],
        "ps_overall": ["good", "poor", "very_good"],
        "support": ["ehc_plan"],
    },
    refused=[
        (6, "submitdate", "it is not a day written as %Y-%m-%d %H:%M:%S"),
        (7, "overall", UNKNOWN),
    ],
    weeks={date(2026, 3, 16)},
)

FORMS_AS_CSV = Example(
    file="ms-forms-saved-as-csv.csv",
    survey="post_session",
    accepted=3,
    comments=["Nothing – it was lovely.", "Too loud.\nAnd too bright."],
    answers={
        # What somebody typed under "Other" is no answer of ours.
        "role": ["parent_carer", "young_person"],
        "ps_overall": ["good", "poor", "very_good"],
        "support": ["ehc_plan"],
    },
    # A day as it is written here would be taken for another one, or for none.
    refused=[(7, "Completion time", "it is not a day written as %m/%d/%y %H:%M:%S")],
    weeks={date(2026, 3, 2)},
)
LIME_WITH_TEXTS = Example(
    file="limesurvey-codes-and-texts.csv",
    survey="post_session",
    accepted=3,
    comments=["Signs at the door.", "القاعة صاخبة."],
    answers={"ps_overall": ["good", "poor", "very_good"], "support": ["ehc_plan", "sen_support"]},
    refused=[(4, "", NOTHING)],
    weeks={date(2026, 3, 16)},
)
EXAMPLES_OF = (FORMS, FORMS_AS_CSV, MONKEY, LIME, LIME_WITH_TEXTS)


@pytest.fixture
def engine(tmp_path: Path, migrated_sqlite: Path) -> Engine:
    """Reading a file has nothing to do with the kind of database: SQLite will do."""
    path = shutil.copy(migrated_sqlite, tmp_path / "heard.sqlite3")
    return create_engine_for(f"sqlite:///{path}")


def mapping_of(example: Example) -> str:
    return (EXAMPLES / example.file).with_suffix(".toml").read_text("utf-8")


def copied(example: Example, folder: Path) -> Path:
    path = folder / example.file
    path.write_bytes((EXAMPLES / example.file).read_bytes())
    return path


@pytest.mark.parametrize("example", EXAMPLES_OF, ids=lambda example: example.file)
def test_what_the_tool_writes_comes_in_and_what_cannot_is_named_by_row_and_column(
    example: Example, engine: Engine, tmp_path: Path
) -> None:
    told: list[str] = []

    report = bring(
        engine,
        copied(example, tmp_path),
        mapping=mapping_of(example),
        survey=SURVEYS[example.survey],
        on=None,
        told=told,
    )

    assert (report.accepted, report.responses) == (example.accepted, example.accepted)
    assert [(each.row, each.column, each.reason) for each in report.refused] == example.refused
    assert [text for (text,) in stored(engine, "comment", "text")] == example.comments
    answers = stored(engine, "answer", "question_id", "code")
    for question, codes in example.answers.items():
        assert [code for id_, code in answers if id_ == question] == codes
    assert {week for (week,) in stored(engine, "response", "week")} == example.weeks
    assert [who for who in PEOPLE if who in str(contents(engine))] == []
    assert "None of it was read" in told[-1]


@pytest.mark.parametrize("example", EXAMPLES_OF, ids=lambda example: example.file)
def test_a_later_export_of_the_same_survey_adds_nothing_twice(
    example: Example, engine: Engine, tmp_path: Path
) -> None:
    words = {"mapping": mapping_of(example), "survey": SURVEYS[example.survey], "on": None}
    bring(engine, copied(example, tmp_path), **words)  # type: ignore[arg-type]  # As above.

    again = bring(engine, copied(example, tmp_path), **words)  # type: ignore[arg-type]  # As above.

    assert (again.accepted, again.already_there) == (0, example.accepted)


@pytest.mark.parametrize("example", EXAMPLES_OF, ids=lambda example: example.file)
def test_the_document_shows_each_example_as_it_is(example: Example) -> None:
    name = example.file.partition(".")[0]
    command = f"docs/examples/{example.file} --survey {example.survey}"

    assert command in DOCUMENT
    assert f"docs/examples/{name}.toml" in DOCUMENT


def test_a_file_that_older_excel_saved_comes_in_with_every_letter(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / FORMS_AS_CSV.file
    path.write_bytes((EXAMPLES / FORMS_AS_CSV.file).read_text("utf-8").encode("cp1252"))
    told: list[str] = []

    bring(engine, path, mapping=mapping_of(FORMS_AS_CSV), on=None, told=told)

    assert [text for (text,) in stored(engine, "comment", "text")] == FORMS_AS_CSV.comments
    assert any("we read it as Windows-1252" in one for one in told)


def test_limesurveys_whole_answers_come_in_too(engine: Engine, tmp_path: Path) -> None:
    headings = ("Response ID", "Date submitted", "Overall, how was it?", "Support [EHC plan]")
    rows = [
        ("7", "1980-01-01 00:00:00", "Very good", "Yes"),
        ("8", "1980-01-01 00:00:00", "Poor", "No"),
    ]
    path = csv_file(tmp_path, rows, headings=headings, encoding="utf-8-sig", delimiter=";")

    # Without a time for each answer LimeSurvey writes 1980, so the day is said apart.
    bring(
        engine,
        path,
        mapping="""
        respondent = "Response ID"
        [choices.ps_overall]
        column = "Overall, how was it?"
        values = { "Very good" = "very_good", "Poor" = "poor" }
        [choices.support]
        ticks = { "Support [EHC plan]" = "ehc_plan" }
        no = ["No"]
        """,
    )

    assert stored(engine, "answer", "question_id", "code") == [
        ("ps_overall", "poor"),
        ("ps_overall", "very_good"),
        ("support", "ehc_plan"),
    ]


def test_two_rows_of_headings_are_read_in_a_workbook_as_in_csv(
    engine: Engine, tmp_path: Path
) -> None:
    book, text = Workbook(), (EXAMPLES / MONKEY.file).read_text("utf-8")
    assert book.active is not None
    for row in csv.reader(io.StringIO(text, newline="")):
        book.active.append([cell or None for cell in row])
    path = tmp_path / "surveymonkey.xlsx"
    book.save(path)

    report = bring(engine, path, mapping=mapping_of(MONKEY), survey=SURVEYS["local_offer"], on=None)

    assert (report.accepted, [each.row for each in report.refused]) == (3, [6, 7])


# --- several answers ---------------------------------------------------------------------------

JOINED = """
[choices.ps_overall]
column = "overall"
values = { "Good" = "good" }
[choices.support]
column = "support"
separator = ";"
values = { "EHC plan" = "ehc_plan", "SEN Support" = "sen_support", "Prefer not to say" = "" }
"""
TICKED = """
[choices.ps_overall]
column = "overall"
values = { "Good" = "good" }
[choices.support]
ticks = { "plan" = "ehc_plan", "school" = "sen_support" }
yes = ["Y"]
no = ["N"]
"""


def brought(
    engine: Engine, folder: Path, mapping: str, headings: str, *rows: str
) -> tuple[list[str], list[str]]:
    """The codes that came in about support, and what was refused."""
    cells = [row.split(",") for row in rows]
    path = csv_file(folder, cells, headings=headings.split(","))
    report = bring(engine, path, mapping=mapping)
    answers = stored(engine, "answer", "question_id", "code")
    return [str(code) for id_, code in answers if id_ == "support"], list(map(str, report.refused))


def test_several_answers_in_one_cell_are_refused_until_the_mapping_says_what_they_are(
    engine: Engine, tmp_path: Path
) -> None:
    rows = ("Good,EHC plan;", "Good,EHC plan;SEN Support;", "Good,EHC plan;Other;", "Good,")

    codes, refused = brought(engine, tmp_path, JOINED, "overall,support", *rows)

    assert codes == ["ehc_plan"]
    assert refused == [
        "row 3, column “support”: it holds several answers, and our question takes one",
        f"row 4, column “support”: {UNKNOWN}",
    ]


def test_the_same_answer_twice_and_one_beside_none_are_one_answer(
    engine: Engine, tmp_path: Path
) -> None:
    rows = ("Good,EHC plan;ehc  PLAN", "Good,Prefer not to say;SEN Support;")

    assert brought(engine, tmp_path, JOINED, "overall,support", *rows) == (
        ["ehc_plan", "sen_support"],
        [],
    )


@pytest.mark.parametrize(("counts_as", "codes"), [("", ["ehc_plan"]), ("neither", ["ehc_plan"])])
def test_words_that_people_typed_instead_count_as_the_mapping_says(
    counts_as: str, codes: list[str], engine: Engine, tmp_path: Path
) -> None:
    said = f'{JOINED}other = "{counts_as}"\nseveral = ""\n'
    rows = ("Good,EHC plan;", "Good,A nurse;")

    found = brought(engine, tmp_path, said, "overall,support", *rows)

    assert found == ([*codes, *filter(None, [counts_as])], [])


def test_a_second_row_of_headings_may_be_empty(engine: Engine, tmp_path: Path) -> None:
    said = f"heading_rows = 2\n{JOINED}"

    assert brought(engine, tmp_path, said, "overall,support", ",", "Good,EHC plan") == (
        ["ehc_plan"],
        [],
    )


@pytest.mark.parametrize(("counts_as", "codes"), [("", []), ("not_sure", ["not_sure"])])
def test_several_answers_count_as_the_mapping_says(
    counts_as: str, codes: list[str], engine: Engine, tmp_path: Path
) -> None:
    said = f'{JOINED}several = "{counts_as}"\n'

    assert brought(engine, tmp_path, said, "overall,support", "Good,EHC plan;SEN Support;") == (
        codes,
        [],
    )


def test_a_column_for_each_answer_is_ticked_not_ticked_or_refused(
    engine: Engine, tmp_path: Path
) -> None:
    rows = ("Good,Y,N", "Good,,y", "Good,N,", "Good,Y,Y", "Good,perhaps,N")

    codes, refused = brought(engine, tmp_path, TICKED, "overall,plan,school", *rows)

    assert codes == ["ehc_plan", "sen_support"]
    assert refused == [
        "row 5, column “plan”: it holds several answers, and our question takes one",
        f"row 6, column “plan”: {UNKNOWN}",
    ]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (JOINED.replace('separator = ";"', 'separator = ""'), "a separator, but no column"),
        (JOINED.replace('separator = ";"', 'several = ""'), "neither a separator nor ticks"),
        (JOINED.replace('separator = ";"', 'yes = ["Y"]'), "yes or no, but no ticks"),
        (TICKED.replace("ehc_plan", "a_plan"), "we have no a_plan"),
        (f'{TICKED}other = "ehc_plan"', "other, but no values"),
        (f'{JOINED}other = "a_plan"', "we have no a_plan"),
        (f'{TICKED}several = "many"', "we have no many"),
        (f'{TICKED}column = "plan"', "needs either column or always or ticks"),
        (f"heading_rows = 3\n{TICKED}", "heading_rows"),
    ],
)
def test_a_mapping_that_contradicts_itself_is_refused(
    said: str, complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefusedError, match=complaint):
        mapping.read_mapping(mapping_file(tmp_path, said), SURVEY)


# --- headings ----------------------------------------------------------------------------------


def test_hard_spaces_and_line_breaks_in_headings_do_not_matter(
    engine: Engine, tmp_path: Path
) -> None:
    headings = "overall,\xa0What\xa0support\xa0 do you have?\xa0"
    said = JOINED.replace('column = "support"', 'column = "What support do you have?"')

    assert brought(engine, tmp_path, said, headings, "Good,EHC\xa0plan;") == (["ehc_plan"], [])


@pytest.mark.parametrize("lines", [0, 1])
def test_a_file_without_both_rows_of_headings_is_refused(
    lines: int, engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "surveymonkey.csv"
    whole = (EXAMPLES / MONKEY.file).read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(whole[:lines]) or "\n", "utf-8")
    before = contents(engine)

    with pytest.raises(ImportRefusedError, match=r"surveymonkey\.csv has no (row|column|answer)"):
        bring(engine, path, mapping=mapping_of(MONKEY), survey=SURVEYS["local_offer"], on=None)

    assert contents(engine) == before


def test_a_column_that_is_in_neither_row_is_named(engine: Engine, tmp_path: Path) -> None:
    said = mapping_of(MONKEY).replace("| A poster", "| A leaflet")

    with pytest.raises(ImportRefusedError, match=r"no column “How did .* \| A leaflet” in its .*"):
        bring(
            engine,
            copied(MONKEY, tmp_path),
            mapping=said,
            survey=SURVEYS["local_offer"],
            on=None,
        )


# --- who it was --------------------------------------------------------------------------------

WHO = (
    *("Email", "e-mail address", "Name", "First Name", "Last name", "Your name", "IP Address"),
    *("ipaddr", "What is your email address?", "Phone number", "Postcode", "token", "refurl"),
    *("Custom Data 1", "attribute_2 (School)", "Contact details | Name", "What’s your name?"),
    # LimeSurvey's codes before texts, a heading that Excel numbers, and whose name it is.
    *("ipaddr. IP address", "refurl. Referrer URL", "attribute_1. School", "token. Token"),
    *("Name2", "Email 2", "STUDENT’S FULL NAME", "Parent email address", "Official Email ID"),
)


@pytest.mark.parametrize(
    "place",
    [
        'respondent = "{}"\n[[texts]]\ncolumn = "said"\nquestion = "ps_better"',
        '[[texts]]\ncolumn = "{}"\nquestion = "ps_better"',
        '[choices.ps_overall]\ncolumn = "{}"',
        '[choices.ps_overall]\nticks = {{ "{}" = "good" }}',
    ],
)
def test_a_column_that_says_who_somebody_is_can_be_mapped_to_nothing(
    place: str, tmp_path: Path
) -> None:
    for heading in WHO:
        written = mapping_file(tmp_path, place.format(heading))

        with pytest.raises(ImportRefusedError, match="who somebody is, and is never taken in"):
            mapping.read_mapping(written, SURVEY)


@pytest.mark.parametrize(
    "heading",
    [
        "What is the name of the school?",
        "Respondent ID",
        "id",
        "Did staff know your name?",
        "id. Response ID",
    ],
)
def test_other_columns_are_not_taken_for_one(heading: str) -> None:
    assert not says_who(heading)


def test_without_the_list_a_name_would_have_come_in(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "says_who", lambda heading: False)
    path = csv_file(tmp_path, [("Sam Okafor",)], headings=("Name",))

    bring(engine, path, mapping='[[texts]]\ncolumn = "Name"\nquestion = "ps_better"')

    assert stored(engine, "comment", "text") == [("Sam Okafor",)]

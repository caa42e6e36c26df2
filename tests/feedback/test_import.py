"""Existing feedback comes in once, whole or not at all, and nothing of it is repeated aloud."""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from feedback import create_app, results
from feedback.bring_in import ImportRefusedError
from feedback.config import Config
from feedback.models import Channel
from tests.feedback.bringing_in import (
    MAPPING,
    ROWS,
    bring,
    contents,
    csv_file,
    mapping_file,
    stored,
)
from tests.feedback.releasing import freeze


def test_each_row_becomes_a_response_with_its_answer_and_comment(
    engine: Engine, tmp_path: Path
) -> None:
    report = bring(engine, csv_file(tmp_path))

    assert (report.accepted, report.already_there, report.refused) == (3, 0, ())
    assert stored(engine, "answer", "question_id", "code") == [
        ("ps_overall", "good"),
        ("ps_overall", "very_good"),
        ("ps_overall", "very_poor"),
    ]
    assert stored(engine, "comment", "text", "question_kind", "language") == [
        ("Shorter waits", "could_improve", "en"),
        ("They were kind", "what_good", "en"),
    ]
    assert (
        stored(engine, "response", "channel", "week", "consent_version", "placement_id")
        == [(Channel.IMPORTED, date(2026, 3, 30), None, None)] * 3
    )


def test_the_collection_it_goes_to_is_closed_and_named(engine: Engine, tmp_path: Path) -> None:
    bring(engine, csv_file(tmp_path), occasion="Paper forms, spring")

    [(occasion, opens, closes, is_sample)] = stored(
        engine, "collection", "occasion", "opens_at", "closes_at", "is_sample"
    )
    assert (occasion, is_sample) == ("Paper forms, spring", False)
    assert (str(opens), str(closes)) == ("2026-03-30 23:00:00+00:00", "2026-03-31 23:00:00+00:00")


def test_the_same_file_twice_adds_nothing(engine: Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [*ROWS, ROWS[0]])
    bring(engine, path)
    before = contents(engine)

    report = bring(engine, path)

    assert (report.accepted, report.already_there) == (0, 4)
    assert contents(engine) == before


def test_a_longer_file_adds_only_its_new_rows(engine: Engine, tmp_path: Path) -> None:
    bring(engine, csv_file(tmp_path))
    longer = csv_file(tmp_path, [("1", "New", "good"), *ROWS, ROWS[1]], name="longer.csv")

    report = bring(engine, longer)

    # Two families may say the same: the second row like another is a family of its own.
    assert (report.accepted, report.already_there, report.responses) == (2, 3, 2)
    assert len(stored(engine, "collection", "id")) == 1


def test_the_same_file_for_another_occasion_is_refused(engine: Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path)
    bring(engine, path, occasion="Spring")
    before = contents(engine)

    with pytest.raises(ImportRefusedError, match="taken in before, as the occasion “Spring”"):
        bring(engine, path, occasion="Summer")

    assert contents(engine) == before


def test_refused_rows_say_where_and_why_and_the_others_come_in(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [("1", "Fine", "good"), ("9", "Odd", "good"), ("n/a", "", "good"), ("1", "x" * 2001, "")]

    report = bring(engine, csv_file(tmp_path, rows))

    assert [str(refusal) for refusal in report.refused] == [
        "row 3, column “rating”: the mapping does not know this value",
        "row 4: it holds no answer and no comment",
        "row 5, column “said”: it is 1 characters too long",
    ]
    assert report.accepted == 1
    assert stored(engine, "comment", "text") == [("Fine",)]
    assert stored(engine, "import_run", "accepted", "refused", "already_there") == [(1, 3, 0)]


def test_a_comment_without_the_needed_answer_is_kept(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, csv_file(tmp_path, [("", "Only words", "better")]))

    assert (report.accepted, report.responses, report.comments) == (1, 1, 1)
    assert stored(engine, "answer", "code") == []


GROUPED = f'respondent = "who"\n{MAPPING}'
GROUPED_HEADINGS = ("who", "rating", "said", "asked")


def test_rows_of_one_respondent_are_one_response(engine: Engine, tmp_path: Path) -> None:
    rows = [("A", "1", "Kind", "good"), ("A", "1", "Waits", "better"), ("B", "2", "", "")]

    report = bring(engine, csv_file(tmp_path, rows, headings=GROUPED_HEADINGS), mapping=GROUPED)

    assert (report.accepted, report.responses, report.comments) == (3, 2, 2)
    assert len(stored(engine, "answer", "code")) == 2


def test_a_respondents_later_words_join_the_earlier_ones(engine: Engine, tmp_path: Path) -> None:
    rows = [("A", "1", "Kind", "good")]
    bring(engine, csv_file(tmp_path, rows, headings=GROUPED_HEADINGS), mapping=GROUPED)
    rows = [*rows, ("A", "", "Waits", "better"), ("A", "5", "Never mind", "better")]
    longer = csv_file(tmp_path, rows, headings=GROUPED_HEADINGS, name="longer.csv")

    first = bring(engine, longer, mapping=GROUPED)
    again = bring(engine, longer, mapping=GROUPED)

    assert (first.accepted, first.already_there, first.responses) == (1, 1, 0)
    assert [str(each) for each in first.refused] == [
        "row 4: this respondent has given another answer to ps_overall before"
    ]
    assert (again.accepted, again.already_there, len(again.refused)) == (0, 2, 1)
    assert stored(engine, "comment", "text") == [("Kind",), ("Waits",)]


def test_consent_counts_only_where_every_row_gave_it(engine: Engine, tmp_path: Path) -> None:
    consent = f'{GROUPED}\n[consent]\ncolumn = "quote"\nyes = ["Yes"]\nwording = 1\n'
    rows = [("A", "1", "Kind", "good", "yes"), ("B", "1", "Kind", "", "no"), ("C", "1", "", "", "")]
    rows += [("D", "1", "Kind", "good", "Yes"), ("D", "1", "Waits", "better", "No")]
    path = csv_file(tmp_path, rows, headings=(*GROUPED_HEADINGS, "quote"))

    bring(engine, path, mapping=consent)

    given = [version for (version,) in stored(engine, "response", "consent_version")]
    assert sorted(given, key=str) == [1, None, None, None]


def test_a_rehearsal_reports_the_same_and_stores_nothing(engine: Engine, tmp_path: Path) -> None:
    before = contents(engine)

    report = bring(engine, csv_file(tmp_path), is_rehearsal=True)

    assert (report.accepted, report.responses, report.comments) == (3, 3, 2)
    assert contents(engine) == before


def test_days_come_from_a_column_and_must_lie_in_a_known_term(
    engine: Engine, tmp_path: Path
) -> None:
    dated = f'{MAPPING}\n[date]\ncolumn = "day"\nformat = "%d/%m/%Y"\n'
    days = ["14/05/2026", "2026-05-14", "14/05/1999", "14/05/2030"]
    rows = [("1", "Kind", "good", day) for day in days]

    report = bring(
        engine,
        csv_file(tmp_path, rows, headings=("rating", "said", "asked", "day")),
        mapping=dated,
        on=None,
    )

    assert stored(engine, "response", "week") == [(date(2026, 5, 11),)]
    assert [str(each) for each in report.refused] == [
        "row 3, column “day”: it is not a day written as %d/%m/%Y",
        "row 4, column “day”: no term in the area's file covers its week",
        "row 5, column “day”: its day is still to come",
    ]


def test_what_came_in_is_counted_by_the_gate(
    engine: Engine, tmp_path: Path, config: Config
) -> None:
    rows = [("1" if n % 3 else "5", f"Comment {n}", "better") for n in range(30)]
    bring(engine, csv_file(tmp_path, rows))
    app = create_app(config, engine=engine)

    made = freeze(app)
    with app.test_request_context("/"):
        found = results.release(made[-1].number, results.Seer.OFFICER)

    assert found is not None
    assert found.total == 30
    overall = found.table("ps_overall")
    assert overall is not None
    assert [cell.shown for cell in overall.table.cells] == [20, 10]


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from feedback.database import create_engine_for
from tests.feedback.bringing_in import bring

engine = create_engine_for(sys.argv[1])

@event.listens_for(engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO comment"):
        os.kill(os.getpid(), signal.SIGKILL)

bring(engine, Path(sys.argv[2]))
"""


def test_an_import_killed_in_the_middle_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    path = csv_file(tmp_path)
    before = contents(engine)
    url = engine.url.render_as_string(hide_password=False)

    done = subprocess.run([sys.executable, "-c", KILLED, url, str(path)], check=False)

    assert done.returncode == -signal.SIGKILL
    assert contents(engine) == before
    assert bring(engine, path).accepted == 3


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [
        ("[choices.ps_overall", "not TOML"),
        ("", "maps no question"),
        (MAPPING.replace("ps_overall", "ps_nothing"), "no question ps_nothing"),
        (MAPPING.replace("very_good", "brilliant"), "we have no brilliant"),
        (MAPPING.replace("ps_better", "ps_overall"), "no question ps_overall answered in words"),
        (MAPPING.replace("what_good", "praise"), "we have no praise"),
        (MAPPING.replace("column", "colum", 1), "choices.ps_overall.colum"),
        ('[choices.ps_overall]\nalways = "good"', "invent answers"),
        (f'{MAPPING}\n[language]\nalways = "tlh"', "we have no tlh"),
        (f'{MAPPING}\n[date]\nformat = "%Y"', "either column or always"),
        (f'{MAPPING}\n[consent]\ncolumn = "said"\nyes = ["y"]\nwording = 9', "from 1 to"),
    ],
)
def test_a_broken_mapping_changes_nothing(
    mapping: str, complaint: str, engine: Engine, tmp_path: Path
) -> None:
    before = contents(engine)

    with pytest.raises(ImportRefusedError, match=complaint):
        bring(engine, csv_file(tmp_path), mapping=mapping)

    assert contents(engine) == before


def test_a_mapping_may_say_who_and_in_which_language(engine: Engine, tmp_path: Path) -> None:
    spoken = f'{MAPPING}\n[choices.role]\nalways = "parent_carer"\n[language]\nalways = "bn"\n'

    bring(engine, csv_file(tmp_path, ROWS[:1]), mapping=spoken)

    assert stored(engine, "answer", "question_id", "code")[-1] == ("role", "parent_carer")
    assert stored(engine, "comment", "language") == [("bn",)]


def test_nothing_says_when_so_nothing_comes_in(engine: Engine, tmp_path: Path) -> None:
    mapping_file(tmp_path)

    with pytest.raises(ImportRefusedError, match="--on 2026-03-31"):
        bring(engine, csv_file(tmp_path), on=None)

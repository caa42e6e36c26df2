"""The open data beside a document: one CSV file for each kind of thing, and what each column means.

The names of the files and columns are read by programs, and stay English in every language.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from analysis.assessment import Test
from feedback.areas import Area
from feedback.coproduce.standing import Standing
from feedback.evidence.gathering import rated, tracker
from feedback.evidence.scope import Scope
from feedback.language import speaking
from feedback.plan.records import Rated
from feedback.publish.frozen import Content
from feedback.publish.pages import is_web
from feedback.publish.records import published
from feedback.results import Results
from feedback.review import files
from feedback.review.files import csv_of
from translations import ENGLISH

DICTIONARY = "data-dictionary.csv"


class Column(NamedTuple):
    """One column of a file, and what it says."""

    name: str
    meaning: str


NUMBERS = (
    Column("release", "The frozen release that the number comes from; it never changes."),
    Column(
        "release_hash",
        "A fingerprint of the release, by which the partnership can tell that it is the same; "
        "empty in files for the public.",
    ),
    Column("survey", "The survey that families answered."),
    Column("terms", "The terms in which they answered."),
    Column("frozen_on", "The day on which the release was frozen (year-month-day)."),
    Column("base", "The fewest answers that any table of the release may rest on."),
    Column("threshold", "Counts below this are hidden."),
    Column(
        "part",
        "What the number is about: responses, answers, tone of comments, participation (who took "
        "part), fits (how large a group so many answers would fit) or crossing (two at once).",
    ),
    Column("table", "The question, by its name in the program."),
    Column("title", "The question in words."),
    Column("row", "The answer, by its name in the program; all is everybody."),
    Column("row_title", "The answer in words."),
    Column("column", "In a crossing: the group or the occasion, by its name in the program."),
    Column("column_title", "The same in words."),
    Column("cell_id", "The cell of the release; the same number has the same cell everywhere."),
    Column("shown", "The number; empty where it is hidden."),
    Column("low", "The least that the number can be."),
    Column("high", "The most that the number can be."),
    Column("words", "What a page says for the number."),
    Column(
        "withheld",
        "Why a whole table is not shown; the words beside it say the same in a sentence.",
    ),
)
INITIATIVES = (
    Column("initiative", "What it is called."),
    Column("kind", "What kind of work it is; only co_design and co_production can count."),
    Column("stage", "Where it is in its life."),
    Column(
        "status",
        "Where it stands towards the strategy's target, on the day of the document; empty in files "
        "for the public, who are not told who confirmed or disputed it.",
    ),
    Column("counts", "Whether it counts: yes or no."),
    Column("with_young_people", "Whether children or young people shaped it: yes or no."),
    Column("delivered", "Whether it was delivered in the years of the strategy: yes or no."),
    Column("level", "Whether families had real influence on the design: yes or no."),
    Column("from_the_start", "Whether they were involved before anything was fixed: yes or no."),
    Column("feedback", "Whether they were told what came of what they said: yes or no."),
    Column("heard", "Whether those involved said that they felt heard: yes or no."),
    Column("options_fixed_on", "The day on which anything was first fixed; empty if not known."),
    Column("delivered_on", "The day on which families could first use it; empty if not yet."),
    Column("priority", "The priority of the strategy that it is for."),
    Column("measures", "The measures of the strategy that it is for."),
)
RATINGS = (
    Column("row", "The row of the action plan."),
    Column("action", "What the row says."),
    Column("term", "The term that the rating is for."),
    Column("term_name", "The same in words."),
    Column(
        "rating",
        "Blue: done. Green: on track. Amber: part of it is likely. Red: unlikely. An officer "
        "chooses it, and it is never worked out.",
    ),
    Column("reason", "Why, in the officer's words; empty in files for the public."),
    Column(
        "rated_on",
        "The day on which it was given; for the public and the board the day on which its term "
        "was frozen.",
    ),
    Column("counts_now", "Whether it is the newest for its row and term: yes or no."),
    Column(
        "is_frozen",
        "Whether its term is frozen: yes or no. Only files for officers have others.",
    ),
)
STATEMENT = (
    Column("year", "The school year of the Local Offer statement."),
    Column("version", "Which version of it; a later one puts something right."),
    Column("published_on", "The day on which it was published."),
    Column(
        "regulation", "Which part of regulation 56(1) of the SEND Regulations 2014 it is about."
    ),
    Column("you_said", "What families said."),
    Column("decision", "What was decided; empty where it waits."),
    Column("we_did", "What was done."),
    Column("reason", "Why, or why not."),
    Column("passed_on_to", "To whom it was passed on."),
    Column("due_on", "By when it was promised."),
    Column("waits_because", "Why there is no decision yet."),
    Column("changes", "What changed since, each with its day."),
    Column("links", "Where that can be seen."),
)
MEANINGS: Mapping[str, Sequence[Column]] = {
    "released-numbers.csv": NUMBERS,
    "initiatives.csv": INITIATIVES,
    "plan-ratings.csv": RATINGS,
    "local-offer-statement.csv": STATEMENT,
}


def open_data(scope: Scope) -> Mapping[str, bytes]:
    """Every file by its name, the dictionary of columns with them; all in English."""
    with speaking(ENGLISH):
        found = {
            "released-numbers.csv": numbers(
                scope.releases, scope.area, to_officer=scope.to_officer
            ),
            "initiatives.csv": initiatives(
                tracker.standings(scope), with_status=not scope.is_public
            ),
            "plan-ratings.csv": ratings(
                rated.ratings_for(scope),
                scope.area,
                rated.frozen_terms(scope),
                with_reasons=not scope.is_public,
            ),
            "local-offer-statement.csv": statements(
                [one for one in published() if one.published_on <= scope.day]
            ),
        }
        return {**found, DICTIONARY: dictionary(tuple(found))}


def numbers(found: Sequence[Results], area: Area, *, to_officer: bool) -> bytes:
    """Every released number that this reader may see, and every table that is not shown."""
    return _file("released-numbers.csv", _numbers(found, area, to_officer=to_officer))


def _numbers(found: Sequence[Results], area: Area, *, to_officer: bool) -> Iterator[list[object]]:
    for one in found:
        about: list[object] = [
            one.ref,
            " ".join(one.hashes),
            one.survey.slug,
            " ".join(term.ref for term in one.terms),
            one.frozen_on,
            one.base,
            one.threshold,
        ]
        for line in files.lines(one, area=area, to_officer=to_officer):
            yield [*about, *asdict(line).values()]


def initiatives(found: Sequence[Standing], *, with_status: bool) -> bytes:
    """Every initiative and the tests it passes; of the people in it nothing is counted here."""
    rows = (_initiative(one, with_status=with_status) for one in found)
    return _file("initiatives.csv", rows)


def _initiative(one: Standing, *, with_status: bool) -> list[object]:
    row, assessment = one.record.initiative, one.assessment
    passed = {result.test: result.passed for result in assessment.tests}
    return [
        row.title,
        row.kind.value,
        row.stage.value,
        assessment.status.value if with_status else "",
        _yes(assessment.counts),
        _yes(assessment.has_young_people),
        *(_yes(passed.get(test, False)) for test in Test),
        row.options_fixed_on,
        row.delivered_on,
        row.priority_ref,
        row.measure_refs,
    ]


def ratings(
    found: Sequence[Rated], area: Area, frozen: Container[str], *, with_reasons: bool
) -> bytes:
    """Every rating of every row of the plan, the newest first; who gave it is left out."""
    return _file("plan-ratings.csv", _ratings(found, area, frozen, with_reasons=with_reasons))


def _ratings(
    found: Sequence[Rated], area: Area, frozen: Container[str], *, with_reasons: bool
) -> Iterator[list[object]]:
    actions = {one.ref: one.text for one in area.actions}
    terms = {one.ref: one.name for one in area.terms}
    newest = {(one.action_ref, one.term_ref): one for one in reversed(found)}
    for one in found:
        yield [
            one.action_ref,
            actions.get(one.action_ref, ""),
            one.term_ref,
            terms.get(one.term_ref, ""),
            one.colour.value,
            one.reason if with_reasons else "",
            one.on,
            _yes(newest[one.action_ref, one.term_ref] is one),
            _yes(one.term_ref in frozen),
        ]


def statements(found: Sequence[Content]) -> bytes:
    """Every line of every Local Offer statement, in the English in which it was published."""
    return _file("local-offer-statement.csv", _statements(found))


def _statements(found: Sequence[Content]) -> Iterator[list[object]]:
    for one in found:
        for entry in one.entries:
            yield [
                one.year,
                one.version,
                one.published_on,
                entry.regulation,
                entry.you_said.said(ENGLISH).text,
                entry.decision,
                *(_english(words) for words in (entry.we_did, entry.reason, entry.passed_on_to)),
                entry.due_on,
                entry.carried_over,
                "; ".join(f"{each.on}: {each.what.said(ENGLISH).text}" for each in entry.changes),
                " ".join(each.link for each in entry.changes if is_web(each.link)),
            ]


def dictionary(names: Sequence[str]) -> bytes:
    """What each column of these files says."""
    columns = [(name, column) for name in names for column in MEANINGS[name]]
    return csv_of(
        ["file", "column", "meaning"], ([name, one.name, one.meaning] for name, one in columns)
    )


def _file(name: str, rows: Any) -> bytes:
    return csv_of([column.name for column in MEANINGS[name]], rows)


def _english(words: Any) -> str:
    return words.said(ENGLISH).text if words else ""


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"

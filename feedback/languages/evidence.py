"""What released answers say about languages and interpreters, term by term, beside the Census."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedback import results
from feedback.areas import Action, Area, Baseline
from feedback.results import Results, Seer, TableResult
from feedback.results.saying import number_words, page_withheld, why_withheld
from forms.questions import Wording
from forms.surveys.about_you import HOME_LANGUAGE
from forms.surveys.interpreter import INTERPRETER

# A child must never have to interpret: this answer stands out wherever a release shows it.
WHO, CHILD = "in_who", "child_under_18"


@dataclass(frozen=True)
class Line:
    """One row of a released table, and which cell it is."""

    label: str
    number: str
    is_hidden: bool
    cell_id: str


@dataclass(frozen=True)
class Released:
    """One question in one release: its rows, or the gate's words why there are none."""

    number: int
    terms: tuple[str, ...]
    survey: Wording
    lines: tuple[Line, ...] = ()
    everyone: Line | None = None
    why_not: str | None = None
    child: Line | None = None  # That a child interpreted, where the release has a row for it.
    child_is_sure: bool = False  # Not counted as a few, which can be none.
    child_is_pooled: bool = False  # Counted with other answers.


@dataclass(frozen=True)
class Part:
    """One question in every release that has it, the newest first."""

    id: str
    title: Wording
    releases: tuple[Released, ...]


@dataclass(frozen=True)
class Found:
    """All that releases say, and what of it is not known yet."""

    languages: Part
    answers: tuple[Part, ...]

    @property
    def has_answers(self) -> bool:
        """Whether any release of the survey shows anything."""
        return any(one.lines for part in self.answers for one in part.releases)

    @property
    def not_shown(self) -> tuple[Wording, ...]:
        """The questions that the newest release does not show."""
        return tuple(
            part.title for part in self.answers if part.releases and not part.releases[0].lines
        )

    @property
    def child_is_unknown(self) -> bool:
        """Whether the newest release cannot say by itself that a child interpreted."""
        newest = [part.releases[0] for part in self.answers if part.id == WHO and part.releases]
        return not any(one.child for one in newest)


@dataclass(frozen=True)
class Known:
    """A count as it was published, and where."""

    label: str
    number: int | None
    base: int | None
    words: str | None
    as_at: str
    caution: str
    source: str


def found(releases: Iterable[Results] | None = None) -> Found:
    """The survey about interpreters and the language used at home, in all releases or in these."""
    shown = list(_releases() if releases is None else releases)
    of_survey = [one for one in shown if one.survey.slug == INTERPRETER.slug]
    return Found(
        languages=_part(HOME_LANGUAGE.id, HOME_LANGUAGE.standard, shown),
        answers=tuple(
            _part(question.id, question.standard, of_survey)
            for question in INTERPRETER.questions
            if question.options
        ),
    )


def _releases() -> Iterator[Results]:
    for one in results.made():
        # A restricted survey is about children who could be known: it has no part in this page.
        if one.survey.is_restricted:
            continue
        release = results.release(one.number, Seer.FORUM)
        if release is not None:
            yield release


def _part(question_id: str, title: Wording, shown: list[Results]) -> Part:
    return Part(question_id, title, tuple(_released(one, question_id) for one in shown))


def _released(one: Results, question_id: str) -> Released:
    terms, survey = tuple(term.name for term in one.terms), one.survey.title
    table = one.table(question_id)
    why_not = page_withheld(one) if table is None else why_withheld(table)
    if table is None or why_not is not None:
        return Released(one.numbers[0], terms, survey, why_not=why_not)
    lines, child = _lines(table), _child(table)
    return Released(
        number=one.numbers[0],
        terms=terms,
        survey=survey,
        lines=lines,
        everyone=Line("", str(table.table.total), False, table.table.cell_id("all")),
        child=next((line for line in lines if line.cell_id == child), None),
        child_is_sure=any(cell.low for cell in table.table.cells if cell.category.code == CHILD),
        child_is_pooled=question_id == WHO and child is None,
    )


def _lines(one: TableResult) -> tuple[Line, ...]:
    return tuple(
        Line(
            label=cell.category.label,
            number=number_words(cell, total=one.table.total),
            is_hidden=cell.shown is None,
            cell_id=one.table.cell_id(cell.category.code),
        )
        for cell in one.table.cells
    )


def _child(one: TableResult) -> str | None:
    """The cell that says by itself that a child interpreted."""
    alone = next((row for row, codes in one.rows.items() if codes == {CHILD}), None)
    return one.table.cell_id(alone) if alone else None


def actions(area: Area) -> list[Action]:
    """The rows of the plan that the survey gives evidence for."""
    asked = {question.id for question in INTERPRETER.questions}
    return [action for action in area.actions if asked.intersection(action.questions)]


def known(area: Area) -> list[Known]:
    """What was published about the languages people here speak, word for word."""
    refs = {action.ref for action in actions(area)}
    return [
        _known(area, one)
        for one in area.baselines
        if one.question == HOME_LANGUAGE.id or refs & set(one.evidences)
    ]


def _known(area: Area, one: Baseline) -> Known:
    document = area.document(one.cited.document)
    return Known(
        label=one.label,
        number=one.count,
        base=one.base,
        words=one.published,
        as_at=one.as_at,
        caution=one.caution,
        source=f"{document.title} ({document.date}), {one.cited.section}",
    )

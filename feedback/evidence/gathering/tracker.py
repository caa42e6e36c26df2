"""How far the area is towards its target of things designed with families, test by test."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l

from analysis.assessment import Status, Test
from feedback.coproduce.past import standings_as_at
from feedback.coproduce.register import lacking, register_page
from feedback.coproduce.standing import Standing
from feedback.coproduce.words import STATUSES, TEST_NAMES
from feedback.evidence.document import Block, Cell, Paragraph, Phrase, Row, Table
from feedback.evidence.saying import day, of, paragraph, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import headings
from feedback.publish import progress
from forms.initiative_words import RUNGS, STAGES

NOTHING = "–"
YES, NO = _l("Yes"), _l("Not yet")


def standings(scope: Scope) -> Sequence[Standing]:
    """Every initiative as it stood on the day."""
    return standings_as_at(scope.area, scope.day)


def title_of(one: Standing) -> Phrase:
    """What an initiative is called."""
    return of(one.record.said(one.record.initiative, "title"))


def headline(scope: Scope) -> Iterator[Block]:
    """The target in the strategy's own words, and how many count."""
    found = standings(scope)
    if scope.area.target is None:
        yield paragraph(_l("This area has set no number of things to design with families."))
        return
    # In the marks of the language it is in: somebody else said so.
    yield Paragraph(Phrase(f"“{scope.area.target.text}”"))
    for what in ("headline", "young_people", "days_left"):
        yield Paragraph(say_now(_register, found, scope, what))


def _register(found: Sequence[Standing], scope: Scope, what: str) -> str:
    return str(getattr(register_page(found, scope.area, scope.day), what))


def blocks(scope: Scope) -> Iterator[Block]:
    """The count, each test of what may count, what each lacks, and what is not counted and why."""
    yield from headline(scope)
    found = standings(scope)
    may_count = [one for one in found if one.assessment.status is not Status.NOT_COUNTED]
    kept_out = [one for one in found if one not in may_count]
    if not found:
        yield paragraph(_l("No work with families was on record by this day."))
    if may_count:
        yield _tests(may_count)
        yield _standing(may_count, scope)
    sessions = _sessions(may_count)
    if sessions is not None and not scope.is_public:
        yield sessions
    if kept_out:
        yield _kept_out(kept_out, scope)


def _tests(found: Sequence[Standing]) -> Table:
    """Which test each initiative passes."""
    return Table(
        say(_l("The five tests")),
        (say(_l("Initiative")), *(_capital(TEST_NAMES[test]) for test in Test)),
        tuple(
            Row(
                title_of(one),
                tuple(Cell(say(YES if result.passed else NO)) for result in one.assessment.tests),
            )
            for one in found
        ),
    )


def _capital(words: object) -> Phrase:
    found = say_now(str, words)
    return Phrase(found.text[:1].upper() + found.text[1:], found.language)


def _standing(found: Sequence[Standing], scope: Scope) -> Table:
    """The status says who confirmed or disputed it: not to the public, as on the open page."""
    status = () if scope.is_public else (_l("Status"),)
    return Table(
        say(_l("Where each stands")),
        headings(
            _l("Initiative"),
            *status,
            _l("What is missing"),
            _l("With parent carers"),
            _l("With young people"),
        ),
        tuple(
            Row(
                title_of(one),
                (
                    *(Cell(say(STATUSES[one.assessment.status][0])) for _words in status),
                    Cell(say_now(_missing, one, scope)),
                    Cell(say(YES if one.assessment.has_parent_carers else NO)),
                    Cell(say(YES if one.assessment.has_young_people else NO)),
                ),
            )
            for one in found
        ),
    )


def _missing(one: Standing, scope: Scope) -> str:
    if not scope.is_public or one.assessment.counts:
        return lacking(one)
    found = progress.lacking(one)
    return " ".join(map(str, found.lacks)) or str(found.waits)


def _sessions(found: Sequence[Standing]) -> Table | None:
    """How much say families had at each stage; headcounts are too small for the public."""
    rows = tuple(
        Row(
            title_of(one),
            (
                Cell(day(row.happened_on)),
                Cell(say(STAGES[row.stage])),
                Cell(say(RUNGS[str(row.rung)])),
                Cell(Phrase(row.rung_reason)),
            ),
        )
        for one in found
        for row in one.record.involvements
    )
    if not rows:
        return None
    return Table(
        say(_l("How much say families had, session by session")),
        headings(
            _l("Initiative"),
            _l("Day"),
            _l("What it was about"),
            _l("How much say families had"),
            _l("Why we say so"),
        ),
        rows,
    )


def _kept_out(found: Sequence[Standing], scope: Scope) -> Table:
    return Table(
        say(_l("What is not counted")),
        headings(_l("Initiative"), _l("Why")),
        tuple(Row(title_of(one), (Cell(say_now(_why_not, one, scope)),)) for one in found),
    )


def _why_not(one: Standing, scope: Scope) -> str:
    """An officer's own reason is a note for staff."""
    if not scope.is_public:
        return lacking(one)
    found = progress.kept_out_because(one, scope.area)
    return str(found.why_not or found.reason or NOTHING)

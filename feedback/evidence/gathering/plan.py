"""The action plan: each row's rating with its reason, every rating before it, and the evidence."""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l

from feedback import surveys
from feedback.areas import Action
from feedback.evidence.document import (
    Block,
    Bullets,
    Cell,
    Notice,
    Paragraph,
    Phrase,
    Row,
    Subheading,
    Table,
)
from feedback.evidence.gathering.rated import Known, known
from feedback.evidence.saying import day, paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import HOW_MANY, QUESTION, headings
from feedback.plan import indicators, page, records, series
from feedback.plan.indicators import Indicator
from feedback.plan.standing import Row as PlanRow
from forms.plan_words import COLOURS, WEB
from forms.questions import Wording

NOT_RATED = _l("Not rated yet")


def why_none(scope: Scope) -> Block:
    """Why nothing of the plan can be told."""
    if scope.area.actions:
        return paragraph(_l("No term of the action plan is frozen yet."))
    return paragraph(_l("This area has no action plan here."))


def in_short(scope: Scope) -> Iterator[Block]:
    """How many rows have each rating."""
    found = known(scope)
    if found is not None:
        yield Table(
            say(_l("How the rows of the plan are rated")),
            headings(_l("Rating"), _l("Rows")),
            tuple(
                Row(say_now(_total, found, at), (Cell(plain(number)),))
                for at, (*_words, number) in enumerate(page.totals(found.rows))
            ),
            (_term(found),),
        )


def _total(found: Known, at: int) -> str:
    return page.totals(found.rows)[at][0]


def blocks(scope: Scope) -> Iterator[Block]:
    """All rows in one table, what the colours mean, then each row with its evidence."""
    found = known(scope)
    if found is None:
        yield why_none(scope)
        return
    if scope.area.plan:
        yield Paragraph(Phrase(f"{scope.area.plan.title}, {scope.area.plan.period}"))
    yield paragraph(_l("An officer chooses each rating and says why. It is never worked out."))
    yield Bullets(tuple(Phrase(one.meaning) for one in scope.area.brag))
    for priority in scope.area.plan_priorities:
        rows = [one for one in found.rows if one.action.priority == priority.ref]
        yield Subheading(Phrase(f"{priority.ref} {priority.title}"))
        yield _ratings(rows, found, scope)
        yield _history(rows, found, scope) or paragraph(_l("No row was rated before."))
    yield from _evidence(found, scope)


def _why(scope: Scope) -> Sequence[Wording]:
    """The column of reasons: they were written for the partnership, and may name somebody."""
    return () if scope.is_public else (_l("Why"),)


def _ratings(rows: Sequence[PlanRow], found: Known, scope: Scope) -> Table:
    why = _why(scope)
    return Table(
        _term(found),
        headings(_l("Row"), _l("Rating"), *why, _l("Milestones reached")),
        tuple(
            Row(
                Phrase(f"{one.action.ref} {one.action.text}"),
                (
                    Cell(say(COLOURS[one.now.colour] if one.now else NOT_RATED)),
                    *(Cell(Phrase(one.now.reason) if one.now else plain("–")) for _words in why),
                    Cell(_milestones(one)),
                ),
            )
            for one in rows
        ),
    )


def _term(found: Known) -> Phrase:
    if found.is_frozen:
        return Phrase(found.term.name)
    return say(_l("%(term)s, not frozen yet", term=found.term.name))


def _milestones(one: PlanRow) -> Phrase:
    reached = sum(step.reached_on is not None for step in one.steps)
    return say(_l("%(num)s of %(base)s", num=reached, base=len(one.steps)))


def _history(rows: Sequence[PlanRow], found: Known, scope: Scope) -> Table | None:
    """Every rating before the one that counts, the newest first; none is ever taken out."""
    names = {term.ref: term.name for term in scope.area.terms}
    refs, now = {one.action.ref for one in rows}, [one.now for one in rows]
    before = [one for one in found.ratings if one.action_ref in refs and one not in now]
    if not before:
        return None
    why = _why(scope)
    return Table(
        say(_l("Ratings before")),
        headings(_l("Row"), _l("Term"), _l("Rating"), _l("Day"), *why),
        tuple(
            Row(
                plain(one.action_ref),
                (
                    Cell(Phrase(names.get(one.term_ref, one.term_ref))),
                    Cell(say(COLOURS[one.colour])),
                    Cell(day(one.on)),
                    *(Cell(Phrase(one.reason)) for _words in why),
                ),
            )
            for one in before
        ),
    )


def _evidence(found: Known, scope: Scope) -> Iterator[Block]:
    yield Subheading(say(_l("What families’ answers say about each row")))
    rows = [(one.action, _indicators(one.action, scope)) for one in found.rows]
    cells = tuple(_indicator(action, one) for action, each in rows for one in each if one.cell_id)
    if cells:
        yield Table(
            say(_l("Good answers in the newest results")),
            headings(_l("Row"), QUESTION, _l("Answer"), HOW_MANY),
            cells,
        )
    without = [action.ref for action, each in rows if not any(one.cell_id for one in each)]
    if without:
        refs = ", ".join(without)
        yield Notice(say(_l("No results can be shown yet for these rows: %(rows)s", rows=refs)))
    if not scope.is_public:
        yield from _numbers(found, scope)


def _indicators(row: Action, scope: Scope) -> Sequence[Indicator]:
    may_see = frozenset(
        slug
        for slug, survey in surveys.all_of_them().items()
        if scope.to_officer or not survey.is_restricted
    )
    return indicators.indicators(row, scope.seer, may_see=may_see, made=scope.made)


def _indicator(action: Action, one: Indicator) -> Row:
    return Row(
        plain(action.ref),
        (
            Cell(say(one.question.standard)),
            Cell(plain(one.label)),
            Cell(plain(one.number), one.cell_id or ""),
        ),
    )


def _numbers(found: Known, scope: Scope) -> Iterator[Block]:
    """What officers counted, and what they brought in from elsewhere: never from answers."""
    rows = tuple(row for one in found.rows for row in _counted(one.action.ref, scope))
    yield Subheading(say(_l("Numbers from elsewhere")))
    if not rows:
        yield paragraph(_l("Officers have added no numbers of their own."))
        return
    yield Table(
        say(_l("Officers’ own numbers")),
        headings(_l("Row"), _l("What"), HOW_MANY, _l("Day"), _l("Source")),
        rows,
    )


def _counted(ref: str, scope: Scope) -> Iterator[Row]:
    own = say(_l("Counted by officers"))
    for one in records.counts(ref):
        if one.as_at <= scope.day:
            number = _few(one.counted) if one.out_of is None else _of(one.counted, one.out_of)
            cells = (Phrase(one.what), number, day(one.as_at), own)
            yield Row(plain(ref), tuple(map(Cell, cells)))
    for other in series.series_of(ref):
        points = [point for point in other.points if point[0] <= scope.day]
        if points and other.on <= scope.day:
            last, newest = points[-1]
            said = plain(newest) if other.kind == WEB else _few(newest)
            cells = (Phrase(other.what), said, day(last), Phrase(other.source))
            yield Row(plain(ref), tuple(map(Cell, cells)))


def _few(number: int) -> Phrase:
    """A number about people: a few of them could be known."""
    if number < series.SMALLEST_COUNT:
        return say(_l("fewer than %(num)s", num=series.SMALLEST_COUNT))
    return plain(number)


def _of(number: int, base: int) -> Phrase:
    if min(number, base - number) < series.SMALLEST_COUNT and number != base:
        return say(_l("Too few to show, of %(base)s", base=base))
    return say(_l("%(num)s of %(base)s", num=number, base=base))

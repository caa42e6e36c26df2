"""The first two sections: what this document is, and the most important of it on one page."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.evidence import for_staff
from feedback.evidence.criteria import Criterion, criterion_of
from feedback.evidence.document import (
    Block,
    Bullets,
    Cell,
    Notice,
    Paragraph,
    Phrase,
    Row,
    Table,
    Variant,
)
from feedback.evidence.gathering import loops, plan, surveys, tracker
from feedback.evidence.saying import in_words, paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import HOW_MANY, headings
from forms.questions import Wording

FOR_WHOM: dict[Variant, Wording] = {
    Variant.PUBLIC: _l("Anybody may read this document."),
    Variant.BOARD: for_staff.BOARD,
    Variant.RESTRICTED: for_staff.RESTRICTED,
}


def subtitle(scope: Scope) -> Phrase:
    """As at which day it is."""
    return say(_l("As at %(day)s", day=in_words(scope.as_at)))


def about(scope: Scope) -> Iterator[Block]:
    """For whom, as at which day, on how many answers it rests, and what it does not say."""
    yield Paragraph(Phrase(scope.area.partnership.name))
    yield Notice(say(FOR_WHOM[scope.variant]))
    if scope.as_at > scope.today:
        yield Notice(
            say(
                _l(
                    "This was made on %(day)s. What happens after that day is not in it.",
                    day=in_words(scope.today),
                )
            )
        )
    yield Bullets(
        tuple(
            say(one)
            for one in (
                _l("Nothing that happened after this day is in it."),
                _l(
                    "Every number was frozen before, and is the same wherever we show it. "
                    "Its letters and numbers in brackets say where it comes from."
                ),
                _l("Small numbers are hidden, so that nobody can work out who said what."),
                _l("These are the answers of those who chose to answer, not of all families."),
            )
        )
    )
    yield _counts(scope) or paragraph(none_shown(scope))


def none_shown(scope: Scope) -> Wording:
    """Why no results are shown."""
    if any(one.has_results for one in scope.waiting):
        return _l("The public may not see the newest results yet.")
    return _l("Fewer than %(num)s answers this term, so no results are shown.", num=scope.base)


def _counts(scope: Scope) -> Table | None:
    """How many answered each survey in each term."""
    rows = tuple(
        Row(
            say(one.survey.title),
            (
                Cell(surveys.terms(one)),
                Cell(plain(one.total), f"{one.ref}.responses"),
                Cell(plain(one.ref)),
            ),
        )
        for one in scope.shown
    )
    if not rows:
        return None
    return Table(
        say(_l("How many answered")),
        headings(_l("Survey"), _l("Term"), HOW_MANY, _l("Release")),
        rows,
    )


def in_short(scope: Scope) -> Iterator[Block]:
    """The most important on one page: the target, the answers, the plan and the replies."""
    yield from tracker.headline(scope)
    yield _by_criterion(scope)
    yield from plan.in_short(scope)
    themes = loops.themes(scope)
    changed = sum(bool(one.changes) for one in themes)
    yield Bullets(
        (
            say_now(
                lambda: ngettext(
                    "Families raised %(num)s thing.", "Families raised %(num)s things.", len(themes)
                )
            ),
            say_now(
                lambda: ngettext("%(num)s led to a change.", "%(num)s led to a change.", changed)
            ),
            loops.still_open(themes),
        )
    )


def _by_criterion(scope: Scope) -> Table:
    """For each thing that inspectors judge, which answers say something about it."""
    asked = [
        (criterion_of(one.survey, table.question_id), table.table.withheld is None)
        for one in surveys.newest(scope)
        for table in surveys.answers(one)
    ]
    return Table(
        say(_l("What inspectors look at")),
        headings(_l("What inspectors look at"), _l("Questions shown"), _l("Questions hidden")),
        tuple(
            Row(
                say(one.words),
                (Cell(plain(asked.count((one, True)))), Cell(plain(asked.count((one, False))))),
            )
            for one in Criterion
        ),
    )

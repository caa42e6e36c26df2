"""Whether families can talk with staff in their own language: only what released answers say."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from feedback.evidence.document import Block, Cell, Notice, Row, Subheading, Table
from feedback.evidence.gathering.people import published
from feedback.evidence.saying import paragraph, plain, say
from feedback.evidence.scope import Scope
from feedback.evidence.tables import ANSWER, HOW_MANY, headings
from feedback.languages import evidence
from feedback.languages.evidence import Part, Released
from forms.surveys.about_you import HOME_LANGUAGE


def blocks(scope: Scope) -> Iterator[Block]:
    """Languages, how families were helped to talk, and whether a child had to interpret."""
    # A restricted survey is about children who could be known: it has no part in this.
    found = evidence.found(one for one in scope.releases if not one.survey.is_restricted)
    if not scope.is_public:
        yield Subheading(say(found.languages.title))
        yield from _part(found.languages, scope)
    for part in found.answers if found.has_answers else ():
        yield Subheading(say(part.title))
        yield from _part(part, scope)
    if not found.has_answers:
        yield Notice(
            say(
                _l(
                    "Fewer than %(num)s answers this term about interpreters, or nobody was asked.",
                    num=scope.base,
                )
            )
        )
    if found.child_is_unknown:
        yield paragraph(_l("We do not know yet how often a child under 18 had to interpret."))
    yield from _known(scope)


def _part(part: Part, scope: Scope) -> Iterator[Block]:
    shown = [one for one in part.releases if one.lines]
    yield from (_table(part, one) for one in shown)
    if not shown:
        yield paragraph(_l("Fewer than %(num)s answers this term.", num=scope.base))


def _table(part: Part, one: Released) -> Table:
    lines = [*one.lines, *([one.everyone] if one.everyone else [])]
    return Table(
        plain(f"{part.title} ({', '.join(one.terms)}, R{one.number})"),
        headings(ANSWER, HOW_MANY),
        tuple(
            Row(
                plain(line.label) if line.label else say(_l("Everyone who answered")),
                (Cell(plain(line.number), line.cell_id),),
            )
            for line in lines
        ),
    )


def _known(scope: Scope) -> Iterator[Block]:
    """What was published about the languages people here speak, word for word."""
    refs = {action.ref for action in evidence.actions(scope.area)}
    found = [
        one
        for one in scope.area.baselines
        if one.date <= scope.day and (one.question == HOME_LANGUAGE.id or refs & set(one.evidences))
    ]
    if not found:
        return
    yield Table(
        say(_l("What was published about languages here")),
        headings(_l("Who"), HOW_MANY, _l("When"), _l("Source"), _l("Caution")),
        tuple(published(one, scope) for one in found),
    )

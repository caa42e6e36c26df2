"""Who took part, beside who there is; who is missing, and what is planned for them."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from feedback.areas import Baseline
from feedback.evidence import tables
from feedback.evidence.document import Block, Bullets, Cell, Notice, Paragraph, Phrase, Row, Table
from feedback.evidence.gathering import surveys, talked_with
from feedback.evidence.saying import in_words, paragraph, plain, say
from feedback.evidence.scope import Scope
from feedback.results import About, Results
from feedback.review import comparing, pictures, plans
from forms.surveys.about_you import HOME_LANGUAGE


def blocks(scope: Scope) -> Iterator[Block]:
    """For the public how many answered; for others each group beside what was published."""
    if not scope.shown:
        yield paragraph(
            _l(
                "Fewer than %(num)s answers this term, so we cannot say who took part.",
                num=scope.base,
            )
        )
    elif scope.is_public:
        yield paragraph(
            _l("So few families live here that we do not publish which groups answered.")
        )
    else:
        for one in surveys.newest(scope):
            yield from _of(one, scope)
    yield from talked_with.blocks(scope)
    yield from _known(scope)
    yield from _before(scope)


def _of(one: Results, scope: Scope) -> Iterator[Block]:
    asked = one.about(About.PARTICIPATION)
    if not asked:
        return
    drawn = pictures.of_people(one, area=scope.area, to_officer=scope.to_officer)
    if drawn is not None:
        yield surveys.picture_of(drawn)
    table = tables.of_results(surveys.name_of(one), asked)
    if table is not None:
        yield table
    for why in () if table else tables.why_not(asked):
        yield Notice(why)
    yield from _missing(one, scope)


def _missing(one: Results, scope: Scope) -> Iterator[Block]:
    missing = comparing.missing(one, area=scope.area, to_officer=scope.to_officer)
    few = _l("We heard from few of this group, or from none.")
    if not missing:
        yield paragraph(
            _l(
                "These numbers do not show that a group is missing. "
                "There may be one that they cannot show."
            )
        )
    else:
        yield paragraph(_l("Groups that may be missing:"))
        yield Bullets(
            tuple(
                plain(f"{group.question} {group.label}: {say(group.verdict or few).text}")
                for group in missing
            )
        )
    written = [plan for number in one.numbers for plan in plans.plans_for(number)]
    planned = [plan for plan in written if plan.on <= scope.day]
    for plan in planned:
        yield paragraph(_l("Planned on %(day)s:", day=in_words(plan.on)))
        yield Paragraph(Phrase(plan.text))
    if missing and not planned:
        yield Notice(say(_l("Nothing is planned yet for the groups that are missing.")))


def _known(scope: Scope) -> Iterator[Block]:
    """What was published before about the people we ask, word for word."""
    found = [
        one
        for one in scope.area.baselines
        # Of languages the section about interpreters says more; the rest would mislead.
        if one.question not in (None, HOME_LANGUAGE.id)
        and one.yardstick != "wrong"
        and one.date <= scope.day
    ]
    if found:
        yield Table(
            say(_l("What was published before")),
            tables.headings(_l("Who"), tables.HOW_MANY, _l("When"), _l("Source"), _l("Caution")),
            tuple(published(one, scope) for one in found),
        )


def published(one: Baseline, scope: Scope) -> Row:
    """What was published about some people, word for word, from where, and what to beware of."""
    source = scope.area.document(one.cited.document)
    number = Phrase(one.published) if one.published else plain(one.count)
    if one.count is not None and one.base is not None:
        number = say(_l("%(num)s of %(base)s", num=one.count, base=one.base))
    cells = (one.as_at, f"{source.title}, {one.cited.section}", one.caution)
    return Row(Phrase(one.label), (Cell(number), *(Cell(Phrase(each)) for each in cells)))


def _before(scope: Scope) -> Iterator[Block]:
    found = scope.area.engagement
    if found:
        yield paragraph(_l("What families were asked before, as it was published:"))
        yield Bullets(tuple(Phrase(one.text) for one in found))

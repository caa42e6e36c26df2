"""What the pages of the action plan say around the rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback import surveys
from feedback.areas import Action, Area, Measure, PlanPriority
from feedback.models import Colour
from feedback.plan import indicators
from feedback.plan.indicators import Indicator
from feedback.plan.records import Rated
from feedback.plan.standing import Row
from feedback.results import Seer
from forms.plan_words import COLOURS, NOT_RATED
from forms.questions import Wording

# What a tag looks like beside its word; no colour of a page is the only thing that says it.
TAGS = {Colour.BLUE: "blue", Colour.RED: "red", Colour.AMBER: "orange", Colour.GREEN: "green"}


@dataclass(frozen=True)
class Line:
    """A row in the list, and how much evidence there is for it."""

    row: Row
    colour: str
    tag: str
    code: str | None
    change: str
    late: str
    evidence: str


@dataclass(frozen=True)
class Group:
    """One of the plan's priorities and its rows."""

    priority: PlanPriority
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Said:
    """One rating in the history of a row."""

    term: str
    colour: Wording
    tag: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Shown:
    """A measure of the strategy, and how many questions give evidence for it."""

    measure: Measure
    evidence: str


def colour_of(word: str) -> Colour:
    """The colour that a form names."""
    return Colour(word)


def groups(
    area: Area, rows: Sequence[Row], with_counts: frozenset[str], with_series: frozenset[str]
) -> list[Group]:
    """The rows under the plan's own priorities."""
    return [
        Group(
            priority,
            tuple(
                _line(
                    one,
                    has_counts=one.action.ref in with_counts,
                    has_series=one.action.ref in with_series,
                )
                for one in rows
                if one.action.priority == priority.ref
            ),
        )
        for priority in area.plan_priorities
    ]


def rating(row: Row) -> tuple[str, str]:
    """The colour of a row in words, and the tag that they stand on."""
    if row.now is None:
        return str(NOT_RATED), "grey"
    return str(COLOURS[row.now.colour]), TAGS[row.now.colour]


def _line(row: Row, *, has_counts: bool, has_series: bool) -> Line:
    colour, tag = rating(row)
    return Line(
        row=row,
        colour=colour,
        tag=tag,
        change=_change(row),
        late=_late(row),
        code=row.now.colour.value if row.now else None,
        evidence=_evidence(row.action, has_counts=has_counts, has_series=has_series),
    )


def _change(row: Row) -> str:
    if row.direction is None or row.before is None:
        return ""
    if row.direction == 0:
        return str(_("The same as the term before"))
    return str(_("%(colour)s in the term before", colour=COLOURS[row.before.colour]))


def _late(row: Row) -> str:
    if not row.late:
        return ""
    return str(ngettext("%(num)s milestone is late", "%(num)s milestones are late", len(row.late)))


def _evidence(
    row: Action | Measure,
    *,
    has_counts: bool = False,
    has_series: bool = False,
    initiatives: int = 0,
) -> str:
    asked = len(indicators.questions_for(row))
    if asked:
        return str(
            ngettext(
                "%(num)s question asks families about this",
                "%(num)s questions ask families about this",
                asked,
            )
        )
    if has_series:
        return str(_("Numbers from elsewhere"))
    if has_counts:
        return str(_("Officers’ own numbers"))
    if initiatives:
        return str(
            ngettext(
                "%(num)s initiative serves this", "%(num)s initiatives serve this", initiatives
            )
        )
    return str(_("No evidence here yet"))


def totals(rows: Sequence[Row]) -> list[tuple[str, str, str | None, int]]:
    """How many rows have each colour: its word, tag, code and the number; last, those without."""
    found = Counter(row.now.colour for row in rows if row.now)
    said: list[tuple[str, str, str | None, int]] = [
        (str(word), TAGS[Colour(code)], code, found[Colour(code)]) for code, word in COLOURS.items()
    ]
    return [*said, (str(NOT_RATED), "grey", None, len(rows) - found.total())]


def measures(
    area: Area,
    with_counts: frozenset[str],
    with_series: frozenset[str],
    served: Mapping[str, int],
) -> list[Shown]:
    """The strategy's measures, and how each can be shown."""
    return [
        Shown(
            one,
            _evidence(
                one,
                has_counts=one.ref in with_counts,
                has_series=one.ref in with_series,
                initiatives=served.get(one.ref, 0),
            ),
        )
        for one in area.measures
    ]


def notes(row: Row) -> list[str]:
    """Where the evidence seems to say something else than the rating. It never changes one."""
    said = []
    if row.seems_better_than_it_is:
        said.append(
            ngettext(
                "The rating says on track or done, and %(num)s milestone is late. "
                "Is the rating still right?",
                "The rating says on track or done, and %(num)s milestones are late. "
                "Is the rating still right?",
                len(row.late),
            )
        )
    if row.seems_worse_than_it_is:
        said.append(
            _("Every milestone is reached, and the rating says off track. Is it still right?")
        )
    if row.is_rated_late:
        said.append(_("This rating was given after the term's results were frozen."))
    return [str(one) for one in said]


def history(area: Area, ratings: Sequence[Rated]) -> list[Said]:
    """Every rating of a row, the newest first; none is ever taken out."""
    names = {term.ref: term.name for term in area.terms}
    return [
        Said(
            names.get(one.term_ref, one.term_ref),
            COLOURS[one.colour],
            TAGS[one.colour],
            one.reason,
            one.by,
            one.on,
        )
        for one in ratings
    ]


def indicators_for(row: Action | Measure, *, to_officer: bool) -> list[Indicator]:
    """What released answers say, of the surveys that this reader may see."""
    may_see = frozenset(
        slug
        for slug, survey in surveys.all_of_them().items()
        if to_officer or not survey.is_restricted
    )
    seer = Seer.OFFICER if to_officer else Seer.FORUM
    return indicators.indicators(row, seer, may_see=may_see)

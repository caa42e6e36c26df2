"""What a release asks of the gate: which tables, in which rows, for whom, beside which facts.

The rows come from the registry of breakdowns and from the number of responses alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from analysis.gate.asked import Ask
from analysis.gate.shape import Cell, Nesting, Shape
from feedback import breakdowns
from feedback.areas import Area
from feedback.breakdowns import Rows
from feedback.counts import Given
from forms.questions import Question, Survey
from forms.surveys import ROLE, about_you

# The category of those who left a question out, or would rather not say.
LEFT_OUT = "left-out"
OCCASION = "occasion"
OTHER_OCCASIONS = "other_occasions"
# A crossed question counts everybody: who left it out is with the last row.
EVERYBODY = ":everybody"
SMALLEST_OCCASION = 10
MOST_OCCASIONS = 6


class Seer(StrEnum):
    """Who sees a table; each sees all that the one before sees."""

    PUBLIC = "public"
    FORUM = "forum"
    OFFICER = "officer"


class About(StrEnum):
    """What a table is about."""

    ANSWERS = "answers"
    TONE = "tone"
    PARTICIPATION = "participation"
    CROSSING = "crossing"


@dataclass(frozen=True)
class Wanted:
    """One table to ask for."""

    id: str
    about: About
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """The rows of one question in this release: the row's code, and the options it adds up."""

    question: Question
    rows: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, question: Question, rows: Rows) -> "Breakdown":
        """The rows that the registry gives."""
        return cls(question, {category.code: codes for category, codes in rows})

    def row_of(self, code: str | None) -> str:
        """In which row an answer is counted."""
        return next((row for row, codes in self.rows.items() if code in codes), LEFT_OUT)

    @property
    def last(self) -> str:
        """The row that takes in everybody else, where everybody has to be counted."""
        return list(self.rows)[-1]


@dataclass(frozen=True)
class Plan:
    """Everything that one release asks: the tables, and how a response falls into their rows."""

    survey: Survey
    breakdowns: Mapping[str, Breakdown]
    wanted: tuple[Wanted, ...]
    # The questions that crossed tables count everybody by: never in more than three rows.
    crossed: Mapping[str, Breakdown] = field(default_factory=dict)
    occasions: Mapping[str, UUID] = field(default_factory=dict)

    def cell_of(self, given: Given) -> Cell:
        """The kind of person that a response counts as."""
        found = {name: each.row_of(given.codes.get(name)) for name, each in self.breakdowns.items()}
        for name, each in self.crossed.items():
            row = each.row_of(given.codes.get(name))
            found[name + EVERYBODY] = each.last if row == LEFT_OUT else row
        if self.occasions:
            places = {place: code for code, place in self.occasions.items()}
            found[OCCASION] = places.get(given.collection_id, OTHER_OCCASIONS)
        return tuple(sorted(found.items()))

    def rows_of(self, wanted: Wanted) -> Mapping[str, frozenset[str]]:
        """The rows of a table of one question; nothing for a crossed one."""
        [*first] = wanted.dimensions
        return self.breakdowns[first[0]].rows if len(first) == 1 else {}

    def ask(self, area: Area) -> Ask:
        """The same, as the gate takes it."""
        categories: dict[str, tuple[str, ...]] = {
            name: (*each.rows, LEFT_OUT) for name, each in self.breakdowns.items()
        }
        nestings = []
        for name, each in self.crossed.items():
            categories[name + EVERYBODY] = tuple(each.rows)
            fine = self.breakdowns[name].rows
            parents = {row: each.row_of(next(iter(codes))) for row, codes in fine.items()}
            nestings.append(Nesting(name, name + EVERYBODY, parents | {LEFT_OUT: each.last}))
        if self.occasions:
            categories[OCCASION] = (*self.occasions, OTHER_OCCASIONS)
        return Ask(
            shape=Shape(categories, tuple(nestings)),
            tables=[one.dimensions for one in self.wanted],
            roles=self._roles(),
            facts=_facts(area, self.breakdowns),
            left_out=dict.fromkeys(self.breakdowns, LEFT_OUT),
            main=[at for at, one in enumerate(self.wanted) if one.about is not About.CROSSING],
        )

    def _roles(self) -> dict[str, Sequence[int]]:
        every = range(len(self.wanted))
        if self.survey.is_restricted:
            return {Seer.PUBLIC: (), Seer.FORUM: (), Seer.OFFICER: every}
        answers = [at for at in every if self.wanted[at].about is About.ANSWERS]
        return {Seer.PUBLIC: answers, Seer.FORUM: every, Seer.OFFICER: every}


def plan(survey: Survey, responses: Sequence[Given]) -> Plan:
    """What to ask of so many responses; the most important first: the last is the first to go."""
    base = len(responses)
    overall = survey.overall
    asked = [overall, *(q for q in survey.questions if q.options and q is not overall)]
    answers = {q.id: Breakdown.of(q, breakdowns.of_answers(q, base)) for q in asked}
    who = (ROLE, *about_you(survey))
    people = {q.id: Breakdown.of(q, breakdowns.of_people(q, base)) for q in who}
    wanted = [Wanted(name, About.ANSWERS, (name,)) for name in answers]
    wanted += [Wanted(name, About.PARTICIPATION, (name,)) for name in people]
    if base < breakdowns.BASE_FOR_CROSSINGS:
        return Plan(survey, answers | people, tuple(wanted))
    coarse = min(base, breakdowns.BASE_FOR_EVERY_OPTION - 1)
    crossed = {overall.id: Breakdown.of(overall, breakdowns.of_answers(overall, coarse))}
    crossed |= {q.id: Breakdown.of(q, breakdowns.of_people(q, coarse)) for q in who}
    wanted += [_crossing(overall, name, name + EVERYBODY) for name in people]
    occasions = _occasions(responses)
    if occasions:
        wanted.append(_crossing(overall, OCCASION, OCCASION))
    return Plan(survey, answers | people, tuple(wanted), crossed, occasions)


def _crossing(overall: Question, name: str, dimension: str) -> Wanted:
    return Wanted(f"{overall.id}-by-{name}", About.CROSSING, (overall.id + EVERYBODY, dimension))


def _occasions(responses: Iterable[Given]) -> dict[str, UUID]:
    """The occasions with a row of their own, the largest first; the others share one row.

    That row is asked for even when it is empty, and is never a few: the smallest joins it then.
    """
    sizes = Counter(given.collection_id for given in responses)
    large = [
        (place, size)
        for place, size in sorted(sizes.items(), key=lambda item: (-item[1], str(item[0])))
        if size >= SMALLEST_OCCASION
    ][:MOST_OCCASIONS]
    while large and sizes.total() - sum(size for _place, size in large) < SMALLEST_OCCASION:
        large.pop()
    return {f"occasion_{number}": place for number, (place, _size) in enumerate(large, start=1)}


def _facts(area: Area, rows: Mapping[str, Breakdown]) -> dict[Cell, int]:
    """Published counts of exactly the people in one row: a reader knows there are no more."""
    found: dict[Cell, int] = {}
    for name, each in rows.items():
        for known in area.baselines_for(name):
            for row, codes in each.rows.items():
                if known.count is not None and set(known.categories) == codes:
                    cell: Cell = ((name, row),)
                    found[cell] = min(known.count, found.get(cell, known.count))
    return found

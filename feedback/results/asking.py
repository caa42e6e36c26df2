"""What a release asks of the gate: which tables, in which rows, for whom, beside which facts.

The rows come from the registry of breakdowns and from the number of responses alone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from analysis.gate.asked import Ask
from analysis.gate.shape import Cell, Margins, Nesting, Shape
from feedback import breakdowns
from feedback.areas import Area
from feedback.breakdowns import Rows
from feedback.counts import Waiting
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

    def row_of_all(self, code: str | None) -> str:
        """The same where everybody has to be counted: who left it out is with the last row."""
        row = self.row_of(code)
        return self.last if row == LEFT_OUT else row

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

    def people(self, waiting: Waiting) -> Margins:
        """Everybody who is counted, by what each table needs: the gate never sees a response."""
        found = {frozenset({name}): self._by_one(name, waiting) for name in self.breakdowns}
        for name in self.crossed:
            if name != self.survey.overall.id:
                found[_both(self.survey.overall, name + EVERYBODY)] = self._crossed(name, waiting)
        if self.occasions:
            found[_both(self.survey.overall, OCCASION)] = self._by_occasion(waiting)
        return Margins(found)

    def _by_one(self, name: str, waiting: Waiting) -> Counter[Cell]:
        row_of, found = self.breakdowns[name].row_of, Counter[Cell]()
        for (_overall, question, code), number in waiting.answers.items():
            if question == name:
                found[((name, row_of(code)),)] += number
        found[((name, LEFT_OUT),)] += waiting.total - found.total()
        return found

    def _crossed(self, name: str, waiting: Waiting) -> Counter[Cell]:
        each, found = self.crossed[name], Counter[Cell]()
        left_out = Counter[str]()
        for (_place, overall), number in waiting.responses.items():
            left_out[self._row_of_overall(overall)] += number
        for (overall, question, code), number in waiting.answers.items():
            if question == name:
                of_overall = self._row_of_overall(overall)
                found[self._pair(of_overall, name + EVERYBODY, each.row_of_all(code))] += number
                left_out[of_overall] -= number
        for of_overall, number in left_out.items():
            found[self._pair(of_overall, name + EVERYBODY, each.last)] += number
        return found

    def _by_occasion(self, waiting: Waiting) -> Counter[Cell]:
        places = {place: code for code, place in self.occasions.items()}
        found = Counter[Cell]()
        for (place, overall), number in waiting.responses.items():
            row = places.get(place, OTHER_OCCASIONS)
            found[self._pair(self._row_of_overall(overall), OCCASION, row)] += number
        return found

    def _row_of_overall(self, code: str | None) -> str:
        return self.crossed[self.survey.overall.id].row_of_all(code)

    def _pair(self, of_overall: str, name: str, row: str) -> Cell:
        return tuple(sorted([(self.survey.overall.id + EVERYBODY, of_overall), (name, row)]))

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


def plan(survey: Survey, sizes: Mapping[UUID, int]) -> Plan:
    """What to ask of so many responses of each collection; the most important first.

    The last is the first to go.
    """
    base = sum(sizes.values())
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
    # What only some versions ask says how many were asked by them, and so on which occasions.
    occasions = {} if survey.partly_asked else _occasions(sizes)
    if occasions:
        wanted.append(_crossing(overall, OCCASION, OCCASION))
    return Plan(survey, answers | people, tuple(wanted), crossed, occasions)


def _both(overall: Question, dimension: str) -> frozenset[str]:
    return frozenset({overall.id + EVERYBODY, dimension})


def _crossing(overall: Question, name: str, dimension: str) -> Wanted:
    return Wanted(f"{overall.id}-by-{name}", About.CROSSING, (overall.id + EVERYBODY, dimension))


def _occasions(sizes: Mapping[UUID, int]) -> dict[str, UUID]:
    """The occasions with a row of their own, the largest first; the others share one row.

    That row is asked for even when it is empty, and is never a few: the smallest joins it then.
    """
    large = [
        (place, size)
        for place, size in sorted(sizes.items(), key=lambda item: (-item[1], str(item[0])))
        if size >= SMALLEST_OCCASION
    ][:MOST_OCCASIONS]
    while large and sum(sizes.values()) - sum(size for _place, size in large) < SMALLEST_OCCASION:
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

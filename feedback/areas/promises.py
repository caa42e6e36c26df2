"""What the area has promised: its strategy, its action plan, and who oversees them."""

from typing import Literal

from pydantic.dataclasses import dataclass

from feedback.areas.shapes import SHAPE, Citation, Day, OneOrMore, Refs, Text, Whole, YesNo


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Strategy:
    """The strategy whose measures we gather evidence for."""

    title: Text
    first_year: Whole
    last_year: Whole
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Plan:
    """The action plan whose rows we report on."""

    title: Text
    period: Text
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Vision:
    """A published vision, word for word."""

    text: Text
    cited: Citation
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Measure:
    """One of the strategy's measures of success; with a `target`, the one we count towards.

    `questions` are those of the surveys that give evidence for it, by their ids.
    """

    ref: Text
    text: Text
    cited: Citation
    target: OneOrMore | None = None
    by_year: Whole | None = None
    questions: Refs = ()


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Priority:
    """One of the strategy's priorities, with its measures in the document's order."""

    ref: Text
    title: Text
    cited: Citation
    measures: tuple[Measure, ...]
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class PlanPriority:
    """One of the action plan's own priorities, which are not the strategy's."""

    ref: Text
    title: Text
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Milestone:
    """A step of an action; `when` is as written, `dates` the days it names, if it names any."""

    ref: Text
    text: Text
    when: Text | None = None
    dates: tuple[Day, ...] = ()


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Action:
    """A row of the action plan; `questions` give evidence for it, by their ids.

    `counts_scans` where scans of printed codes are its evidence, `counts_missing_languages` where
    what families say of a language they lack is.
    """

    ref: Text
    priority: Text
    serves: Refs
    text: Text
    by_when: Text
    by_date: Day
    lead: Text
    involved: Text
    impact: Refs
    milestones: tuple[Milestone, ...]
    cited: Citation
    questions: Refs = ()
    counts_scans: YesNo = False
    counts_missing_languages: YesNo = False


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Brag:
    """What one colour of the rating means, word for word."""

    colour: Literal["blue", "red", "amber", "green"]
    meaning: Text
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Board:
    """A group that oversees the work."""

    name: Text
    remit: Text
    cited: Citation

"""What is already known: baselines, earlier engagement, and candidates for the register."""

from typing import Literal

from pydantic.dataclasses import dataclass

from feedback.areas.percentages import impossible_percentage
from feedback.areas.shapes import SHAPE, Citation, Day, Percent, Refs, Text, Whole, YesNo


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Baseline:
    """What is already known about the people we ask: a whole count, or published words.

    `evidences` are the rows of the plan it gives evidence for, where it speaks to no question.
    `base_of` says in the document's own words whom the base counts. Counts that name the same
    `whole` are of different people, who together are everybody that the question is about.
    """

    ref: Text
    label: Text
    as_at: Text
    date: Day
    yardstick: Literal["right", "rough", "wrong"]
    caution: Text
    cited: Citation
    count: Whole | None = None
    published: Text | None = None
    percent: Percent | None = None
    base: Whole | None = None
    base_of: Text | None = None
    whole: Text | None = None
    question: Text | None = None
    categories: Refs = ()
    evidences: Refs = ()

    @property
    def is_right_yardstick(self) -> bool:
        """Whether it counts the same people we ask, so that a comparison is fair."""
        return self.yardstick == "right"

    @property
    def is_impossible(self) -> bool:
        """Whether no whole count of its base can give the published percentage."""
        if self.percent is None or self.base is None:
            return False
        return impossible_percentage(self.percent, self.base)


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Engagement:
    """Something families were asked before; a headcount is None where none was published."""

    ref: Text
    kind: Literal["session", "visit", "writing", "consultation", "reference_group"]
    text: Text
    cited: Citation
    parent_carers: Whole | None = None
    young_people: Whole | None = None
    professionals: Whole | None = None
    responses: Whole | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Evidence:
    """A quotation about an initiative."""

    quote: Text
    cited: Citation


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Initiative:
    """What the co-production register starts with; never counted without the tests."""

    ref: Text
    title: Text
    kind: Literal["funding", "consultation", "influence", "co_design", "co_production"]
    priority: Text
    audience: Literal["families", "parent_carers", "young_people"]
    status: Literal["candidate", "not_counted"]
    evidence: tuple[Evidence, ...]
    reason: Text | None = None
    measures: Refs = ()
    actions: Refs = ()
    milestones: Refs = ()


@dataclass(frozen=True, kw_only=True, config=SHAPE)
class Definition:
    """What a word means here; `agreed` says whether the partnership has adopted it."""

    term: Text
    text: Text
    agreed: YesNo
    cited: Citation

"""What rows of a file add to what is stored; what is known is left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from feedback.bring_in.checking import Comment, Draft
from feedback.bring_in.refusals import Refusal


@dataclass
class Stored:
    """One response as it stands in the database."""

    choices: dict[str, str] = field(default_factory=dict)
    comments: Counter[Comment] = field(default_factory=Counter)


@dataclass
class Addition:
    """What is to be added under one key: a whole response, or more words of a known one."""

    key: str
    first: Draft
    is_new: bool
    may_be_quoted: bool
    choices: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Plan:
    """What to add, and what becomes of each row."""

    additions: list[Addition] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    accepted: int = 0
    already_there: int = 0


@dataclass
class Tally:
    """What became of the rows of all plans of a file."""

    refused: list[Refusal]
    accepted: int = 0
    already_there: int = 0
    responses: int = 0
    comments: int = 0

    def count(self, plan: Plan) -> None:
        """Count one more plan in."""
        self.refused += plan.refused
        self.accepted += plan.accepted
        self.already_there += plan.already_there
        self.responses += sum(addition.is_new for addition in plan.additions)
        self.comments += sum(len(addition.comments) for addition in plan.additions)


def plan(groups: Mapping[str, list[Draft]], stored: Mapping[str, Stored]) -> Plan:
    """What to add, given what is stored under the same keys."""
    made = Plan()
    for key, drafts in groups.items():
        known = stored.get(key)
        addition = Addition(
            key=key,
            first=drafts[0],
            is_new=known is None,
            may_be_quoted=all(draft.may_be_quoted for draft in drafts),
        )
        _add_rows(made, addition, drafts, known or Stored())
        if addition.is_new or addition.choices or addition.comments:
            made.additions.append(addition)
    return made


def _add_rows(made: Plan, addition: Addition, drafts: list[Draft], known: Stored) -> None:
    choices = dict(known.choices)
    seen: Counter[Comment] = Counter()
    for draft in drafts:
        conflict = next((q for q, code in draft.choices if choices.get(q, code) != code), None)
        if conflict is not None:
            reason = f"this respondent has given another answer to {conflict} before"
            made.refused.append(Refusal(draft.row, "", reason))
            continue
        new_choices = {q: code for q, code in draft.choices if q not in choices}
        new_comments = []
        for comment in draft.comments:
            seen[comment] += 1
            if seen[comment] > known.comments[comment]:
                new_comments.append(comment)
        choices |= new_choices
        addition.choices |= new_choices
        addition.comments += new_comments
        is_first_of_new = addition.is_new and draft is addition.first
        if new_choices or new_comments or is_first_of_new:
            made.accepted += 1
        else:
            made.already_there += 1

"""What a file adds to what is stored: rows put together by respondent, and known ones left out."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
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
    """Everything to add, and what becomes of each row."""

    additions: list[Addition] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    accepted: int = 0
    already_there: int = 0

    @property
    def responses(self) -> int:
        """How many responses are new."""
        return sum(addition.is_new for addition in self.additions)

    @property
    def comments(self) -> int:
        """How many comments are new."""
        return sum(len(addition.comments) for addition in self.additions)


def grouped(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """The rows of each response under a key that is the same in every longer file."""
    groups: dict[str, list[Draft]] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for draft in drafts:
        if draft.respondent is not None:
            key = _key("respondent", draft.respondent)
        else:
            # Two families may say the same: the second of two like rows is another response.
            seen[draft.content] += 1
            key = _key("row", *draft.content, str(seen[draft.content]))
        groups.setdefault(key, []).append(draft)
    return groups


def _key(*parts: str) -> str:
    return json.dumps(parts, ensure_ascii=False)


def key_hash(key: str, *, survey_slug: str, occasion: str) -> str:
    """What is stored to know a row again."""
    whole = json.dumps(["import", survey_slug, occasion, key], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


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

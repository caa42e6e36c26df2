"""What an area's file must get right beyond its shape: refs, terms, counts and languages."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from feedback.areas.area import Area
from feedback.areas.lines import Path
from feedback.areas.promises import Action, Measure
from forms.bank import QUESTIONS
from forms.surveys import ABOUT_YOU, ROLE, SURVEYS
from translations import LANGUAGES, SOURCE

# What a baseline may speak to: the questions about the person answering, whether the Forum feels
# valued, and their answers.
CATEGORIES = {
    question.id: frozenset(option.code for option in question.options)
    for question in (ROLE, *ABOUT_YOU, SURVEYS["forum_valued"].overall)
}
CAN_COUNT = ("co_design", "co_production")
# What can be evidence for a row of the plan or a measure, besides regulation 56.
ASKED = frozenset(QUESTIONS)


class Fault(NamedTuple):
    """One thing wrong: where in the file, and why, as the end of a sentence about that row.

    With `names_key`, the sentence is about the key and not the whole row.
    """

    path: Path
    reason: str
    is_missing: bool = False
    names_key: bool = False


Check = Callable[[Area], Iterator[Fault]]


def faults(area: Area, raw: dict[str, object]) -> Iterator[Fault]:
    """Everything the checks find wrong, in no particular order."""
    documents = {document.key for document in area.documents}
    yield from _unknown_documents(raw, (), documents)
    for check in CHECKS:
        yield from check(area)


def _unknown_documents(node: object, path: Path, known: set[str]) -> Iterator[Fault]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "cited" and value["document"] not in known:
                yield Fault((*path, key), f"cites an unknown document, {value['document']}")
            else:
                yield from _unknown_documents(value, (*path, key), known)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _unknown_documents(value, (*path, position), known)


def _twice(pairs: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, name in pairs:
        if name in seen:
            yield Fault(path, f"repeats {name}, which is already used above")
        seen.add(name)


def _repeated_refs(area: Area) -> Iterator[Fault]:
    # Measures, actions and milestones share one set of refs: surveys point at any of them.
    yield from _twice(_shared_refs(area))
    for rows in ("baselines", "engagement", "initiatives", "terms"):
        yield from _twice(
            ((rows, at, "ref"), row.ref) for at, row in enumerate(getattr(area, rows))
        )


def _shared_refs(area: Area) -> Iterator[tuple[Path, str]]:
    for lists, inner in (("priorities", "measures"), ("actions", "milestones")):
        for at, row in enumerate(getattr(area, lists)):
            yield (lists, at, "ref"), row.ref
            for within, part in enumerate(getattr(row, inner)):
                yield (lists, at, inner, within, "ref"), part.ref
    for at, priority in enumerate(area.plan_priorities):
        yield ("plan_priorities", at, "ref"), priority.ref


def _repeated_names(area: Area) -> Iterator[Fault]:
    for rows, key in (
        ("documents", "key"),
        ("brag", "colour"),
        ("boards", "name"),
        ("definitions", "term"),
    ):
        yield from _twice(
            ((rows, at, key), getattr(row, key)) for at, row in enumerate(getattr(area, rows))
        )


def _unknown(
    path: Path, refs: Iterable[str], known: Iterable[object], *, what: str
) -> Iterator[Fault]:
    there = {getattr(row, "ref", None) for row in known}
    for ref in refs:
        if ref not in there:
            yield Fault(path, f"points at {what} {ref}, which does not exist")


def _dangling_actions(area: Area) -> Iterator[Fault]:
    for at, action in enumerate(area.actions):
        row = ("actions", at)
        yield from _unknown(
            (*row, "priority"), (action.priority,), area.plan_priorities, what="plan priority"
        )
        yield from _unknown((*row, "serves"), action.serves, area.priorities, what="priority")


def _dangling_baselines(area: Area) -> Iterator[Fault]:
    for at, row in enumerate(area.baselines):
        yield from _unknown(
            ("baselines", at, "evidences"), row.evidences, area.actions, what="action"
        )


def _dangling_initiatives(area: Area) -> Iterator[Fault]:
    for at, row in enumerate(area.initiatives):
        for key, refs, known in (
            ("priority", (row.priority,), area.priorities),
            ("measures", row.measures, area.measures),
            ("actions", row.actions, area.actions),
            ("milestones", row.milestones, area.milestones),
        ):
            what = key.removesuffix("s")
            yield from _unknown(("initiatives", at, key), refs, known, what=what)


def _uncounted_initiatives(area: Area) -> Iterator[Fault]:
    for at, row in enumerate(area.initiatives):
        if row.status == "not_counted" and row.reason is None:
            yield Fault(("initiatives", at), "is not counted, and has no reason")
        if row.status == "candidate" and row.kind not in CAN_COUNT:
            yield Fault(
                ("initiatives", at, "status"), f"cannot be a candidate: {row.kind} never counts"
            )


def _terms(area: Area) -> Iterator[Fault]:
    for at, term in enumerate(area.terms):
        if term.ends < term.starts:
            yield Fault(("terms", at, "ends"), "ends before it starts")
    for at, (before, term) in enumerate(zip(area.terms, area.terms[1:], strict=False), start=1):
        path = ("terms", at, "starts")
        if term.starts <= before.ends:
            yield Fault(path, f"overlaps term {before.ref}, which ends on {before.ends}")
        elif term.starts > before.ends + timedelta(days=1):
            yield Fault(path, f"leaves a gap after term {before.ref}, which ends on {before.ends}")


def _baselines(area: Area) -> Iterator[Fault]:
    for at, row in enumerate(area.baselines):
        path = ("baselines", at)
        if (row.count is None) == (row.published is None):
            yield Fault(path, "needs either a count or published words, and not both")
        if row.count is not None and row.percent is not None:
            yield Fault((*path, "percent"), "gives a percentage for a count: use published")
        if row.count is not None and row.base is not None and row.count > row.base:
            yield Fault((*path, "count"), f"counts {row.count} of only {row.base}")
        if row.base_of is not None and row.base is None:
            yield Fault((*path, "base_of"), "says who is in the base and gives no base")
        if row.whole is not None and (row.count is None or row.base is not None):
            yield Fault(path, "is part of a whole and needs a count, and no base")
        if row.percent is not None and not row.base:
            yield Fault((*path, "percent"), "gives a percentage and no base it is of")


def _baseline_categories(area: Area) -> Iterator[Fault]:
    for at, row in enumerate(area.baselines):
        path = ("baselines", at)
        if row.question is None and row.categories:
            yield Fault((*path, "categories"), "has categories and no question")
        elif row.question is not None and row.question not in CATEGORIES:
            yield Fault((*path, "question"), f"speaks to {row.question}, which we do not ask")
        elif row.question is not None:
            for code in row.categories:
                if code not in CATEGORIES[row.question]:
                    reason = f"speaks to {code}, which is no answer to {row.question}"
                    yield Fault((*path, "categories"), reason)


def _questions(area: Area) -> Iterator[Fault]:
    asked: list[tuple[Path, Action | Measure]] = [
        (("actions", at), row) for at, row in enumerate(area.actions)
    ]
    for at, priority in enumerate(area.priorities):
        asked += [
            (("priorities", at, "measures", within), row)
            for within, row in enumerate(priority.measures)
        ]
    for path, row in asked:
        for one in row.questions:
            if one not in ASKED:
                yield Fault((*path, "questions"), f"names {one}, a question that we do not ask")


def _languages(area: Area) -> Iterator[Fault]:
    path = ("languages",)
    yield from _twice((path, code) for code in area.languages)
    for code in area.languages:
        if code not in LANGUAGES:
            yield Fault(path, f"name an unknown language, {code}", names_key=True)
    if SOURCE not in area.languages:
        reason = "must offer English (en), which everything else is translated from"
        yield Fault(path, reason, names_key=True)


def _target(area: Area) -> Iterator[Fault]:
    targets = 0
    for at, priority in enumerate(area.priorities):
        for within, measure in enumerate(priority.measures):
            path = ("priorities", at, "measures", within)
            if (measure.target is None) != (measure.by_year is None):
                yield Fault(path, "needs both target and by_year, or neither")
            targets += measure.target is not None
            if measure.target is not None and targets > 1:
                yield Fault((*path, "target"), "is a second target: the register counts one")


def _years(area: Area) -> Iterator[Fault]:
    if area.strategy.last_year < area.strategy.first_year:
        yield Fault(("strategy", "last_year"), "ends before its first year")


def _retention(area: Area) -> Iterator[Fault]:
    kept = area.retention
    for shorter, longer, why in (
        ("comments", "quotes", "a quote is part of what was written"),
        ("quotes", "responses", "a quote goes with the response it is from"),
        ("wishes", "comments", "families are told one time for both"),
        ("paper", "responses", "the number on a form leads to its response"),
    ):
        if getattr(kept, shorter) > getattr(kept, longer):
            reason = f"is kept longer than {longer}, which cannot be: {why}"
            yield Fault(("retention", shorter), reason, names_key=True)


CHECKS: tuple[Check, ...] = (
    _repeated_refs,
    _repeated_names,
    _dangling_actions,
    _dangling_baselines,
    _dangling_initiatives,
    _uncounted_initiatives,
    _terms,
    _baselines,
    _baseline_categories,
    _questions,
    _languages,
    _target,
    _retention,
    _years,
)

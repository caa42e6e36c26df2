"""The audit of a release: before it is stored, and again whenever somebody asks.

It is told what the officers see, which is all that anybody sees.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.gate.audit import Coarser, Published, Told, ToldTable, audit
from feedback.areas import Area
from feedback.results.asking import EVERYBODY, LEFT_OUT, OCCASION, OTHER_OCCASIONS, About, Seer
from feedback.results.refusals import ReleaseUnsafeError


def refuse_unsafe(content: Mapping[str, Any], area: Area) -> None:
    """Raise ReleaseUnsafeError if the audit finds anything in what is about to be released."""
    found = problems_of(content, area)
    if found:
        raise ReleaseUnsafeError(
            f"The audit stopped a release of {content['survey']}, so nothing of it was stored. "
            + " ".join(found)
        )


def problems_of(content: Mapping[str, Any], area: Area) -> list[str]:
    """What the audit finds in one release, in sentences; nothing means that it is safe."""
    seen = content["seen"].get(Seer.OFFICER.value, [])
    tables = [one for one in seen if one["withheld"] is None]
    responses = [one for one in tables if one["about"] != About.TONE.value]
    # Comments are counted by themselves: one response may hold several.
    comments = [one for one in tables if one["about"] == About.TONE.value]
    found = [] if not responses else audit(_of_responses(content, responses, area))
    for one in comments:
        found += audit(_alone(content, one))
    return found


def _of_responses(
    content: Mapping[str, Any], tables: list[dict[str, Any]], area: Area
) -> Published:
    total = content["responses"]
    told = []
    for one in tables:
        cells = _cells(one)
        if len(one["dimensions"]) == 1:
            missing = total - one["total"]
            cells.append(Told({one["id"]: LEFT_OUT}, missing, missing, missing))
        told.append(ToldTable(one["id"], _categories(content, one), tuple(cells)))
    one_way = {one["id"]: one for one in tables if len(one["dimensions"]) == 1}
    return Published(
        tables=told,
        base=content["base"],
        threshold=content["threshold"],
        total=total,
        coarser=[
            _coarser(name, rows, one_way[name])
            for name, rows in content["everybody"].items()
            if name in one_way
        ],
        left_out=dict.fromkeys(one_way, LEFT_OUT),
        facts=tuple(_facts(one_way, area)),
    )


def _alone(content: Mapping[str, Any], one: dict[str, Any]) -> Published:
    categories = {one["id"]: tuple(one["rows"])}
    return Published(
        tables=[ToldTable(one["id"], categories, tuple(_cells(one)))],
        base=content["base"],
        threshold=content["threshold"],
        total=one["total"],
    )


def _cells(one: Mapping[str, Any]) -> list[Told]:
    return [Told(c["where"], c["shown"], c["low"], c["high"]) for c in one["cells"]]


def _categories(content: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    if len(one["dimensions"]) == 1:
        return {one["id"]: (*one["rows"], LEFT_OUT)}
    return {
        name: (*content["occasions"], OTHER_OCCASIONS)
        if name == OCCASION
        else tuple(content["everybody"][name.removesuffix(EVERYBODY)])
        for name in one["dimensions"]
    }


def _coarser(name: str, rows: Mapping[str, list[str]], fine: Mapping[str, Any]) -> Coarser:
    """In which row of a crossed table each row of the question's own table is counted."""
    parents = {
        row: next(above for above, taken in rows.items() if set(codes) <= set(taken))
        for row, codes in fine["rows"].items()
    }
    parents[LEFT_OUT] = next(above for above, taken in rows.items() if "" in taken)
    return Coarser(name, name + EVERYBODY, parents)


def _facts(one_way: Mapping[str, Mapping[str, Any]], area: Area) -> Iterator[Told]:
    """Published counts of exactly the people in one row, where ours are not more."""
    for name, one in one_way.items():
        least = {cell["where"][name]: cell["low"] for cell in one["cells"]}
        for known in area.baselines_for(name):
            most = known.count
            for row, codes in one["rows"].items():
                is_same = set(known.categories) == set(codes)
                if most is not None and is_same and least[row] <= most:
                    yield Told({name: row}, None, 0, most)

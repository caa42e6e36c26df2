"""What a careless gate would publish: each of these is a leak that an attacker has to find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import chain
from typing import Any

from analysis.gate.shape import Cell, count, dimensions_of
from tests.gate_attack.sets import DataSet

THRESHOLD = 5
Outs = list[dict[str, Any]]


def planted(one: DataSet) -> Iterator[tuple[str, Outs]]:
    """The same releases, each with one thing more said; and what kind of thing."""
    # Where a reader knows more from elsewhere, a narrower range may be no news.
    is_news = not one.ask.facts and not one.ask.left_out
    for at, out in enumerate(one.outs):
        keeps_more_open = _keeps_more_open(one, at)
        for role, tables in out["roles"].items():
            for cell in _cells(tables):
                if cell["shown"] is None and cell["high"] >= THRESHOLD:
                    if not keeps_more_open:
                        yield "large count shown", _spoilt(one, at, role, cell, whole=True)
                elif cell["shown"] is None and is_news:
                    yield "small count shown", _spoilt(one, at, role, cell, whole=True)
                    yield "range narrowed", _spoilt(one, at, role, cell, whole=False)


def _keeps_more_open(one: DataSet, at: int) -> bool:
    """Whether cells may be hidden in a release for more than an attacker asks.

    Where a few newcomers joined a count shown before, the gate leaves open that they were more;
    to the attacker it is enough that their number is not certain.
    """
    now = {
        _where(cell): cell for tables in one.outs[at]["roles"].values() for cell in _cells(tables)
    }
    for before in range(at):
        for cell in chain.from_iterable(map(_cells, one.outs[before]["roles"].values())):
            where = _where(cell)
            if cell["shown"] is None or where not in now or now[where]["shown"] is not None:
                continue
            if 0 < count(one.steps[at], dimensions_of(where))[where] - cell["shown"] < THRESHOLD:
                return True
    return False


def _cells(tables: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return chain.from_iterable(table.get("cells", []) for table in tables)


def _where(cell: dict[str, Any]) -> Cell:
    return tuple(sorted(cell["where"].items()))


def _spoilt(one: DataSet, at: int, role: str, cell: dict[str, Any], *, whole: bool) -> Outs:
    outs = deepcopy(one.outs)
    where = _where(cell)
    true = count(one.steps[at], dimensions_of(where))[where]
    for table in outs[at]["roles"][role]:
        for spoilt in table.get("cells", []):
            if spoilt["where"] == cell["where"]:
                if whole:
                    spoilt.update(shown=true, low=true, high=true)
                else:
                    low, high = (1, THRESHOLD - 1) if true else (0, THRESHOLD - 2)
                    spoilt.update(low=low, high=high)
    return outs


def naive(one: DataSet) -> Outs:
    """What a gate that only hides counts under five would publish."""
    outs = []
    for people in one.steps:
        left_out = one.left_out(people, one.ask.tables)
        told = {tuple(sorted(cell["where"].items())) for cell in left_out}
        tables = []
        for table in one.ask.tables:
            cells = []
            for where in one.ask.shape.cells_of(table):
                true = count(people, dimensions_of(where))[where]
                is_small = true < THRESHOLD and where != () and where not in told
                low, high = (0, THRESHOLD - 1) if is_small else (true, true)
                shown = None if is_small else true
                cells.append({"where": dict(where), "shown": shown, "low": low, "high": high})
            tables.append({"table": list(table), "withheld": False, "cells": cells})
        known = {"told": left_out, "facts": one.facts(people)}
        outs.append({"roles": {"forum": tables}} | known)
    return outs

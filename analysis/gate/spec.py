"""The files of `heard protect`: what is asked, the answers, and what was released before."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.gate.asked import Ask, Released, ReleasedTable, Rules
from analysis.gate.problem import Said
from analysis.gate.refusals import SpecError
from analysis.gate.release import release
from analysis.gate.shape import Cell, Nesting, Shape

FORMAT = 1
EVERYBODY = "all"
SHORTEST_SECRET = 16


@dataclass(frozen=True)
class Spec:
    """What is asked of one file of answers."""

    ask: Ask
    rules: Rules
    periods: str | None


def read_spec(path: Path) -> Spec:
    """Read SPEC.json; SpecError names the first thing that is wrong."""
    try:
        given = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SpecError(f"{path.name} cannot be read: {error}") from None
    if not isinstance(given, dict):
        raise SpecError(f"{path.name} must hold one object.")
    shape = Shape(_categories(given), _nestings(given))
    tables = _tables(given, shape)
    roles = _roles(given, len(tables))
    ask = Ask(shape, tables, roles, _facts(given, shape), _left_out(given, shape))
    return Spec(ask, _rules(given), _periods(given, shape))


def read_people(path: Path, spec: Spec) -> dict[str, Counter[Cell]]:
    """Count MICRODATA.csv by period; SpecError names the row that is not as the spec says."""
    names = sorted(spec.ask.shape.categories)
    found: dict[str, Counter[Cell]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                cell = tuple((name, _category(row, name, number, spec)) for name in names)
                period = _value(row, spec.periods, number) if spec.periods else EVERYBODY
                found.setdefault(period, Counter())[cell] += 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SpecError(f"{path.name} cannot be read: {error}") from None
    return found or {EVERYBODY: Counter()}


def protect_file(microdata: Path, spec_path: Path, history: Sequence[Mapping[str, Any]]) -> bytes:
    """What may be published of a file of answers, after everything published before."""
    spec = read_spec(spec_path)
    periods = {}
    for period, people in sorted(read_people(microdata, spec).items()):
        before = [said for one in history if (said := _said(one, period, spec))]
        periods[period] = as_json(release(spec.ask, people, spec.rules, before))
    return _with_hash({"format": FORMAT, "sequence": len(history) + 1, "periods": periods})


def read_history(folder: Path) -> list[dict[str, Any]]:
    """The releases kept in a folder, in the order they were made."""
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            kept = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise SpecError(f"{path.name} cannot be read: {error}") from None
        if isinstance(kept, dict) and "release" in kept and "periods" in kept:
            found.append(kept)
    return sorted(found, key=lambda kept: int(kept["sequence"]))


def _with_hash(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content["release"] = hashlib.sha256(text.encode()).hexdigest()
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def as_json(released: Released) -> dict[str, list[dict[str, Any]]]:
    """A release as its file says it, role by role."""
    return {role: [_table(one) for one in tables] for role, tables in released.items()}


def _table(one: ReleasedTable) -> dict[str, Any]:
    if one.withheld is not None:
        return {"table": list(one.table), "withheld": True, "reason": one.withheld.value}
    return {
        "table": list(one.table),
        "withheld": False,
        "cells": [
            {"where": dict(cell.cell), "shown": cell.count, "low": cell.low, "high": cell.high}
            for cell in one.cells
        ],
    }


def _said(kept: Mapping[str, Any], period: str, spec: Spec) -> Said:
    """What a kept release said of a period; empty where it said nothing."""
    found: dict[Cell, tuple[int, int]] = {}
    for tables in kept["periods"].get(period, {}).values():
        for table in tables:
            for cell in table.get("cells", ()):
                where = _cell(cell["where"], spec.ask.shape, place="an earlier release")
                low, high = found.get(where, (cell["low"], cell["high"]))
                found[where] = max(low, cell["low"]), min(high, cell["high"])
    return found


def _categories(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    wanted = given.get("categories")
    if not isinstance(wanted, dict) or not wanted:
        raise SpecError('"categories" must name at least one column and its categories.')
    for name, categories in wanted.items():
        good = isinstance(categories, list) and categories and all(map(_is_word, categories))
        if not good or len(set(categories)) != len(categories):
            raise SpecError(f'"categories": {name!r} needs a list of different words.')
    return {name: tuple(categories) for name, categories in wanted.items()}


def _nestings(given: Mapping[str, Any]) -> tuple[Nesting, ...]:
    found = []
    for number, one in enumerate(given.get("nested", []), start=1):
        try:
            fine, coarse, parents = one["fine"], one["coarse"], one["parents"]
            complete = set(parents) == set(given["categories"][fine])
            known = set(parents.values()) <= set(given["categories"][coarse])
        except (KeyError, TypeError, AttributeError):
            complete = known = False
        if not (complete and known):
            raise SpecError(
                f'"nested" {number} must give each category of "fine" its "coarse" one.'
            )
        found.append(Nesting(fine, coarse, parents))
    return tuple(found)


def _tables(given: Mapping[str, Any], shape: Shape) -> tuple[tuple[str, ...], ...]:
    wanted = given.get("tables")
    if not isinstance(wanted, list) or not wanted:
        raise SpecError('"tables" must list at least one table.')
    for number, table in enumerate(wanted):
        good = isinstance(table, list) and table and all(name in shape.categories for name in table)
        if not good or len(set(table)) != len(table):
            raise SpecError(f'"tables" {number}: a list of columns named in "categories".')
    return tuple(tuple(table) for table in wanted)


def _roles(given: Mapping[str, Any], tables: int) -> dict[str, tuple[int, ...]]:
    wanted = given.get("roles", {"public": list(range(tables))})
    good = isinstance(wanted, dict) and all(
        isinstance(seen, list) and all(type(at) is int and 0 <= at < tables for at in seen)
        for seen in wanted.values()
    )
    if not good or not wanted:
        raise SpecError(
            f'"roles" must give each role the numbers of its tables, 0 to {tables - 1}.'
        )
    return {role: tuple(seen) for role, seen in wanted.items()}


def _facts(given: Mapping[str, Any], shape: Shape) -> dict[Cell, int]:
    found = {}
    for number, fact in enumerate(given.get("facts", []), start=1):
        if not isinstance(fact, dict) or type(fact.get("count")) is not int or fact["count"] < 0:
            raise SpecError(f'"facts" {number} needs "where" and a "count" of nought or more.')
        found[_cell(fact.get("where"), shape, place=f'"facts" {number}')] = fact["count"]
    return found


def _left_out(given: Mapping[str, Any], shape: Shape) -> dict[str, str]:
    wanted = given.get("left_out", {})
    if not isinstance(wanted, dict):
        raise SpecError('"left_out" must give columns their category that means no answer.')
    for name, category in wanted.items():
        known = shape.categories.get(name, ())
        if category not in known:
            raise SpecError(f'"left_out": {name!r} has no category {category!r}.')
        if len(known) == 1:
            raise SpecError(f'"left_out": {name!r} needs a category that is an answer, too.')
    return dict(wanted)


def _rules(given: Mapping[str, Any]) -> Rules:
    secret = given.get("secret")
    if not isinstance(secret, str) or not secret:
        raise SpecError('"secret" must be a text that only you know.')
    try:
        return Rules(
            hashlib.sha256(secret.encode()).digest(),
            base=_number(given, "base", 10),
            threshold=_number(given, "threshold", 5),
        )
    except ValueError as error:
        raise SpecError(str(error)) from None


def _number(given: Mapping[str, Any], name: str, default: int) -> int:
    number = given.get(name, default)
    if type(number) is not int:
        raise SpecError(f'"{name}" must be a whole number.')
    return number


def _periods(given: Mapping[str, Any], shape: Shape) -> str | None:
    column = given.get("periods")
    if column is None:
        return None
    if not _is_word(column) or column in shape.categories:
        raise SpecError('"periods" must name a column that is not in "categories".')
    return str(column)


def _cell(where: Any, shape: Shape, *, place: str) -> Cell:
    if not isinstance(where, dict):
        raise SpecError(f'{place}: "where" must name columns and categories.')
    for name, category in where.items():
        if category not in shape.categories.get(name, ()):
            raise SpecError(f"{place}: {name!r} has no category {category!r}.")
    return tuple(sorted(where.items()))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _value(row: Mapping[str, str | None], name: str, number: int) -> str:
    if name not in row:
        raise SpecError(f"There is no column {name!r}.")
    value = row[name]
    if not value:
        raise SpecError(
            f"Row {number}: {name!r} is empty. Give those who did not answer their own category."
        )
    return value


def _category(row: Mapping[str, str | None], name: str, number: int, spec: Spec) -> str:
    value = _value(row, name, number)
    if value not in spec.ask.shape.categories[name]:
        raise SpecError(f"Row {number}: {name!r} has no category {value!r} in the spec.")
    return value

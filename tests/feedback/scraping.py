"""Reads results pages as a stranger with a browser would: every number, and which cell it is of."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask

from analysis.gate.shape import Cell, Shape
from feedback import breakdowns
from feedback.areas import Area
from forms.bank import QUESTIONS
from tests.client import CheckingClient
from tests.feedback.asking import soup

NUMBER = re.compile(r"\d+")
FEWER = re.compile(r"fewer than (\d+)")
MORE = re.compile(r"(\d+) or more")
BETWEEN = re.compile(r"(\d+) to (\d+)")
OUT_OF = re.compile(r"(\d+) of (\d+)")
LEFT_OUT = "left-out"

# Numbers that are of no cell, and why. Everything else has to say which cell it is.
CONSTANTS = re.compile(
    "|".join(
        (
            r"\bfewer than 10\b",  # The rule, in the words that withhold a table.
            r"\bR\d+(\+R\d+)*\b",  # A release's name.
            r"\bfrom 10 answers on\b",  # The rule, on the list of releases.
            "أقل من 10 من الأشخاص",  # Both in Arabic.
            "عدد الإجابات 10 أو أكثر",
            r"\b\d{1,2} \w+ \d{4}\b",  # A date.
            r"\b20\d\d-\d\d\b",  # A school year.
            r"\bSHA-256\b",
        )
    ),
    re.IGNORECASE,
)


@dataclass
class Scraped:
    """What several pages and pictures say of each cell, and where a number says of none."""

    said: dict[str, set[tuple[int, ...]]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # In a table of an English page.
    ranges: dict[str, set[tuple[int, int]]] = field(default_factory=dict)  # In files.
    strays: list[str] = field(default_factory=list)

    def add(self, cell: str, words: str) -> None:
        """One cell as one place says it."""
        self.said.setdefault(cell, set()).add(tuple(sorted(map(int, NUMBER.findall(words)))))

    def contradictions(self) -> dict[str, set[tuple[int, ...]]]:
        """Cells that two places say differently."""
        return {cell: values for cell, values in self.said.items() if len(values) > 1}


@dataclass(frozen=True)
class Known:
    """What may stand on a page without a cell: names with numbers in them, and published ones."""

    names: tuple[str, ...]
    published: frozenset[str]

    @classmethod
    def of(cls, app: Flask, language: str = "en") -> Known:
        """What things are called in a language, and the numbers of the area's file."""
        area: Area = app.extensions["heard_area"]
        with app.test_request_context(f"/?lang={language}"):
            names = {term.name for term in area.terms} | set(_labels())
        texts = [text for one in area.baselines for text in _published(area, one)]
        texts += [f"{one.ref} {one.text}" for one in area.actions]
        texts += [f"{one.ref} {one.text}" for one in area.measures]
        return cls(
            tuple(sorted(filter(NUMBER.search, names), key=len, reverse=True)),
            frozenset(NUMBER.findall(" ".join(texts))),
        )

    def without_names(self, words: str) -> str:
        """The same without what things are called, and without the constants."""
        for name in self.names:
            words = words.replace(name, " ")
        return CONSTANTS.sub(" ", words)

    def is_published(self, found: Tag) -> bool:
        """Whether some words quote the area's file: no other number is in them."""
        quotes = found.select_one('[lang="en"]') is not None
        return quotes and set(NUMBER.findall(found.get_text(" "))) <= self.published


def _labels() -> Iterator[str]:
    for question in QUESTIONS.values():
        yield str(question.standard)
        yield from (str(option.standard) for option in question.options)
        if question.options:
            yield from breakdowns.labels_of(question).values()
            yield from breakdowns.labels_for_everybody(question).values()


def _published(area: Area, one: Any) -> Iterator[str]:
    document = area.document(one.cited.document)
    yield from (one.label, str(one.count), str(one.published), one.as_at, one.caution)
    yield from (str(one.base), str(one.base_of), document.title, str(document.date))
    yield str(one.cited.section)


def scrape(client: CheckingClient, path: str, *, language: str, into: Scraped) -> None:
    """One page in one language, with its pictures and their alternative texts."""
    known = Known.of(client.application, language)
    answer = client.get(f"{path}?lang={language}")
    assert answer.status_code == 200, path
    read_page(soup(answer), known, into=into)
    for image in soup(answer).select("main img"):
        picture = client.get(f"{image['src']}?lang={language}")
        assert picture.status_code == 200, image["src"]
        drawn = read_picture(picture.data, known, into=into)
        # Whoever hears a picture is told no number that whoever sees it is not.
        told = NUMBER.findall(known.without_names(str(image["alt"])))
        into.strays += [f"alternative text of {image['src']}: {one}" for one in {*told} - drawn]


def read_files(client: CheckingClient, path: str, *, language: str, into: Scraped) -> None:
    """Every line of a page's CSV and JSON files."""
    as_json = client.get(f"{path}/results.json?lang={language}")
    as_csv = client.get(f"{path}/results.csv?lang={language}")
    assert (as_json.status_code, as_csv.status_code) == (200, 200)
    rows = csv.DictReader(as_csv.get_data(as_text=True).lstrip("\ufeff").splitlines())
    for line, row in zip(as_json.get_json()["lines"], rows, strict=True):
        for said in (line, row):
            read_line(said, into=into)


def read_line(said: Mapping[str, Any], *, into: Scraped) -> None:
    """One line of a file: a number, or a reason why there is none."""
    cell, words = said["cell_id"], said["words"] or str(said["shown"])
    if said["low"] in (None, ""):
        return
    if not cell:
        into.strays.append(f"in a file: {words}")
        return
    into.add(cell, words)
    if not cell.endswith(".fits"):
        into.ranges.setdefault(cell, set()).add((int(said["low"]), int(said["high"])))


def read_page(page: Any, known: Known, *, into: Scraped) -> None:
    """Every number in the main part of a page."""
    main = page.select_one("main")
    for found in main.select("[data-cell]"):
        cell, words = str(found["data-cell"]), " ".join(found.get_text(" ").split())
        into.add(cell, words)
        if page.html["lang"] == "en":
            into.words[cell] = words
    published = [one for one in main.select("details, p") if known.is_published(one)]
    for exempt in (*main.select("[data-cell], code"), *published):
        exempt.extract()
    for part in main.find_all(string=NUMBER):
        if NUMBER.search(known.without_names(str(part))):
            into.strays.append(" ".join(str(part).split()))


def read_picture(picture: bytes, known: Known, *, into: Scraped) -> set[str]:
    """Every number of a picture; returns all of them, as written."""
    chart = BeautifulSoup(picture, "xml")
    said: dict[str, list[str]] = {}
    numbers: set[str] = set()
    for text in chart.select("text"):
        words = " ".join(text.get_text(" ").split())
        holder = text if text.has_attr("data-cell") else text.find_parent(attrs={"data-cell": True})
        if holder is not None:
            said.setdefault(str(holder["data-cell"]), []).append(words)
        elif NUMBER.search(known.without_names(words)):
            into.strays.append(f"in a picture: {words}")
        numbers |= set(NUMBER.findall(words))
    for cell, lines in said.items():
        into.add(cell, " ".join(lines))
    for described in chart.select("title, desc"):
        told = NUMBER.findall(known.without_names(described.get_text(" ")))
        into.strays += [f"described in a picture: {one}" for one in {*told} - numbers]
    return numbers


Fact = dict[str, Any]


def fact(where: Mapping[str, str], words: str, *, most: int) -> Fact:
    """One cell as the attacker takes it."""
    if found := FEWER.fullmatch(words):
        low, high = 0, int(found[1]) - 1
    elif found := MORE.fullmatch(words):
        low, high = int(found[1]), most
    elif found := BETWEEN.fullmatch(words):
        low, high = int(found[1]), int(found[2])
    else:
        low = high = int(NUMBER.findall(words)[0])
    return {
        "where": dict(where),
        "shown": low if low == high else None,
        "low": low,
        "high": high,
    }


@dataclass(frozen=True)
class Told:
    """What one release says, table by table."""

    total: int
    tables: Mapping[str, list[Fact]]  # By the table's id.
    left_out: Mapping[str, int]


def told(scraped: Scraped, number: int, *, overall: str) -> Told:
    """Every count of one release, from the words of its page alone."""
    ref = f"R{number}."
    words = {
        cell.removeprefix(ref): said for cell, said in scraped.words.items() if cell.startswith(ref)
    }
    total = int(NUMBER.findall(words["responses"])[0])
    tables: dict[str, list[Fact]] = {}
    left_out: dict[str, int] = {}
    for cell, said in words.items():
        table, *rows = cell.split(".")
        if not rows or rows[-1] == "fits":
            continue
        if len(rows) == 1:
            [row], everybody = rows, int(words[f"{table}.all"])
            if row == "all":
                left_out[table] = total - everybody
            else:
                tables.setdefault(table, []).append(fact({table: row}, said, most=everybody))
        else:
            column = words[f"{table}.all.{rows[1]}"]
            most = int(column) if column.isdigit() else total
            where = _crossed(table, rows, overall=overall)
            tables.setdefault(table, []).append(fact(where, said, most=most))
    return Told(total, tables, left_out)


def _crossed(table: str, rows: Iterable[str], *, overall: str) -> dict[str, str]:
    by = table.removeprefix(f"{overall}-by-")
    dimensions = (f"{overall}:everybody", by if by == "occasion" else f"{by}:everybody")
    return {name: row for name, row in zip(dimensions, rows, strict=True) if row != "all"}


def attackable(found: Told, shape: Shape, names: Iterable[str], *, most: Mapping[Cell, int]) -> Any:
    """What the attacker is handed of some tables: the shape anybody can know, and what is said."""
    tables = [found.tables[name] for name in names]
    dimensions = {name for cells in tables for cell in cells for name in cell["where"]}
    nested: list[dict[str, Any]] = [
        {"fine": one.fine, "coarse": one.coarse, "parents": dict(one.parents)}
        for one in shape.nestings
        if one.fine in dimensions
    ]
    used = dimensions | {one["coarse"] for one in nested}
    everybody = fact({}, str(found.total), most=found.total)
    spec = {
        "categories": {name: list(shape.categories[name]) for name in used},
        "nested": nested,
    }
    facts = [
        {"where": dict(where), "low": 0, "high": count}
        for where, count in most.items()
        if {name for name, _row in where} <= dimensions
    ]
    cells = [everybody, *(cell for cells in tables for cell in cells)]
    left = [
        {"where": {name: LEFT_OUT}, "count": count}
        for name, count in found.left_out.items()
        if name in dimensions and LEFT_OUT in shape.categories[name]
    ]
    return [spec, {"roles": {"forum": [{"cells": cells}]}, "told": left, "facts": facts}]

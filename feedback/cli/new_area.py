"""`heard new-area`: ask what belongs to an area, and write its file with every key explained."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

import translations
from feedback.areas import TO_BE_FILLED_IN, AreaError, load_area
from feedback.areas.explained import TABLES
from feedback.areas.logo import LogoError, read_logo
from feedback.areas.look import white_words_on
from feedback.areas.writing import Row, Value, written
from translations import SOURCE

STRATEGY, PLAN = "strategy", "plan"
# A school year begins when the one before has had its last report.
FIRST_MONTH_OF_A_YEAR = 8


class NewAreaRefusedError(Exception):
    """The file was not written; the message says why, in a sentence."""


@click.command("new-area")
@click.argument("file", type=click.Path(path_type=Path))
def new_area(file: Path) -> None:
    """Write the FILE of a new area by asking questions, with every key explained in it."""
    if file.suffix != ".toml":
        raise NewAreaRefusedError(f"{file} is no name for it: an area's file ends in .toml.")
    if file.exists():
        raise NewAreaRefusedError(f"{file} is there already, and is not overwritten.")
    click.echo("Press Enter alone for what you do not know yet. It can be written in later.\n")
    text = written(list(_rows(file.resolve().parent)), file=str(file))
    _keep(file, text)
    area = load_area(str(file))
    click.echo(f"\n{file} is written: {area.name}, with {len(area.measures)} measures.")
    click.echo("Next: step 3 of docs/new-area.md, which looks at it.")


def _keep(file: Path, text: str) -> None:
    """Write the file once the loader has taken it; what it refuses is kept beside, for mending."""
    draft = file.with_suffix(".draft.toml")
    try:
        _write(draft, text)
        load_area(str(draft))
        _write(file, text)
    except FileExistsError as error:
        raise NewAreaRefusedError(f"{error.filename} is there already.") from None
    except AreaError as error:
        raise NewAreaRefusedError(
            f"What you said is kept in {draft}, but it cannot be used yet: {error}. "
            f"Mend that line, then rename it {file.name}."
        ) from None
    except OSError as error:
        raise NewAreaRefusedError(f"{draft} cannot be written: {error.strerror}.") from None
    with suppress(OSError):
        draft.unlink()


def _write(file: Path, text: str) -> None:
    """Write a file that is not there yet."""
    with file.open("x", encoding="utf-8") as opened:
        opened.write(text)


def _rows(folder: Path) -> Iterator[Row]:
    name = _ask("Name of the area")
    yield "", {"name": name, "code": _ask("Its code, such as E09000001"), **_cited(), **_spoken()}
    yield from _people(name)
    yield from _reached()
    yield from _look(folder)
    yield from _strategy(name)
    yield from _terms()


def _cited(document: str = STRATEGY) -> dict[str, Value]:
    place = {"document": document, "section": "to be filled in: the page or section"}
    return {"cited": place}


def _spoken() -> dict[str, Value]:
    ready = [language.code for language in translations.available()]
    click.echo(f"Languages that are ready: {' '.join(ready)}")

    def codes(typed: str) -> list[str]:
        found = typed.replace(",", " ").split()
        if wrong := [code for code in found if code not in ready]:
            raise click.BadParameter(f"Heard has no {', '.join(wrong)}.")
        return list(dict.fromkeys([*([] if SOURCE in found else [SOURCE]), *found]))

    return {"languages": _ask("Those you offer, in this order", default=SOURCE, check=codes)}


def _people(name: str) -> Iterator[Row]:
    partnership = _ask("Name of the partnership", default=f"{name} Local Area Partnership")
    council, icb = _ask("The council"), _ask("The integrated care board")
    yield "partnership", {"name": partnership, "council": council, "icb": icb, **_cited()}
    forum, short = _ask("The parent carer forum"), _ask("What it is called for short")
    members = _ask("How many members it has", check=_whole)
    named = {"name": forum, "short_name": short, "members": members}
    yield "forum", {**named, "days_to_look": 14, **_cited()}
    advice = {"name": _ask("The advice service (SENDIASS)"), "short_name": "SENDIASS"}
    for key in ("website", "phone", "email"):
        if said := _ask(f"Its {key}", default=""):
            advice[key] = said
    yield "sendiass", {**advice, **_cited()}


def _reached() -> Iterator[Row]:
    lines = {
        key: _ask(f"For families: {meaning}", default=TO_BE_FILLED_IN)
        for key, (meaning, _example) in TABLES["contact"].keys.items()
    }
    yield "contact", lines
    if phone := _ask("Whom to call about a child who may not be safe, by day", default=""):
        numbers = {"phone": phone}
        if night := _ask("And at all other times", default=""):
            numbers["out_of_hours"] = night
        yield "safeguarding", {**numbers, **_cited()}


def _look(folder: Path) -> Iterator[Row]:
    def colour(typed: str) -> str:
        return _checked(lambda: white_words_on(typed), ValueError) if typed else ""

    def logo(typed: str) -> str:
        if typed:
            _checked(lambda: read_logo(typed, folder), LogoError)
        return typed

    chosen: dict[str, Value] = {
        "band": _ask("Your colour, such as #0b5a3c", default="", check=colour),
        "logo": _ask(f"Your logo, a file in {folder}", default="", check=logo),
    }
    if kept := {key: value for key, value in chosen.items() if value}:
        yield "look", kept


def _strategy(name: str) -> Iterator[Row]:
    title, published = _ask("Title of the strategy"), _ask("When it was published")
    first = _ask("Its first year", check=_whole)
    last = _ask("Its last year", check=_whole)
    yield "strategy", {"title": title, "first_year": first, "last_year": last, **_cited()}
    document = {"title": title, "publisher": name, "date": published}
    yield "documents", {"key": STRATEGY, **document}
    refs = yield from _priorities(last)
    if plan := _ask("Title of the action plan", default=""):
        yield "plan", {"title": plan, "period": _ask("Which months it covers"), **_cited(PLAN)}
        published = _ask("When it was published")
        yield "documents", {"key": PLAN, "title": plan, "publisher": name, "date": published}
        yield from _actions(refs)


def _priorities(last_year: int) -> Generator[Row, None, list[str]]:
    """The priorities and measures, as they come; the refs of the priorities in the end."""
    refs: list[str] = []
    wanted = "Which of these measures is the target counted for? Its number, such as P1.2"
    measures: list[Row] = []
    rows: list[Row] = []
    while title := _ask(f"Priority {len(refs) + 1}", default="" if refs else None):
        refs.append(ref := f"P{len(refs) + 1}")
        row: dict[str, Value] = {"ref": ref, "title": title, **_cited()}
        below = list(_listed(f"  Measure {ref}.", f"{ref}."))
        rows.append(("priorities", row if below else {**row, "measures": []}))
        rows += below
        measures += below
    known = {str(row["ref"]): row for _path, row in measures}

    def one_of(typed: str) -> str:
        if typed and typed not in known:
            raise click.BadParameter(f"There is no measure {typed}.")
        return typed

    target = _ask(wanted, default="", check=one_of) if known else ""
    number = _ask("How many it wants", check=_whole) if target else 0
    counted: Mapping[str, Value] = {"target": number, "by_year": last_year}
    for path, found in rows:
        yield path, {**found, **(counted if target and found["ref"] == target else {})}
    return refs


def _listed(question: str, ref: str) -> Iterator[Row]:
    number = 1
    while text := _ask(f"{question}{number}", default=""):
        yield "priorities.measures", {"ref": f"{ref}{number}", "text": text, **_cited()}
        number += 1


def _actions(refs: list[str]) -> Iterator[Row]:
    def known(typed: str) -> list[str]:
        found = typed.replace(",", " ").split()
        if wrong := [one for one in found if one not in refs]:
            raise click.BadParameter(f"There is no priority {', '.join(wrong)}.")
        return found

    headings: list[Row] = []
    actions: list[Row] = []
    while title := _ask(f"Heading {len(headings) + 1} of the plan", default=""):
        number = len(headings) + 1
        headings.append(("plan_priorities", {"ref": f"A{number}", "title": title, **_cited(PLAN)}))
        row = 1
        while text := _ask(f"  Row {number}.{row}", default=""):
            said = {
                "ref": f"{number}.{row}",
                "priority": f"A{number}",
                "serves": _ask("    Which priorities it serves", default=refs[0], check=known),
                "text": text,
            }
            day = _ask("    By which day, such as 2027-07-31", check=_day)
            said |= {"by_when": f"{day:%B %Y}", "by_date": day, "lead": _ask("    Who leads it")}
            said |= {"involved": _ask("    Who else has a part"), "impact": [], "milestones": []}
            actions.append(("actions", {**said, **_cited(PLAN)}))
            row += 1
    yield from headings
    yield from actions


def _terms() -> Iterator[Row]:
    starts = _ask("First day of the first term, such as 2026-09-01", check=_day)
    number = 1
    while name := _ask(f"Term {number}, such as Autumn 2026", default="" if number > 1 else None):
        ends = _ask("  Its last day", check=partial(_after, starts))
        year = starts.year if starts.month >= FIRST_MONTH_OF_A_YEAR else starts.year - 1
        school_year = f"{year}-{(year + 1) % 100:02d}"
        named = {"ref": f"{school_year}-{number}", "name": name, "year": school_year}
        yield "terms", {**named, "starts": starts, "ends": ends}
        # They touch: a day without a term would leave what families said then out of all results.
        starts, number = ends + timedelta(days=1), number + 1


def _ask(
    question: str, *, default: str | None = None, check: Callable[[str], Any] | None = None
) -> Any:
    """What somebody answers, asked again until it can be used."""

    def taken(typed: str) -> Any:
        said = " ".join(typed.split())
        if not said and default is None:
            raise click.BadParameter("This is needed.")
        return check(said) if check else said

    return click.prompt(
        question,
        default="" if default is None else default,
        value_proc=taken,
        show_default=bool(default),
    )


def _checked(look: Callable[[], Any], wrong: type[Exception]) -> Any:
    try:
        return look()
    except wrong as error:
        said = str(error)
        raise click.BadParameter(f"{said[:1].upper()}{said[1:]}.") from None


def _whole(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 6:
        raise click.BadParameter("Type a whole number.")
    return int(typed)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise click.BadParameter("Type a day such as 2026-09-01.") from None


def _after(first: date, typed: str) -> date:
    day = _day(typed)
    if day < first:
        raise click.BadParameter(f"The term begins on {first}: it cannot end before.")
    return day

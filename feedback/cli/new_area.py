"""`heard new-area`: ask what belongs to an area, and write its file with every key explained."""

from collections.abc import Generator, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import click

import translations
from feedback.areas import TO_BE_FILLED_IN, AreaError, load_area
from feedback.areas.explained import TABLES
from feedback.areas.logo import LogoError, read_logo
from feedback.areas.look import white_words_on
from feedback.areas.sources import TO_BE_CITED
from feedback.areas.writing import Row, Value, written
from feedback.cli.asking import (
    ask,
    checked,
    day_of,
    no_year_before,
    not_ending_before,
    one_or_more,
    whole,
)
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
    _refuse_where_it_cannot_be_kept(file)
    click.echo("Press Enter alone for what you do not know yet. It can be written in later.")
    click.echo("A slip that you see too late can be mended in the file.\n")
    _keep(file, written(_answered(file), file=str(file)))
    area = load_area(str(file))
    click.echo(f"\n{file} is written: {area.name}, with {len(area.measures)} measures.")
    click.echo("Next: step 3 of docs/new-area.md, which looks at it.")


def _refuse_where_it_cannot_be_kept(file: Path) -> None:
    """Before anybody has typed for twenty minutes, not after."""
    if file.suffix != ".toml":
        raise NewAreaRefusedError(f"{file} is no name for it: an area's file ends in .toml.")
    for one in (file, _draft_of(file)):
        if one.exists():
            raise NewAreaRefusedError(
                f"{one} is there already, and is not overwritten: "
                "rename it, delete it, or choose another name."
            )
    if not file.resolve().parent.is_dir():
        raise NewAreaRefusedError(f"There is no folder {file.resolve().parent} yet: make it first.")


def _draft_of(file: Path) -> Path:
    return file.with_suffix(".draft.toml")


def _answered(file: Path) -> list[Row]:
    """All the rows; whoever stops half way finds those so far beside the file."""
    rows: list[Row] = []
    try:
        # One at a time: a list made in one go would be lost with whoever stops.
        for row in _rows(file.resolve().parent):
            rows.append(row)
    except click.Abort:
        if not rows:
            raise
        draft = _draft_of(file)
        _write(draft, written(rows, file=str(file)))
        raise NewAreaRefusedError(
            f"You stopped. What you said until then is kept in {draft}, and the rest is there to "
            f"fill in. Rename it {file.name} when it is whole."
        ) from None
    return rows


def _keep(file: Path, text: str) -> None:
    """Write the file once the loader has taken it; what it refuses is kept beside, for mending."""
    draft = _draft_of(file)
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
    name = ask("Name of the area")
    yield "", {"name": name, "code": ask("Its code, such as E09000001"), **_cited(), **_spoken()}
    yield from _people(name)
    yield from _reached()
    yield from _look(folder)
    yield from _strategy(name)
    yield from _terms()


def _cited(document: str = STRATEGY) -> dict[str, Value]:
    place = {"document": document, "section": TO_BE_CITED}
    return {"cited": place}


def _spoken() -> dict[str, Value]:
    ready = [language.code for language in translations.available()]
    click.echo(f"Languages that are ready: {' '.join(ready)}")

    def codes(typed: str) -> list[str]:
        found = typed.replace(",", " ").split()
        if wrong := [code for code in found if code not in ready]:
            raise click.BadParameter(
                f"Heard has no {', '.join(wrong)}. Leave it out for now; docs/translating.md says "
                "how a language is added."
            )
        return list(dict.fromkeys([*([] if SOURCE in found else [SOURCE]), *found]))

    return {"languages": ask("Those you offer, in this order", default=SOURCE, check=codes)}


def _people(name: str) -> Iterator[Row]:
    partnership = ask("Name of the partnership", default=f"{name} Local Area Partnership")
    council, icb = ask("The council"), ask("The integrated care board")
    yield "partnership", {"name": partnership, "council": council, "icb": icb, **_cited()}
    forum, short = ask("The parent carer forum"), ask("What it is called for short")
    members = ask("How many members it has", check=whole)
    named = {"name": forum, "short_name": short, "members": members}
    yield "forum", {**named, "days_to_look": 14, **_cited()}
    advice = {"name": ask("The advice service (SENDIASS)"), "short_name": "SENDIASS"}
    for key in ("website", "phone", "email"):
        if said := ask(f"Its {key}", default=""):
            advice[key] = said
    yield "sendiass", {**advice, **_cited()}


def _reached() -> Iterator[Row]:
    lines = {
        key: ask(f"For families: {meaning}", default=TO_BE_FILLED_IN)
        for key, (meaning, _example) in TABLES["contact"].keys.items()
    }
    yield "contact", lines
    if phone := ask("Whom to call about a child who may not be safe, by day", default=""):
        numbers = {"phone": phone}
        if night := ask("And at all other times", default=""):
            numbers["out_of_hours"] = night
        yield "safeguarding", {**numbers, **_cited()}


def _look(folder: Path) -> Iterator[Row]:
    def colour(typed: str) -> str:
        return checked(lambda: white_words_on(typed), ValueError) if typed else ""

    def logo(typed: str) -> str:
        if typed:
            checked(lambda: read_logo(typed, folder), LogoError)
        return typed

    chosen: dict[str, Value] = {
        "band": ask("Your colour, such as #0b5a3c", default="", check=colour),
        "logo": ask(f"Your logo, a file in {folder}", default="", check=logo),
    }
    if kept := {key: value for key, value in chosen.items() if value}:
        yield "look", kept


def _strategy(name: str) -> Iterator[Row]:
    title, published = ask("Title of the strategy"), ask("When it was published")
    first = ask("Its first year", check=whole)
    last = ask("Its last year", check=partial(no_year_before, first))
    yield "strategy", {"title": title, "first_year": first, "last_year": last, **_cited()}
    document = {"title": title, "publisher": name, "date": published}
    yield "documents", {"key": STRATEGY, **document}
    refs = yield from _priorities(last)
    if plan := ask("Title of the action plan", default=""):
        yield "plan", {"title": plan, "period": ask("Which months it covers"), **_cited(PLAN)}
        published = ask("When it was published")
        yield "documents", {"key": PLAN, "title": plan, "publisher": name, "date": published}
        yield from _actions(refs)


def _priorities(last_year: int) -> Generator[Row, None, list[str]]:
    """The priorities and measures, as they come; the refs of the priorities in the end."""
    refs: list[str] = []
    measures: dict[str, dict[str, Value]] = {}
    click.echo("The priorities, each with its measures; Enter alone when there are no more.")
    while title := ask(f"Priority {len(refs) + 1}", default="" if refs else None):
        refs.append(ref := f"P{len(refs) + 1}")
        row: dict[str, Value] = {"ref": ref, "title": title, **_cited()}
        below = {str(one["ref"]): one for one in _listed(f"  Measure {ref}.", f"{ref}.")}
        yield "priorities", row if below else {**row, "measures": []}
        yield from (("priorities.measures", one) for one in below.values())
        measures |= below
    _target(measures, last_year)
    return refs


def _target(measures: dict[str, dict[str, Value]], last_year: int) -> None:
    """Say at one measure how many it wants, and by when."""

    def one_of(typed: str) -> str:
        if typed and typed not in measures:
            raise click.BadParameter(f"There is no measure {typed}.")
        return typed

    wanted = "Which of these measures is the target counted for? Its number, such as P1.2"
    if measures and (ref := ask(wanted, default="", check=one_of)):
        measures[ref] |= {
            "target": ask("How many it wants", check=one_or_more),
            "by_year": last_year,
        }


def _listed(question: str, ref: str) -> Iterator[dict[str, Value]]:
    number = 1
    while text := ask(f"{question}{number}", default=""):
        yield {"ref": f"{ref}{number}", "text": text, **_cited()}
        number += 1


def _actions(refs: list[str]) -> Iterator[Row]:
    def known(typed: str) -> list[str]:
        found = typed.replace(",", " ").split()
        if wrong := [one for one in found if one not in refs]:
            raise click.BadParameter(f"There is no priority {', '.join(wrong)}.")
        return found

    headings: list[Row] = []
    actions: list[Row] = []
    click.echo("Its headings, each with its rows; Enter alone when there are no more.")
    while title := ask(f"Heading {len(headings) + 1} of the plan", default=""):
        number = len(headings) + 1
        headings.append(("plan_priorities", {"ref": f"A{number}", "title": title, **_cited(PLAN)}))
        row = 1
        while text := ask(f"  Row {number}.{row}", default=""):
            said = {
                "ref": f"{number}.{row}",
                "priority": f"A{number}",
                "serves": ask("    Which priorities it serves", default=refs[0], check=known),
                "text": text,
            }
            day = ask("    By which day, such as 2027-07-31", check=day_of)
            said |= {"by_when": f"{day:%B %Y}", "by_date": day, "lead": ask("    Who leads it")}
            said |= {"involved": ask("    Who else has a part"), "impact": [], "milestones": []}
            actions.append(("actions", {**said, **_cited(PLAN)}))
            row += 1
    yield from headings
    yield from actions


def _terms() -> Iterator[Row]:
    starts = ask("First day of the first term, such as 2026-09-01", check=day_of)
    number = 1
    click.echo("The terms, one after another; Enter alone when there are no more.")
    while name := ask(f"Term {number}, such as Autumn 2026", default="" if number > 1 else None):
        ends = ask("  Its last day", check=partial(not_ending_before, starts))
        year = starts.year if starts.month >= FIRST_MONTH_OF_A_YEAR else starts.year - 1
        school_year = f"{year}-{(year + 1) % 100:02d}"
        named = {"ref": f"{school_year}-{number}", "name": name, "year": school_year}
        yield "terms", {**named, "starts": starts, "ends": ends}
        # They touch: a day without a term would leave what families said then out of all results.
        starts, number = ends + timedelta(days=1), number + 1

"""How the numbers were made, the fingerprints of releases, and what is withheld and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from feedback.evidence.document import Block, Bullets, Cell, Phrase, Row, Table
from feedback.evidence.saying import day, paragraph, plain, say, say_now
from feedback.evidence.scope import Scope
from feedback.evidence.tables import HOW_MANY, headings
from feedback.results import Results
from feedback.results.saying import number_words, page_withheld, unprotectable, why_withheld


@dataclass(frozen=True)
class Withheld:
    """One thing that is not shown: which release, which table, which cell, and why in words."""

    release: str
    table: str
    cell_id: str
    why: Phrase


def blocks(scope: Scope) -> Iterator[Block]:
    """The rules in sentences, the releases, and the log of what is withheld."""
    yield Bullets(
        tuple(
            say(one)
            for one in (
                _l("Results are frozen once a term, two weeks after it ends, and never change."),
                _l("Nothing is shown of fewer than %(num)s answers.", num=scope.base),
                _l(
                    "A count below %(num)s is shown as a range, and never by itself.",
                    num=_few(scope),
                ),
                _l(
                    "More counts may be hidden, where one of these could be worked out from others."
                ),
                _l("Where a number is small, a change may be luck. We draw no arrows."),
                _l("Officers’ texts stand in English where nobody has translated them."),
                _l(
                    "Titles and stages of work are those of the day on which this was made: "
                    "only what has a day of its own can be shown as it was."
                ),
                _l("This does not claim to be what inspectors ask for in their Annex A."),
            )
        )
    )
    yield _releases(scope) or paragraph(_l("No results had been frozen by this day."))
    yield _log(scope) or paragraph(_l("Nothing is withheld in what is shown here."))


def _few(scope: Scope) -> int:
    return max((one.threshold for one in scope.releases), default=scope.base)


def _releases(scope: Scope) -> Table | None:
    if not scope.releases:
        return None
    named = (_l("Survey"), _l("Term"), _l("Frozen on"))
    hashed = () if scope.is_public else (_l("Fingerprint (SHA-256)"),)
    return Table(
        say(_l("The results this document is made of")),
        headings(_l("Release"), *named, *hashed),
        tuple(
            Row(
                plain(one.ref),
                (
                    Cell(say(one.survey.title)),
                    Cell(Phrase(", ".join(term.name for term in one.terms))),
                    Cell(day(one.frozen_on)),
                    *(Cell(Phrase(told)) for told in one.hashes),
                ),
            )
            for one in scope.releases
        ),
    )


def suppressed(scope: Scope) -> list[Withheld]:
    """Every release, table and count that is withheld, in the release's own words."""
    return [entry for one in scope.releases for entry in _of(one)]


def _of(one: Results) -> Iterator[Withheld]:
    if one.withheld is not None:
        yield Withheld(one.ref, "", "", say_now(page_withheld, one))
        return
    for found in one.tables:
        table = found.table
        if table.withheld is not None:
            why = say_now(why_withheld, found)
            yield Withheld(one.ref, found.question_id, "", why)
        for cell in table.cells if table.withheld is None else ():
            if cell.shown is None:
                words = say_now(number_words, cell, total=table.total)
                yield Withheld(one.ref, found.question_id, table.cell_id(cell.category.code), words)
    for crossing in one.crossings:
        if crossing.table is None:
            yield Withheld(one.ref, crossing.id, "", say_now(unprotectable))


def _log(scope: Scope) -> Table | None:
    """What is withheld, counted by table: each count has its own line in the data files."""
    found = suppressed(scope)
    if not found:
        return None
    keys = dict.fromkeys((one.release, one.table, one.cell_id == "") for one in found)
    return Table(
        say(_l("What is withheld, and why")),
        headings(_l("Release"), _l("Table"), HOW_MANY, _l("Why")),
        tuple(
            _logged(
                key, [one for one in found if (one.release, one.table, one.cell_id == "") == key]
            )
            for key in keys
        ),
    )


def _logged(key: tuple[str, str, bool], found: list[Withheld]) -> Row:
    release, table, is_whole = key
    if is_whole:
        many, why = say(_l("All of it")), found[0].why
    else:
        many = say(_l("Counts hidden: %(num)s", num=len(found)))
        why = say(_l("Small numbers are hidden, so that nobody can work out who said what."))
    return Row(plain(release), (Cell(plain(table or "–")), Cell(many), Cell(why)))

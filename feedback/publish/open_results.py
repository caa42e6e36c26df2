"""The results that the public may see today, and nothing of any others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from feedback import commentary, results
from feedback.commentary import Words
from feedback.models import Matter
from feedback.results import About, Made, Results, Seer, TableResult
from feedback.results.saying import number_words, why_withheld
from forms.questions import Wording
from forms.voice_words import SPEAKERS


@dataclass(frozen=True)
class Row:
    """One count, or the words for where a hidden one lies."""

    label: str
    number: str
    cell_id: str


@dataclass(frozen=True)
class Voice:
    """What the Forum or a youth advocate says, by role alone."""

    who: Wording
    said: Words


@dataclass(frozen=True)
class Table:
    """One question, and why there are no numbers where there are none."""

    id: str
    title: str
    rows: Sequence[Row]
    everyone: Row | None
    why_withheld: str | None
    voices: Sequence[Voice]


@dataclass(frozen=True)
class Shown:
    """One release as the public reads it."""

    found: Results
    ref: str
    tables: Sequence[Table]
    voices: Sequence[Voice]
    has_hidden: bool


def public_releases(today: date) -> list[Made]:
    """Every release that the public may see today and that shows something, the newest first."""
    return [one for one in results.made() if one.has_results and results.is_public(one, today)]


def public_release(number: int, today: date) -> Shown | None:
    """One of them; None for any other."""
    if all(one.number != number for one in public_releases(today)):
        return None
    found = results.release(number, Seer.PUBLIC)
    return _shown(found) if found else None


def _shown(found: Results) -> Shown:
    said = _voices(found.ref)
    tables = [_table(one, said) for one in found.about(About.ANSWERS)]
    return Shown(
        found=found,
        ref=found.ref,
        tables=tables,
        voices=said.get(found.ref, ()),
        has_hidden=any(
            cell.shown is None for one in found.about(About.ANSWERS) for cell in one.table.cells
        ),
    )


def _table(one: TableResult, said: Mapping[str, Sequence[Voice]]) -> Table:
    table, why = one.table, why_withheld(one)
    rows = [
        Row(
            cell.category.label,
            number_words(cell, total=table.total),
            table.cell_id(cell.category.code),
        )
        for cell in table.cells
    ]
    everyone = None if why else Row("", str(table.total), table.cell_id("all"))
    # What is said of a table that the public does not see may say what stands in it.
    voices = () if why else said.get(table.ref, ())
    return Table(one.question_id, one.title, () if why else rows, everyone, why, voices)


def _voices(ref: str) -> Mapping[str, Sequence[Voice]]:
    """What is said of a release and of each question in it; not what was taken back."""
    found: dict[str, list[Voice]] = {}
    for one in _about(ref):
        if one.now is not None:
            found.setdefault(one.ref, []).append(Voice(SPEAKERS[one.role], one.now))
    return found


def _about(ref: str) -> Iterable[commentary.Comment]:
    every = commentary.commentary(Matter.RELEASE)
    return (one for one in every if one.ref == ref or one.ref.startswith(f"{ref}."))

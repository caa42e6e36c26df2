"""The smallest safe tables for these tests: made as the product makes them, through a release."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.disclosure import Part, PublishedCell, published, withheld
from analysis.gate.asked import Ask, Reason, Rules
from analysis.gate.release import release
from analysis.gate.shape import TOTAL, Cell, Shape
from analysis.tables import SafeTable, Withheld

SECRET = b"a secret of these tests only"
QUESTION = "q1"


def safe(
    *counts: int,
    labels: tuple[str, ...] | None = None,
    codes: Sequence[str] | None = None,
    secret: bytes = SECRET,
    base: int = 10,
    threshold: int = 5,
    title: str = "A question",
) -> SafeTable:
    """Put these counts through the gate; the rows are coded a, b, c and so on."""
    names = tuple(codes or "abcdefghij"[: len(counts)])
    said = labels or tuple(f"Answer {code}" for code in names)
    ask = Ask(Shape({QUESTION: names}), [(QUESTION,)], {"all": [0]}, {})
    people: dict[Cell, int] = {
        ((QUESTION, code),): count for code, count in zip(names, counts, strict=True)
    }
    [table] = release(ask, people, Rules(secret, base=base, threshold=threshold))["all"]
    where = {"table_id": QUESTION, "title": title, "ref": f"R1.{QUESTION}"}
    if table.withheld is not None:
        few = table.withheld is Reason.TOO_FEW
        reason = Withheld.TOO_FEW if few else Withheld.UNPROTECTABLE
        return withheld(reason, total=sum(counts), **where)
    return published(
        [
            PublishedCell(cell.cell[0][1], cell.count, cell.low, cell.high)
            for cell in table.cells
            if cell.cell != TOTAL
        ],
        dict(zip(names, said, strict=True)),
        total=sum(counts),
        **where,
    )


def part(*counts: int, rows: Sequence[str] | None = None) -> Part:
    """The same as a part of a sum; each row stands for the answers whose letters it is named by."""
    table = safe(*counts, codes=rows)
    names = rows or [cell.category.code for cell in table.cells]
    return Part(table, {name: frozenset(name) for name in names})

"""Measure every bar and print one table: `make bench`, or `python -m benchmarks.bench G1 P1`.

The figures go to benchmarks/results/latest.json. With --write, or when asked and told yes, the
table goes into docs/performance.md too.
"""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.bars import Bar, Measured, NotMeasuredError, every_bar
from benchmarks.measuring import machine

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "latest.json"
PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- make bench: start -->", "<!-- make bench: end -->"
HEAD = ("Bar", "What", "Measured", "Must", "Stretch", "", "Beside it in the same run", "Default")


@dataclass(frozen=True)
class Line:
    """One bar, and what came of measuring it."""

    bar: Bar
    found: Measured | None
    trouble: str
    seconds: float

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        bar, found = self.bar, self.found
        return (
            bar.id,
            bar.words,
            f"{number(found.value)} {bar.unit}".strip() if found else "not measured",
            _limit(bar, bar.must),
            _limit(bar, bar.stretch),
            bar.verdict(found.value) if found else "",
            found.beside if found else self.trouble,
            number(found.default) if found and found.default is not None else "",
        )

    def kept(self) -> dict[str, object]:
        """The line as the file of results keeps it."""
        bar = self.bar
        return {
            **{"id": bar.id, "words": bar.words, "unit": bar.unit},
            **{"must": bar.must, "stretch": bar.stretch, "is_at_least": bar.is_at_least},
            "measured": asdict(self.found) if self.found else None,
            "verdict": bar.verdict(self.found.value) if self.found else self.trouble,
            "seconds": round(self.seconds, 1),
        }


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3g}"


def _limit(bar: Bar, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"{'≥' if bar.is_at_least else '≤'} {number(limit)}"


def measure(bar: Bar) -> Line:
    """Measure one bar; what keeps it from being measured is said in the table, not hidden."""
    start = time.monotonic()
    try:
        found, trouble = bar.measure(), ""
    except NotMeasuredError as error:
        found, trouble = None, str(error)
    except Exception as error:
        # Ten minutes of other figures are not thrown away for it.
        traceback.print_exc()
        found, trouble = None, f"broke: {type(error).__name__}"
    line = Line(bar, found, trouble, time.monotonic() - start)
    print(f"  {bar.id}: {line.cells()[2]} ({line.seconds:.0f} s)", file=sys.stderr, flush=True)
    return line


def table(lines: Sequence[Line]) -> str:
    """Every bar as one table, readable as it is and as Markdown."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]

    def shown(row: Sequence[str]) -> str:
        return "| " + " | ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([shown(HEAD), rule, *(shown(row) for row in rows[1:])])


def keep(lines: Sequence[Line], facts: dict[str, str]) -> None:
    """Write what was found to the file of results."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    kept = {"machine": facts, "bars": [line.kept() for line in lines]}
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_page(text: str) -> None:
    """Put the table between its two marks in the page."""
    before, _start, rest = PAGE.read_text("utf-8").partition(START)
    _old, _end, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def _wants_to_write() -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"Write this table into {PAGE.relative_to(ROOT)}? [y/N] ").lower().startswith("y")


def main() -> None:
    """Measure the bars that are named, or all of them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("bars", nargs="*", help="G1, P4, …; all when left out")
    asked.add_argument("--write", action="store_true", help="put the table into the page")
    chosen = asked.parse_args()
    facts = machine.facts()
    start = time.monotonic()
    wanted = [bar for bar in every_bar() if not chosen.bars or bar.id in chosen.bars]
    lines = [measure(bar) for bar in wanted]
    facts["minutes"] = f"{(time.monotonic() - start) / 60:.1f}"
    text = f"{table(lines)}\n\n" + "; ".join(f"{name} {said}" for name, said in facts.items())
    print(f"\n{text}\n")
    if not chosen.bars:
        keep(lines, facts)
    if chosen.write or (not chosen.bars and _wants_to_write()):
        write_page(text)


if __name__ == "__main__":
    main()

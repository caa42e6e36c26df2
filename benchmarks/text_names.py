"""What the highlighter of names finds and misses: `python -m benchmarks.text_names PATH`.

PATH holds names_and_identifiers.jsonl (text, spans) and dev.csv, whose comments had most of what
identifies people taken out, so that every highlight there is a false alarm or a name left in.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from analysis.names import find_names
from analysis.safeguarding import find_safeguarding_words
from benchmarks.text_language import column


def measure(folder: Path) -> list[str]:
    """The lines of the table."""
    found, wanted = Counter[str](), Counter[str]()
    clean = false_alarms = 0
    for line in (folder / "names_and_identifiers.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        spans = {(span.kind, span.of(case["text"])) for span in find_names(case["text"])}
        for span in case["spans"]:
            wanted[span["kind"]] += 1
            found[span["kind"]] += (span["kind"], span["span"]) in spans
        clean += not case["spans"]
        false_alarms += not case["spans"] and bool(spans)
    lines = [f"{kind:28} {found[kind]:5} of {number:5}" for kind, number in wanted.items()]
    lines.append(f"{'clean comments flagged':28} {false_alarms:5} of {clean:5}")
    return lines + _on_real_comments(column(folder / "dev.csv", "text"))


def _on_real_comments(texts: list[str]) -> list[str]:
    start = time.perf_counter()
    flagged = sum(bool(find_names(text)) for text in texts)
    pace = len(texts) / (time.perf_counter() - start)
    watched = sum(bool(find_safeguarding_words(text)) for text in texts)
    return [
        f"{'real comments flagged':28} {flagged:5} of {len(texts):5}  {flagged / len(texts):.1%}",
        f"{'with safeguarding words':28} {watched:5} of {len(texts):5}  {watched / len(texts):.1%}",
        f"{'comments a second':28} {pace:5.0f}",
    ]


if __name__ == "__main__":
    print("\n".join(measure(Path(sys.argv[1]))))

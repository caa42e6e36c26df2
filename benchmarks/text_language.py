"""How often the language of a comment is read rightly: `python -m benchmarks.text_language PATH`.

PATH holds language_sentences.csv (language, text) and dev.csv, whose comments are all English.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
from pathlib import Path

from analysis.language import read_language

CODES = {"zh": "zh-Hans"}


def column(path: Path, name: str) -> list[str]:
    """One column of a spreadsheet, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def share_read_as(texts: list[str], languages: list[str], forms: list[str]) -> tuple[int, int]:
    """How many of how many are read in the language they are in."""
    right = sum(
        read_language(text, form_language=form).language == language
        for text, language, form in zip(texts, languages, forms, strict=True)
    )
    return right, len(texts)


def measure(folder: Path) -> list[str]:
    """The lines of the table."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    texts = column(folder / "language_sentences.csv", "text")
    spoken = column(folder / "language_sentences.csv", "language")
    foreign = [(t, CODES.get(s, s)) for t, s in zip(texts, spoken, strict=True) if s != "en"]
    sentences, languages = [text for text, _ in foreign], [language for _, language in foreign]
    english = column(folder / "dev.csv", "text")
    rows = [
        ("own form", sentences, languages, languages),
        ("English form", sentences, languages, ["en"] * len(foreign)),
    ]
    rows += [
        (f"English on the {form} form", english, ["en"] * len(english), [form] * len(english))
        for form in ("en", "es", "fr", "it", "pl", "pt", "so", "tr")
    ]
    lines = []
    for title, *question in rows:
        right, of = share_read_as(*question)
        lines.append(f"{title:28} {right:5} of {of:5}  {right / of:.1%}")
    start = time.perf_counter()
    share_read_as(english, ["en"] * len(english), ["en"] * len(english))
    lines.append(f"{'comments a second':28} {len(english) / (time.perf_counter() - start):5.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines.append(f"{'peak memory it adds, MB':28} {(peak - before) / 1024:5.0f}")
    return lines


if __name__ == "__main__":
    print("\n".join(measure(Path(sys.argv[1]))))

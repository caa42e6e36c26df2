"""The Nu HTML Checker (vnu), once for many pages: what HTML itself forbids."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.accessibility.pages import Visit
from tests.conventions.checkout import ROOT

JAR = ROOT / "tools/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"
SECONDS = 240
# Fine for a parser, and wrong: no other check of ours minds.
MISTAKE = b"""<!doctype html><html lang="en" dir="ltr"><head><title>Your review</title></head>
<body><h1>Your review</h1><ul><p>One</p></ul><a href="/"><button>Go</button></a></body></html>"""
SEEN = [
    "line 2: Element \u201cp\u201d not allowed as child of element \u201cul\u201d",
    "line 2: The element \u201cbutton\u201d must not appear as a descendant of the \u201ca\u201d",
]


@dataclass(frozen=True)
class Source:
    """A page as the server sent it, before the browser mended anything, and its address."""

    url: str
    html: bytes


def sources(context: BrowserContext, visits: Iterable[Visit]) -> dict[str, Source]:
    """What the server sent for each of these, by its name."""
    page = context.new_page()
    found = {}
    for visit in visits:
        answer = visit.answer(page)
        found[visit.name] = Source(answer.url, answer.body())
    page.close()
    return found


def html_errors(pages: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What the checker calls an error, by page; it starts once for all of them."""
    names = list(pages)
    # A folder of their own: the checker reads whatever lies in it.
    folder = folder / "pages"
    folder.mkdir()
    for number, name in enumerate(names):
        folder.joinpath(f"{number}.html").write_bytes(pages[name])
    ran = subprocess.run(
        ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(ran.stderr)["messages"]:
        # It also has opinions ("info"); what it could not read is "non-document-error".
        if message["type"] != "info":
            name = names[int(Path(message["url"]).stem)]
            said = f"line {message.get('lastLine')}: {message['message']}"
            found.setdefault(name, []).append(said)
    return found


def errors_beside_a_mistake(pages: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """What is wrong with the pages; the checker has to find a mistake among them first."""
    found = html_errors({**pages, "a mistake": MISTAKE}, folder)
    said = found.pop("a mistake", [])
    assert [any(each.startswith(start) for each in said) for start in SEEN] == [True, True], said
    return found

"""Opens every page and file that links lead to, and says all that a person could read there."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile, is_zipfile

from bs4 import BeautifulSoup

from feedback.areas import load_area

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from feedback.areas import Area
    from tests.client import CheckingClient

MARK = re.compile(r"<[^>]*>")
# What makes a file: it takes a second or more.
DRAWN = ("/paper", "/poster", ".pdf", ".png", ".docx", ".xlsx", ".sav", ".zip", "/papers")
# What nobody but the area that comes with Heard is called, in its file or out of it.
OUR_AREAS_OWN = (
    *("City of London", "City Corporation", "City Parent Carer", "CPCF", "Square Mile"),
    *("cityoflondon", "city_of_london", "Tower Hamlets", "North East London", "E09000001"),
    *("at least three", "at-least-three", "of 3 count"),
)


@cache
def of_the_city() -> frozenset[str]:
    """Everything that the City's file says and no other area would, in small letters."""
    said = {one for one in _texts(asdict(load_area("city_of_london"))) if len(one) >= 18}
    return frozenset(" ".join(one.split()).casefold() for one in (*OUR_AREAS_OWN, *said))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def left_over(said: str, area: Area) -> list[str]:
    """What of the City stands in these words, and the area itself does not say."""
    words = " ".join(said.split()).casefold()
    return sorted(one for one in _strange_to(area) if one in words)


@cache
def _strange_to(area: Area) -> frozenset[str]:
    return of_the_city() - {one.casefold() for one in _texts(asdict(area))}


def crawl(
    client: CheckingClient, starts: Iterable[str], *, most: int, with_files: bool = False
) -> Iterator[tuple[str, str]]:
    """Each address that links lead to from these, and all that is said there."""
    for path, answer in answers(client, starts, most=most, with_files=with_files):
        yield path, read(answer.data, answer.mimetype or "")


def answers(
    client: CheckingClient, starts: Iterable[str], *, most: int, with_files: bool = False
) -> Iterator[tuple[str, TestResponse]]:
    """Each address that links lead to from these, and what is answered there.

    Of pages that are alike, such as one collection and another, `most` are opened.
    """
    waiting, seen = deque(starts), set(starts)
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        kind = _kind(client.application, path)
        kinds[kind] += 1
        if not kind or kinds[kind] > most or (_is_drawn(path) and not with_files):
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        yield path, answer
        for found in _links(answer, path):
            if found not in seen:
                seen.add(found)
                waiting.append(found)


def _is_drawn(path: str) -> bool:
    return any(part in urlsplit(path).path for part in DRAWN)


def _kind(app: Flask, path: str) -> str:
    """The endpoint and the names of what is asked for; "" for what is not opened."""
    parts = urlsplit(path)
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path, method="GET")
    except Exception:
        return ""
    asked = re.sub(r"=[^&]*", "", parts.query)
    return "" if endpoint == "static" else f"{endpoint}?{asked}"


def _links(answer: Any, path: str) -> Iterator[str]:
    if answer.status_code in (301, 302, 303, 308):
        yield _own(path, str(answer.headers["Location"]))
    if answer.mimetype == "text/html":
        page = BeautifulSoup(answer.data, "html.parser")
        for one in page.select("a[href], img[src], link[href], source[src]"):
            found = _own(path, str(one.get("href") or one.get("src")))
            if found:
                yield found


def _own(path: str, link: str) -> str:
    """The address on this server; "" for one elsewhere."""
    parts = urlsplit(urljoin(f"http://localhost{path}", link))
    if parts.hostname not in ("localhost", "127.0.0.1"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def read(content: bytes, kind: str) -> str:
    """All that a file says, whatever is around it."""
    if content.startswith(b"%PDF"):
        from tests.evidence.numbers import in_pdf

        return in_pdf(content)
    if kind.startswith("image/png"):
        return ""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as opened:
            inside = [opened.read(name) for name in opened.namelist()]
        return "\n".join([*opened.namelist(), *(read(one, "") for one in inside)])
    text = content.decode("utf-8", "replace")
    # Marks are left out, so that none stands inside a sentence; what they say is read as well.
    return f"{text} {unescape(MARK.sub('', text))}"

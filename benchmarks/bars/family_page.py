"""G1 to G3: what a family's page costs a server and a phone."""

import gzip
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from typing import Any

from flask import Flask

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import installation, requests, rounds
from benchmarks.measuring.default_stack import default_app
from benchmarks.measuring.floors import constant_bytes
from feedback.respond.pages import CompiledPages
from feedback.respond.shelf import Shelf
from forms.questions import Variant
from forms.surveys import SURVEYS
from translations import available

TIMES = 300
DEAREST_TIMES = 30
PATH = f"/S/{installation.CODE}"
STATUS_LINE = len(b"HTTP/1.1 200 OK\r\n\r\n")

App = Callable[..., Any]


def _get(app: App, path: str = PATH) -> requests.Answer:
    return requests.must_be("200", requests.ask(app, requests.get_environ(path)))


def _first_render(app: Flask, asked: Iterator[int], shelf: Shelf | None) -> None:
    app.extensions["heard_pages"] = CompiledPages(shelf)
    # An address that nobody asked for before, so that nothing stands before the app.
    _get(app, f"{PATH}?visit={next(asked)}")


def _shown_by_the_app(app: Flask, asked: Iterator[int]) -> None:
    _get(app, f"{PATH}?visit={next(asked)}")


@cache
def costs() -> dict[str, list[float]]:
    """Processor time of one GET of each, in every round."""
    with installation.folder(in_memory=True) as place:
        ours = installation.prepared(place)
        floor = constant_bytes(_get(ours)[2])
        usual = default_app(
            place / "default.sqlite3", slug=installation.SURVEY, codes=installation.CODES
        )
        _get(usual)
        environ = requests.get_environ(PATH)
        warm = {"floor": floor, "ours": ours}
        subjects: dict[str, Callable[[], float]] = {
            name: partial(rounds.cpu_ms, partial(requests.ask, app, environ), TIMES)
            for name, app in warm.items()
        }
        subjects["default"] = partial(
            rounds.cpu_ms, partial(requests.ask, usual, environ), DEAREST_TIMES
        )
        shelf = ours.extensions["heard_pages"].shelf
        subjects["first"] = partial(
            rounds.cpu_ms, partial(_first_render, ours, count(), shelf), DEAREST_TIMES
        )
        subjects["made anew"] = partial(
            rounds.cpu_ms, partial(_first_render, ours, count(2 * 10**6), None), DEAREST_TIMES
        )
        subjects["by the app"] = partial(
            rounds.cpu_ms, partial(_shown_by_the_app, ours, count(10**6)), DEAREST_TIMES
        )
        return rounds.interleaved(subjects)


def _beside(found: dict[str, list[float]], name: str) -> str:
    floor, cost = rounds.middle(found["floor"]), rounds.middle(found[name])
    return f"{cost:.3f} ms; a Flask view of constant bytes {floor:.3f} ms"


def get_cost() -> Measured:
    """G1."""
    found = costs()
    by_the_app = rounds.ratio(found, "by the app", "floor")
    return Measured(
        rounds.ratio(found, "ours", "floor"),
        f"{_beside(found, 'ours')}; at an address nobody has asked for yet {by_the_app:.1f} ×",
        default=rounds.ratio(found, "default", "floor"),
    )


def first_render_cost() -> Measured:
    """G2: by a worker that has just started; beside it, after a change of the catalogue."""
    found = costs()
    anew = rounds.ratio(found, "made anew", "floor")
    return Measured(
        rounds.ratio(found, "first", "floor"),
        f"{_beside(found, 'first')}; read from the disk; made for the first time ever {anew:.0f} ×",
        default=rounds.ratio(found, "default", "floor"),
    )


def _on_the_line(answer: requests.Answer) -> int:
    headers = sum(len(f"{name}: {said}\r\n".encode()) for name, said in answer[1])
    return STATUS_LINE + headers + len(answer[2])


def most_bytes() -> Measured:
    """G3: the largest of every survey, language and version, headers and all, packed with gzip."""
    sizes: dict[str, int] = {}
    with installation.folder(in_memory=True) as place:
        app = installation.prepared(place)
        for slug, code in zip(SURVEYS, installation.CODES, strict=False):
            installation.ask_about(app, code, slug)
            for language in available():
                for variant in Variant:
                    path = f"/S/{code}?lang={language.code}&version={variant.value}"
                    size = _on_the_line(_get(app, path))
                    sizes[f"{slug} in {language.code}, {variant.value}"] = size
        usual = default_app(
            place / "default.sqlite3", slug=installation.SURVEY, codes=installation.CODES
        )
        plain = len(gzip.compress(_get(usual)[2]))
    largest = max(sizes, key=lambda name: sizes[name])
    words = f"{largest}; the smallest of {len(sizes)} is {min(sizes.values()):,}"
    return Measured(sizes[largest], words, default=plain)


BARS = (
    Bar("G1", "Family page, processor time", "× constant view", 2, 1.3, get_cost),
    Bar("G2", "The same, rendered for the first time", "× constant view", 7, 5, first_render_cost),
    Bar("G3", "Bytes to a usable form, the largest page", "bytes gzip", 10_000, 5_000, most_bytes),
)

"""P1 and P2: what keeping a family's answers costs a server's processor and its disk."""

import sqlite3
import time
from collections.abc import Callable
from functools import cache, partial
from itertools import cycle
from typing import Any

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import installation, requests, rounds, syncs
from benchmarks.measuring.default_stack import default_app
from benchmarks.measuring.floors import plain_sqlite

# So many a round that no collection ever meets a burst, which would be another path.
POSTS = 60
App = Callable[..., Any]


def _post(app: App, status: str) -> float:
    """Processor time of one POST, from a batch of forms that were made before the clock starts."""
    codes = cycle(installation.CODES)
    forms = [
        requests.post_environ(f"/S/{next(codes)}", requests.form_with(requests.new_stamp()))
        for _one in range(POSTS)
    ]
    start = time.process_time()
    answers = [requests.ask(app, environ) for environ in forms]
    spent = time.process_time() - start
    for answer in answers:
        requests.must_be(status, answer)
    return spent * 1000 / POSTS


@cache
def costs() -> dict[str, list[float]]:
    """Processor time of one POST of each, in every round; in memory, where a sync is free."""
    with installation.folder(in_memory=True) as place:
        ours = installation.prepared(place)
        thanks = requests.ask(ours, next(requests.posts(f"/S/{installation.CODE}", 1)))
        floor = plain_sqlite(place / "plain.sqlite3", requests.must_be("200", thanks)[2])
        usual = default_app(
            place / "default.sqlite3",
            slug=installation.SURVEY,
            codes=installation.CODES,
            needs_token=False,
        )
        found = rounds.interleaved(
            {
                "floor": partial(_post, floor, "200"),
                "ours": partial(_post, ours, "200"),
                "default": partial(_post, usual, "303"),
            }
        )
        _none_was_set_aside(place / "heard.sqlite3")
        return found


def _none_was_set_aside(path: Any) -> None:
    with sqlite3.connect(path) as connection:
        [(aside,)] = connection.execute("SELECT count(*) FROM response WHERE is_quarantined")
    if aside:
        raise RuntimeError(f"{aside} answers met a burst: this measured another path")


def post_cost() -> Measured:
    """P1."""
    found = costs()
    floor, ours = rounds.middle(found["floor"]), rounds.middle(found["ours"])
    return Measured(
        rounds.ratio(found, "ours", "floor"),
        f"{ours:.2f} ms; Flask, checked by hand, plain sqlite3 {floor:.2f} ms",
        default=rounds.ratio(found, "default", "floor"),
    )


def syncs_of_a_post() -> Measured:
    """P2."""
    with installation.folder() as place:
        installation.prepared(place)
        counted = syncs.counted(place)
    words = f"{counted.gets:g} for a page that is opened; {counted.of} of each, by strace"
    return Measured(counted.posts, words)


BARS = (
    Bar("P1", "Family's answers kept, processor time", "× Flask + sqlite3", 4, 2.5, post_cost),
    Bar("P2", "Syncs of one POST by itself", "fdatasync", 1, None, syncs_of_a_post),
)

"""D4: pages that staff and anybody open, after a hundred thousand comments and 500 initiatives."""

from functools import cache, partial

from flask import Flask

from benchmarks.bars import Bar, Measured
from benchmarks.measuring import grown, rounds
from tests.client import CheckingClient
from tests.feedback.grown import grown as grow_up
from tests.feedback.grown import questions
from tests.feedback.staff_pages import new_staff, signed_in

# Families and initiatives: about half of the families write something.
SMALL, LARGE = (200, 100), (190_000, 500)
TIMES, ROUNDS = 2, 3
PATHS = (
    "/staff/comments",
    "/staff/comments?state=held",
    "/staff/initiatives",
    "/staff/plan",
    "/made-together",
    "/you-said-we-did",
    "/quotes",
    "/results",
    "/action-plan",
)


@cache
def _area(size: tuple[int, int]) -> tuple[Flask, CheckingClient]:
    families, initiatives = size
    app = grown.empty(f"pages-{families}")
    app.test_client_class = CheckingClient
    new_staff(app, is_sample=True)
    grow_up(app, responses=families, initiatives=initiatives, now=grown.AFTERWARDS)
    return app, signed_in(app)


@cache
def _asked() -> dict[str, int]:
    app, client = _area(LARGE)
    found = {}
    for path in PATHS:
        client.get(path)
        with questions(app) as statements:
            client.get(path)
        found[path] = sum(not one.startswith("BEGIN") for one in statements)
    return found


def most_questions() -> Measured:
    """D4a."""
    found = _asked()
    most = max(PATHS, key=lambda path: found[path])
    return Measured(found[most], f"{most}; the fewest are {min(found.values())}")


def _ratio(path: str) -> tuple[float, str]:
    clients = {"small": _area(SMALL)[1], "large": _area(LARGE)[1]}
    found = rounds.interleaved(
        {
            name: partial(rounds.cpu_ms, partial(client.get, path), TIMES)
            for name, client in clients.items()
        },
        rounds=ROUNDS,
    )
    words = (
        f"{path}: {rounds.middle(found['large']):.0f} ms, {rounds.middle(found['small']):.0f} ms"
    )
    return rounds.ratio(found, "large", "small"), words


def slowest_growth() -> Measured:
    """D4b: the page that grows most, and the others in words."""
    found = sorted((_ratio(path) for path in PATHS), reverse=True)
    others = ", ".join(f"{words.split(':')[0]} {ratio:.1f} ×" for ratio, words in found[1:])
    return Measured(found[0][0], f"{found[0][1]}; {others}")


BARS = (
    Bar("D4a", "Questions a page asks of the database", "questions", 12, None, most_questions),
    Bar("D4b", "Pages after 100,000 comments", "× after 100", 3, None, slowest_growth),
)

"""axe looks at the pages that open once, on the way of somebody let in."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.accessibility.axe import Audit, run_axe
from tests.journeys.letting_in import invited, walk_in


def test_axe_finds_nothing_on_the_way_in(
    family: BrowserContext, administrator: BrowserContext, tmp_path: Path
) -> None:
    link = invited(administrator.new_page(), "sam@example.org")
    page = family.new_page()
    found: dict[str, Audit] = {}

    def look(name: str) -> None:
        found[name] = run_axe(page)

    walk_in(page, link, "sam@example.org", tmp_path, look)

    assert len(found) == 6
    assert {name: audit for name, audit in found.items() if audit != Audit((), ())} == {}

"""The numbers of the results pages are the releases' own, as those of the files are."""

from __future__ import annotations

from flask import Flask

from feedback.evidence.document import Variant
from feedback.evidence.scope import Scope
from feedback.models import Role
from tests.evidence import numbers
from tests.evidence.conftest import NOW
from tests.evidence.documents import AS_AT
from tests.feedback.releasing import checking
from tests.feedback.staff_pages import signed_in
from translations import ENGLISH


def test_every_number_of_the_results_pages_is_in_its_release(sample_area: Flask) -> None:
    with sample_area.test_request_context():
        scope = Scope(Variant.BOARD, AS_AT, NOW.date(), ENGLISH)
        allowed = numbers.released(scope.releases, scope.area, to_officer=False)
        shown = [one.numbers[0] for one in scope.shown]
        for one in scope.shown:
            # Beside its own survey the page says how many members the Forum has.
            if one.survey.slug == "forum_valued":
                allowed[f"{one.ref}.responses"].add(str(scope.area.forum.members))
    viewer = signed_in(checking(sample_area), Role.VIEWER)

    for number in shown:
        page = viewer.get(f"/staff/results/{number}?lang=en")
        found = list(numbers.beside_in_page(page.data))
        assert found, page.status
        assert numbers.strangers(found, allowed) == []

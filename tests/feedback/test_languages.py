"""Staff see how far each language is; families' languages are all there, English is the source."""

from __future__ import annotations

import pytest
from flask import Flask

from feedback.models import Role
from tests.feedback.asking import soup
from tests.feedback.staff_pages import signed_in, words
from translations import SOURCE, available, ledger


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM, Role.VIEWER])
def test_each_language_stands_beside_what_is_translated_and_checked(app: Flask, role: Role) -> None:
    page = soup(signed_in(app, role).get("/staff/languages"))

    rows = {
        str(row.th.span["lang"]): [cell.get_text() for cell in row.select("td")]
        for row in page.select("main tbody tr")
        if row.th and row.th.span
    }
    assert set(rows) == {one.code for one in available()} - {SOURCE}
    for language in available():
        found = ledger.progress(language)
        if found:
            assert rows[language.code] == [
                f"{found.families.translated} of {found.families.total}",
                f"{found.families.checked} of {found.families.total}",
                f"{found.everything.translated} of {found.everything.total}",
                f"{found.everything.checked} of {found.everything.total}",
            ]


def test_the_page_is_in_the_menu_of_who_may_open_it(app: Flask) -> None:
    assert "Languages" in words(signed_in(app, Role.VIEWER).get("/staff"))

    advocate = signed_in(app, Role.ADVOCATE)

    assert "Languages" not in words(advocate.get("/staff"))
    assert advocate.get("/staff/languages").status_code == 403

"""Each page says what its words mean, and the document says the same."""

import pytest
from flask import Flask

from feedback import glossary
from feedback.glossary import ENTRIES
from feedback.language import speaking
from feedback.models import Role
from tests.conventions.checkout import ROOT
from tests.feedback.asking import soup
from tests.feedback.staff_pages import browser, signed_in
from translations import ENGLISH, LANGUAGES


def explained(app: Flask, path: str) -> list[str]:
    """The words whose meaning a page gives."""
    return [one.get_text() for one in soup(signed_in(app).get(path)).select("#words dt")]


def found_in(app: Flask, page: str, language: str = "en") -> list[str]:
    """The same of a page that is made up."""
    with app.test_request_context(), speaking(LANGUAGES[language]):
        return [str(one.word) for one in glossary.entries_for(page)]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/staff/collections", ["collection", "term"]),
        ("/staff/initiatives", ["initiative"]),
        ("/staff/results", ["term"]),
    ],
)
def test_a_page_explains_the_words_it_uses(app: Flask, path: str, words: list[str]) -> None:
    assert set(words) <= set(explained(app, path))


def test_a_page_explains_no_word_that_it_does_not_use(app: Flask) -> None:
    assert "rung" not in explained(app, "/staff/collections")


def test_the_short_name_is_not_found_in_a_verb(app: Flask) -> None:
    assert found_in(app, "<p>Send it.</p>") == []
    assert found_in(app, "<p>The SEND team</p>") == ["SEND"]


def test_a_word_is_not_found_inside_another_nor_in_what_nobody_sees(app: Flask) -> None:
    assert found_in(app, '<p class="theme">We determine it.</p><option>release</option>') == []
    assert found_in(app, "<p>All themes of this term</p>") == ["term", "theme"]


def test_a_word_is_found_however_a_language_bends_it(app: Flask) -> None:
    with app.test_request_context(), speaking(LANGUAGES["ar"]):
        initiative = next(str(one.word) for one in ENTRIES if "مبادر" in str(one.word))

    assert initiative in found_in(app, "<p>وللمبادرات التالية</p>", "ar")
    assert found_in(app, "<p>SENSE and support</p>") == []
    assert found_in(app, "<p>SEN Support</p>") == ["SEN Support"]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_pages_explain_as_much_in_other_languages(app: Flask, language: str) -> None:
    officer = signed_in(app)

    for path in ("/staff/collections", "/staff/initiatives", "/staff/themes", "/staff/plan"):
        told = [
            len(soup(officer.get(f"{path}?lang={code}")).select("#words dt"))
            for code in ("en", language)
        ]
        assert told[1] >= told[0] - 1, (path, told)


def test_whoever_is_not_signed_in_is_shown_no_words_of_staff(app: Flask) -> None:
    assert not soup(browser(app).get("/staff/sign-in")).select("#words")


def test_an_advocate_reads_them_as_well(app: Flask) -> None:
    page = soup(signed_in(app, Role.ADVOCATE).get("/staff/initiatives"))

    assert "initiative" in [one.get_text() for one in page.select("#words dt")]


def test_the_document_gives_every_word_the_same_meaning(app: Flask) -> None:
    said = (ROOT / "docs/glossary.md").read_text("utf-8")

    with app.test_request_context(), speaking(ENGLISH):
        rows = [f"| {one.word} | {str(one.meaning).removesuffix('.')} |" for one in ENTRIES]
    assert [one for one in rows if one not in said] == []

"""Six hundred nasty strings into what people type, and out again wherever it is shown."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from bs4 import Tag
from flask import Flask
from openpyxl import load_workbook
from sqlmodel import select

from analysis.charts import bar_chart
from analysis.charts.lettering import MOST_LINES, lines_of
from feedback import pace
from feedback.cli import translators_sheet
from feedback.models import Initiative
from feedback.readings import count_pending, read_pending
from feedback.respond import nonce
from feedback.review.files import LIKE_A_FORMULA, safe_cell
from forms import fields
from forms.fields import clean_text
from forms.questions import LONGEST_ANSWER
from tests.analysis.safe import safe
from tests.attacks.strings import OURS, in_tens, nasty
from tests.attacks.tools import FORM, days_from_now, unchecked
from tests.feedback.asking import database_of, open_collection, soup, stored
from tests.feedback.staff_pages import form_on, signed_in, typed_in
from translations import LANGUAGES

ACTIVE = "script:not([src]), iframe, object, embed, base, svg script, meta[http-equiv=refresh]"
WRITTEN = "main h1, main h2, main h3, main p, main dd, main blockquote, main td, main li"


def test_there_are_more_than_six_hundred() -> None:
    assert len(nasty()) >= 600
    assert len(set(OURS)) >= 85


@pytest.fixture
def at_any_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six hundred answers in a minute would be set aside."""
    monkeypatch.setattr(pace, "note_one", lambda *_: 1)


def typed_by_families(app: Flask, strings: list[str]) -> list[str]:
    """Strings that broke a page of families, or were stored as anything but what they say."""
    open_collection(app)
    app.testing = False
    client, key, found = unchecked(app), str(app.config["SECRET_KEY"]), []
    expected: Counter[str] = Counter()
    for number, text in enumerate(strings):
        stamp = nonce.new_stamp(key, now=days_from_now(0))
        form = {"nonce": stamp, "ps_overall": "good", "ps_better": text}
        answers = [_post(client, "/S/ABC234", form), _elsewhere(client, number, text, form)]
        found += [f"{text[:20]!r}: {one.status}" for one in answers if one.status_code >= 500]
        wanted = clean_text(as_sent(text))
        if 0 < len(wanted) <= LONGEST_ANSWER:
            expected[wanted] += 1
    kept = Counter(comment.text for comment in stored(app)[2])
    return found + [f"{text[:20]!r} is lost or altered" for text in expected - kept]


def _elsewhere(client: Any, number: int, text: str, form: dict[str, str]) -> Any:
    """The same string in another box of families', one after the other."""
    match number % 5:
        case 0:
            return client.get(f"/find?{on_the_wire({'code': text})}")
        case 1:
            return _post(client, "/withdraw", {"receipt": text})
        case 2:
            data = {**form, "language": "other", "written": text}
            return _post(client, "/missing-language", data)
        case 3:
            return _post(client, "/S/ABC234", {**form, "switch": text, "lang": text})
        case _:
            return _post(client, "/S/ABC234", {"nonce": text, "ps_overall": text})


def on_the_wire(form: dict[str, str]) -> str:
    """A form as an attacker's own program would send it, half characters and all."""
    return urlencode(form, errors="surrogatepass")


def as_sent(text: str) -> str:
    """What arrives of a text: bytes that are no UTF-8 stay as the form wrote them, like %ED."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "werkzeug.url_quote")


def _post(client: Any, path: str, form: dict[str, str]) -> Any:
    return client.post(path, data=on_the_wire(form).encode(), content_type=FORM)


def shown_to_officers(app: Flask, collection: Any) -> list[str]:
    """Comments that an officer's pages do not show as they are stored, or that do something."""
    app.testing = True
    read_pending(database_of(app))
    officer = signed_in(app)
    page = soup(officer.get(f"/staff/collections/{collection}/comments"))
    queue = soup(officer.get("/staff/comments"))
    quoted = Counter("\n".join(_lines(quote)) for quote in page.select("blockquote"))
    kept = Counter(comment.text for comment in stored(app)[2])
    waiting = count_pending(database_of(app))
    return [
        *[f"{text[:20]!r} is shown otherwise" for text in kept - quoted],
        *[f"something active: {one}" for one in (*page.select(ACTIVE), *queue.select(ACTIVE))],
        *["some were not read"] * bool(waiting),
    ]


def _lines(quote: Tag) -> list[str]:
    for brk in quote.select("br"):
        brk.replace_with("\n")
    return quote.get_text().split("\n")


def test_what_families_type_is_kept_as_it_is_and_shown_as_it_is(
    app: Flask, at_any_pace: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert typed_by_families(app, nasty()) == []
    collection = stored(app)[0][0].collection_id
    assert shown_to_officers(app, collection) == []
    logged = caplog.text
    assert [text for text in OURS if len(text) > 12 and text in logged] == []


def test_a_box_that_trims_what_is_typed_is_noticed(
    app: Flask, at_any_pace: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "clean_text", lambda typed: clean_text(typed).replace("<", ""))

    with_brackets = [text for text in nasty() if "<" in text][:10]

    assert len(typed_by_families(app, with_brackets)) >= 10


def text_boxes(form: Tag) -> list[str]:
    """The boxes of a form into which anything may be written."""
    boxes = form.select("textarea[name], input[name][type=text], input[name]:not([type])")
    return [str(box["name"]) for box in boxes if not str(box["name"]).endswith(("_on", "_link"))]


def typed_by_officers(app: Flask) -> list[str]:
    """The same in the boxes of an initiative, as many at once as it has."""
    officer, path, found = signed_in(app), "/staff/initiatives/new", []
    form = form_on(soup(officer.get(path)), None)
    boxes, waiting = text_boxes(form), [text for text in nasty() if clean_text(text)]
    begun = {**typed_in(form), "kind": "co_design", "stage": "idea", "title": "A title"}
    assert len(boxes) >= 4
    while waiting:
        now, waiting = waiting[: len(boxes)], waiting[len(boxes) :]
        typed = dict(zip(boxes, now, strict=False))
        answer = _post(officer, path, {**begun, **typed})
        if answer.status_code not in {303, 400}:
            found.append(f"{now}: {answer.status}")
        elif answer.status_code == 400:
            found += list(lost_from(soup(answer), typed))
    return found + [f"{one[:20]!r} is active" for one in _active_in(officer, app)]


def lost_from(page: Any, typed: dict[str, str]) -> Iterator[str]:
    for name, text in typed.items():
        box = page.find(attrs={"name": name})
        shown = box.get_text() if box.name == "textarea" else str(box.get("value", ""))
        if _bare(shown) not in {_bare(one) for one in (as_sent(text), clean_text(as_sent(text)))}:
            yield f"{text[:20]!r} is lost from {name}"


def _bare(text: str) -> str:
    # The parser of these tests reads control characters as it likes; no page stores them.
    return "".join(clean_text(text).replace("\ufffd", "").split())


def _active_in(officer: Any, app: Flask) -> list[str]:
    with database_of(app).session() as session:
        ids = session.exec(select(Initiative.id).limit(10)).all()
    paths = ["/staff/initiatives", *(f"/staff/initiatives/{one}" for one in ids)]
    return [path for path in paths if soup(officer.get(path)).select(ACTIVE)]


def test_what_officers_type_is_taken_or_refused_with_every_word_still_there(app: Flask) -> None:
    assert typed_by_officers(app) == []


def test_any_of_them_labels_a_chart_and_stands_in_its_alternative_text() -> None:
    for text in nasty():
        assert len(lines_of(text, width=20)) <= MOST_LINES
    for ten in in_tens(list(OURS)):
        picture = bar_chart(
            safe(*range(12, 12 + len(ten)), labels=tuple(ten)),
            title=ten[0],
            description=ten[-1],
            language="en",
            direction="rtl",
            hidden_words=("",) * len(ten),
        )
        chart = ElementTree.fromstring(picture)  # noqa: S314 -- our own drawing
        assert not [one for one in chart.iter() if one.tag.rpartition("}")[2] == "script"]


def test_any_of_them_comes_back_from_every_kind_of_file_and_none_is_a_formula(
    tmp_path: Path,
) -> None:
    kept = [text for text in map(clean_text, nasty()) if text]
    written = StringIO()
    csv.writer(written).writerows([[safe_cell(text)] for text in kept])
    cells = [row[0] for row in csv.reader(StringIO(written.getvalue(), newline=""))]

    assert [cell for cell in cells if cell.lstrip().startswith(LIKE_A_FORMULA)] == []
    assert [cell.removeprefix("'") for cell in cells] == [text.removeprefix("'") for text in kept]
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode()) == kept

    path = tmp_path / "sheet.xlsx"
    translators_sheet._write_workbook(path, LANGUAGES["fr"], [[text] for text in kept])
    sheet = load_workbook(path).active
    assert sheet is not None
    types = {cell.data_type for row in sheet.iter_rows() for cell in row}
    values = [cell.value for (cell, *_rest) in sheet.iter_rows()]
    assert types == {"s"}
    assert values == kept

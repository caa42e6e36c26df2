"""Whatever can be typed or sent, made up by the hundred: nothing breaks, nothing is altered."""

from __future__ import annotations

import csv
from io import StringIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from feedback import pace
from feedback.respond import nonce
from feedback.review.files import LIKE_A_FORMULA, safe_cell
from forms.fields import clean_text
from forms.questions import LONGEST_ANSWER
from tests.attacks.examples import made_up
from tests.attacks.tools import FORM, days_from_now, unchecked
from tests.feedback.asking import database_of, open_collection, stored

# 150 + 150 + 100 + 100 examples: five hundred in `make test`.
TEXTS = st.text(max_size=400)
NAMES = st.sampled_from(
    (
        *("nonce", "ps_overall", "ps_better", "role", "lang", "version", "switch", "for_another"),
        *("consent_to_quote", "website", "change", "problems", "sound", "", "x[]", "receipt"),
    )
)


@pytest.fixture
def open_app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app that answers as in production, however fast examples come."""
    open_collection(app)
    monkeypatch.setattr(pace, "note_one", lambda *_: 1)
    app.testing = False
    return app


def stamp(app: Flask) -> str:
    return nonce.new_stamp(str(app.config["SECRET_KEY"]), now=days_from_now(0))


@made_up(150)
@given(text=TEXTS)
def test_what_a_family_writes_is_kept_as_it_is(open_app: Flask, text: str) -> None:
    form = {"nonce": stamp(open_app), "ps_overall": "good", "ps_better": text}

    answer = unchecked(open_app).post("/S/ABC234", data=form)

    wanted = clean_text(text)
    with database_of(open_app).engine.begin() as connection:
        kept = connection.exec_driver_sql("SELECT text FROM comment").scalars().all()
        connection.exec_driver_sql("DELETE FROM response")
    assert answer.status_code == 200
    assert kept == ([wanted] if wanted else [])


@made_up(150)
@given(
    pairs=st.lists(st.tuples(NAMES | TEXTS, TEXTS), max_size=12),
    body=st.none() | st.binary(max_size=300),
    path=st.sampled_from(
        ["/S/ABC234", "/tablet/ABC234/form", "/withdraw", "/receipt", "/missing-language"]
    ),
    is_stamped=st.booleans(),
)
def test_no_form_however_odd_breaks_a_page(
    open_app: Flask,
    pairs: list[tuple[str, str]],
    body: bytes | None,
    path: str,
    is_stamped: bool,
) -> None:
    begun = [("nonce", stamp(open_app)), ("ps_overall", "good")] if is_stamped else []
    sent = urlencode([*begun, *pairs]).encode() if body is None else body

    answer = unchecked(open_app).post(path, data=sent, content_type=FORM)

    assert answer.status_code < 500
    assert all(0 < len(one.text) <= LONGEST_ANSWER for one in stored(open_app)[2])


@made_up(100)
@given(text=st.text(alphabet=st.characters(), max_size=300))
def test_cleaning_twice_changes_nothing_and_leaves_what_every_part_can_hold(text: str) -> None:
    kept = clean_text(text)

    assert clean_text(kept) == kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not any(character < " " and character not in "\n\t" for character in kept)


@made_up(100)
@given(text=TEXTS)
def test_no_cell_of_a_file_is_a_formula_and_all_come_back(text: str) -> None:
    kept = clean_text(text)
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow([safe_cell(kept), "end"])

    [[cell, _end]] = csv.reader(StringIO(written.getvalue(), newline=""))

    assert not cell.lstrip().startswith(LIKE_A_FORMULA)
    assert cell in {kept, f"'{kept}"}

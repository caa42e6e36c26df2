"""Officers put their own words into other languages: saved all at once, and nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update
from sqlmodel import Session

from feedback import create_app
from feedback.config import Config
from feedback.models import Collection, Role, Translation
from feedback.responses import table_of
from tests.client import CheckingClient
from tests.feedback.asking import database_of, open_collection, soup
from tests.feedback.initiatives import NOW, error_at, filled_in, initiative, reply, send
from tests.feedback.staff_pages import signed_in, store, words
from tests.feedback.translating_words import checked, translation_of

OCCASION, ARABIC, FRENCH = "Coffee morning", "لقاء القهوة الصباحي", "Café du matin"
A_DAY = timedelta(days=1)


@pytest.fixture
def app(engine: Engine, config: Config) -> Flask:
    """The app on each kind of database."""
    app = create_app(config, engine=engine)
    app.testing = True
    app.test_client_class = CheckingClient
    return app


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    return signed_in(app)


def asked(app: Flask, **translated: str) -> tuple[str, UUID]:
    """A collection with these drafts, and the page where it is translated."""
    made = open_collection(app, occasion=OCCASION)
    for language, text in translated.items():
        store(app, translation_of("collection", made, "occasion", language, text, english=OCCASION))
    return f"/staff/languages/collections/{made}", made


def kept(app: Flask) -> dict[str, tuple[str, str | None]]:
    """Every translation, and who has checked it."""
    with Session(database_of(app).engine) as session:
        rows = session.scalars(select(Translation)).all()
        return {f"{row.field}-{row.language}": (row.text, row.speaker) for row in rows}


def form_of(client: CheckingClient, path: str) -> dict[str, list[str]]:
    """What somebody has on their screen."""
    return typed_again(soup(client.get(path)))


def typed_again(page: Any) -> dict[str, list[str]]:
    """What is sent when nothing is changed on a page."""
    return filled_in(page.select_one("main form"))


def put(app: Flask, table: Any, **values: object) -> None:
    with database_of(app).transaction() as connection:
        connection.execute(update(table_of(table)).values(**values))


def test_all_languages_are_saved_at_once(app: Flask, officer: CheckingClient) -> None:
    path, _made = asked(app)

    done = send(
        officer,
        path,
        {"occasion-ar": f" {ARABIC}\n", "occasion-fr": FRENCH, "speaker-fr": "Camille D."},
    )

    assert done.status_code == 303
    assert kept(app) == {"occasion-ar": (ARABIC, None), "occasion-fr": (FRENCH, "Camille D.")}
    page = words(officer.get(path))
    assert "Draft: nobody has checked it yet." in page
    assert "Checked by Camille D. on" in page


def test_each_box_is_in_its_own_language(app: Flask, officer: CheckingClient) -> None:
    page = soup(officer.get(asked(app)[0]))

    marked = {(box["lang"], box["dir"]) for box in page.select("main textarea")}
    assert {("ar", "rtl"), ("ur", "rtl"), ("bn", "ltr"), ("zh-Hans", "ltr")} <= marked
    assert len(marked) == 11


def test_changed_words_lose_their_check_and_the_same_words_keep_it(
    app: Flask, officer: CheckingClient
) -> None:
    path, made = asked(app)
    for language, text in (("ar", ARABIC), ("fr", FRENCH)):
        row = translation_of("collection", made, "occasion", language, text, english=OCCASION)
        store(app, checked(row))

    send(officer, path, {"occasion-fr": "Matinée café"})

    assert kept(app) == {"occasion-ar": (ARABIC, "Amina"), "occasion-fr": ("Matinée café", None)}


def test_a_check_can_be_taken_back(app: Flask, officer: CheckingClient) -> None:
    path, made = asked(app)
    row = translation_of("collection", made, "occasion", "ar", ARABIC, english=OCCASION)
    store(app, checked(row))

    send(officer, path, {"draft-ar": "yes"})

    assert kept(app) == {"occasion-ar": (ARABIC, None)}


def test_an_empty_box_deletes_the_translation(app: Flask, officer: CheckingClient) -> None:
    path, _made = asked(app, ar=ARABIC, fr=FRENCH)

    send(officer, path, {"occasion-ar": ""})

    assert kept(app) == {"occasion-fr": (FRENCH, None)}


def test_new_english_waits_until_somebody_says_that_the_old_words_still_fit(
    app: Flask, officer: CheckingClient
) -> None:
    path, _made = asked(app, fr=FRENCH)
    put(app, Collection, occasion="Coffee morning!")
    family = app.test_client()
    before = words(officer.get(path))

    send(officer, path)
    untouched = family.get("/S/ABC234?lang=fr").get_data(as_text=True)
    send(officer, path, {"occasion-fr-fits": "yes"})

    assert "The English has changed since" in before
    assert FRENCH not in untouched
    assert FRENCH in family.get("/S/ABC234?lang=fr").get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"occasion-ar": "ق" * 301}, "occasion-ar", "too long"),
        ({"occasion-ar": ARABIC, "speaker-ar": "A" * 101}, "speaker-ar", "too long"),
        ({"speaker-ar": "Amina"}, "speaker-ar", "Write the translation first"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_typed_is_lost(
    app: Flask, officer: CheckingClient, typed: dict[str, str], field: str, said: str
) -> None:
    path, _made = asked(app)

    answer = send(officer, path, {**typed, "occasion-fr": FRENCH})

    page = soup(answer)
    assert answer.status_code == 400
    assert said in error_at(page, field)
    assert page.select_one(".h-error-summary a")["href"] == f"#{field}"
    for name, text in {**typed, "occasion-fr": FRENCH}.items():
        box = page.select_one(f"#{name}")
        assert (box.get("value") or box.get_text().strip()) == text
    assert kept(app) == {}


def test_two_people_who_change_one_box_both_keep_their_words(
    app: Flask, officer: CheckingClient
) -> None:
    path, _made = asked(app, ar="قديم")
    mine = form_of(officer, path)
    put(app, Translation, text="كلماتهم")

    answer = officer.post(path, data={**mine, "occasion-ar": "كلماتي", "occasion-fr": FRENCH})

    page = soup(answer)
    assert answer.status_code == 400
    assert "Somebody saved other words" in error_at(page, "occasion-ar")
    assert "كلماتهم" in page.select_one("main .h-notice").get_text()
    assert page.select_one("#occasion-ar").get_text().strip() == "كلماتي"
    assert kept(app) == {"occasion-ar": ("كلماتهم", None)}

    again = officer.post(path, data=typed_again(page))

    assert again.status_code == 303
    assert kept(app) == {"occasion-ar": ("كلماتي", None), "occasion-fr": (FRENCH, None)}


def test_two_people_who_change_different_boxes_do_not_meet(
    app: Flask, officer: CheckingClient
) -> None:
    path, made = asked(app)
    mine = form_of(officer, path)
    store(app, translation_of("collection", made, "occasion", "ar", ARABIC, english=OCCASION))

    done = officer.post(path, data={**mine, "occasion-fr": FRENCH})

    assert done.status_code == 303
    assert kept(app) == {"occasion-ar": (ARABIC, None), "occasion-fr": (FRENCH, None)}


def test_who_saves_while_somebody_else_is_saving_waits_and_sees_their_words(
    app: Flask, officer: CheckingClient
) -> None:
    path, made = asked(app)
    mine = {**form_of(officer, path), "occasion-ar": ["كلماتي"]}

    with ThreadPoolExecutor(1) as meanwhile:
        with database_of(app).session() as held:
            held.get(Collection, made, with_for_update=True)
            theirs = "كلماتهم"
            held.add(translation_of("collection", made, "occasion", "ar", theirs, english=OCCASION))
            held.flush()
            answer = meanwhile.submit(officer.post, path, data=mine)
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.5)

        assert answer.result().status_code == 400
    assert kept(app) == {"occasion-ar": (theirs, None)}


def test_nobody_signs_words_they_have_not_seen(app: Flask, officer: CheckingClient) -> None:
    path, _made = asked(app, ar=ARABIC)
    mine = form_of(officer, path)
    put(app, Translation, text="كلماتهم")

    answer = officer.post(path, data={**mine, "speaker-ar": "Amina"})

    assert answer.status_code == 400
    assert kept(app) == {"occasion-ar": ("كلماتهم", None)}


def test_english_changed_meanwhile_is_read_before_anything_is_saved(
    app: Flask, officer: CheckingClient
) -> None:
    path, _made = asked(app)
    mine = form_of(officer, path)
    put(app, Collection, occasion="Coffee evening")

    answer = officer.post(path, data={**mine, "occasion-fr": FRENCH})

    page = soup(answer)
    assert answer.status_code == 400
    assert "The English was changed" in page.select_one(".h-error-summary").get_text()
    assert "Coffee evening" in page.select_one("main").get_text()
    assert kept(app) == {}
    assert officer.post(path, data=typed_again(page)).status_code == 303
    assert kept(app) == {"occasion-fr": (FRENCH, None)}


def test_an_initiative_and_its_reply_are_read_in_the_language_of_the_page(
    app: Flask, officer: CheckingClient
) -> None:
    made = initiative(title="The Saturday club", description="A club.")
    said = reply(made)
    store(app, made, said)
    send(officer, f"/staff/languages/initiatives/{made.id}", {"title-fr": "Le club du samedi"})
    send(officer, f"/staff/languages/replies/{said.id}", {"we_did-fr": "Nous avons commencé."})

    page = soup(officer.get(f"/staff/initiatives/{made.id}?lang=fr"))
    cards = soup(officer.get("/staff/initiatives?lang=fr"))

    assert page.h1.get_text() == "Le club du samedi"
    assert page.title.get_text().startswith("Le club du samedi")
    assert "Nous avons commencé." in page.select_one("main").get_text()
    assert page.select_one('bdi[lang="en"][dir="ltr"]:-soup-contains("A club.")')
    assert page.select_one(f'li bdi[lang="en"]:-soup-contains("{said.theme}")')
    assert "Le club du samedi" in cards.select_one(".h-card h3").get_text()


def test_every_text_with_english_has_a_box_and_no_other(
    app: Flask, officer: CheckingClient
) -> None:
    made = initiative()
    said = reply(made, reason="")
    store(app, made, said)

    page = soup(officer.get(f"/staff/languages/replies/{said.id}"))

    boxes = {box["name"] for box in page.select("textarea[lang=fr]")}
    assert boxes == {"theme-fr", "we_did-fr"}


def test_officers_see_what_is_missing_and_others_only_how_much(
    app: Flask, officer: CheckingClient
) -> None:
    path, made = asked(app, ar=ARABIC)
    open_collection(app, "CLSD22", occasion="Long over", opens_at=NOW - A_DAY, closes_at=NOW)

    tables = soup(officer.get("/staff/languages")).select("main table")
    others = soup(signed_in(app, Role.FORUM).get("/staff/languages"))

    arabic = next(row for row in tables[1].select("tr") if row.select_one("[lang=ar]"))
    assert [cell.get_text() for cell in arabic.select("td")] == ["1 of 1", "0 of 1"]
    [line] = tables[2].select("tbody tr")
    assert line.select_one("a")["href"] == path
    assert [cell.get_text() for cell in line.select("td")] == ["1 of 11", "0 of 11"]
    assert str(made) not in str(others)
    assert len(others.select("main table")) == 2


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER, Role.ADVOCATE])
def test_only_officers_change_words(app: Flask, role: Role) -> None:
    path, _made = asked(app)

    assert signed_in(app, role).get(path).status_code == 403


def test_a_list_of_initiatives_says_in_which_language_each_title_is(
    app: Flask, officer: CheckingClient
) -> None:
    first, second = initiative(title="A club"), initiative(title="A walk")
    store(app, first, second)
    send(officer, f"/staff/languages/initiatives/{first.id}", {"title-fr": "Un club"})

    page = soup(officer.get("/staff/collections/new?lang=fr"))

    options = {one["value"]: one for one in page.select("#initiative option")}
    club, walk = options[str(first.id)], options[str(second.id)]
    assert (club.get_text(), club["lang"], club["dir"]) == ("Un club", "fr", "ltr")
    assert (walk.get_text(), walk["lang"], walk["dir"]) == ("A walk", "en", "ltr")

"""Results are read beside what they are evidence for; raw comments by officers only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, url_for

from feedback.authored import Said
from feedback.models import Collection, Role
from feedback.responses import week_of
from feedback.review import terms
from feedback.review.records import Asked
from forms.surveys import SURVEYS
from tests.client import CheckingClient
from tests.feedback.asking import soup
from tests.feedback.families import asked, families_answer, families_write
from tests.feedback.releasing import freeze, released
from tests.feedback.staff_pages import signed_in, words
from translations import ENGLISH

READERS = (Role.OFFICER, Role.FORUM, Role.ADVOCATE, Role.VIEWER)
NOBODY = UUID("3b1f1a58-0000-4000-8000-000000000000")


def with_answers(app: Flask, **special: object) -> Collection:
    """A collection with thirteen answers, six of them good."""
    collection = asked(app, **special)
    about_you = {"support": "ehc_plan", "ethnic_group": "white", "child_age": "5_11"}
    families_answer(app, collection, 6, {"ps_overall": "good", **about_you})
    families_answer(app, collection, 7, {"ps_overall": "poor", "support": "waiting"})
    return collection


def two_terms(app: Flask, **special: object) -> Collection:
    """The same answers in each of two terms of one school year, frozen."""
    opens, closes = (datetime(2025, 9, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC))
    collection = asked(app, opens_at=opens, closes_at=closes, **special)
    for week in (date(2025, 10, 6), date(2026, 2, 2)):
        families_answer(app, collection, 6, {"ps_overall": "good"}, week=week)
        families_answer(app, collection, 7, {"ps_overall": "poor"}, week=week)
    freeze(app)
    return collection


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_results(app: Flask, role: Role) -> None:
    collection = two_terms(app)
    client = signed_in(app, role)
    year = "/staff/results/years/2025-26/post_session"
    paths = [
        "/staff/results",
        "/staff/results/1",
        "/staff/results/1/charts/ps_overall.svg",
        year,
        f"{year}/charts/ps_overall.svg",
        f"/staff/results/collections/{collection.id}",
    ]

    statuses = {client.get(path).status_code for path in paths}

    assert statuses == ({200} if role in READERS else {403})


@pytest.mark.parametrize("role", READERS)
def test_only_officers_are_led_to_the_comments(app: Flask, role: Role) -> None:
    collection = with_answers(app)
    families_write(app, collection, 1, "Ask for Sam at the desk.")

    page = signed_in(app, role).get(f"/staff/results/collections/{collection.id}")

    links = soup(page).select(f'a[href="/staff/collections/{collection.id}/comments"]')
    assert bool(links) is (role is Role.OFFICER)
    assert "Sam" not in words(page)


@pytest.mark.parametrize("role", READERS)
def test_the_restricted_survey_is_for_officers_only(app: Flask, role: Role) -> None:
    collection = two_terms(app, survey_slug="ap_experience", occasion="At the unit")
    client = signed_in(app, role)
    paths = [
        f"/staff/results/collections/{collection.id}",
        "/staff/results/1",
        "/staff/results/years/2025-26/ap_experience",
    ]

    index = client.get("/staff/results")
    statuses = {client.get(path).status_code for path in paths}
    charts = {client.get(f"{path}/charts/role.svg").status_code for path in paths[1:]}

    is_officer = role is Role.OFFICER
    assert statuses == ({200} if is_officer else {403})
    # Nobody said in which role, so the page shows an officer no such table.
    assert charts == ({404} if is_officer else {403})
    assert ("At the unit" in words(index)) is is_officer
    links = {str(link["href"]) for link in soup(index).select("main a")}
    assert bool(links & set(paths)) is is_officer


@pytest.fixture
def forum(app: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(app, Role.FORUM)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def test_every_link_on_the_index_opens(app: Flask, forum: CheckingClient) -> None:
    two_terms(app)

    index = soup(forum.get("/staff/results"))

    addresses = {str(link["href"]) for link in index.select("main a")}
    # Two releases, their year, one collection, and several surveys together.
    assert len(addresses) == 5
    assert {forum.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize(
    "path",
    [
        f"/staff/results/collections/{NOBODY}",
        f"/staff/results/collections/{NOBODY}/charts/ps_overall.svg",
        "/staff/results/0",
        "/staff/results/2",
        "/staff/results/999999999999999999999999",
        "/staff/results/2/charts/ps_overall.svg",
        "/staff/results/1/charts/no_such_question.svg",
        "/staff/results/years/2025-26/post_session",
        "/staff/results/years/2025-26/no_such_survey",
        "/staff/results/years/1066-67/post_session",
        # Nobody answered it, so the page shows nothing that could be drawn.
        "/staff/results/1/charts/ps_included.svg",
    ],
)
def test_what_is_not_there_or_not_shown_is_not_found(
    app: Flask, forum: CheckingClient, path: str
) -> None:
    with_answers(app)
    freeze(app, now=datetime(2027, 1, 15, tzinfo=UTC))

    assert forum.get(path).status_code == 404


def waiting(client: CheckingClient, path: str = "/staff/results") -> list[str]:
    """What the index says is still open, or waiting for the end of its term."""
    page = soup(client.get(path))
    found = page.select('ul[aria-labelledby="waiting"] li')
    return [" ".join(one.get_text(" ").split()) for one in found]


@pytest.mark.parametrize(
    ("opens", "closes", "listed"),
    [
        # A Monday to a Friday, all inside one term.
        ("2026-09-07", "2026-09-11", {"Autumn term 2026"}),
        ("2026-09-07", "2027-02-05", {"Autumn term 2026", "Spring term 2027"}),
        # 1 January 2027 is a Friday: what is said then counts with Monday 28 December.
        ("2027-01-01", "2027-01-02", {"Autumn term 2026"}),
        # Sent on Monday by who began on Sunday.
        ("2026-09-07", "2027-01-03", {"Autumn term 2026", "Spring term 2027"}),
        ("2099-11-03", "2099-11-07", set()),
    ],
)
def test_a_term_waits_for_a_survey_that_was_open_in_it(
    app: Flask, opens: str, closes: str, listed: set[str]
) -> None:
    first, last = (datetime.fromisoformat(f"{day}T12:00+00:00") for day in (opens, closes))
    occasion = Said("Coffee", ENGLISH, ENGLISH)
    asked_then = Asked(NOBODY, "post_session", occasion, opens_at=first, closes_at=last)
    area = app.extensions["heard_area"]
    now = datetime(2027, 1, 14, tzinfo=UTC)

    found = terms.waiting([asked_then], [SURVEYS["post_session"]], area, made=[], now=now)

    assert {one.term.name for one in found} == listed


def test_a_term_that_has_not_begun_is_not_offered(app: Flask, forum: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    later = max(area.terms, key=lambda term: term.starts)
    assert later.starts > datetime.now(UTC).date()
    years = timedelta(days=365 * 5)
    asked(app, opens_at=datetime.now(UTC) - timedelta(hours=1), closes_at=datetime.now(UTC) + years)

    assert later.name not in words(forum.get("/staff/results"))
    (waits,) = waiting(forum)
    assert area.term_for(week_of(datetime.now(UTC))).name in waits


def test_a_term_waits_until_it_is_released(app: Flask, forum: CheckingClient) -> None:
    opens = datetime(2025, 11, 3, tzinfo=UTC)
    collection = asked(app, opens_at=opens, closes_at=opens + timedelta(days=4))
    families_answer(app, collection, 12, {"ps_overall": "good"}, week=opens.date())

    before = forum.get("/staff/results")
    assert waiting(forum) == [
        "After a session or event: Autumn term 2025 Released from 15 January 2026 on"
    ]
    assert "Nothing has been released yet." in words(before)
    freeze(app)

    after = words(forum.get("/staff/results"))
    assert waiting(forum) == ["Nothing is waiting."]
    assert "After a session or event: Autumn term 2025 Release R1, frozen on 1 June 2029" in after


@pytest.mark.parametrize(("families", "so_far"), [(9, "fewer than 10"), (10, "10 answers or more")])
def test_before_the_freeze_a_page_says_fewer_than_ten_or_more_and_nothing_else(
    app: Flask, forum: CheckingClient, families: int, so_far: str
) -> None:
    collection = asked(app, occasion="Coffee")
    families_answer(app, collection, families, {"ps_overall": "good"})
    families_answer(app, collection, 3, {"ps_overall": "poor"}, is_quarantined=True)
    page = f"/staff/results/collections/{collection.id}"

    shown = words(forum.get(page))

    assert f"So far: {so_far}" in shown
    assert not {"9", "12", "13"} & set(shown.split())


@pytest.mark.parametrize("role", list(Role))
def test_no_staff_page_says_how_many_answered_before_the_freeze(app: Flask, role: Role) -> None:
    # 37 is no day, no hour and no month, so nothing else on a page can be it.
    collection = asked(app, occasion="Coffee")
    families_answer(app, collection, 37, {"ps_overall": "good", "role": "parent_carer"})
    client = signed_in(app, role)
    known: dict[str, Any] = {"collection_id": collection.id}
    with app.test_request_context():
        paths = {
            url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/staff")
            and "GET" in (rule.methods or ())
            and rule.arguments <= set(known)
        }

    pages = {path: client.get(path) for path in paths}

    counted = {path for path, page in pages.items() if says(page, 37)}
    assert counted == set()
    assert "/staff/results" in paths and f"/staff/results/collections/{collection.id}" in paths


def says(page: Any, number: int) -> bool:
    """Whether a page says this number by itself, no piece of a random secret and no second."""
    main = soup(page).find("main") if page.mimetype == "text/html" else None
    return main is not None and bool(re.search(rf"(?<!:)\b{number}\b(?!:)", main.get_text(" ")))


def test_a_page_that_says_how_many_answered_is_noticed(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app, occasion="Coffee")
    families_answer(app, collection, 37, {"ps_overall": "good"})

    assert says(forum.get(released(app)), 37)


def test_a_collection_leads_to_the_releases_it_is_counted_in(
    app: Flask, forum: CheckingClient
) -> None:
    collection = two_terms(app)
    asked(app, survey_slug="interpreter")
    freeze(app)

    page = soup(forum.get(f"/staff/results/collections/{collection.id}"))

    counted = page.select('ul[aria-labelledby="counted"] a')
    assert [str(one["href"]) for one in counted] == ["/staff/results/2", "/staff/results/1"]


@pytest.mark.parametrize("role", READERS)
def test_a_hidden_survey_is_said_to_be_for_officers_and_why(app: Flask, role: Role) -> None:
    page = words(signed_in(app, role).get("/staff/results"))

    reason = "are for officers only, because so few children are in it."
    assert (reason in page) is (role is not Role.OFFICER)


def test_the_tones_of_comments_are_not_called_answers(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 12, "It was wonderful.")
    families_write(app, collection, 12, "It was terrible and awful.")

    page = soup(forum.get(released(app)))

    headers = [[cell.get_text() for cell in table.select("th")] for table in page.select("table")]
    tones = [cells for cells in headers if "Tone" in cells]
    assert tones
    assert all("Answer" not in cells and cells[-1] == "All comments" for cells in tones)
    answers = [cells for cells in headers if "Answer" in cells]
    assert answers and all(cells[-1] == "Everyone who answered" for cells in answers)


def test_each_question_says_what_it_is_evidence_for(app: Flask, forum: CheckingClient) -> None:
    with_answers(app)
    area = app.extensions["heard_area"]

    page = words(forum.get(released(app)))

    for words_of_the_plan in (area.action("3.4").text, area.measure("P4.3").text):
        assert " ".join(words_of_the_plan.split()) in page
    assert "Action plan 3.4" in page
    assert "Strategy P4.3" in page


def test_baselines_are_printed_as_published_with_source_and_caution(
    app: Flask, forum: CheckingClient
) -> None:
    with_answers(app)
    area = app.extensions["heard_area"]
    (majority,) = [row for row in area.baselines if row.ref == "ehc-global-majority"]

    page = words(forum.get(released(app)))

    assert "53% were from global majority communities" in page
    assert majority.caution in page
    assert area.document(majority.cited.document).title in page
    assert "Children and young people with an active EHC plan 26 November 2024" in page
    # 53% of 26 is no whole number of children, so nobody may work one out.
    assert majority.is_impossible
    assert " 14 " not in page


def test_a_table_comes_first_and_a_chart_beside_it(app: Flask, forum: CheckingClient) -> None:
    with_answers(app)
    page = soup(forum.get(released(app)))

    picture = page.select_one('img[src$="/charts/support.svg"]')
    part = picture.find_parent("section")
    title = part.find("caption").get_text()
    assert part.find("table") in picture.find_all_previous("table")
    assert picture["alt"] == f"Chart of “{title}”. EHC plan: 6; No EHC plan, or not sure: 7"
    assert int(str(picture["width"])) < 420 and int(str(picture["height"])) > 50
    chart = forum.get(str(picture["src"]))
    assert chart.mimetype == "image/svg+xml"
    assert title in chart.get_data(as_text=True)


def test_a_chart_speaks_the_readers_language(app: Flask, forum: CheckingClient) -> None:
    with_answers(app)
    chart = f"{released(app)}/charts/ps_overall.svg"

    english = forum.get(chart).get_data(as_text=True)
    arabic = forum.get(f"{chart}?lang=ar").get_data(as_text=True)

    assert 'lang="en"' in english
    assert 'lang="ar"' in arabic
    assert "Very good or Good" in english
    assert "Very good or Good" not in arabic


def test_the_table_the_chart_and_its_alternative_text_hide_a_number_in_the_same_words(
    app: Flask, forum: CheckingClient
) -> None:
    collection = asked(app)
    for number, code in ((150, "parent_carer"), (120, "young_person"), (30, "professional")):
        families_answer(app, collection, number, {"ps_overall": "good", "role": code})
    families_answer(app, collection, 2, {"ps_overall": "good", "role": "helper"})
    page = soup(forum.get(released(app)))

    picture = page.select_one('img[src$="/charts/role.svg"]')
    chart = forum.get(str(picture["src"])).get_data(as_text=True)
    body = picture.find_parent("section").select_one("table").select("tbody tr")
    said = {row.find("th").get_text(): row.find("td").get_text() for row in body}

    assert len(said) == 4
    assert "fewer than 5" in said.values()
    assert str(picture["alt"]).endswith("; ".join(f"{label}: {it}" for label, it in said.items()))
    assert all(f">{it}</text>" in chart for it in said.values())


@pytest.mark.parametrize("is_shown", [True, False])
def test_results_pages_run_from_right_to_left_in_arabic(
    app: Flask, officer: CheckingClient, is_shown: bool
) -> None:
    collection = with_answers(app) if is_shown else asked(app)
    paths = [
        "/staff/results",
        released(app),
        f"/staff/results/collections/{collection.id}",
        f"/staff/collections/{collection.id}/comments",
    ]

    for path in paths:
        page = officer.get(f"{path}?lang=ar")
        assert page.status_code == 200
        assert (soup(page).html["lang"], soup(page).html["dir"]) == ("ar", "rtl")


def test_collections_are_listed_with_their_days(app: Flask, forum: CheckingClient) -> None:
    opens = datetime(2026, 3, 2, 9, tzinfo=UTC)
    asked(app, occasion="Coffee", opens_at=opens, closes_at=opens + timedelta(days=3))

    page = words(forum.get("/staff/results"))

    assert "Coffee After a session or event Open from" in page
    # The order of day and month is the language's own.
    assert "March 2, 2026 to March 5, 2026" in page or "2 March 2026 to 5 March 2026" in page

"""Results are read beside what they are evidence for; raw comments by officers only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from feedback.models import Collection, Role
from feedback.readings import read_pending
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_answer, families_write
from tests.feedback.moderating import decide, written
from tests.feedback.staff_pages import signed_in, store, words

READERS = (Role.OFFICER, Role.FORUM, Role.ADVOCATE, Role.VIEWER)
NOBODY = UUID("3b1f1a58-0000-4000-8000-000000000000")


def with_answers(app: Flask, **special: object) -> Collection:
    """A collection with thirteen answers, six of them good."""
    collection = asked(app, **special)
    about_you = {"support": "ehc_plan", "ethnic_group": "white", "child_age": "5_11"}
    families_answer(app, collection, 6, {"ps_overall": "good", **about_you})
    families_answer(app, collection, 7, {"ps_overall": "poor", "support": "waiting"})
    return collection


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_results(app: Flask, role: Role) -> None:
    collection = with_answers(app)
    client = signed_in(app, role)
    page = f"/staff/results/collections/{collection.id}"
    paths = [
        "/staff/results",
        page,
        f"{page}/charts/ps_overall.svg",
        "/staff/results/surveys/post_session",
        "/staff/results/surveys/post_session/charts/ps_overall.svg",
        "/staff/results/terms/2025-autumn/post_session",
    ]

    statuses = {client.get(path).status_code for path in paths}

    assert statuses == ({200} if role in READERS else {403})


@pytest.mark.parametrize("role", list(Role))
def test_raw_comments_are_for_officers_only(app: Flask, role: Role) -> None:
    collection = asked(app)
    families_write(app, collection, 1, "Ask for Sam at the desk.")
    client = signed_in(app, role)

    answer = client.get(f"/staff/collections/{collection.id}/comments")

    assert answer.status_code == (200 if role is Role.OFFICER else 403)
    assert ("Ask for Sam" in answer.get_data(as_text=True)) is (role is Role.OFFICER)


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
    collection = asked(app, survey_slug="ap_experience", occasion="At the unit")
    client = signed_in(app, role)
    paths = [
        f"/staff/results/collections/{collection.id}",
        "/staff/results/surveys/ap_experience",
        "/staff/results/terms/2025-autumn/ap_experience",
    ]

    index = client.get("/staff/results")
    statuses = {client.get(path).status_code for path in paths}
    charts = {client.get(f"{path}/charts/role.svg").status_code for path in paths}

    is_officer = role is Role.OFFICER
    assert statuses == ({200} if is_officer else {403})
    assert charts == ({404} if is_officer else {403})
    assert ("At the unit" in words(index)) is is_officer
    assert bool(soup(index).select('a[href*="ap_experience"]')) is is_officer


@pytest.fixture
def forum(app: Flask) -> CheckingClient:
    """A Forum reviewer's browser."""
    return signed_in(app, Role.FORUM)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def test_every_link_on_the_index_opens(app: Flask, forum: CheckingClient) -> None:
    with_answers(app)

    index = soup(forum.get("/staff/results"))

    addresses = {str(link["href"]) for link in index.select("main a")}
    # One collection, five surveys, one term.
    assert len(addresses) == 7
    assert {forum.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize(
    "path",
    [
        f"/staff/results/collections/{NOBODY}",
        f"/staff/results/collections/{NOBODY}/charts/ps_overall.svg",
        "/staff/results/surveys/no_such_survey",
        "/staff/results/terms/2025-autumn/no_such_survey",
        "/staff/results/terms/1066-autumn/post_session",
        "/staff/results/surveys/post_session/charts/ps_overall.svg",
    ],
)
def test_what_is_not_there_or_not_shown_is_not_found(forum: CheckingClient, path: str) -> None:
    assert forum.get(path).status_code == 404


def test_a_term_that_has_not_begun_is_not_offered(app: Flask, forum: CheckingClient) -> None:
    area = app.extensions["heard_area"]
    later = max(area.terms, key=lambda term: term.starts)
    assert later.starts > datetime.now(UTC).date()

    assert forum.get(f"/staff/results/terms/{later.ref}/post_session").status_code == 404
    assert later.name not in words(forum.get("/staff/results"))


def terms_listed(client: CheckingClient) -> set[str]:
    """The terms and surveys to which the index leads."""
    links = soup(client.get("/staff/results")).select('main a[href*="/terms/"]')
    return {str(link["href"]).partition("/terms/")[2] for link in links}


@pytest.mark.parametrize(
    ("opens", "closes", "listed"),
    [
        # A Monday to a Friday, all inside one term.
        ("2025-11-03", "2025-11-07", {"2025-autumn/post_session"}),
        ("2025-11-03", "2026-02-06", {"2025-autumn/post_session", "2026-spring/post_session"}),
        # 1 January 2026 is a Thursday: what is said then counts with Monday 29 December.
        ("2026-01-01", "2026-01-02", {"2025-autumn/post_session"}),
        ("2026-01-01", "2026-01-05", {"2025-autumn/post_session", "2026-spring/post_session"}),
        # Sent on Monday by who began on Sunday.
        ("2025-11-03", "2026-01-04", {"2025-autumn/post_session", "2026-spring/post_session"}),
        ("2099-11-03", "2099-11-07", set()),
    ],
)
def test_a_term_is_listed_for_a_survey_that_was_open_in_it(
    app: Flask, forum: CheckingClient, opens: str, closes: str, listed: set[str]
) -> None:
    first, last = (datetime.fromisoformat(f"{day}T12:00+00:00") for day in (opens, closes))

    asked(app, opens_at=first, closes_at=last)

    assert terms_listed(forum) == listed
    said_none = "No survey has been open yet." in words(forum.get("/staff/results"))
    assert said_none is (not listed)


def test_no_term_after_today_is_listed_for_a_collection_that_stays_open(
    app: Flask, forum: CheckingClient
) -> None:
    area, today = app.extensions["heard_area"], datetime.now(UTC).date()
    years = timedelta(days=700)
    asked(app, opens_at=datetime.now(UTC) - timedelta(hours=1), closes_at=datetime.now(UTC) + years)

    (listed,) = terms_listed(forum)

    this_week = today - timedelta(days=today.weekday())
    assert listed == f"{area.term_for(this_week).ref}/post_session"


@pytest.mark.parametrize("role", READERS)
def test_a_hidden_survey_is_said_to_be_for_officers_and_why(app: Flask, role: Role) -> None:
    page = words(signed_in(app, role).get("/staff/results"))

    reason = "are for officers only, because so few children are in it."
    assert (reason in page) is (role is not Role.OFFICER)


def test_the_tones_of_comments_are_not_called_answers(app: Flask, forum: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 12, "It was wonderful.")
    families_write(app, collection, 12, "It was terrible and awful.")
    read_pending(database_of(app))

    page = soup(forum.get(f"/staff/results/collections/{collection.id}"))

    headers = [[cell.get_text() for cell in table.select("th")] for table in page.select("table")]
    tones = [cells for cells in headers if "Tone" in cells]
    assert tones
    assert all("Answer" not in cells and cells[-1] == "All comments" for cells in tones)
    answers = [cells for cells in headers if "Answer" in cells]
    assert answers and all(cells[-1] == "Everyone who answered" for cells in answers)


def test_each_question_says_what_it_is_evidence_for(app: Flask, forum: CheckingClient) -> None:
    collection = with_answers(app)
    area = app.extensions["heard_area"]

    page = words(forum.get(f"/staff/results/collections/{collection.id}"))

    for words_of_the_plan in (area.action("3.4").text, area.measure("P4.3").text):
        assert " ".join(words_of_the_plan.split()) in page
    assert "Action plan 3.4" in page
    assert "Strategy P4.3" in page


def test_baselines_are_printed_as_published_with_source_and_caution(
    app: Flask, forum: CheckingClient
) -> None:
    collection = with_answers(app)
    area = app.extensions["heard_area"]
    (majority,) = [row for row in area.baselines if row.ref == "ehc-global-majority"]

    page = words(forum.get(f"/staff/results/collections/{collection.id}"))

    assert "53% were from global majority communities" in page
    assert majority.caution in page
    assert area.document(majority.cited.document).title in page
    assert "Children and young people with an active EHC plan 26 November 2024" in page
    # 53% of 26 is no whole number of children, so nobody may work one out.
    assert majority.is_impossible
    assert " 14 " not in page


def test_a_table_comes_first_and_a_chart_beside_it(app: Flask, forum: CheckingClient) -> None:
    collection = with_answers(app)
    page = soup(forum.get(f"/staff/results/collections/{collection.id}"))

    (part,) = [one for one in page.select("section") if "Overall, how was" in one.get_text()]
    picture = part.find("img")
    assert picture and part.find("table")
    assert part.find("table") in picture.find_all_previous("table")
    assert picture["alt"] == (
        "Chart of “Overall, how was this session?”. Very good or Good: 6; "
        "Neither good nor poor, Poor, Very poor or Don't know: 7"
    )
    assert int(str(picture["width"])) < 420 and int(str(picture["height"])) > 50
    chart = forum.get(str(picture["src"]))
    assert chart.mimetype == "image/svg+xml"
    assert "Overall, how was this session?" in chart.get_data(as_text=True)


def test_a_chart_speaks_the_readers_language(app: Flask, forum: CheckingClient) -> None:
    collection = with_answers(app)
    chart = f"/staff/results/collections/{collection.id}/charts/ps_overall.svg"

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
    for number, code in ((15, "very_good"), (22, "good"), (9, "poor"), (2, "very_poor")):
        families_answer(app, collection, number, {"ps_overall": code})
    page = soup(forum.get(f"/staff/results/collections/{collection.id}"))

    (part,) = [one for one in page.select("section") if "Overall, how was" in one.get_text()]
    picture = part.find("img")
    chart = forum.get(str(picture["src"])).get_data(as_text=True)
    said = {row.find("th").get_text(): row.find("td").get_text() for row in part.select("tbody tr")}

    assert len(said) == 6
    assert said["Very poor"] == "fewer than 5"
    assert str(picture["alt"]).endswith("; ".join(f"{label}: {it}" for label, it in said.items()))
    assert all(f">{it}</text>" in chart for it in said.values())


def test_comments_stand_in_their_own_language_with_no_date_and_nobody_named(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    about = {"ps_overall": "good", "role": "young_person", "ethnic_group": "black"}
    given = factories.response(collection, language="ar", week=date(2026, 3, 2))
    wrote = factories.comment(given, "نعم\nشكرا", question_id="ps_better")
    store(app, given, *factories.answers(given, about), wrote)

    answer = officer.get(f"/staff/collections/{collection.id}/comments")

    quote = soup(answer).select_one("blockquote")
    assert quote and (quote["lang"], quote["dir"]) == ("ar", "rtl")
    assert quote.find("br")
    page = words(answer)
    assert "Only officers see this page. Do not copy names." in page
    assert "What is one thing we should change?" in page
    for telling in ("2026", "March", "young person", "Black", str(given.id), str(wrote.id)):
        assert telling not in answer.get_data(as_text=True).replace(str(collection.id), "")


def test_comments_show_the_tone_once_a_person_decided_and_whether_we_may_quote(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    decided = written(app, collection, "It was terrible.", consent_version=1)
    families_write(app, collection, 1, "It was wonderful.")
    read_pending(database_of(app))
    families_write(app, collection, 1, "Buy pills.", is_quarantined=True)
    decide(officer, decided, tone="neutral_or_mixed")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    shown = {
        quote.get_text(): " ".join(quote.find_parent("section").get_text(" ").split())
        for quote in page.select("blockquote")
    }
    assert "Neutral or mixed" in shown["It was terrible."]
    assert "Yes, the family agreed" in shown["It was terrible."]
    assert "Nobody has decided yet" in shown["It was wonderful."]
    assert "Positive" not in shown["It was wonderful."]
    assert "Yes, the family agreed" not in shown["It was wonderful."]
    assert "Set aside" in shown["Buy pills."]
    assert "Set aside" not in shown["It was wonderful."]


def test_the_order_of_comments_tells_nothing(app: Flask, officer: CheckingClient) -> None:
    collection = asked(app)
    for number in range(12):
        families_write(app, collection, 1, f"Comment number {number:02}")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    shown = [quote.get_text() for quote in page.select("blockquote")]
    assert len(shown) == 12
    assert shown != sorted(shown)
    assert shown != sorted(shown, reverse=True)


def test_what_families_write_is_never_markup(app: Flask, officer: CheckingClient) -> None:
    collection = asked(app)
    families_write(app, collection, 1, "<script>alert(1)</script><b>x</b>")

    page = soup(officer.get(f"/staff/collections/{collection.id}/comments"))

    assert not page.select("main script, main b")
    assert "<script>alert(1)</script>" in page.get_text()


def test_a_question_we_no_longer_have_does_not_break_the_page(
    app: Flask, officer: CheckingClient
) -> None:
    collection = asked(app)
    given = factories.response(collection)
    store(app, given, factories.comment(given, "Old words", question_id="gone", language="xx"))

    page = words(officer.get(f"/staff/collections/{collection.id}/comments"))

    assert "A question we no longer ask" in page


@pytest.mark.parametrize("is_shown", [True, False])
def test_results_pages_run_from_right_to_left_in_arabic(
    app: Flask, officer: CheckingClient, is_shown: bool
) -> None:
    collection = with_answers(app) if is_shown else asked(app)
    paths = [
        "/staff/results",
        f"/staff/results/collections/{collection.id}",
        "/staff/results/surveys/post_session",
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

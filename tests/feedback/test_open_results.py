"""The results that anybody may read: what is public today, number by number, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from feedback import commentary, results
from feedback.database import session
from feedback.models import Matter, Role, Ruling
from feedback.results import Seer
from feedback.results.stored import Stored
from feedback.review import files
from tests import factories
from tests.feedback.families import asked, families_answer
from tests.feedback.moderating import judgement
from tests.feedback.open_pages import change_behind_our_back, on_day, opened, read, status
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import new_staff, store

OPENED, CLOSED = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC)
FROZEN = datetime(2026, 1, 20, 9, tzinfo=UTC)
THE_LAST_DAY_OF_THE_FORUMS, PUBLIC = date(2026, 2, 2), date(2026, 2, 3)
WEEK = date(2025, 10, 6)
QUOTE = "The room was warm and nobody rushed us."


@pytest.fixture(autouse=True)
def public_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first day on which the public may read what these tests freeze."""
    on_day(monkeypatch, PUBLIC)


def frozen(app: Flask, slug: str = "post_session", question: str = "ps_overall") -> Stored:
    """Thirteen answers of one term; who answered is known of three only."""
    place = asked(app, survey_slug=slug, opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, place, 10, {question: "good", "ps_know_more": "yes"}, week=WEEK)
    families_answer(app, place, 3, {question: "poor", "role": "parent_carer"}, week=WEEK)
    return next(one for one in freeze(app, now=FROZEN) if one.survey == slug)


def cells(page: Any) -> dict[str, str]:
    """Every number on the page by its cell."""
    found = page.select("[data-cell]")
    return {one["data-cell"]: " ".join(one.get_text().split()) for one in found}


def said(app: Flask, ref: str, words: str, *, is_taken_back: bool = False) -> None:
    """The Forum says this of a release or a question."""
    person, officer, now = new_staff(app, Role.FORUM), new_staff(app), datetime.now(UTC)
    with app.test_request_context("/staff", method="POST"):
        entry = commentary.say(Matter.RELEASE, ref, "It", words, by=person, now=now)
        found = commentary.comment(entry)
        assert found
        if is_taken_back:
            commentary.take_back(found, by=person, now=now + timedelta(minutes=1))
        else:
            commentary.answer(found, "We thank you.", by=officer, now=now)
        session().commit()


def test_every_number_is_the_gates_as_the_public_may_see_it(app: Flask) -> None:
    one = frozen(app)

    page = opened(app, f"/results/{one.number}")

    with app.test_request_context("/"):
        found = results.release(one.number, Seer.PUBLIC)
        assert found
        area = app.extensions["heard_area"]
        lines = files.lines(found, area=area, to_officer=False)
    released = {line.cell_id: line.words or str(line.shown) for line in lines if line.cell_id}
    assert len(released) > 3
    assert cells(page) == released
    assert cells(page)[f"R{one.number}.ps_overall.favourable"] == "9 or more"


def test_a_table_that_is_withheld_says_why_and_shows_no_number(app: Flask) -> None:
    one = frozen(app)

    page = opened(app, f"/results/{one.number}")

    withheld = page.find(id="question-ps_included").find_next("p").get_text()
    assert "Fewer than 10 people answered this question" in withheld
    assert not [cell for cell in cells(page) if "ps_included" in cell]


def test_who_took_part_is_on_no_page_of_the_public(app: Flask) -> None:
    one = frozen(app)

    shown = cells(opened(app, f"/results/{one.number}"))

    assert shown
    assert not [cell for cell in shown if ".role." in cell or "tone" in cell]
    assert "Parents and carers" not in read(app, f"/results/{one.number}")


def test_nothing_is_public_before_the_forum_has_looked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = frozen(app)
    said(app, f"R{one.number}", "We looked at this first.")
    on_day(monkeypatch, THE_LAST_DAY_OF_THE_FORUMS)

    assert status(app, f"/results/{one.number}") == 404
    assert "There is nothing here yet." in read(app, "/results")
    for path in ("/all-pages", "/sitemap.xml"):
        assert "/results" not in app.test_client().get(path).get_data(as_text=True)

    on_day(monkeypatch, PUBLIC)

    assert status(app, f"/results/{one.number}") == 200
    assert "After a session or event" in read(app, "/results")
    for path in ("/all-pages", "/sitemap.xml"):
        assert f"/results/{one.number}?" in app.test_client().get(path).get_data(as_text=True)


def test_the_results_of_so_few_children_are_never_public(app: Flask) -> None:
    one = frozen(app, "ap_experience", "ap_overall")
    assert one.responses == 13

    assert status(app, f"/results/{one.number}") == 404
    assert "There is nothing here yet." in read(app, "/results")


def test_a_release_with_too_few_answers_and_one_that_never_was_are_alike(app: Flask) -> None:
    place = asked(app, opens_at=OPENED, closes_at=CLOSED)
    families_answer(app, place, 9, {"ps_overall": "good"}, week=WEEK)
    (one,) = freeze(app, now=FROZEN)

    few = app.test_client().get(f"/results/{one.number}")
    never = app.test_client().get("/results/99")

    assert (few.status_code, few.data) == (never.status_code, never.data)
    assert few.status_code == 404


def test_the_forum_speaks_beside_what_the_public_sees_by_its_role_alone(app: Flask) -> None:
    ref = f"R{frozen(app).number}"
    said(app, ref, "Come\nagain.")
    said(app, f"{ref}.ps_overall", "We are glad.")
    said(app, f"{ref}.role", "Only three parents say so.")
    said(app, f"{ref}.ps_included", "Two of them felt alone.")
    said(app, ref, "Kim's mother was cross.", is_taken_back=True)
    said(app, f"{ref}0", "This is about another release.")

    page = opened(app, f"/results/{ref[1:]}")

    voices = [one.get_text(" ") for one in page.select("blockquote")]
    assert voices == ["Come again.", "We thank you.", "We are glad.", "We thank you."]
    assert "The Forum" in page.main.get_text()
    assert "Sam" not in page.main.get_text()


def test_a_release_that_was_changed_shows_nothing_and_names_no_staff_page(app: Flask) -> None:
    one = frozen(app)
    change_behind_our_back(app, "results_release", "13", "14")

    for path in (f"/results/{one.number}", "/results", "/sitemap.xml"):
        answer = app.test_client().get(path)
        assert answer.status_code == 503, path
        assert "/staff" not in answer.get_data(as_text=True)


def quoted(app: Flask, **special: Any) -> None:
    """A comment among thirteen that a family lets us quote, approved by an officer."""
    slug, ruling = special.pop("slug", "post_session"), special.pop("ruling", Ruling.PUBLISH)
    decided = special.pop("decided_at", FROZEN)
    place = asked(app, survey_slug=slug, opens_at=OPENED, closes_at=CLOSED)
    overall = {"post_session": "ps_overall", "ap_experience": "ap_overall"}[slug]
    families_answer(app, place, special.pop("others", 12), {overall: "good"}, week=WEEK)
    given = factories.response(place, **{"week": WEEK, "consent_version": 1, **special})
    comment = factories.comment(given, "Kim said: it was warm.", question_id="ps_better")
    answers = factories.answers(given, {overall: "good", "role": "parent_carer"})
    store(app, given, *answers, comment)
    copy = {"edited_copy": QUOTE, "copy_language": "en", "why": "Clear.", "decided_at": decided}
    store(app, judgement(comment, new_staff(app), ruling=ruling, **copy))
    freeze(app, now=FROZEN)


def test_a_quote_is_the_approved_copy_with_no_role_and_no_question(app: Flask) -> None:
    quoted(app)

    page = opened(app, "/quotes")

    assert [one.get_text() for one in page.select("blockquote")] == [QUOTE]
    assert page.select_one("blockquote")["lang"] == "en"
    assert "Kim" not in page.main.get_text()
    assert "/quotes?" in app.test_client().get("/all-pages").get_data(as_text=True)


@pytest.mark.parametrize(
    "special",
    [
        {"consent_version": None},
        {"ruling": Ruling.THEMES},
        {"is_quarantined": True},
        {"slug": "ap_experience"},
        {"others": 8},
    ],
    ids=["no consent", "themes only", "set aside", "restricted survey", "too few answers"],
)
def test_any_other_comment_is_quoted_nowhere(app: Flask, special: dict[str, Any]) -> None:
    quoted(app, **special)

    assert QUOTE not in read(app, "/quotes")
    assert "/quotes?" not in app.test_client().get("/all-pages").get_data(as_text=True)


def test_a_quote_waits_until_its_results_are_public(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted(app)
    on_day(monkeypatch, THE_LAST_DAY_OF_THE_FORUMS)

    assert QUOTE not in read(app, "/quotes")

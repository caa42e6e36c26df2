"""An officer decides about comments one after another, before seeing what the computer said."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event, select

from feedback.models import Collection, Comment, Judgement, Role, StaffMember
from feedback.readings import read_pending
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.families import asked, families_write
from tests.feedback.moderating import PATH, decide, judgement, translate, written
from tests.feedback.releasing import released
from tests.feedback.staff_pages import signed_in, words

SAM = "Ask for Sam Jones on 07700 900123. Nobody rang back."


@pytest.fixture
def collection(app: Flask) -> Collection:
    """A session that families were asked about."""
    return asked(app)


@pytest.fixture
def officer(app: Flask) -> CheckingClient:
    """An officer's browser."""
    return signed_in(app)


def decisions(app: Flask) -> list[Judgement]:
    """Every decision in the database."""
    with database_of(app).session() as session:
        session.expire_on_commit = False
        return list(session.scalars(select(Judgement)))


def beginnings(client: CheckingClient, query: str = "") -> list[str]:
    """How the comments in the queue begin, in its order."""
    page = soup(client.get(f"{PATH}{query}"))
    return [" ".join(link.get_text().split()) for link in page.select(".h-rows a")]


@pytest.mark.parametrize("role", list(Role))
def test_only_officers_moderate(app: Flask, collection: Collection, role: Role) -> None:
    comment = written(app, collection, "The room was awful.")
    client = signed_in(app, role)
    paths = [PATH, f"{PATH}/{comment}", f"{PATH}/{comment}/again", f"{PATH}/agreement"]

    statuses = {client.get(path).status_code for path in paths}
    posted = client.post(f"{PATH}/{comment}", data={"tone": "negative", "ruling": "themes"})

    if role is Role.OFFICER:
        assert statuses <= {200, 303}
    else:
        assert statuses == {403}
        assert posted.status_code in {400, 403}
        assert "awful" not in posted.get_data(as_text=True)
    assert not [one for one in decisions(app) if role is not Role.OFFICER]


def test_the_computers_tone_is_not_on_the_page_before_the_person_decided(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "It was terrible and awful.")
    pages = [f"{PATH}/{comment}", PATH, f"/staff/collections/{collection.id}/comments"]

    before = [officer.get(path).get_data(as_text=True) for path in pages]
    decide(officer, comment, tone="positive")
    after = words(officer.get(f"{PATH}/{comment}"))

    assert all("computer estimate" not in page for page in before)
    # "Negative" stands there as one of the choices, and nowhere else.
    assert [page.count("Negative") for page in before] == [1, 0, 0]
    assert "Tone (computer estimate) Negative" in after


def test_after_deciding_the_next_comment_comes_and_both_tones_are_told(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    first = written(app, collection, "It was terrible and awful.")
    second = written(app, collection, "It was wonderful.")

    answer = decide(officer, first, tone="positive")
    page = officer.get(answer.headers["Location"])

    assert answer.status_code == 303
    assert str(second) in answer.headers["Location"]
    assert "You said: Positive. The computer said: Negative." in words(page)
    assert soup(page).select_one("[autofocus]")["id"] == "tone"
    last = decide(officer, second, tone="positive")
    assert last.headers["Location"].startswith(f"{PATH}?")
    assert "There are no comments here." in words(officer.get(PATH))


def test_who_may_be_in_danger_comes_first_then_names_then_the_rest(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    written(app, collection, "Good.", chosen={"ps_overall": "very_poor"})
    written(app, collection, "আমার ছেলে খুব খুশি হয়েছে। ধন্যবাদ।", language="bn")
    written(app, collection, "The tables were too low.")
    written(app, collection, SAM)
    written(app, collection, "He hits my son every night.")
    written(app, collection, "A fine day, with buy pills.", is_quarantined=True)

    shown = beginnings(officer)

    assert shown[0].startswith("He hits my son")
    assert shown[1].startswith("Ask for Sam")
    assert shown[2] == "Good."  # The rating says very poor.
    assert shown.index("আমার ছেলে খুব খুশি হয়েছে। ধন্যবাদ।") < shown.index("The tables were too low.")
    assert shown[-1].endswith("buy pills.")


def test_a_comment_that_may_speak_of_harm_is_told_at_once_to_officers_only(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "He hits my son every night.")
    line = "1 comment may mean that somebody is not safe."

    home, queue = (words(officer.get(path)) for path in ("/staff", PATH))
    forum = words(signed_in(app, Role.FORUM).get("/staff"))
    page = words(officer.get(f"{PATH}/{comment}"))
    decide(officer, comment)

    assert line in home and line in queue
    assert line not in forum
    assert "follow your safeguarding procedure now" in page
    assert line not in words(officer.get("/staff"))


def test_highlights_have_words_and_what_a_family_writes_is_never_markup(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, f"<b>bold</b> 😀 {SAM}", consent_version=1)

    page = soup(officer.get(f"{PATH}/{comment}"))

    quote = page.select_one("blockquote")
    assert quote and not quote.find("b")
    assert "<b>bold</b> 😀" in quote.get_text()
    marks = [" ".join(mark.get_text().split()) for mark in quote.select("mark")]
    assert marks == ["Sam Jones (a name?)", "07700 900123 (a phone number?)"]


def test_the_edited_copy_starts_without_what_is_highlighted(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, SAM, consent_version=1)

    page = soup(officer.get(f"{PATH}/{comment}"))

    copy = page.select_one("#edited_copy")
    assert copy and copy.get_text().strip() == "Ask for […] on […]. Nobody rang back."


def test_nothing_can_be_quoted_without_the_familys_consent(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "The tables were too low.")

    page = officer.get(f"{PATH}/{comment}")
    answer = decide(officer, comment, ruling="publish", edited_copy="The tables were too low.")

    assert not soup(page).select("[value=publish], #edited_copy")
    assert "No. Its themes may be used." in words(page)
    assert answer.status_code == 400
    assert decisions(app) == []


def test_a_name_left_in_the_edited_copy_is_refused_until_a_person_vouches_for_it(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, SAM, consent_version=1)
    publish = {"ruling": "publish", "edited_copy": "Ask for Sam Jones. Nobody rang back."}

    refused = decide(officer, comment, **publish)
    vouched = decide(officer, comment, **publish, names_are_fine="y")

    assert refused.status_code == 400
    assert "These words may still tell who it is: Sam Jones." in words(refused)
    assert soup(refused).select_one("#names_are_fine")
    assert vouched.status_code == 303
    assert [one.edited_copy for one in decisions(app)] == ["Ask for Sam Jones. Nobody rang back."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"tone": ""}, "Choose a tone"),
        ({"ruling": ""}, "Choose what may happen with the comment."),
        ({"ruling": "vexatious"}, "Say why, in a few words."),
        ({"ruling": "hold"}, "Say why, in a few words."),
        ({"ruling": "publish", "edited_copy": " "}, "Write the words that may be published."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    app: Flask,
    collection: Collection,
    officer: CheckingClient,
    typed: dict[str, str],
    sentence: str,
) -> None:
    comment = written(app, collection, "The tables were too low.", consent_version=1)

    answer = decide(officer, comment, themes=["place"], **typed)

    assert answer.status_code == 400
    assert sentence in words(answer)
    assert soup(answer).select_one("[value=place]").has_attr("checked")
    assert decisions(app) == []


def test_everything_decided_is_kept_with_who_and_why(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "The tables were too low.")

    decide(officer, comment, ruling="hold", why="Which room?", themes=["place", "school"])

    (kept,) = decisions(app)
    assert (kept.tone, kept.ruling, kept.why) == ("negative", "hold", "Which room?")
    assert kept.themes.split() == ["place", "school"]
    assert kept.saw_estimate is False
    assert "Officer" in words(officer.get(f"{PATH}/{comment}"))
    assert beginnings(officer, "?state=held") == ["The tables were too low."]


def test_a_changed_mind_is_a_new_decision_with_a_reason_and_the_first_stays(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "The tables were too low.")
    decide(officer, comment)

    without_reason = decide(officer, comment, tone="positive")
    decide(officer, comment, tone="positive", why="I misread it.")

    assert without_reason.status_code == 400
    first, second = sorted(decisions(app), key=lambda one: one.decided_at)
    assert (first.tone, first.saw_estimate) == ("negative", False)
    assert (second.tone, second.saw_estimate) == ("positive", True)


def test_two_officers_at_once_do_not_overrule_each_other_unseen(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "The tables were too low.")
    stale = soup(officer.get(f"{PATH}/{comment}")).select_one("input[name=csrf_token]")
    decide(signed_in(app), comment)

    values = {"csrf_token": stale["value"], "tone": "positive", "ruling": "themes", "seen": ""}
    answer = officer.post(f"{PATH}/{comment}", data=values)

    assert answer.status_code == 409
    assert "Somebody else decided in the meantime." in words(answer)
    assert len(decisions(app)) == 1


def test_regulation_56_is_asked_of_the_local_offer_only(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    about_session = written(app, collection, "The tables were too low.")
    about_offer = written(app, asked(app, survey_slug="local_offer"), "Half the links are broken.")

    decide(officer, about_offer, regulation="accessibility")

    assert not soup(officer.get(f"{PATH}/{about_session}")).select("#regulation")
    assert [one.regulation for one in decisions(app)] == ["accessibility"]


def test_the_themes_offer_the_words_that_matched_and_none_is_ticked(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "The waiting list is two years long.")

    page = soup(officer.get(f"{PATH}/{comment}"))

    boxes = page.select("input[name=themes]")
    label = page.select_one(f"label[for={boxes[0]['id']}]")
    assert label and label.get_text().startswith("Waiting and appointments – because of: “")
    assert len(boxes) == 15
    assert not any(box.has_attr("checked") for box in boxes)


def test_a_comment_in_another_language_shows_as_such_and_can_be_translated(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "كان اللقاء مفيدًا جدا، شكرا لكم.", consent_version=1)

    page = soup(officer.get(f"{PATH}/{comment}"))
    assert beginnings(officer, "?state=translate") == ["كان اللقاء مفيدًا جدا، شكرا لكم."]
    kept = translate(officer, comment, "The meeting with Sam Jones was very useful, thank you.")
    read_pending(database_of(app))
    decide(officer, comment, tone="positive")
    after = officer.get(f"{PATH}/{comment}")

    quote = page.select_one("blockquote")
    assert quote and (quote["lang"], quote["dir"]) == ("ar", "rtl")
    assert kept.status_code == 303
    assert beginnings(officer, "?state=translate") == []
    assert "Positive (from translation)" in words(after)
    assert "Translated by Officer" in words(after)
    copy = soup(after).select_one("#edited_copy")
    assert copy and "meeting with […] was" in copy.get_text()


def test_an_empty_translation_is_refused(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "كان رائعا جدا", language="ar")

    answer = translate(officer, comment, "  ")

    assert answer.status_code == 400
    assert "Write what the comment says in English." in words(answer)


def test_a_page_of_the_queue_asks_the_database_little(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    for number in range(30):
        written(app, collection, f"The tables were too low, {number}.")
    asked_for: list[str] = []
    engine = database_of(app).engine
    event.listen(engine, "before_cursor_execute", lambda *seen: asked_for.append(seen[2]))

    first = soup(officer.get(PATH))
    second = soup(officer.get(str(first.select("nav a[rel=next]")[0]["href"])))

    assert [len(page.select(".h-rows li")) for page in (first, second)] == [25, 5]
    assert len(asked_for) / 2 <= 12


def test_what_is_decided_meanwhile_makes_no_page_skip_a_comment(
    app: Flask,
    collection: Collection,
    officer: CheckingClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("feedback.moderate.queue.PAGE", 5)
    for number in range(12):
        written(app, collection, f"The tables were too low, {number}.")
    first = soup(officer.get(PATH))
    decide(officer, UUID(str(first.select(".h-rows li a")[0]["href"])[len(PATH) + 1 :][:36]))

    second = soup(officer.get(address(first, "next")))
    third = soup(officer.get(address(second, "next")))
    back = soup(officer.get(address(third, "prev")))
    # Only four are left before it: the first page is shown whole.
    start = soup(officer.get(address(back, "prev")))

    seen = [[one.text for one in page.select(".h-rows li")] for page in (first, second, third)]
    assert [len(page) for page in seen] == [5, 5, 2]
    assert len({text for page in seen for text in page}) == 12
    assert [one.text for one in back.select(".h-rows li")] == seen[1]
    assert [one.text for one in start.select(".h-rows li")] == seen[0][1:] + seen[1][:1]
    assert not start.select("nav a[rel=prev]") and not third.select("nav a[rel=next]")


def address(page: BeautifulSoup, where: str) -> str:
    """Of the page beside this one."""
    return str(page.select(f"nav a[rel={where}]")[0]["href"])


def test_a_very_long_list_says_only_that_there_are_more(
    app: Flask,
    collection: Collection,
    officer: CheckingClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("feedback.moderate.queue.MOST_COUNTED", 2)
    monkeypatch.setattr("feedback.moderate.pages.MOST_COUNTED", 2)
    for number in range(2):
        written(app, collection, f"The tables were too low, {number}.")
    exactly = words(officer.get(PATH))

    written(app, collection, "The tables were too low.")

    assert "2 comments" in exactly and "More than" not in exactly
    assert "More than 2 comments" in words(officer.get(PATH))


@pytest.mark.parametrize(
    "query",
    [
        *("?state=nonsense", "?collection=nonsense", "?after=nonsense", "?before=3-nonsense"),
        "?after=10-00000000000000000000000000000000",
        # What a page was called before; and where nothing follows.
        *("?page=2", "?after=6-ffffffffffffffffffffffffffffffff"),
    ],
)
def test_an_odd_address_shows_the_whole_queue(
    app: Flask, collection: Collection, officer: CheckingClient, query: str
) -> None:
    written(app, collection, "The tables were too low.")

    assert beginnings(officer, query) == ["The tables were too low."]


def test_the_queue_can_be_of_one_collection(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    written(app, collection, "The tables were too low.")
    other = asked(app)
    written(app, other, "The chairs were too high.")

    assert beginnings(officer, f"?collection={other.id}") == ["The chairs were too high."]


def test_a_comment_that_is_gone_is_not_found(officer: CheckingClient) -> None:
    assert officer.get(f"{PATH}/{uuid4()}").status_code == 404


def test_a_second_person_codes_without_seeing_the_first(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    comment = written(app, collection, "It was terrible and awful.")
    decide(officer, comment, tone="negative", why="Very clear.")
    path = f"{PATH}/{comment}/again"

    own = officer.get(path)
    second = signed_in(app)
    page = second.get(path)
    token = soup(page).select_one("main input[name=csrf_token]")["value"]
    missing = second.post(path, data={"csrf_token": token})
    saved = second.post(path, data={"csrf_token": token, "tone": "positive"})
    again = second.post(path, data={"csrf_token": token, "tone": "negative"})

    assert own.status_code == 303
    assert "Very clear." not in words(page) and "computer" not in words(page)
    assert missing.status_code == 400
    assert (saved.status_code, again.status_code) == (303, 303)
    table = words(officer.get(f"{PATH}/agreement"))
    assert "The same tone for 0 of 1 comments." in table  # Two people.
    assert "The same tone for 1 of 1 comments." in table  # A person and the computer.
    assert "Fewer say too little." in table
    assert [one.tone for one in decisions(app)] == ["negative"]


def test_kappa_is_shown_from_fifty_comments_on(
    app: Flask, collection: Collection, officer: CheckingClient
) -> None:
    families_write(app, collection, 25, "It was terrible and awful.")
    families_write(app, collection, 25, "It was wonderful.")
    read_pending(database_of(app))
    with database_of(app).session() as session:
        (person,) = session.scalars(select(StaffMember))
        for one in session.scalars(select(Comment)):
            tone = "negative" if "terrible" in one.text else "positive"
            session.add(judgement(one, person, tone=tone))

    page = words(officer.get(f"{PATH}/agreement"))

    assert "The same tone for 50 of 50 comments." in page
    assert "Cohen’s kappa: 1.00, 95% interval 1.00 to 1.00." in page


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        (0, "Positive fewer than 5 Not positive, or not scored 8 or more"),
        (12, "Positive 8 or more Not positive, or not scored fewer than 5"),
    ],
)
def test_what_a_person_decided_counts_in_the_results_before_the_computer(
    app: Flask, collection: Collection, officer: CheckingClient, decided: int, said: str
) -> None:
    comments = [written(app, collection, "It was terrible and awful.") for _family in range(12)]
    for comment in comments[:decided]:
        decide(officer, comment, tone="positive")

    page = words(officer.get(released(app)))

    # At so small a base the table has two rows: positive, and all the rest.
    assert said in page

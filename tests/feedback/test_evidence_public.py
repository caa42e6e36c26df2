"""A pack for everybody says no more of people's work than the open pages do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask

from feedback.evidence.document import Variant
from feedback.models import Colour, Commentary, Matter, PlanRating, Role, Verdict
from tests.feedback.evidence import (
    FROZEN,
    LATER,
    answered,
    files,
    gathered,
    packed,
    plan_frozen,
    scope,
    section,
    words,
)
from tests.feedback.initiatives import TITLE, complete, turn
from tests.feedback.loops import answered as answered_theme
from tests.feedback.loops import theme, told
from tests.feedback.staff_pages import new_staff, store

END_OF_SPRING = datetime(2026, 3, 31, 12, tzinfo=UTC)
REASON = "The lead has left, and nobody took it over."


def test_what_was_told_to_nobody_in_public_is_counted_but_its_words_are_not_there(
    app: Flask,
) -> None:
    answer = answered_theme()
    store(app, theme(theme="Only one family said this."), answer, told(answer))

    public, board = (gathered(app, scope(one)) for one in (Variant.PUBLIC, Variant.BOARD))

    assert "Only one family said this." in words(board)
    assert "clinic letters" in words(board)
    assert "Only one family said this." not in words(public)
    assert "clinic letters" not in words(public)
    assert "2 are still open." in section(public, "loop")
    assert "Every reply is finished." not in words(public)


def test_what_was_told_in_public_is_there_from_that_day(app: Flask) -> None:
    answer = answered_theme()
    store(app, answer, told(answer, how="website"))

    before = gathered(app, scope(Variant.PUBLIC, as_at=date(2026, 2, 15)))
    after = gathered(app, scope(Variant.PUBLIC, as_at=date(2026, 2, 16)))

    assert "clinic letters" not in words(before)
    assert "We write them again." in section(after, "loop")


def test_the_reason_for_a_colour_stays_with_the_partnership(app: Flask) -> None:
    by = new_staff(app).id
    rated: dict[str, Any] = {"action_ref": "1.1", "term_ref": "2026-spring", "staff_id": by}
    store(app, PlanRating(**rated, colour=Colour.RED, reason=REASON, rated_at=FROZEN))
    plan_frozen(app, "2026-spring", by=by, at=END_OF_SPRING)

    public = files(packed(app, scope(Variant.PUBLIC)))

    assert REASON in section(gathered(app, scope()), "plan")
    assert REASON not in words(gathered(app, scope(Variant.PUBLIC)))
    assert REASON.encode() not in public["data/plan-ratings.csv"]


def test_the_colours_of_a_term_that_goes_on_are_for_officers_alone(app: Flask) -> None:
    by = new_staff(app).id
    for term, colour in (("2026-spring", Colour.GREEN), ("2026-summer", Colour.RED)):
        rated: dict[str, Any] = {"action_ref": "1.1", "term_ref": term, "staff_id": by}
        store(app, PlanRating(**rated, colour=colour, reason=f"In {term}.", rated_at=FROZEN))
    plan_frozen(app, "2026-spring", by=by, at=END_OF_SPRING)

    variants = (Variant.PUBLIC, Variant.BOARD, Variant.RESTRICTED)
    public, board, restricted = (section(gathered(app, scope(one)), "plan") for one in variants)
    data = [files(packed(app, scope(one)))["data/plan-ratings.csv"] for one in variants]

    for said in (public, board):
        assert ("Spring term 2026" in said, "Summer term 2026" in said) == (True, False)
    assert "In 2026-spring." in board
    assert "In 2026-summer." not in board
    assert "Summer term 2026, not frozen yet" in restricted
    assert "In 2026-summer." in restricted
    assert [b"2026-summer" in one for one in data] == [False, False, True]


def test_before_the_first_term_is_frozen_a_pack_says_so(app: Flask) -> None:
    by = new_staff(app).id
    rated: dict[str, Any] = {"action_ref": "1.1", "term_ref": "2026-spring", "staff_id": by}
    store(app, PlanRating(**rated, colour=Colour.RED, reason=REASON, rated_at=FROZEN))
    plan_frozen(app, "2026-spring", by=by, at=END_OF_SPRING)

    early = section(gathered(app, scope(as_at=date(2026, 3, 30))), "plan")

    assert early == "No term of the action plan is frozen yet."


def test_who_disputed_an_initiative_is_not_for_everybody(app: Flask) -> None:
    made = complete(app)
    turn(app, made, Role.FORUM, Verdict.DISPUTED, at=datetime(2026, 3, 3, tzinfo=UTC))

    public, board = (gathered(app, scope(one)) for one in (Variant.PUBLIC, Variant.BOARD))
    data = files(packed(app, scope(Variant.PUBLIC)))["data/initiatives.csv"]

    assert "disputed" in words(board).lower()
    assert TITLE in section(public, "stories")
    assert "disputed" not in words(public).lower()
    assert b"disputed" not in data


def test_words_about_what_the_public_does_not_see_are_not_in_its_pack(app: Flask) -> None:
    answered(app, "post_session", "ps_overall")
    kept = theme()
    by: dict[str, Any] = {"staff_id": new_staff(app).id, "role": "forum", "written_at": FROZEN}
    store(app, kept)
    for about, ref, text in (
        (Matter.RELEASE, "R1.ps_overall", "Fourteen said so."),
        (Matter.RELEASE, "R1.role", "Nobody young."),
        (Matter.REPLY, str(kept.id), "Answer it."),
    ):
        store(app, Commentary(about=about, about_ref=ref, about_words="It", text=text, **by))

    public = section(gathered(app, scope(Variant.PUBLIC, as_at=LATER)), "forum")
    board = section(gathered(app, scope(as_at=LATER)), "forum")

    assert [text in public for text in ("Fourteen said so.", "Nobody young.", "Answer it.")] == [
        True,
        False,
        False,
    ]
    assert "Nobody young." in board
    assert "Answer it." in board

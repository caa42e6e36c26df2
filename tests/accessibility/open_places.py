"""What the open pages show beside the sample data: the Forum's words, and quotes."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from sqlmodel import Session, col, select

from feedback import commentary
from feedback.database import session
from feedback.models import (
    Comment,
    CountedResponse,
    Matter,
    Response,
    ResultsRelease,
    Role,
    Ruling,
)
from tests.feedback.asking import database_of
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import new_staff, store

# The sample data's only release that the public may see.
PUBLIC_RELEASE = 1
COPIES = (("en", "It was warm.\nNobody rushed us."), ("ar", "كان المكان هادئًا."))


def speak_in_public(app: Flask) -> None:
    """The Forum says something of a public release, and an officer answers; two are quoted."""
    forum, officer, now = new_staff(app, Role.FORUM), new_staff(app), datetime.now(UTC)
    with app.test_request_context("/staff", method="POST"):
        for ref in (f"R{PUBLIC_RELEASE}", f"R{PUBLIC_RELEASE}.ps_overall"):
            said = commentary.say(Matter.RELEASE, ref, "It", "Come\nagain.", by=forum, now=now)
            found = commentary.comment(said)
            assert found is not None
            commentary.answer(found, "We thank you.", by=officer, now=now)
        session().commit()
    for comment, (language, text) in zip(_comments(app), COPIES, strict=True):
        copy = {"edited_copy": text, "copy_language": language, "why": "Clear."}
        store(app, judgement(comment, officer, ruling=Ruling.PUBLISH, **copy))


def _comments(app: Flask) -> list[Comment]:
    """Of families that agreed to be quoted, and whose answers are in the public release."""
    wanted = (
        select(Comment)
        .join(Response, col(Response.id) == col(Comment.response_id))
        .join(CountedResponse, col(CountedResponse.response_id) == col(Response.id))
        .join(ResultsRelease, col(ResultsRelease.id) == col(CountedResponse.release_id))
        .where(
            col(ResultsRelease.number) == PUBLIC_RELEASE, col(Response.consent_version).is_not(None)
        )
        .order_by(col(Comment.id))
        .limit(len(COPIES))
    )
    with Session(database_of(app).reading) as held:
        return list(held.exec(wanted))

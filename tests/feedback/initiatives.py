"""An initiative with everything it needs to count, and staff forms filled in as a browser would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import delete, update
from sqlmodel import SQLModel, col, select
from werkzeug.test import TestResponse

from feedback.models import (
    Confirmation,
    Decision,
    EvidenceFile,
    Initiative,
    InitiativeKind,
    Involvement,
    Reply,
    Role,
    Stage,
    Telling,
    Verdict,
)
from feedback.responses import table_of
from feedback.signing import fingerprint
from tests import factories
from tests.client import CheckingClient
from tests.feedback.asking import database_of, soup
from tests.feedback.staff_pages import new_staff, store

# The register asks what day it is; these tests live on this one, whenever they are run.
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TITLE = "The Saturday club"
PULSE_OPENS = datetime(2025, 11, 3, 9, tzinfo=UTC)
LAST_TOLD = date(2025, 10, 20)

REGISTER, THEMES = "/staff/initiatives", "/staff/themes"

Typed = Mapping[str, str | Sequence[str]]


def send(client: CheckingClient, path: str, typed: Typed | None = None) -> TestResponse:
    """Open a page, change these fields of its form, press its button."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    form = soup(page).select_one("main form")
    assert form, path
    return client.post(path, data={**filled_in(form), **(typed or {})})


def token(client: CheckingClient, path: str) -> str:
    """A token that lets this browser send a form."""
    field = soup(client.get(path)).select_one("input[name=csrf_token]")
    assert field
    return str(field["value"])


def filled_in(form: Tag) -> dict[str, list[str]]:
    """What a browser sends for a form as it stands."""
    values: dict[str, list[str]] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            found = [str(chosen["value"])] if chosen else []
        elif control.name == "textarea":
            found = [control.get_text().removeprefix("\n")]
        elif control.get("type") in {"radio", "checkbox"}:
            found = [str(control["value"])] if control.has_attr("checked") else []
        else:
            found = [str(control.get("value", ""))]
        values.setdefault(str(control["name"]), []).extend(found)
    return values


def error_at(page: BeautifulSoup, field: str) -> str:
    """The sentence beside one field."""
    found = page.select_one(f"#{field}-error")
    return " ".join(found.get_text(" ").split()) if found else ""


def initiative(**special: Any) -> Initiative:
    """Live since 6 October 2025, its design fixed on 1 September."""
    usual: dict[str, Any] = {
        "title": TITLE,
        "kind": InitiativeKind.CO_DESIGN,
        "stage": Stage.LIVE,
        "audience": "parent_carers",
        "options_fixed_on": date(2025, 9, 1),
        "delivered_on": date(2025, 10, 6),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Initiative(**usual | special)


def session(of: Initiative, **special: Any) -> Involvement:
    """Four parent carers who designed it on 4 July 2025."""
    usual: dict[str, Any] = {
        "initiative_id": of.id,
        "happened_on": date(2025, 7, 4),
        "stage": Stage.DESIGNED,
        "rung": 6,
        "rung_reason": "They chose the hours and the room.",
        "parent_carers": 4,
        "young_people": 0,
        "created_at": NOW,
    }
    return Involvement(**usual | special)


def reply(of: Initiative, **special: Any) -> Reply:
    """Said at the design session, and done; nobody is told yet."""
    usual: dict[str, Any] = {
        "initiative_id": of.id,
        "theme": "A quiet room",
        "raised_on": date(2025, 7, 4),
        "decision": Decision.DONE,
        "we_did": "There is a quiet room.",
        "created_at": NOW,
    }
    return Reply(**usual | special)


def telling(of: Reply, **special: Any) -> Telling:
    """Told in time, before it was live, in person, in the languages and formats they use."""
    usual: dict[str, Any] = {
        "reply_id": of.id,
        "told_on": date(2025, 7, 21),
        "how": "in_person",
        "is_in_their_format": True,
        "created_at": NOW,
    }
    return Telling(**usual | special)


def told_replies(of: Initiative) -> tuple[SQLModel, ...]:
    """One theme told before it was live, and one said in September and told after."""
    before, after = reply(of), reply(of, theme="Snacks", raised_on=date(2025, 9, 22))
    return before, after, telling(before), telling(after, told_on=LAST_TOLD)


def without_pulse(app: Flask, **special: Any) -> UUID:
    """Store an initiative with all it needs but the pulse and the keys."""
    made = initiative(**special)
    young = {"parent_carers": 0, "young_people": 4} if made.audience == "young_people" else {}
    store(app, made, session(made, **young), *told_replies(made))
    return made.id


def ask_if_heard(app: Flask, initiative_id: UUID, *said: str, **special: Any) -> UUID:
    """Store a pulse with one response for each thing said."""
    asked = factories.collection(
        **{
            "survey_slug": "feeling_heard",
            "initiative_id": initiative_id,
            "opens_at": PULSE_OPENS,
            "closes_at": datetime.now(UTC) - timedelta(hours=25),
            **special,
        }
    )
    store(app, asked)
    for code in said:
        given = factories.response(asked)
        store(app, given, *factories.answers(given, {"fh_heard": code}))
    return asked.id


def complete(app: Flask, **special: Any) -> UUID:
    """Store an initiative that counts: every test passes, and two people turned the keys."""
    made = without_pulse(app, **special)
    ask_if_heard(app, made, "yes", "yes", "yes", "partly")
    turn(app, made, Role.OFFICER, Verdict.PROPOSED)
    turn(app, made, Role.FORUM, Verdict.CONFIRMED, at=NOW.replace(day=2, hour=13, month=2))
    return made


def turn(
    app: Flask, initiative_id: UUID, role: Role, verdict: Verdict, at: datetime | None = None
) -> None:
    """Store one turn of a key by somebody new."""
    person = new_staff(app, role)
    store(
        app,
        Confirmation(
            initiative_id=initiative_id,
            staff_id=person.id,
            role=role.value,
            verdict=verdict,
            comment="We were there.",
            fingerprint=fingerprint_of(app, initiative_id),
            at=at or datetime(2026, 2, 1, 12, tzinfo=UTC),
        ),
    )


def fingerprint_of(app: Flask, initiative_id: UUID) -> str:
    """What somebody who turns a key now signs."""
    with database_of(app).session() as session:
        made = session.get_one(Initiative, initiative_id)
        sessions = session.exec(
            select(Involvement).where(Involvement.initiative_id == initiative_id)
        ).all()
        replies = session.exec(select(Reply).where(Reply.initiative_id == initiative_id)).all()
        told = session.exec(select(Telling)).all()
        of = col(EvidenceFile.involvement_id).in_([one.id for one in sessions])
        files = session.exec(select(EvidenceFile.content_hash).where(of)).all()
        return fingerprint(made, sessions, replies, told, files)


def evidence_file(involvement_id: UUID, **special: Any) -> EvidenceFile:
    """A file that shows what a session did."""
    usual: dict[str, Any] = {
        "what": "The plan",
        "content": b"%PDF-1.7",
        "content_type": "application/pdf",
    }
    usual |= {"content_hash": "0" * 64, "added_at": NOW}
    return EvidenceFile(involvement_id=involvement_id, **usual | special)


def sessions_of(app: Flask, initiative_id: UUID) -> list[UUID]:
    """The ids of its sessions."""
    with database_of(app).session() as session:
        found = select(Involvement.id).where(Involvement.initiative_id == initiative_id)
        return list(session.exec(found))


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register asks one function what time it is."""
    for feature in ("coproduce", "listen", "reply"):
        monkeypatch.setattr(f"feedback.{feature}.routes._now", lambda: NOW)


def change(app: Flask, table: type[SQLModel], *where: Any, **values: Any) -> None:
    """Change rows behind the pages' back; with no values, delete them."""
    rows = table_of(table)
    with database_of(app).transaction() as connection:
        what = update(rows).values(**values) if values else delete(rows)
        connection.execute(what.where(*where))


def press(client: CheckingClient, page: str, what: str, **typed: str) -> TestResponse:
    """Send a form of the page, with what is hidden in it and a token of this browser's own."""
    hidden = {
        str(field["name"]): str(field["value"])
        for field in soup(client.get(page)).select("input[type=hidden]")
    }
    return client.post(f"{page}/{what}", data={**hidden, **typed})


def links(client: CheckingClient, page: str) -> list[str]:
    return [str(link["href"]) for link in soup(client.get(page)).select("main a[href]")]

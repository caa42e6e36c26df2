"""One of everything in a running server's database, and somebody signed in to see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from sqlmodel import Session

from feedback import create_app
from feedback.config import Config
from feedback.coproduce import frozen
from feedback.coproduce.records import find
from feedback.coproduce.standing import standing_of
from feedback.database import session
from feedback.models import (
    Collection,
    Colour,
    CommentTheme,
    EvidencePack,
    PackState,
    PaperForm,
    Role,
    Ruling,
    Verdict,
)
from feedback.plan import records, series, snapshots, standing
from feedback.results.scans import scan_results
from feedback.results.shown import stored_releases
from feedback.results.stored import Stored
from feedback.speak.formats import read as sound_in
from feedback.speak.pages import slot_page
from feedback.speak.records import Slot, keep
from forms.bank import QUESTIONS
from forms.questions import Variant
from tests import factories
from tests.accessibility.compose_pages import compose_surveys
from tests.accessibility.open_places import speak_in_public
from tests.accessibility.pages import RECORDED, Places
from tests.accessibility.plan_pages import FROZEN
from tests.feedback.asking import database_of
from tests.feedback.families import families_answer
from tests.feedback.initiatives import (
    complete,
    evidence_file,
    sessions_of,
    turn,
    without_pulse,
)
from tests.feedback.loops import answered as answered_theme
from tests.feedback.loops import outcome, told
from tests.feedback.moderating import judgement
from tests.feedback.recording import OGG
from tests.feedback.releasing import freeze
from tests.feedback.staff_pages import new_staff, store
from tests.server import Server
from translations import LANGUAGES


def _app(server: Server) -> Flask:
    """The same app on the same data, in this process: what it stores, the server shows."""
    return create_app(Config.from_environment({"HEARD_DATA_DIR": str(server.data_dir)}))


def furnish(server: Server) -> Places:
    """Store what the sample data has none of."""
    app = _app(server)
    now = datetime.now(UTC)
    answered = factories.collection(occasion="Music morning")
    given = factories.response(answered)
    placed = factories.placement(answered)
    store(app, answered, placed)
    paper = PaperForm(number="CDFGHJKM", response_id=given.id)
    burst = factories.response(answered, is_quarantined=True, is_in_burst=True)
    said = factories.comment(given, "A quiet corner.", question_id="ps_better")
    store(app, given, burst, paper, said)
    proposed = without_pulse(app)
    store(app, evidence_file(sessions_of(app, proposed)[0]))
    turn(app, proposed, Role.OFFICER, Verdict.PROPOSED)
    for language in LANGUAGES:
        record(app, RECORDED, language, is_current=language != "syl")
    comment, decided = comments(app, answered)
    for more in (freeze_the_plan, speak_in_public, compose_surveys):
        more(app)
    theme, pack = answered_theme(), made_pack(now)
    under = CommentTheme(comment_id=decided, reply_id=theme.id)
    store(app, theme, told(theme, languages="en ar"), outcome(theme), under, pack)
    found = releases(app)
    return Places(
        closed=_code(app, factories.collection(closes_at=now - timedelta(minutes=1))),
        not_yet=_code(app, factories.collection(opens_at=now + timedelta(days=9))),
        collection=str(answered.id),
        posters=f"/staff/placements/{placed.id}/posters",
        paper_number=paper.number,
        initiative=str(proposed),
        confirmed=str(confirmed_initiative(app)),
        comment=str(comment),
        decided_comment=str(decided),
        theme=str(theme.id),
        release=next(one.number for one in found if one.responses and one.occasions),
        withheld_release=next(one.number for one in found if one.responses is None),
        year="/staff/results/years/2025-26/feeling_heard",
        scanned=most_scanned(app),
    )


def most_scanned(app: Flask) -> str:
    """The collection of the sample data whose frozen scans say the most."""
    with app.test_request_context():
        found = max(scan_results(), key=lambda one: len(one.tables))
        return str(found.collection_id)


def confirmed_initiative(app: Flask) -> UUID:
    """Something that counted, with what was on record then; renamed, so that nothing counts."""
    made = complete(app)
    with app.test_request_context(method="POST"):
        record = find(made)
        assert record is not None
        area = app.extensions["heard_area"]
        frozen.keep(standing_of(record, area, datetime.now(UTC).date()), record.turns[-1])
        record.initiative.title = "The Sunday club"
        session().commit()
    return made


def made_pack(now: datetime) -> EvidencePack:
    """One that can be downloaded."""
    what: dict[str, Any] = {"variant": "board", "as_at": now.date(), "language": "ar"}
    return EvidencePack(**what, asked_at=now, state=PackState.MADE)


def freeze_the_plan(app: Flask) -> None:
    """One more term of the plan as it was frozen, and numbers from elsewhere on row 3.1."""
    by, now = new_staff(app).id, datetime.now(UTC)
    area = app.extensions["heard_area"]
    with app.test_request_context(method="POST"):
        said = {"measure_ref": "", "what": "Visits", "kind": "attendance", "source": "Web team"}
        series.add_series("3.1", [(date(2026, 9, 1), 4)], **said, by=by, now=now)
        rated: dict[str, Any] = {"reason": "The guides are late.", "by": by, "now": now}
        records.add_rating("1.1", FROZEN[0], Colour.RED, **rated)
        session().flush()
        term = next(one for one in area.terms if one.ref == FROZEN[0])
        found = standing.rows(area, term, records.ratings(), records.marks(), today=now.date())
        snapshots.freeze(term, found, by=by, now=now)
        session().commit()


def releases(app: Flask) -> list[Stored]:
    """Those of the sample data, and a school year of two terms: today's may have but one."""
    asked = factories.collection(
        survey_slug="feeling_heard",
        opens_at=datetime(2025, 9, 1, tzinfo=UTC),
        closes_at=datetime(2026, 3, 20, tzinfo=UTC),
    )
    store(app, asked)
    for week in (date(2025, 10, 6), date(2026, 2, 2)):
        families_answer(app, asked, 6, {"fh_heard": "yes"}, week=week)
        families_answer(app, asked, 7, {"fh_heard": "no"}, week=week)
    freeze(app, now=datetime.now(UTC))
    with Session(database_of(app).reading) as session:
        return stored_releases(session)


def comments(app: Flask, answered: Collection) -> tuple[UUID, UUID]:
    """One to read, in another language and with much to look at; and one that can be quoted."""
    first = factories.response(answered, language="bn", consent_version=1)
    second = factories.response(answered, consent_version=1)
    waiting = factories.comment(first, "আমার ছেলেকে মারধর করে 😢 07700 900123")
    decided = factories.comment(second, "Sam Jones was kind. 👍")
    person = new_staff(app)
    store(app, first, second, waiting, decided)
    store(
        app,
        judgement(
            decided,
            person,
            ruling=Ruling.PUBLISH,
            themes="staff_manner",
            edited_copy="[…] was kind. 👍",
            copy_language="en",
            why="Clear.",
        ),
    )
    return waiting.id, decided.id


def record(app: Flask, question: str, language: str, *, is_current: bool = True) -> None:
    """Store a recording: of the words that stand there now, or of others."""
    slot = Slot(QUESTIONS[question], LANGUAGES[language], Variant.STANDARD)
    with app.test_request_context(method="POST"):
        now = slot_page(slot).wording_hash
        keep(
            slot,
            sound_in(OGG),
            wording_hash=now if is_current else "0" * 64,
            spoken_by="Amina Begum",
            by=None,
            now=datetime.now(UTC),
        )
        session().commit()


def _code(app: Flask, asked: Collection) -> str:
    placed = factories.placement(asked)
    store(app, asked, placed)
    return placed.code


def phone(browser: Browser, server: Server, *, scripts: bool = True) -> BrowserContext:
    """A family's phone."""
    return _device(browser, server, {"width": 390, "height": 844}, scripts=scripts)


def _device(
    browser: Browser, server: Server, screen: ViewportSize, *, scripts: bool
) -> BrowserContext:
    return browser.new_context(
        base_url=server.url,
        viewport=screen,
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="en-GB",
        # Only so that a check can add style of its own.
        bypass_csp=True,
    )


def sign_in(
    browser: Browser, server: Server, role: Role, *, scripts: bool = True
) -> BrowserContext:
    """A desk at which somebody new with this role has signed in."""
    person = new_staff(_app(server), role)
    context = _device(browser, server, {"width": 1280, "height": 900}, scripts=scripts)
    page = context.new_page()
    page.goto("/staff/sign-in")
    page.locator("#email").fill(person.email)
    page.locator("#password").fill(factories.PASSWORD)
    page.locator("main button").click()
    page.locator(".h-quiet").wait_for()
    page.close()
    return context

"""Every migration runs up and down with data, on both databases; tables match the models."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, SQLModel, select

from feedback import chain, migrations
from feedback.database import create_engine_for
from feedback.models import (
    Action,
    Answer,
    Channel,
    ClearedForm,
    Collection,
    Colour,
    Comment,
    CommentTranslation,
    CountedResponse,
    EvidencePack,
    GateSetting,
    KeptPulse,
    LinkPurpose,
    MilestoneMark,
    MissingLanguage,
    Noticing,
    Pace,
    PaperForm,
    ParticipationPlan,
    Placement,
    PlacementKind,
    PlanCount,
    PlanRating,
    Reading,
    Recording,
    RecordingRevision,
    RecoveryCode,
    Response,
    ResultsRelease,
    Role,
    SecondOpinion,
    StaffLink,
    StaffMember,
    Translation,
    TranslationReading,
)
from feedback.models.columns import METADATA
from tests.feedback.composing_surveys import compose
from tests.feedback.counting_scans import scanned_and_frozen
from tests.feedback.loops import close_the_loop, confirm_an_initiative, follow_more_of_the_plan
from tests.feedback.moderating import judgement
from tests.feedback.speaking import speak_for_the_forum
from tests.feedback.taking_away import give_leave

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def fill(engine: Engine) -> None:
    """One family's response, with everything it hangs from."""
    with Session(engine) as session:
        collection = Collection(
            survey_slug="post_session",
            survey_version=1,
            occasion="Café ☕ مرحبا",
            opens_at=NOW,
            closes_at=NOW + timedelta(days=1),
            created_at=NOW,
            erased_until=date(2025, 5, 5),
        )
        session.add(collection)
        session.flush()
        session.add(
            Placement(
                collection_id=collection.id,
                code="ABC234",
                kind=PlacementKind.CLINIC,
                label="Clinic",
                created_at=NOW,
            )
        )
        response = response_to(collection.id)
        session.add_all([response, KeptPulse(collection_id=collection.id, code="yes", how_many=3)])
        session.flush()
        session.add_all([*in_the_room(), *said_in(response)])
        session.flush()
        moderate(session, response)
        session.add_all([occasion_in_arabic(collection.id), *recorded()])
        session.flush()
        release(session, response)
        follow_the_plan(session)
        close_the_loop(session)
        confirm_an_initiative(session)
        speak_for_the_forum(session)
        give_leave(session)
        chain.append(session.connection(), [chain.Entry(Action.SIGNED_IN, "somebody")])
        session.commit()


def release(session: Session, response: Response) -> None:
    """Frozen results, what they counted, by which rules, and what is planned for who is missing."""
    made = ResultsRelease(
        number=1,
        survey_slug="post_session",
        term_ref="2026-summer",
        frozen_at=NOW,
        content="{}",
        hash="0" * 64,
    )
    session.add(made)
    session.flush()
    session.add_all(
        [
            CountedResponse(response_id=response.id, release_id=made.id),
            ParticipationPlan(release_id=made.id, text="نخطط ☕", written_at=NOW),
            GateSetting(
                number=1,
                base=12,
                threshold=6,
                reason="So few live here.",
                set_by="somebody",
                set_at=NOW,
            ),
        ]
    )
    scanned_and_frozen(session)
    compose(session)


def ask_for_evidence(session: Session, officer: StaffMember) -> None:
    """A pack that is waiting to be made."""
    what: dict[str, Any] = {"variant": "board", "as_at": NOW.date(), "language": "bn"}
    session.add(EvidencePack(**what, staff_id=officer.id, asked_at=NOW))


def follow_the_plan(session: Session) -> None:
    """What an officer said of the action plan."""
    officer = session.exec(select(StaffMember)).first()
    assert officer is not None
    rated: dict[str, Any] = {"action_ref": "1.1", "term_ref": "2026-summer", "rated_at": NOW}
    counted: dict[str, Any] = {"action_ref": "1.2", "what": "Letters", "written_at": NOW}
    marked: dict[str, Any] = {"milestone_ref": "1.1.m1", "marked_at": NOW}
    day, by = NOW.date(), officer.id
    follow_more_of_the_plan(session, officer)
    ask_for_evidence(session, officer)
    session.add_all(
        [
            PlanRating(**rated, colour=Colour.GREEN, reason="الأدلة جاهزة", staff_id=by),
            PlanCount(**counted, counted=7, out_of=9, as_at=day, staff_id=by),
            MilestoneMark(**marked, reached_on=day, staff_id=by),
        ]
    )


def an_officer() -> StaffMember:
    """Somebody with a phone and a work account."""
    return StaffMember(
        email="o@example.org",
        name="O",
        role=Role.OFFICER,
        password_hash="",
        created_at=NOW,
        totp_secret="locked",
        totp_last_step=59_000_000,
        provider_issuer="https://login.example.org",
        provider_subject="pairwise",
    )


def moderate(session: Session, response: Response) -> None:
    """What readers and people made of the comment in a response."""
    officer = an_officer()
    comment = session.exec(select(Comment)).one()
    assert comment.response_id == response.id
    session.add(officer)
    session.flush()
    session.add_all([link_for(officer), RecoveryCode(code_hash="0" * 64, staff_id=officer.id)])
    about = {"comment_id": comment.id, "staff_id": officer.id}
    translation = CommentTranslation(**about, text="Thanks \U0001f600", translated_at=NOW)
    session.add_all([translation, SecondOpinion(**about, given_at=NOW, tone="positive")])
    session.add(judgement(comment, officer))
    session.add(
        Noticing(
            comment_id=comment.id,
            reader="names-1",
            language="ar",
            language_confidence=1.0,
            themes="[]",
            names="[]",
            concerns="[]",
            has_names=False,
            has_concerns=False,
        )
    )
    session.flush()
    session.add(
        TranslationReading(
            translation_id=translation.id, reader="a reader", status="scored", tone="positive"
        )
    )


def link_for(officer: StaffMember) -> StaffLink:
    """An invitation that was not used yet."""
    return StaffLink(
        token_hash="0" * 64,
        staff_id=officer.id,
        purpose=LinkPurpose.INVITATION,
        address_hash="0" * 64,
        expires_at=NOW,
    )


def occasion_in_arabic(collection_id: UUID) -> Translation:
    """What a collection is about, checked in another language."""
    return Translation(
        collection_id=collection_id,
        field="occasion",
        language="ar",
        text="مقهى",
        key="0123456789abcdef",
        speaker="Amina",
        checked_on=date(2026, 5, 4),
    )


def recorded() -> list[SQLModel]:
    """A question that families can listen to."""
    sound = Recording(
        question_id="ps_overall",
        language="syl",
        variant="easy",
        wording_hash="0" * 64,
        content=bytes(range(256)),
        content_hash="0" * 32,
        content_type="audio/ogg",
        spoken_by="Amina",
        added_at=NOW,
    )
    return [sound, RecordingRevision(id=1, revision="first")]


def in_the_room() -> tuple[MissingLanguage, ClearedForm, Pace]:
    """What a family left on a tablet: a language it lacked, and a form it was done with."""
    week = date(2026, 5, 4)
    wish = MissingLanguage(code="ta", typed="தமிழ்", week=week, key_hash=uuid4().hex)
    fast = Pace(what=str(uuid4()), level=31, minute=30_000_000)
    return wish, ClearedForm(key_hash=uuid4().hex, week=week), fast


def said_in(response: Response) -> list[SQLModel]:
    """An answer and a comment from a form on paper, and what the reader of tone made of it."""
    comment = Comment(
        response_id=response.id,
        question_id="ps_better",
        question_kind="could_improve",
        language="ar",
        text="شكرا \U0001f600",
    )
    reading = Reading(
        comment_id=comment.id,
        reader="tone-1",
        status="scored",
        tone="positive",
        polarity=0.5,
        positive=0.7,
        neutral_or_mixed=0.2,
        negative=0.1,
        point=2,
        confidence=0.7,
        model_hash="0" * 64,
    )
    return [
        Answer(response_id=response.id, question_id="ps_overall", code="good"),
        PaperForm(number="CDFGHJKM", response_id=response.id),
        comment,
        reading,
    ]


def response_to(collection_id: UUID, /, **changes: Any) -> Response:
    """The smallest response the tables take."""
    return Response(
        **{
            "collection_id": collection_id,
            "survey_version": 1,
            "variant": "standard",
            "language": "en",
            "channel": Channel.ONLINE,
            "week": date(2026, 5, 4),
            "key_hash": uuid4().hex,
            **changes,
        }
    )


def snapshot(engine: Engine) -> dict[str, int]:
    """How many rows each table holds."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()  # noqa: S608 -- our own names
            for table in METADATA.sorted_tables
        }


def test_every_step_runs_down_and_up_again_with_data(database_url: str) -> None:
    engine = create_engine_for(database_url)
    migrations.upgrade(engine)
    fill(engine)
    steps = migrations.revisions()

    for earlier in ([*steps][:-1])[::-1]:
        migrations.downgrade(engine, earlier)
    migrations.downgrade(engine, "base")
    left = set(inspect(engine).get_table_names())
    migrations.upgrade(engine)
    fill(engine)

    assert left <= {"alembic_version"}
    assert migrations.is_current(engine)
    assert snapshot(engine)["comment"] == 1
    engine.dispose()


def test_upgrading_twice_keeps_the_data(engine: Engine) -> None:
    fill(engine)
    before = snapshot(engine)

    migrations.upgrade(engine)

    assert snapshot(engine) == before


def test_the_tables_match_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        drift = compare_metadata(context, METADATA)

    assert drift == []


def test_drift_is_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE collection ADD COLUMN forgotten INTEGER")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, METADATA) != []


@pytest.mark.parametrize(
    "changes",
    [
        {"variant": "shouting"},
        {"collection_id": uuid4()},
        {"placement_id": uuid4()},
        {"survey_version": None},
    ],
)
def test_the_database_refuses_what_cannot_be(engine: Engine, changes: dict[str, Any]) -> None:
    fill(engine)
    with Session(engine) as session:
        collection = session.connection().execute(text("SELECT id FROM collection")).scalar_one()
        session.add(response_to(UUID(str(collection)), **changes))

        with pytest.raises(IntegrityError):
            session.commit()


def test_a_collection_cannot_close_before_it_opens(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(
            Collection(
                survey_slug="post_session",
                survey_version=1,
                occasion="Backwards",
                opens_at=NOW,
                closes_at=NOW - timedelta(days=1),
                created_at=NOW,
            )
        )

        with pytest.raises(IntegrityError):
            session.commit()


APPEND_ONLY = ("judgement", "second_opinion", "comment_translation")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET comment_id = comment_id", "DELETE FROM {}"])
def test_what_a_person_decided_cannot_be_changed_or_deleted(
    engine: Engine, table: str, change: str
) -> None:
    fill(engine)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change.format(table)))

    assert snapshot(engine)[table] == 1


def test_what_a_person_decided_goes_with_the_response_it_is_about(engine: Engine) -> None:
    fill(engine)

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM response"))

    left = snapshot(engine)
    gone = (*APPEND_ONLY, "comment", "noticing", "translation_reading", "comment_theme")
    assert {table: left[table] for table in gone} == dict.fromkeys(gone, 0)
    assert (left["staff_member"], left["reply"]) == (1, 1)


def test_who_decided_cannot_be_deleted_from_under_the_decision(engine: Engine) -> None:
    fill(engine)

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("DELETE FROM staff_member"))


@pytest.mark.parametrize("change", ["UPDATE {} SET who = who", "DELETE FROM {}"])
def test_the_audit_cannot_be_changed_or_deleted(engine: Engine, change: str) -> None:
    fill(engine)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change.format("audit_entry")))

    assert snapshot(engine)["audit_entry"] == 1


KEY = {"gate_setting": "number", "composed_version": "version"}
FROZEN = (
    *("results_release", "gate_setting", "plan_rating", "plan_count", "milestone_mark"),
    *("commentary", "commentary_answer", "forum_preference", "scan_release", "composed_version"),
)


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_what_was_released_or_said_of_the_plan_cannot_be_changed_or_deleted(
    engine: Engine, table: str, change: str
) -> None:
    fill(engine)
    with pytest.raises(DBAPIError, match="is frozen"), engine.begin() as connection:
        connection.execute(text(change.format(table, KEY.get(table, "id"))))

    assert snapshot(engine)[table] == 1


def test_a_release_stays_when_what_it_counted_is_taken_back(engine: Engine) -> None:
    fill(engine)

    with engine.begin() as connection:
        connection.execute(text("DELETE FROM response"))

    left = snapshot(engine)
    assert (left["counted_response"], left["results_release"]) == (0, 1)


def test_a_response_is_counted_once(engine: Engine) -> None:
    fill(engine)

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO counted_response SELECT * FROM counted_response"))


@pytest.mark.parametrize("special", [{"base": 9}, {"threshold": 4}, {"reason": "no"}])
def test_the_database_refuses_rules_below_the_floor_or_without_a_reason(
    engine: Engine, special: dict[str, Any]
) -> None:
    usual: dict[str, Any] = {"base": 10, "threshold": 5, "reason": "So few live here."}
    with Session(engine) as session:
        session.add(GateSetting(number=1, set_by="x", set_at=NOW, **usual | special))

        with pytest.raises(IntegrityError):
            session.commit()


def test_moments_come_back_as_utc(engine: Engine) -> None:
    fill(engine)
    with Session(engine) as session:
        found = session.exec(select(Collection)).one()

    assert found.opens_at == NOW
    assert found.opens_at.tzinfo is UTC


def test_a_wish_for_a_language_says_which(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(IntegrityError):
        session.add(MissingLanguage(week=date(2026, 5, 4), key_hash=uuid4().hex))
        session.commit()

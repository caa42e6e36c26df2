"""Themes that families raised, and all that came of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask import Flask
from sqlmodel import Session, select

from feedback.models import (
    Comment,
    CommentTheme,
    Confirmation,
    ConfirmedSnapshot,
    Conversation,
    ConversationKind,
    ConversationQuote,
    ConversationSession,
    ConversationTheme,
    Decision,
    EvidenceFile,
    Initiative,
    InitiativeKind,
    Involvement,
    Outcome,
    Place,
    PlanPoint,
    PlanSeries,
    PlanSnapshot,
    QuoteDecision,
    Reply,
    Ruling,
    SeriesKind,
    StaffMember,
    Stage,
    Statement,
    StatementChoice,
    Telling,
    ThemeSource,
    Translation,
    Verdict,
)
from tests import factories
from tests.feedback.moderating import judgement
from tests.feedback.staff_pages import new_staff, store

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def theme(**special: Any) -> Reply:
    """The clinic letters are hard to read: said at a Forum meeting on 4 February 2026."""
    usual: dict[str, Any] = {
        "theme": "The clinic letters are hard to read.",
        "raised_on": date(2026, 2, 4),
        "source": ThemeSource.FORUM,
        "audience": "parent_carers",
        "created_at": NOW,
    }
    return Reply(**usual | special)


def answered(**special: Any) -> Reply:
    """The same, with a reply of 11 February."""
    usual = {"decision": Decision.DOING, "replied_on": date(2026, 2, 11)}
    return theme(**usual | {"we_did": "We write them again."} | special)


def told(of: Reply, **special: Any) -> Telling:
    """Told by letter on 16 February."""
    usual: dict[str, Any] = {"reply_id": of.id, "told_on": date(2026, 2, 16), "how": "letter"}
    return Telling(**usual | {"created_at": NOW} | special)


def outcome(of: Reply, **special: Any) -> Outcome:
    """New letters since 23 February."""
    usual: dict[str, Any] = {"reply_id": of.id, "changed_on": date(2026, 2, 23)}
    return Outcome(**usual | {"what_changed": "The letters are new.", "created_at": NOW} | special)


def judged_comment(app: Flask, **special: Any) -> UUID:
    """Store a comment that somebody has decided about."""
    asked = factories.collection()
    given = factories.response(asked)
    comment = factories.comment(given, "I cannot read the letters.", question_id="ps_better")
    store(app, asked, given, comment, judgement(comment, new_staff(app), **special))
    return comment.id


def close_the_loop(session: Session) -> None:
    """What families said of no initiative, and all that came of it."""
    comment = session.exec(select(Comment)).one()
    reply = Reply(theme="غرفة ☕", raised_on=NOW.date(), source=ThemeSource.FORUM, created_at=NOW)
    session.add(reply)
    session.flush()
    in_short = {"said_in_short": "غرفة", "changed_in_short": "A room ☕"}
    changed = outcome(reply, **in_short, shown_until=NOW.date())
    under = CommentTheme(comment_id=comment.id, reply_id=reply.id)
    session.add_all([told(reply), changed, under, *in_the_statement(session, reply)])
    session.flush()
    words: dict[str, Any] = {"text": "Une lettre.", "key": "0" * 16}
    session.add(Translation(outcome_id=changed.id, field="what_changed", language="fr", **words))


def confirm_an_initiative(session: Session) -> None:
    """Something that counted once, and what was on record then."""
    row = Initiative(
        title="نادي ☕",
        kind=InitiativeKind.CO_DESIGN,
        stage=Stage.LIVE,
        created_at=NOW,
        updated_at=NOW,
    )
    session.add(row)
    session.flush()
    met = Involvement(
        initiative_id=row.id,
        happened_on=NOW.date(),
        stage=Stage.IDEA,
        rung=6,
        rung_reason="قرروا ☕",
        parent_carers=2,
        young_people=0,
        created_at=NOW,
    )
    session.add(met)
    session.flush()
    shows: dict[str, Any] = {"content": bytes(range(256)), "content_hash": "0" * 64}
    shows |= {"content_type": "application/pdf", "added_at": NOW}
    session.add(EvidenceFile(involvement_id=met.id, what="خطة ☕", **shows))
    turned: dict[str, Any] = {"role": "forum", "verdict": Verdict.CONFIRMED, "at": NOW}
    turn = Confirmation(initiative_id=row.id, fingerprint="0" * 64, **turned)
    session.add(turn)
    session.flush()
    kept: dict[str, Any] = {"content": "{}", "hash": "0" * 64, "frozen_at": NOW}
    session.add(ConfirmedSnapshot(confirmation_id=turn.id, initiative_id=row.id, **kept))
    talk_with_families(session)


def talk_with_families(session: Session) -> None:
    """A conversation under a theme, that is a session of an initiative, and a quote from it."""
    reply, met = session.exec(select(Reply)).first(), session.exec(select(Involvement)).first()
    assert reply is not None
    assert met is not None
    talk = Conversation(
        title="قهوة ☕",
        kind=ConversationKind.DROP_IN,
        held_on=NOW.date(),
        parent_carers=3,
        young_people=0,
        said="الرسائل",
        initiative_id=met.initiative_id,
        noted_as="officer",
        created_at=NOW,
    )
    session.add(talk)
    session.flush()
    agreed: dict[str, Any] = {
        "agreed_by": "speaker",
        "agreed_how": "aloud",
        "agreed_on": NOW.date(),
    }
    quote = ConversationQuote(
        conversation_id=talk.id, text="شكرا", language="ar", role="parent_carer", **agreed
    )
    under = ConversationTheme(conversation_id=talk.id, reply_id=reply.id)
    is_it = ConversationSession(conversation_id=talk.id, involvement_id=met.id)
    session.add_all([quote, under, is_it])
    officer = session.exec(select(StaffMember)).first()
    assert officer is not None
    session.flush()
    yes: dict[str, Any] = {"ruling": Ruling.PUBLISH, "edited_copy": "شكرا", "decided_at": NOW}
    session.add(QuoteDecision(quote_id=quote.id, staff_id=officer.id, **yes))


def follow_more_of_the_plan(session: Session, officer: StaffMember) -> None:
    """Numbers that others counted, and the plan as it was frozen."""
    by: dict[str, Any] = {"staff_id": officer.id, "hash": "0" * 64}
    row = PlanSeries(
        **by, action_ref="3.1", what="زيارات", kind=SeriesKind.WEB, source="Web", imported_at=NOW
    )
    session.add(row)
    session.flush()
    # More than fits a short integer.
    session.add(PlanPoint(series_id=row.id, day=NOW.date(), number=3_000_000_000))
    session.add(PlanSnapshot(**by, term_ref="2026-summer", content="{}", frozen_at=NOW))


def in_the_statement(session: Session, reply: Reply) -> tuple[StatementChoice, Statement]:
    """What an officer chose for a theme in a year's Local Offer statement, and one published."""
    officer = session.exec(select(StaffMember)).first()
    assert officer is not None
    choice = StatementChoice(
        year="2025-26", reply_id=reply.id, place=Place.CARRY_OVER, reason="في الربيع ☕"
    )
    kept: dict[str, Any] = {"year": "2025-26", "version": 1, "content": "{}", "published_at": NOW}
    return choice, Statement(**kept, staff_id=officer.id)

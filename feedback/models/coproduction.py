"""Co-production: an initiative, who was involved and when, the two keys; and each feedback loop."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from feedback.models.columns import choice, moment, random_id, reference


class InitiativeKind(StrEnum):
    """What the work is; only the last two can count toward the strategy's target."""

    FUNDING = "funding"
    CONSULTATION = "consultation"
    INFLUENCE = "influence"
    CO_DESIGN = "co_design"
    CO_PRODUCTION = "co_production"


class Stage(StrEnum):
    """Where an initiative is in its life."""

    IDEA = "idea"
    SCOPED = "scoped"
    DESIGNED = "designed"
    DECIDED = "decided"
    DELIVERING = "delivering"
    LIVE = "live"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    STOPPED = "stopped"


class Decision(StrEnum):
    """What was decided about a theme that families raised."""

    DOING = "doing"
    DONE = "done"
    PLANNED = "planned"
    NOT_POSSIBLE = "not_possible"
    ALREADY = "already"
    PASSED_ON = "passed_on"


class Verdict(StrEnum):
    """One turn of a key."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Initiative(SQLModel, table=True):
    """Something designed, or said to be designed, with families."""

    __tablename__ = "initiative"

    id: UUID = random_id()
    # The area file's own key, so that seeding twice adds nothing; null when an officer wrote it.
    area_key: str | None = Field(default=None, max_length=80, unique=True)
    title: str = Field(max_length=200)
    description: str = ""
    kind: InitiativeKind = Field(sa_type=choice(InitiativeKind, "initiative_kind"))
    stage: Stage = Field(sa_type=choice(Stage, "stage"))
    owner: str = Field(default="", max_length=200)
    audience: str = Field(default="", max_length=200)
    priority_ref: str = Field(default="", max_length=10)
    measure_refs: str = Field(default="", max_length=200)
    options_fixed_on: date | None = None
    delivered_on: date | None = None
    delivered_link: str = Field(default="", max_length=500)
    not_counted_reason: str = ""
    source: str = ""
    created_at: datetime = moment()
    updated_at: datetime = moment()
    # When something that the keys sign last changed, sessions and replies too; null if never.
    evidence_changed_at: datetime | None = moment(default=None)


class Involvement(SQLModel, table=True):
    """A dated session in which families took part: headcounts by role, no names."""

    __tablename__ = "involvement"
    __table_args__ = (
        CheckConstraint("rung BETWEEN 1 AND 7", name="rung"),
        CheckConstraint("parent_carers >= 0", name="parent_carers"),
        CheckConstraint("young_people >= 0", name="young_people"),
        CheckConstraint("new_voices BETWEEN 0 AND parent_carers + young_people", name="new_voices"),
    )

    id: UUID = random_id()
    initiative_id: UUID = reference("initiative.id")
    happened_on: date
    stage: Stage = Field(sa_type=choice(Stage, "stage"))
    rung: int
    rung_reason: str
    parent_carers: int
    young_people: int
    new_voices: int = 0
    support: str = Field(default="", max_length=200)
    note: str = ""
    note_link: str = Field(default="", max_length=500)
    is_witnessed_statement: bool = False
    created_at: datetime = moment()


class EvidenceFile(SQLModel, table=True):
    """A file that shows what a session did; in the database, so that a backup is whole."""

    __tablename__ = "evidence_file"

    id: UUID = random_id()
    involvement_id: UUID = reference("involvement.id")
    what: str = Field(max_length=200)
    content: bytes
    # What the two keys sign: other bytes are other evidence.
    content_hash: str = Field(max_length=64)
    content_type: str = Field(max_length=20)
    added_at: datetime = moment()


class ThemeSource(StrEnum):
    """Where families raised a theme."""

    COMMENTS = "comments"
    SESSION = "session"
    FORUM = "forum"


class Reply(SQLModel, table=True):
    """You said, we did: a theme families raised, and what was decided about it and why."""

    __tablename__ = "reply"

    id: UUID = random_id()
    # Null where it is about no initiative.
    initiative_id: UUID | None = reference("initiative.id", default=None)
    theme: str
    raised_on: date
    # Null where nobody has said: those recorded before it was asked.
    source: ThemeSource | None = Field(default=None, sa_type=choice(ThemeSource, "source"))
    source_note: str = Field(default="", max_length=200)
    audience: str = Field(default="families", max_length=20)
    # What of regulation 56 it is about; null where it is not about the Local Offer.
    regulation: str | None = Field(default=None, max_length=20)
    decision: Decision | None = Field(default=None, sa_type=choice(Decision, "decision"))
    replied_on: date | None = None
    reason: str = ""
    passed_on_to: str = Field(default="", max_length=200)
    we_did: str = ""
    owner: str = Field(default="", max_length=200)
    due_on: date | None = None
    created_at: datetime = moment()


class Telling(SQLModel, table=True):
    """One time that families were told a reply: how, in which languages and formats."""

    __tablename__ = "telling"

    id: UUID = random_id()
    reply_id: UUID = reference("reply.id")
    told_on: date
    # Codes, with a space between.
    how: str = Field(default="", max_length=200)
    languages: str = Field(default="", max_length=200)
    formats: str = Field(default="", max_length=200)
    is_in_their_format: bool = False
    created_at: datetime = moment()


class Outcome(SQLModel, table=True):
    """Something that changed because of what families said, and whether they say so too."""

    __tablename__ = "outcome"

    id: UUID = random_id()
    reply_id: UUID = reference("reply.id")
    changed_on: date
    what_changed: str
    evidence_link: str = Field(default="", max_length=500)
    checked_on: date | None = None
    # As families read it before their next survey, until that day; null where they do not.
    said_in_short: str = Field(default="", max_length=100)
    changed_in_short: str = Field(default="", max_length=100)
    shown_until: date | None = Field(default=None, index=True)
    created_at: datetime = moment()


class CommentTheme(SQLModel, table=True):
    """A comment that a person put under a theme; it goes when either of them goes."""

    __tablename__ = "comment_theme"

    comment_id: UUID = Field(foreign_key="comment.id", ondelete="CASCADE", primary_key=True)
    reply_id: UUID = Field(foreign_key="reply.id", ondelete="CASCADE", primary_key=True, index=True)


class Confirmation(SQLModel, table=True):
    """One turn of one of the two keys, kept for ever."""

    __tablename__ = "confirmation"

    id: UUID = random_id()
    initiative_id: UUID = reference("initiative.id")
    staff_id: UUID | None = reference("staff_member.id", ondelete="SET NULL", default=None)
    role: str = Field(max_length=20)
    verdict: Verdict = Field(sa_type=choice(Verdict, "verdict"))
    comment: str = ""
    # Of everything that was signed: after a change to any of it, this turn no longer counts.
    fingerprint: str = Field(max_length=64)
    at: datetime = moment()


class ConfirmedSnapshot(SQLModel, table=True):
    """What was on record when an initiative was confirmed; the database refuses to change it."""

    __tablename__ = "confirmed_snapshot"

    confirmation_id: UUID = reference(
        "confirmation.id", ondelete="RESTRICT", primary_key=True, index=False
    )
    initiative_id: UUID = reference("initiative.id", ondelete="RESTRICT")
    # Canonical JSON, and the SHA-256 of it.
    content: str
    hash: str = Field(max_length=64)
    frozen_at: datetime = moment()

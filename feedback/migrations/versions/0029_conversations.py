"""conversations."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TALK = "conversation"
KINDS = ("focus_group", "forum_meeting", "drop_in", "visit", "one_to_one")


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _of(table, column, to, ondelete="CASCADE"):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _kind():
    return sa.Enum(
        *KINDS,
        name=op.f("ck_conversation_kind"),
        native_enum=False,
        create_constraint=True,
        length=max(map(len, KINDS)),
    )


def upgrade() -> None:
    headcounts = ("parent_carers", "young_people", "professionals")
    op.create_table(
        TALK,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", _words(200), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (*headcounts, "new_voices")),
        sa.Column("support", _words(200), nullable=False),
        sa.Column("themes", _words(300), nullable=False),
        sa.Column("measure_refs", _words(200), nullable=False),
        sa.Column("said", _words(), nullable=False),
        sa.Column("initiative_id", sa.Uuid(), nullable=True),
        sa.Column("noted_as", _words(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_conversation_{name}"))
            for name in headcounts
        ),
        sa.CheckConstraint(
            "new_voices BETWEEN 0 AND parent_carers + young_people",
            name=op.f("ck_conversation_new_voices"),
        ),
        _of(TALK, "initiative_id", "initiative", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_held_on"), TALK, ["held_on"])
    op.create_index(op.f("ix_conversation_initiative_id"), TALK, ["initiative_id"])
    _quotes()
    _links()


def _quotes() -> None:
    op.create_table(
        "conversation_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("text", _words(), nullable=False),
        *(
            sa.Column(name, _words(20), nullable=False)
            for name in ("language", "role", "agreed_by", "agreed_how")
        ),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        _of("conversation_quote", "conversation_id", TALK),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_quote")),
    )
    op.create_index(
        op.f("ix_conversation_quote_conversation_id"), "conversation_quote", ["conversation_id"]
    )


def _links() -> None:
    op.create_table(
        "conversation_theme",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        _of("conversation_theme", "conversation_id", TALK),
        _of("conversation_theme", "reply_id", "reply"),
        sa.PrimaryKeyConstraint("conversation_id", "reply_id", name=op.f("pk_conversation_theme")),
    )
    op.create_index(op.f("ix_conversation_theme_reply_id"), "conversation_theme", ["reply_id"])
    op.create_table(
        "conversation_session",
        sa.Column("involvement_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        _of("conversation_session", "involvement_id", "involvement"),
        _of("conversation_session", "conversation_id", TALK),
        sa.PrimaryKeyConstraint("involvement_id", name=op.f("pk_conversation_session")),
    )
    op.create_index(
        op.f("ix_conversation_session_conversation_id"),
        "conversation_session",
        ["conversation_id"],
    )


def downgrade() -> None:
    for table in ("conversation_session", "conversation_theme", "conversation_quote", TALK):
        op.drop_table(table)

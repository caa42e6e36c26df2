"""local offer statements."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FROZEN = "published_statement"
PLACES = ("include", "leave_out", "carry_over")


def upgrade() -> None:
    op.create_table(
        "statement_choice",
        sa.Column("year", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                *PLACES,
                name=op.f("ck_statement_choice_place"),
                native_enum=False,
                create_constraint=True,
                length=10,
            ),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["reply.id"],
            name=op.f("fk_statement_choice_reply_id_reply"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("year", "reply_id", name=op.f("pk_statement_choice")),
    )
    op.create_index(op.f("ix_statement_choice_reply_id"), "statement_choice", ["reply_id"])
    op.create_table(
        FROZEN,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_published_statement_from_one")),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_published_statement_staff_id_staff_member"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_statement")),
        sa.UniqueConstraint("year", "version", name=op.f("uq_published_statement_year_version")),
    )
    op.create_index(op.f("ix_published_statement_staff_id"), FROZEN, ["staff_id"])
    _freeze()


def _freeze() -> None:
    """What was published stays readable as it was published."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {FROZEN}_refuses_{act.lower()} BEFORE {act} ON {FROZEN} "
                f"BEGIN SELECT RAISE(ABORT, '{FROZEN} is frozen'); END"
            )
        return
    # The function came with the releases.
    op.execute(
        f"CREATE TRIGGER {FROZEN}_is_frozen BEFORE UPDATE OR DELETE ON {FROZEN} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_thaw()"
    )


def downgrade() -> None:
    op.drop_table(FROZEN)
    op.drop_table("statement_choice")

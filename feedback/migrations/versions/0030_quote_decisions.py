"""quote decisions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLE = "quote_decision"
RULINGS = ("publish", "themes", "individual", "identifying", "vexatious", "hold")


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column(
            "ruling",
            sa.Enum(
                *RULINGS,
                name=op.f(f"ck_{TABLE}_ruling"),
                native_enum=False,
                create_constraint=True,
                length=max(map(len, RULINGS)),
            ),
            nullable=False,
        ),
        sa.Column("edited_copy", _words(), nullable=True),
        sa.Column("why", _words(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"],
            ["conversation_quote.id"],
            name=op.f(f"fk_{TABLE}_quote_id_conversation_quote"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f(f"fk_{TABLE}_staff_id_staff_member"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("quote_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_staff_id"), TABLE, ["staff_id"])


def downgrade() -> None:
    op.drop_table(TABLE)

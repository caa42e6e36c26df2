"""composed checks."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLE = "composed_check"


def _words(length):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("survey_slug", _words(40), nullable=False),
        sa.Column("language", _words(20), nullable=False),
        sa.Column("key", _words(64), nullable=False),
        sa.Column("speaker", _words(200), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_slug"],
            ["composed_survey.slug"],
            name=op.f(f"fk_{TABLE}_survey_slug_composed_survey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("survey_slug", "language", "key", name=op.f(f"pk_{TABLE}")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)

"""recordings."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("variant", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("wording_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("content_type", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("spoken_by", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "variant IN ('standard', 'easy')", name=op.f("ck_recording_variant")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"],
            ["staff_member.id"],
            name=op.f("fk_recording_added_by_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint(
            "question_id",
            "language",
            "variant",
            name=op.f("uq_recording_question_id_language_variant"),
        ),
    )
    op.create_index(op.f("ix_recording_added_by"), "recording", ["added_by"], unique=False)
    op.create_index(op.f("ix_recording_content_hash"), "recording", ["content_hash"], unique=False)
    # The one row is written with the first recording.
    op.create_table(
        "recording_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_revision")),
    )


def downgrade() -> None:
    op.drop_table("recording_revision")
    op.drop_index(op.f("ix_recording_content_hash"), table_name="recording")
    op.drop_index(op.f("ix_recording_added_by"), table_name="recording")
    op.drop_table("recording")

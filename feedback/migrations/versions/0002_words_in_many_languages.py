"""words in many languages."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=True),
        sa.Column("initiative_id", sa.Uuid(), nullable=True),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
        sa.Column("speaker", sqlmodel.sql.sqltypes.AutoString(length=100), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN collection_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN reply_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_translation_one_owner"),
        ),
        sa.CheckConstraint("language <> 'en'", name=op.f("ck_translation_not_english")),
        sa.CheckConstraint(
            "(speaker IS NULL) = (checked_on IS NULL)",
            name=op.f("ck_translation_signed_and_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collection.id"],
            name=op.f("fk_translation_collection_id_collection"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_translation_initiative_id_initiative"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["reply.id"],
            name=op.f("fk_translation_reply_id_reply"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint(
            "collection_id", "field", "language", name=op.f("uq_translation_collection_id_field_language")
        ),
        sa.UniqueConstraint(
            "initiative_id", "field", "language", name=op.f("uq_translation_initiative_id_field_language")
        ),
        sa.UniqueConstraint("reply_id", "field", "language", name=op.f("uq_translation_reply_id_field_language")),
    )


def downgrade() -> None:
    op.drop_table("translation")

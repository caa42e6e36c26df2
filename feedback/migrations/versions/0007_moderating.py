"""moderating."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPEND_ONLY = ("comment_translation", "judgement", "second_opinion")
RULINGS = ("publish", "themes", "individual", "identifying", "vexatious", "hold")


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def _hangs_from(column, target, table, ondelete):
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "noticing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("reader", _words(160), nullable=False),
        sa.Column("language", _words(20), nullable=False),
        sa.Column("language_confidence", sa.Float(), nullable=False),
        sa.Column("themes", _words(), nullable=False),
        sa.Column("names", _words(), nullable=False),
        sa.Column("concerns", _words(), nullable=False),
        sa.Column("has_names", sa.Boolean(), nullable=False),
        sa.Column("has_concerns", sa.Boolean(), nullable=False),
        _hangs_from("comment_id", "comment", "noticing", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticing")),
        sa.UniqueConstraint("comment_id", "reader", name=op.f("uq_noticing_comment_id_reader")),
    )
    op.create_index(op.f("ix_noticing_comment_id"), "noticing", ["comment_id"])
    op.create_index(op.f("ix_noticing_has_concerns"), "noticing", ["has_concerns"])
    op.create_table(
        "comment_translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("text", _words(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("translated_at", sa.DateTime(timezone=True), nullable=False),
        _hangs_from("comment_id", "comment", "comment_translation", "CASCADE"),
        _hangs_from("staff_id", "staff_member", "comment_translation", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_translation")),
    )
    for column in ("comment_id", "staff_id"):
        op.create_index(op.f(f"ix_comment_translation_{column}"), "comment_translation", [column])
    op.create_table(
        "translation_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("translation_id", sa.Uuid(), nullable=False),
        sa.Column("reader", _words(60), nullable=False),
        sa.Column("status", _words(30), nullable=False),
        sa.Column("tone", _words(20), nullable=True),
        sa.Column("polarity", sa.Float(), nullable=True),
        sa.Column("positive", sa.Float(), nullable=True),
        sa.Column("neutral_or_mixed", sa.Float(), nullable=True),
        sa.Column("negative", sa.Float(), nullable=True),
        sa.Column("point", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("model_hash", _words(64), nullable=True),
        _hangs_from("translation_id", "comment_translation", "translation_reading", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_reading")),
        sa.UniqueConstraint(
            "translation_id", "reader", name=op.f("uq_translation_reading_translation_id_reader")
        ),
    )
    op.create_index(
        op.f("ix_translation_reading_translation_id"), "translation_reading", ["translation_id"]
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saw_estimate", sa.Boolean(), nullable=False),
        sa.Column("tone", _words(20), nullable=True),
        sa.Column(
            "ruling",
            sa.Enum(*RULINGS, name="ruling", native_enum=False, create_constraint=True, length=11),
            nullable=False,
        ),
        sa.Column("themes", _words(), nullable=False),
        sa.Column("regulation", _words(20), nullable=True),
        sa.Column("edited_copy", _words(), nullable=True),
        sa.Column("copy_language", _words(20), nullable=True),
        sa.Column("why", _words(), nullable=True),
        _hangs_from("comment_id", "comment", "judgement", "CASCADE"),
        _hangs_from("staff_id", "staff_member", "judgement", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    for column in ("comment_id", "staff_id"):
        op.create_index(op.f(f"ix_judgement_{column}"), "judgement", [column])
    op.create_table(
        "second_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tone", _words(20), nullable=False),
        _hangs_from("comment_id", "comment", "second_opinion", "CASCADE"),
        _hangs_from("staff_id", "staff_member", "second_opinion", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_opinion")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_second_opinion_comment_id")),
    )
    op.create_index(op.f("ix_second_opinion_staff_id"), "second_opinion", ["staff_id"])
    _guard()


def _guard() -> None:
    """Rows are added, never changed, and deleted only with their comment."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            op.execute(
                f"CREATE TRIGGER {table}_never_goes BEFORE DELETE ON {table} "
                "WHEN EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                -- Gone with its comment: the family took its answers back.
                IF NOT EXISTS (SELECT 1 FROM comment WHERE id = OLD.comment_id) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("second_opinion")
    op.drop_table("judgement")
    op.drop_table("translation_reading")
    op.drop_table("comment_translation")
    op.drop_table("noticing")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")

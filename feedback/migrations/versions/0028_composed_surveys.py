"""composed surveys."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

FROZEN = "composed_version"


def _words(length=None):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        "composed_survey",
        sa.Column("slug", _words(40), nullable=False),
        sa.Column("draft", _words(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_composed_survey_revision_from_one")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["staff_member.id"],
            name=op.f("fk_composed_survey_changed_by_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_composed_survey")),
    )
    op.create_index(op.f("ix_composed_survey_changed_by"), "composed_survey", ["changed_by"])
    op.create_table(
        FROZEN,
        sa.Column("survey_slug", _words(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", _words(), nullable=False),
        sa.Column("hash", _words(64), nullable=False),
        sa.Column("published_by", _words(200), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_composed_version_version_from_one")),
        sa.ForeignKeyConstraint(
            ["survey_slug"],
            ["composed_survey.slug"],
            name=op.f("fk_composed_version_survey_slug_composed_survey"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("survey_slug", "version", name=op.f("pk_composed_version")),
    )
    _freeze()


def _freeze() -> None:
    """Families answered these very words: responses point at them for ever."""
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
    op.drop_table("composed_survey")

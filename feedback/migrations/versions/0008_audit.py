"""audit."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIRST = "0" * 64


def _words(length):
    return sqlmodel.sql.sqltypes.AutoString(length=length)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", _words(40), nullable=False),
        sa.Column("action", _words(40), nullable=False),
        sa.Column("subject", _words(40), nullable=True),
        sa.Column("subject_id", _words(200), nullable=True),
        sa.Column("how_many", sa.Integer(), nullable=True),
        sa.Column("reason", _words(500), nullable=True),
        sa.Column("previous_hash", _words(64), nullable=False),
        sa.Column("entry_hash", _words(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("entry_hash", name=op.f("uq_audit_entry_entry_hash")),
    )
    for column in ("who", "action"):
        op.create_index(op.f(f"ix_audit_entry_{column}"), "audit_entry", [column])
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    """Entries are added at the end, and nothing else ever happens to them."""
    for name, change in (("changes", "UPDATE"), ("goes", "DELETE")):
        op.execute(
            f"CREATE TRIGGER audit_entry_never_{name} BEFORE {change} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
        )
    # Also against INSERT OR REPLACE, which deletes without asking the trigger above.
    op.execute(
        "CREATE TRIGGER audit_entry_only_grows BEFORE INSERT ON audit_entry "
        "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit_entry) "
        "OR NEW.previous_hash IS NOT coalesce("
        f"(SELECT entry_hash FROM audit_entry ORDER BY number DESC LIMIT 1), '{FIRST}') "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
    )


def _guard_postgresql() -> None:
    """The same on PostgreSQL, where a table can also be emptied in one go."""
    op.execute(
        """
        CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END $$
        """
    )
    op.execute(
        f"""
        CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.number IS DISTINCT FROM
                (SELECT coalesce(max(number), 0) + 1 FROM audit_entry)
            OR NEW.previous_hash IS DISTINCT FROM coalesce(
                (SELECT entry_hash FROM audit_entry ORDER BY number DESC LIMIT 1), '{FIRST}')
            THEN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuses()"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_never_goes BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_only_grows BEFORE INSERT ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
    )


def downgrade() -> None:
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_refuses()")
        op.execute("DROP FUNCTION audit_only_grows()")

"""Numbered steps from an empty database to today's tables, and back."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).resolve().parent


def _settings(engine: Engine) -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["engine"] = engine
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to a revision; already there is fine."""
    command.upgrade(_settings(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to a revision; 'base' empties it."""
    command.downgrade(_settings(engine), revision)


def revisions() -> list[str]:
    """Every revision, oldest first."""
    script = ScriptDirectory(str(FOLDER))
    return [step.revision for step in script.walk_revisions()][::-1]


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest revision."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == revisions()[-1]

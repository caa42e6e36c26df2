"""Numbered steps from an empty database to today's tables, and back.

Alembic is loaded where it is used: a worker that serves families never needs it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

FOLDER = Path(__file__).resolve().parent


def _settings(engine: Engine) -> "AlembicConfig":
    from alembic.config import Config as AlembicConfig

    settings = AlembicConfig()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["engine"] = engine
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to a revision; already there is fine."""
    from alembic import command

    command.upgrade(_settings(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to a revision; 'base' empties it."""
    from alembic import command

    command.downgrade(_settings(engine), revision)


def revisions() -> list[str]:
    """Every revision, oldest first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(FOLDER))
    return [step.revision for step in script.walk_revisions()][::-1]


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest revision."""
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == revisions()[-1]

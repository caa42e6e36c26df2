"""Run a migration on the engine we are given, in one transaction."""

from alembic import context
from sqlalchemy import Engine

import feedback.models  # noqa: F401 -- fills the metadata that drift is checked against
from feedback.models.columns import METADATA

engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

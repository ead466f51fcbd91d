"""How migrations meet the database: the application's own engine, named constraints, batch mode on SQLite."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from app.models.base import Base, UtcDateTime, Words

database = current_app.extensions["migrate"].db


def plain_types(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our own column types are written as what the database stores: a migration outlives the code it was made from."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Words):
        return "sa.JSON()"
    return False


def run() -> None:
    """Upgrade or downgrade in one transaction; a migration killed half-way leaves the schema as it was."""
    engine = database.engine
    with engine.connect().execution_options(writing=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            render_item=plain_types,
            render_as_batch=engine.dialect.name == "sqlite",
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

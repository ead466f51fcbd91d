"""A production database must keep what it acknowledged (CON-4): checked once at start."""

from sqlalchemy import Engine

# A server that answers "off" to one of these may lose acknowledged work in a power cut.
MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def refuse_unsafe_server(engine: Engine) -> None:
    """Stop with a sentence where the PostgreSQL server, or this connection to it, is set to forget."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        settings = {name: str(connection.exec_driver_sql(f"SHOW {name}").scalar_one()) for name in MUST_BE_ON}
    engine.dispose()  # the server's processes are forked later and open connections of their own
    if unsafe := [name for name, value in settings.items() if value == "off"]:
        raise SystemExit(f"Throughline does not start in production: PostgreSQL has {', '.join(unsafe)} off")

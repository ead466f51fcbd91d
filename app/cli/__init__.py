"""The command line: the same verbs and questions as the pages, thin. Not served by the public door."""

from click import Group
from flask import Flask

from app.cli import accounts, cases, clocks, demo, document, search, upkeep

COMMANDS = (
    cases.case,
    document.document,
    clocks.clocks,
    clocks.clock,
    cases.readiness,
    demo.demo,
    accounts.create_user,
    search.search,
    *upkeep.COMMANDS,
)


def init_app(app: Flask, *, surface: str) -> None:
    """Register the commands; the public surface may not read what they need."""
    if surface == "public":
        return
    for command in COMMANDS:
        app.cli.add_command(command)
    migrations = app.cli.commands.get("db")
    if isinstance(migrations, Group):
        migrations.add_command(upkeep.grant_statements)

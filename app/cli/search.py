"""The command that makes the index of the search anew."""

import click
from flask.cli import with_appcontext

from app.formatting import plural
from app.services.search_index import rebuild


@click.group()
def search() -> None:
    """The index of the search."""


@search.command("rebuild")
@with_appcontext
def rebuild_index() -> None:
    """Take every case apart again: after an upgrade, or after rows were put in past the product."""
    click.echo(f"{plural(rebuild(), 'case')} can be searched.")

"""The demonstration: who can sign in, and the invented cases. Never in production."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.words import Instant, as_json, print_json, refusals
from app.domain.errors import NotAllowed
from app.queries.demo_accounts import demo_accounts
from app.services.demo.generated.generate import generate
from app.services.demo.load import CASES, load


@click.group()
def demo() -> None:
    """Demonstration accounts and cases."""


@demo.command("accounts")
@as_json
@with_appcontext
def accounts(as_json: bool) -> None:
    """Who can sign in here; the password is the same for all."""
    found = demo_accounts()
    if as_json:
        print_json(
            [
                {"role": one.role.value, "email": one.email, "organisation": one.organisation, "name": one.name}
                for one in found
            ]
        )
        return
    for one in found:
        click.echo(f"{one.role.value}  {one.email}  {one.organisation}")


@demo.command("load")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and day give the same cases.")
@click.option("--as-of", "as_of", type=Instant(), default="today", show_default=True, help="The last day told.")
@click.option("--cases", "count", type=int, default=CASES, show_default=True, help="How many cases, about.")
@with_appcontext
@refusals
def fill(seed: int, as_of: datetime, count: int) -> None:
    """Make the accounts and about 300 invented cases."""
    settings = current_app.extensions["settings"]
    if settings.production or settings.demo_password is None:
        raise NotAllowed("Demonstration accounts cannot exist in production.")
    told = load(seed, as_of, password=settings.demo_password, count=count, progress=click.echo)
    click.echo(f"{told} cases." if told else "The demonstration cases are here already.")


@demo.command("generate")
@click.option("--incidents", type=click.IntRange(min=1), required=True, help="How many cases to add.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and day give the same cases.")
@click.option("--as-of", "as_of", type=Instant(), default="today", show_default=True, help="The last day told.")
@with_appcontext
@refusals
def generate_cases(incidents: int, seed: int, as_of: datetime) -> None:
    """Add any number of invented cases, for measuring; only to a database that is empty or of the demonstration."""
    settings = current_app.extensions["settings"]
    if settings.production or settings.demo_password is None:
        raise NotAllowed("Generated cases cannot exist in production.")
    made = generate(incidents, seed, as_of, password=settings.demo_password, progress=click.echo)
    click.echo(f"{made} cases.")

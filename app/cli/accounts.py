"""The first two administrators; all later accounts are theirs to make."""

import click
from flask.cli import with_appcontext

from app.cli.words import now, refusals
from app.services.accounts import create_first_administrator


@click.command("create-user")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address")
@click.option("--password", prompt="Password", hide_input=True, confirmation_prompt=True)
@with_appcontext
@refusals
def create_user(name: str, email: str, password: str) -> None:
    """Make an administrator; refused once two are active."""
    user = create_first_administrator(name=name, email=email, password=password, at=now())
    click.echo(f"{user.name} can sign in as administrator with {user.email}.")
    click.echo("The password is a starting password: within 72 hours, and only to choose another.")

"""What keeps the system in order: completing what is over, checking the audit, database rights, the rules as text."""

import json
import sys
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.policy import policy_group, show_policy
from app.cli.words import as_of, now, refusals
from app.database.grants import grants
from app.domain.errors import RuleBroken
from app.services import audit_check, evidence_store
from app.services.outcome import finalise as finalise_one
from app.services.outcome import ready_to_finalise


@click.command()
@as_of
@with_appcontext
@refusals
def finalise(as_of: datetime | None) -> None:
    """Complete every case whose periods for review and appeal are over."""
    at = now()
    done = sum(finalise_one(number, as_of=as_of or at, at=at) for number in ready_to_finalise())
    click.echo(f"{done} completed.")


@click.group()
def audit() -> None:
    """The record of who did or saw what."""


@audit.command()
@click.option("--since", type=int, default=0, metavar="SEQ", help="Begin after this event.")
@with_appcontext
def verify(since: int) -> None:
    """Walk the chain. Exit 0: whole. 1: tampered with. 2: cannot tell."""
    found = audit_check.verify(current_app.extensions["settings"].keys.audit, since=since)
    for line in found.findings:
        click.echo(line, err=True)
    for line in found.remarks:
        click.echo(line)
    words = {
        audit_check.CLEAN: "The audit is whole.",
        audit_check.TAMPERED: "The audit was tampered with.",
        audit_check.CANNOT_TELL: "Whether the audit is whole cannot be told.",
    }
    click.echo(f"{found.events} events. {words[found.result]}")
    sys.exit(found.result)


@click.group()
def evidence() -> None:
    """The stored files of evidence."""


@evidence.command("verify")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
def verify_evidence(as_json: bool) -> None:
    """Read every stored file again. Exit 0: each is what was stored. 1: some are not, or are missing."""
    found = evidence_store.verify_all(now())
    if as_json:
        bad = [{"store_name": name, "result": result.value} for name, result in found.bad]
        click.echo(json.dumps({"checked": found.checked, "bad": bad}))
    else:
        for name, result in found.bad:
            click.echo(f"{name}: {result.label.lower()}", err=True)
        click.echo(f"{found.checked} checked, {len(found.bad)} not whole.")
    sys.exit(1 if found.bad else 0)


@click.command("grants")
@click.option("--app-role", required=True, metavar="NAME", help="Role of the staff surface and the worker.")
@click.option("--public-role", required=True, metavar="NAME", help="Role of the public surface.")
@refusals
def grant_statements(app_role: str, public_role: str) -> None:
    """Print the GRANT statements that PostgreSQL's owner of the tables runs after each upgrade."""
    try:
        statements = grants(app_role, public_role)
    except ValueError as error:
        raise RuleBroken(f"{error}.") from error
    for statement in statements:
        click.echo(statement)


COMMANDS = (finalise, audit, evidence, show_policy, policy_group)

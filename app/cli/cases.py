"""Commands about one case: take in, give out, show; is its file ready."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.words import as_json, as_of, moment, now, print_json, refusals
from app.domain import readiness as file_check
from app.domain.case_file import CaseFile
from app.domain.errors import RuleBroken
from app.domain.roles import Role
from app.domain.vocabulary import RuleSet
from app.models.user import Unit, User
from app.queries.actors import user_by_email
from app.queries.case_file import gather
from app.queries.records import case_of, police_team
from app.services.case_export import export_case
from app.services.case_import import import_case

DEMO_TEAM = "Z1"
WAITS = (
    "Its sender found that this is not a crime. It waits for a supervisor, who confirms that and decides what is kept"
    " of it and of whom."
)


@click.group()
def case() -> None:
    """Import, export and show a case."""


@case.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unit", "unit_code", metavar="CODE", help="The police team that will hold the case.")
@click.option("--officer", "email", metavar="E-MAIL", help="Who has the case, in place of the officer in the file.")
@as_of
@with_appcontext
@refusals
def take_in(file: Path, unit_code: str | None, email: str | None, as_of: datetime | None) -> None:
    """Take in a case file and print the reference of the new case."""
    del as_of  # nothing that depends on it is printed, and it changes nothing stored
    document = _document(file)
    incident = import_case(document, unit=_team(unit_code), officer=_officer(email), at=now())
    click.echo(incident.reference)
    if incident.non_crime_proposed_by_id is not None:
        click.echo(WAITS, err=True)


def _document(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_without_doubles)
    except OSError as error:
        raise RuleBroken(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise RuleBroken(f"{file} is not a JSON document: {error}.") from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return found


def _team(code: str | None) -> Unit:
    if code is None:
        if current_app.extensions["settings"].environment == "production":
            raise RuleBroken("Give the police team that will hold the case: --unit CODE.")
        code = DEMO_TEAM
    found = police_team(code)
    if found is None:
        raise RuleBroken(f"There is no police team with the code {code}. Give one with --unit CODE.")
    return found


def _officer(email: str | None) -> User | None:
    if email is None:
        return None
    found = user_by_email(email)
    if found is None:
        raise RuleBroken(f"There is no account {email}.")
    return found


@case.command("export")
@click.argument("reference")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; else printed.")
@with_appcontext
@refusals
def give_out(reference: str, output: Path | None) -> None:
    """Write the case file of a case, restricted data included."""
    recipient = output.name if output else "standard output"
    document = export_case(case_of(reference), recipient=recipient, at=now())
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it names people
    except OSError as error:
        raise RuleBroken(f"{output} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


@case.command("show")
@click.argument("reference")
@as_of
@as_json
@with_appcontext
@refusals
def show(reference: str, as_of: datetime | None, as_json: bool) -> None:
    """Where a case stands, and whose turn it is: that follows from the facts in the store, whatever the instant."""
    del as_of
    incident = case_of(reference)
    turns = {role.value: incident.status.meaning.for_role(role) for role in Role}
    if as_json:
        print_json(
            {
                "reference": incident.reference,
                "stage": incident.stage.label,
                "status": incident.status.value,
                "roles": {role: {"act": act, "says": says} for role, (act, says) in turns.items()},
            }
        )
        return
    click.echo(f"{incident.reference}  {incident.stage.label}  {incident.status.label}")
    for role, (act, says) in turns.items():
        click.echo(f"{role:18}{'act ' if act else 'wait'}  {says}")


def _facts(reference: str) -> CaseFile:
    return gather(case_of(reference), restricted=True).case


@click.command()
@click.argument("reference")
@as_of
@click.option("--referral", "number", type=int, help="Number of the referral; else the last one.")
@click.option("--applies", type=click.Choice([one.value for one in RuleSet]), help="Another set of rules.")
@as_json
@with_appcontext
@refusals
def readiness(reference: str, as_of: datetime | None, number: int | None, applies: str | None, as_json: bool) -> None:
    """Is the file ready for a prosecutor?"""
    facts, at = _facts(reference), as_of or now()
    if number is None:
        number = max((one.referral_no for one in facts.referrals), default=None)
    try:
        found = file_check.check(facts, at, referral_no=number, rule_set=RuleSet(applies) if applies else None)
    except LookupError as error:
        raise RuleBroken(str(error)) from error
    if as_json:
        print_json(
            {
                "referral_no": found.referral_no,
                "applies": found.applies.value,
                "at": moment(found.at),
                "may_submit": found.may_submit,
                "rules": {rule: result.value for rule, result in found.rules.items()},
                "why": dict(found.why),
            }
        )
        return
    for rule, result in found.rules.items():
        click.echo(f"{rule}  {result.value:16}{found.why.get(rule, '')}")
    click.echo("The file may be sent." if found.may_submit else "The file may not be sent yet.")

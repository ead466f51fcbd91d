"""`flask document`: write one paper of a case to a file, without issuing it."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli import words
from app.documents.limits import RenderFailed
from app.documents.registry import DOCUMENTS
from app.domain.actor import system
from app.domain.errors import RuleBroken
from app.queries.records import case_of
from app.services import documents


@click.command("document")
@click.argument("kind", type=click.Choice(list(DOCUMENTS)))
@click.argument("reference")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@words.as_of
@with_appcontext
@words.refusals
def document(kind: str, reference: str, output: Path, as_of: datetime | None) -> None:
    """Write the paper KIND of the case REFERENCE. Nothing is stamped or stored; the audit records the look."""
    at = as_of or words.now()
    incident = case_of(reference)
    pdf = print_paper(kind, incident.reference, at)
    output.touch(mode=0o600)  # it names people
    output.write_bytes(pdf)
    click.echo(f"{DOCUMENTS[kind].title} written to {output}")


def print_paper(kind: str, reference: str, at: datetime) -> bytes:
    """Build, print, record that it was read."""
    incident = case_of(reference)
    prepared = documents.prepare(kind, incident, actor=system("command-line"), as_of=at)
    try:
        pdf = current_app.extensions["printer"].render(prepared.job)
    except RenderFailed as error:
        raise RuleBroken(f"We could not make this document: {error.reason}") from error
    documents.note_reading(reference, kind, actor=system("command-line"), at=words.now())
    return bytes(pdf)

"""A case goes out as a case file, built from the tables alone; what breaks the contract does not go out."""

from datetime import datetime
from typing import Any

from app.database import audit
from app.database.atomic import atomic
from app.domain.actor import system
from app.domain.audit_chain import AuditKind
from app.domain.case_file import BadCaseFile, problems_of, to_json
from app.models.incident import Incident
from app.queries.case_file import gather

EXPORT = system("export")


@atomic
def export_case(incident: Incident, *, recipient: str, at: datetime) -> dict[str, Any]:
    """The case file of a case, restricted data included; that it left is recorded with whoever received it.

    Raises BadCaseFile naming each field that the contract asks for and the case does not have.
    """
    document = to_json(gather(incident, restricted=True).case)
    problems = problems_of(document)
    if problems:
        raise BadCaseFile(problems)
    audit.note(
        audit.Note(
            action="case:export",
            kind=AuditKind.DISCLOSURE,
            at=at,
            actor_role=EXPORT.role_name,
            object_type="incident",
            object_id=incident.reference,
            recipient=recipient,
        )
    )
    return document

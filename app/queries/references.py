"""References of other organisations and linked investigations of one case."""

from typing import Any

from sqlalchemy import select

from app.database.session import db
from app.models.incident import Incident, LinkedInvestigation, OtherReference


def of_case(incident: Incident) -> dict[str, list[tuple[str, Any]]]:
    """`others`: (organisation, reference); `linked`: (reference, status or None); each in the order given."""
    others = db.session.scalars(
        select(OtherReference).where(OtherReference.incident_id == incident.id).order_by(OtherReference.id)
    )
    linked = db.session.scalars(
        select(LinkedInvestigation)
        .where(LinkedInvestigation.incident_id == incident.id)
        .order_by(LinkedInvestigation.id)
    )
    return {
        "others": [(row.organisation, row.reference) for row in others],
        "linked": [(row.reference, row.status) for row in linked],
    }

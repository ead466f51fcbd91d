"""The generated database of a run, who signs in to it, and which cases are opened; run inside the product's folder."""

import json
import sys
from datetime import UTC, datetime

from sqlalchemy import func, select

from app.database.session import db
from app.domain.stages import Status
from app.models.allegation import Allegation
from app.models.clock import ClockRow
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.people import Person
from app.models.user import User
from app.services.demo.generated.generate import generate
from wsgi import app

CASES_OPENED = 200
COUNTED = {
    "cases": Incident, "persons": Person, "allegations": Allegation, "evidence": EvidenceItem, "history": CaseEvent,
    "clocks": ClockRow,
}  # fmt: skip


def main() -> None:
    """Generate so many cases and print, as one line of JSON, what the measuring needs to know."""
    cases, begun = int(sys.argv[1]), datetime.now(UTC)
    with app.app_context():
        password = app.extensions["settings"].demo_password
        generate(cases, 1, begun, password=password)
        took = (datetime.now(UTC) - begun).total_seconds()
        officer = db.session.scalars(select(User).where(User.name == "Officer Z1-G001 1")).one()
        mine = select(Incident.reference).where(
            Incident.oic_id == officer.id, Incident.status == Status.UNDER_INVESTIGATION
        )
        family = db.session.scalars(
            select(Person.surname).group_by(Person.surname).order_by(func.count().desc(), Person.surname).limit(1)
        ).one()
        print(
            json.dumps(
                {
                    "email": officer.email,
                    "officer": officer.id,
                    "password": password,
                    "references": list(db.session.scalars(mine.order_by(Incident.id.desc()).limit(CASES_OPENED))),
                    "words": f"{family} Road",
                    "generated_in_seconds": round(took, 1),
                    "rows": {name: db.session.scalar(select(func.count(model.id))) for name, model in COUNTED.items()},
                    "server": db.session.connection().dialect.server_version_info,
                }
            )
        )


if __name__ == "__main__":
    main()

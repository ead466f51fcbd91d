"""A process that takes in reports, one transaction each, until it is killed. Prints each after its commit."""

import sys
from datetime import UTC, datetime

from app.domain.roles import Role
from app.domain.vocabulary import Channel, LocationKind, ReportedByRole
from app.queries.actors import actor_of, user_by_email
from app.services.reporting import ReportDetails, receive_report
from wsgi import app

OFFICER = "arden.samplewick@northmarsh.example"


def report(title: str, at: datetime) -> ReportDetails:
    return ReportDetails(
        title=title,
        reported_at=at,
        reported_by_role=ReportedByRole.VICTIM,
        channel=Channel.CALL_101,
        narrative="Shouted at beside the bus shelter.",
        location_kind=LocationKind.STREET,
        location_description="Bus shelter, Sample Road",
    )


def main() -> None:
    with app.app_context():
        user = user_by_email(OFFICER)
        assert user is not None
        actor, unit = actor_of(user, Role.OFFICER, on=datetime.now(UTC).date()), user.unit_id
        number = 0
        while True:
            number += 1
            at, title = datetime.now(UTC), f"{sys.argv[1]}-{number}"
            receive_report(report(title, at), unit_id=unit, actor=actor, at=at)
            print(title, flush=True)


if __name__ == "__main__":
    main()

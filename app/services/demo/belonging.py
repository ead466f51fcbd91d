"""Demonstration cases that belong together: a victim who reports again, two linked incidents, a named series."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.vocabulary import PartyRole
from app.domain.vocabulary.linking import LinkKind
from app.models.incident import Incident
from app.models.linking import CaseLink
from app.models.people import Person, PersonRole
from app.services import identity, linking
from app.services.demo.cast import Cast, crew_of

#: So many cases of one team are needed: the first two have one victim.
NEEDED = 5
SERIES = "Evenings along the tram line"


@atomic
def link_cases(force: str, numbers: Sequence[int], cast: Cast, *, until: datetime) -> None:
    """What a sergeant said of these stories of one team on the last evening; nothing where it was said before."""
    if len(numbers) < NEEDED or db.session.scalar(select(CaseLink.id).limit(1)) is not None:
        return
    cases = [_told(force, number) for number in numbers[:NEEDED]]
    actor, at = cast.actor(crew_of(force).supervisor), until - timedelta(hours=6)
    identity.accept_same(_victim(cases[0]), _victim(cases[1]), actor=actor, at=at)
    why = "A witness in one case describes somebody like the suspect of the other."
    linking.link(cases[2], cases[3], LinkKind.SAME_SUSPECT, why, actor=actor, at=at)
    series = linking.begin_series(cases[1], cases[2], SERIES, actor=actor, at=at)
    linking.add_to_series(series, cases[1], cases[4], actor=actor, at=at)


def _told(force: str, number: int) -> Incident:
    return db.session.scalars(select(Incident).where(Incident.force_ref.like(f"{force}/____/{number:06d}"))).one()


def _victim(case: Incident) -> Person:
    of_case = select(Person).join(PersonRole).where(Person.incident_id == case.id)
    return db.session.scalars(of_case.where(PersonRole.party_role == PartyRole.VICTIM)).one()

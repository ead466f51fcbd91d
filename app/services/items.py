"""The row of an item of evidence: what is said of it, and what must hold before it is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage, ItemStanding, Schedule
from app.models.incident import Incident
from app.models.material import EvidenceItem, KeyTime
from app.models.people import Person
from app.services.numbering import next_file_id
from app.services.people import put


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDetails:
    """An item of evidence and where its content is."""

    kind: EvidenceKind
    description: str
    is_core_evidence: bool
    usage: EvidenceUsage
    availability: Availability
    exhibit_ref: str | None = None
    is_sensitive: bool | None = None
    schedule: Schedule | None = None
    item_no: int | None = None
    due_on: date | None = None
    produced_by_id: int | None = None
    obtained_at: datetime | None = None
    media_minutes: float | None = None
    transcript: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    file_byte_size: int | None = None
    file_link: str | None = None
    key_times: tuple[tuple[str, str | None, str], ...] = ()


def sent_in(kind: EvidenceKind, what: str, *, text: str | None = None) -> EvidenceDetails:
    """What is said of an item that somebody outside the investigation sends in; the rest is the officer's to say."""
    return EvidenceDetails(
        kind=kind,
        description=what,
        is_core_evidence=False,
        usage=EvidenceUsage.USED,
        availability=Availability.HELD,
        transcript=text,
    )


def check_evidence(incident: Incident, details: EvidenceDetails) -> None:
    """Raise RuleBroken where what is said of an item does not go together."""
    if details.availability is Availability.OUTSTANDING and details.due_on is None:
        raise RuleBroken("Give the date by which it is expected.", field="due_on")
    if details.is_sensitive and details.schedule is Schedule.MG6C:
        raise RuleBroken("A sensitive item belongs on the sensitive schedule.", field="schedule")
    person_of_case(incident, details.produced_by_id)


def person_of_case(incident: Incident, person_id: int | None) -> None:
    """Raise RuleBroken for a person of another case."""
    if person_id is None:
        return
    person = db.session.get(Person, person_id)
    if person is None or person.incident_id != incident.id:
        raise RuleBroken("Choose a person of this case.")


def new_item(
    incident: Incident, details: EvidenceDetails, *, standing: ItemStanding = ItemStanding.COUNTS
) -> EvidenceItem:
    """The row of a new item; part of a verb that says so in the history."""
    check_evidence(incident, details)
    item = EvidenceItem(incident_id=incident.id, file_id=next_file_id(EvidenceItem, incident.id, "E"))
    item.standing = standing
    put_evidence(item, details)
    db.session.add(item)
    db.session.flush()
    return item


def put_evidence(item: EvidenceItem, details: EvidenceDetails) -> None:
    """Write what is said of an item onto its row."""
    put(item, details, leave=("key_times",))
    item.key_times = [KeyTime(starts=starts, ends=ends, what=what) for starts, ends, what in details.key_times]

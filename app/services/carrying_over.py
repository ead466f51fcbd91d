"""What travels when another force takes a case: the report, its flag, who is in it and how to reach them safely.

The receiving force must know what was reported and be able to speak to victim and witnesses without putting them in
danger, and has the stored files (`carrying_files`); no more. What the first force learnt in its investigation stays
with it: its crime records, the rest of its evidence, statements, custody, notes, tasks, papers. What a victim told for
another purpose stays too: needs, characteristics, the contact log, support and the notes of victim care. The receiving
force asks for it anew.
"""

from datetime import datetime

from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import PartyRole
from app.models.incident import ConflictOfInterest, Incident, OnlineConduct
from app.models.people import Person, PersonContact
from app.services.people import ContactCard, contact_of, rows_of_roles, store_contact
from app.services.reporting import REPORT_FIELDS, ReportDetails, StrandChoice, new_incident, put_perception

OF_PERSON = (
    "file_id", "given_names", "surname", "organisation", "date_of_birth", "sex", "language", "interpreter_needed",
    "is_vulnerable_or_intimidated",
)  # fmt: skip
TRAVELS = frozenset({PartyRole.VICTIM, PartyRole.WITNESS, PartyRole.SUSPECT, PartyRole.APPROPRIATE_ADULT})
OF_ONLINE = ("platform", "url", "account_handle", "display_name", "posted_at", "captured_at", "attribution_methods")


def new_case_from(incident: Incident, *, unit_id: int, at: datetime) -> Incident:
    """A case of another unit that holds what may travel; not yet in the history. The first report's time stays."""
    facts = {name: getattr(incident, name) for name in REPORT_FIELDS} | {"force_ref": None}
    received = new_incident(ReportDetails(**facts, address=incident.address), unit_id=unit_id, at=at)
    strands = [StrandChoice(row.strand, row.sub_strand) for row in incident.strands]
    put_perception(received, strands, [(row.by, row.basis) for row in incident.perceptions])
    _people(incident, received)
    _online(incident, received)
    _conflicts(incident, received)
    db.session.flush()
    return received


def _people(incident: Incident, received: Incident) -> None:
    for person in db.session.scalars(select(Person).where(Person.incident_id == incident.id).order_by(Person.id)):
        roles = [row.party_role for row in person.roles if row.party_role in TRAVELS]
        if not roles:
            continue
        copy = Person(incident=received, **{name: getattr(person, name) for name in OF_PERSON})
        db.session.add(copy)
        db.session.flush()
        rows_of_roles(received, copy, roles)
        card = contact_of(person)
        if card is not None and set(roles) != {PartyRole.SUSPECT}:
            store_contact(copy, _card(card))


def _card(row: PersonContact) -> ContactCard:
    return ContactCard(
        address=row.address,
        postcode=row.postcode,
        phones=tuple(row.phones or ()),
        emails=tuple(row.emails or ()),
        safe_channels=tuple(row.safe_channels or ()),
        unsafe_channels=tuple(row.unsafe_channels or ()),
        voicemail_allowed=row.voicemail_allowed,
        note=row.note,
    )


def _online(incident: Incident, received: Incident) -> None:
    row = db.session.scalars(select(OnlineConduct).where(OnlineConduct.incident_id == incident.id)).one_or_none()
    if row is not None:
        db.session.add(OnlineConduct(incident_id=received.id, **{name: getattr(row, name) for name in OF_ONLINE}))


def _conflicts(incident: Incident, received: Incident) -> None:
    """Whoever may not know of the case may not know of this one either."""
    live = select(ConflictOfInterest).where(
        ConflictOfInterest.incident_id == incident.id, ConflictOfInterest.lifted_at.is_(None)
    )
    for row in db.session.scalars(live.order_by(ConflictOfInterest.id)):
        db.session.add(
            ConflictOfInterest(
                incident_id=received.id, user_id=row.user_id, reason=row.reason,
                declared_at=row.declared_at, declared_by_id=row.declared_by_id,
            )
        )  # fmt: skip

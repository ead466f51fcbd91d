"""What every page of a case shows at its top, and what the overview shows: few statements, whatever its size.

View models are frozen and hold an allow-list: a group of fields the reader may not see is never gathered (ACC-10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, literal, null, select, type_coerce, union_all

from app.database.session import db
from app.domain.access import FieldGroup
from app.domain.law import sub_strands
from app.domain.non_crime import in_its_words, role_word
from app.domain.offences import catalogue
from app.domain.stages import Status
from app.domain.vocabulary import CrimeDecision, CustodyStatus, PartyRole, PerceivedBy, Strand
from app.models.allegation import Allegation, Crime
from app.models.clock import ClockRow
from app.models.incident import Incident, IncidentStrand, Perception
from app.models.people import Person, PersonRole
from app.models.referral import Referral
from app.models.suspect import Suspect
from app.models.user import User


@dataclass(frozen=True, slots=True)
class Party:
    """A person of the case as the page names them."""

    id: int
    file_id: str
    name: str
    roles: tuple[PartyRole, ...]
    organisation: str | None
    custody: CustodyStatus | None
    charged: bool
    non_crime: bool = False

    @property
    def role_words(self) -> str:
        """Suspect before charge, defendant after; subject and complainant where it is no crime."""
        return ", ".join(
            "defendant" if role is PartyRole.SUSPECT and self.charged else self._word(role) for role in self.roles
        )

    def _word(self, role: PartyRole) -> str:
        return role_word(role, non_crime=self.non_crime).lower()


@dataclass(frozen=True, slots=True)
class Charge:
    """An allegation in one line."""

    id: int
    file_id: str
    offence: str
    status: Status
    suspect_person_id: int
    crime_id: int


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """The top of every page of a case, for one reader."""

    reference: str
    title: str
    numbers: tuple[str, ...]
    strands: tuple[str, ...]
    perceived: str
    status: Status
    officer: str | None
    supervisor: str | None
    prosecutor: str | None
    unit: str
    parties: tuple[Party, ...]
    crimes: Mapping[int, str]
    charges: tuple[Charge, ...]
    latest_referral: int | None
    restricted: bool
    non_crime: bool
    fields: frozenset[FieldGroup] = field(default_factory=frozenset)

    def of_role(self, role: PartyRole) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if role in party.roles)


def header_of(incident: Incident, fields: frozenset[FieldGroup]) -> CaseHeader:
    """Five statements beside the one that loaded the case."""
    non_crime = incident.crime_decision is CrimeDecision.NON_CRIME
    strands, perceived = _flags(incident.id)
    crimes, charges = _offences(incident.id) if FieldGroup.SUSPECT in fields else (_crimes(incident.id), ())
    number, prosecutor = _referral(incident.id) if FieldGroup.REFERRAL in fields else (None, None)
    parties = _parties(incident, fields, charges) if FieldGroup.NAMES in fields else ()
    numbers = tuple(f"URN {incident.urn}" for _ in [0] if incident.urn)
    return CaseHeader(
        reference=incident.reference,
        title=incident.title,
        numbers=numbers + tuple(f"Crime {crime}" for crime in crimes.values()),
        strands=strands,
        perceived=in_its_words(perceived) if non_crime else perceived,
        status=incident.status,
        officer=incident.oic.named if incident.oic else None,
        supervisor=incident.supervisor.named if incident.supervisor else None,
        prosecutor=prosecutor,
        unit=incident.unit.name,
        parties=parties,
        crimes=crimes,
        charges=charges,
        latest_referral=number,
        restricted=incident.is_restricted,
        non_crime=non_crime,
        fields=fields,
    )


def _flags(incident_id: int) -> tuple[tuple[str, ...], str]:
    """Strands as labels and who perceived it, in one statement."""
    rows: Sequence[Any] = db.session.execute(
        union_all(
            select(
                literal("strand").label("kind"),
                type_coerce(IncidentStrand.strand, String).label("one"),
                IncidentStrand.sub_strand,
            ).where(IncidentStrand.incident_id == incident_id),
            select(literal("perceived"), type_coerce(Perception.by, String), null()).where(
                Perception.incident_id == incident_id
            ),
        )
    ).all()
    labels = tuple(dict.fromkeys(_strand_label(Strand(one), sub) for kind, one, sub in rows if kind == "strand"))
    people = [PerceivedBy(one).label.lower() for kind, one, _ in rows if kind == "perceived"]
    words = " and ".join(f"the {who}" for who in people)
    if not labels:
        return (), "No strand recorded"
    return labels, f"hate crime as perceived by {words}" if people else "nobody recorded yet as having perceived it"


def _strand_label(strand: Strand, sub: str | None) -> str:
    known = sub_strands().get(sub or "")
    return f"{strand.label}: {known.label}" if known else strand.label


def _offences(incident_id: int) -> tuple[dict[int, str], tuple[Charge, ...]]:
    rows = db.session.execute(
        select(
            Crime.id.label("crime_id"),
            Crime.crime_number,
            Allegation.id,
            Allegation.file_id,
            Allegation.offence_type_key,
            Allegation.status,
            Suspect.person_id,
        )
        .outerjoin(Allegation, Allegation.crime_id == Crime.id)
        .outerjoin(Suspect, Suspect.id == Allegation.suspect_id)
        .where(Crime.incident_id == incident_id)
        .order_by(Crime.id, Allegation.id)
    ).all()
    charges = tuple(
        Charge(row.id, row.file_id, catalogue()[row.offence_type_key].title, row.status, row.person_id, row.crime_id)
        for row in rows
        if row.id is not None
    )
    return {row.crime_id: row.crime_number for row in rows}, charges


def _crimes(incident_id: int) -> dict[int, str]:
    rows = db.session.execute(
        select(Crime.id, Crime.crime_number).where(Crime.incident_id == incident_id).order_by(Crime.id)
    )
    return {row.id: row.crime_number for row in rows}


def _referral(incident_id: int) -> tuple[int | None, str | None]:
    row = db.session.execute(
        select(Referral.referral_no, User)
        .outerjoin(User, User.id == Referral.prosecutor_id)
        .where(Referral.incident_id == incident_id)
        .order_by(Referral.referral_no.desc())
        .limit(1)
    ).first()
    return (None, None) if row is None else (row[0], row[1].named if row[1] else None)


def _parties(incident: Incident, fields: frozenset[FieldGroup], charges: Sequence[Charge]) -> tuple[Party, ...]:
    """People with their roles, in one statement; a suspect's state only for those who may know it."""
    rows = db.session.execute(
        select(Person, PersonRole.party_role, Suspect.custody_status)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .outerjoin(Suspect, Suspect.person_id == Person.id)
        .where(Person.incident_id == incident.id)
        .order_by(Person.id, PersonRole.id)
    ).all()
    charged = {charge.suspect_person_id for charge in charges if charge.status.stage.value == "outcome"}
    found: dict[int, Party] = {}
    for person, role, custody in rows:
        if role is PartyRole.SUSPECT and FieldGroup.SUSPECT not in fields:
            continue
        known = found.get(person.id)
        roles = (*known.roles, role) if known else (role,)
        state = custody if FieldGroup.SUSPECT in fields else None
        found[person.id] = Party(
            person.id, person.file_id, person.full_name, roles, person.organisation, state, person.id in charged,
            incident.crime_decision is CrimeDecision.NON_CRIME,
        )  # fmt: skip
    return tuple(found.values())


def clocks(incident: Incident) -> list[ClockRow]:
    """The clocks of a case, those that end first in front, those without an end last."""
    return list(
        db.session.scalars(
            select(ClockRow)
            .where(ClockRow.incident_id == incident.id)
            .order_by(ClockRow.due_at.is_(None), ClockRow.due_at, ClockRow.id)
        )
    )


def clock_of(incident: Incident, rule: str) -> ClockRow | None:
    """The first clock of this rule on the case."""
    return db.session.scalars(
        select(ClockRow)
        .where(ClockRow.incident_id == incident.id, ClockRow.rule == rule)
        .order_by(ClockRow.id)
        .limit(1)
    ).first()

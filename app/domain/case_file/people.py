"""Staff and people of a case, and their contact details (restricted)."""

from dataclasses import dataclass
from datetime import date

from app.domain.vocabulary import ContactChannel, PartyRole, Sex, StaffOrganisation


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who works on the case."""

    staff_id: str
    name: str
    rank_or_grade: str
    organisation: StaffOrganisation
    collar_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person, or the named contact of an organisation; no contact details."""

    person_id: str
    party_roles: tuple[PartyRole, ...]
    given_names: str
    surname: str
    date_of_birth: date | None
    interpreter_needed: bool | None
    organisation: str | None = None
    sex: Sex | None = None
    occupation: str | None = None
    language: str | None = None
    is_key_witness: bool | None = None
    is_vulnerable_or_intimidated: bool | None = None
    statement_outstanding_due_on: date | None = None
    same_person_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContact:
    """Restricted: never in a paper for court or defence."""

    person_id: str
    address: str | None = None
    postcode: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    safe_channels: tuple[ContactChannel, ...] = ()
    unsafe_channels: tuple[str, ...] = ()
    voicemail_allowed: bool | None = None
    note: str | None = None

"""People of one case and their roles in it; contact and characteristics as groups of their own; identity links."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import PartyRole, Sex
from app.domain.vocabulary.linking import IdentityBasis
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.sealed import Sealed, sealed_column
from app.models.user import User


class Person(Versioned, Base):
    """A person or organisation of one case. The same human in two cases is two rows."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("incident_id", "file_id"), Index("ix_person_surname", "surname"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    file_id: Mapped[str]  # P1, P2 …: this case's own numbering, kept from the sender's file
    given_names: Mapped[str]
    surname: Mapped[str]
    organisation: Mapped[str | None]
    date_of_birth: Mapped[date | None]
    sex: Mapped[Sex | None] = mapped_column(closed_list(Sex, "sex"))
    occupation: Mapped[str | None]
    language: Mapped[str | None]
    interpreter_needed: Mapped[bool | None]
    is_key_witness: Mapped[bool | None]
    is_vulnerable_or_intimidated: Mapped[bool | None]
    statement_outstanding_due_on: Mapped[date | None]
    same_person_note: Mapped[str | None]

    incident: Mapped[Incident] = relationship()
    contact: Mapped["PersonContact | None"] = relationship(back_populates="person")
    roles: Mapped[list["PersonRole"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonRole.id"
    )

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surname}"


class PersonRole(Row, Base):
    """A role of a person in the case; several are possible."""

    __tablename__ = "person_role"
    __table_args__ = (UniqueConstraint("person_id", "party_role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    party_role: Mapped[PartyRole] = mapped_column(closed_list(PartyRole, "party_role"))

    person: Mapped[Person] = relationship(back_populates="roles")


class PersonContact(Versioned, Base):
    """Restricted: contact and safe-contact, one record a person, every field sealed. Never in a paper."""

    __tablename__ = "person_contact"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    address_sealed: Mapped[bytes | None] = sealed_column()
    address = Sealed[str]("address")
    postcode_sealed: Mapped[bytes | None] = sealed_column()
    postcode = Sealed[str]("postcode")
    phones_sealed: Mapped[bytes | None] = sealed_column()
    phones = Sealed[list[str]]("phones")
    emails_sealed: Mapped[bytes | None] = sealed_column()
    emails = Sealed[list[str]]("emails")
    safe_channels_sealed: Mapped[bytes | None] = sealed_column()
    safe_channels = Sealed[list[str]]("safe_channels")
    unsafe_channels_sealed: Mapped[bytes | None] = sealed_column()
    unsafe_channels = Sealed[list[str]]("unsafe_channels")
    voicemail_allowed_sealed: Mapped[bytes | None] = sealed_column()
    voicemail_allowed = Sealed[bool]("voicemail_allowed")
    note_sealed: Mapped[bytes | None] = sealed_column()
    note = Sealed[str]("note")

    person: Mapped[Person] = relationship(back_populates="contact")
    digests: Mapped[list["ContactDigest"]] = relationship(cascade="all, delete-orphan", order_by="ContactDigest.id")

    def case_seal(self) -> tuple[bytes, str]:
        return self.person.incident.case_seal()


class SafeContactChange(Row, Base):
    """The history of a safe-contact instruction: what it became, by whom, and the victim's word where it loosened."""

    __tablename__ = "safe_contact_change"
    __table_args__ = (
        Index(None, "person_id", "id"),
        CheckConstraint("NOT is_looser OR victims_word_on IS NOT NULL", name="word_if_looser"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    is_looser: Mapped[bool]
    victims_word_on: Mapped[date | None]
    instruction_sealed: Mapped[bytes | None] = sealed_column()
    instruction = Sealed[dict[str, object]]("instruction")
    # A support worker's reason is for support workers: police and witness care see the instruction only.
    reason_sealed: Mapped[bytes | None] = sealed_column()
    reason = Sealed[str]("reason")

    person: Mapped[Person] = relationship()
    by: Mapped[User | None] = relationship()

    def case_seal(self) -> tuple[bytes, str]:
        return self.person.incident.case_seal()


class ContactDigest(Row, Base):
    """A keyed digest of one telephone number or e-mail address, for look-ups without the plain text."""

    __tablename__ = "contact_digest"
    __table_args__ = (Index("ix_contact_digest_digest", "digest"), Index(None, "contact_id"))

    contact_id: Mapped[int] = mapped_column(ForeignKey("person_contact.id"))
    digest: Mapped[str]


class PersonCharacteristics(Versioned, Base):
    """Restricted: protected characteristics a person chose to give. A strand never fills it in."""

    __tablename__ = "person_characteristics"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    told_sealed: Mapped[bytes | None] = sealed_column()
    told = Sealed[dict[str, str]]("told")

    person: Mapped[Person] = relationship()

    def case_seal(self) -> tuple[bytes, str]:
        return self.person.incident.case_seal()


class IdentityLink(Versioned, Base):
    """The same human in two cases: proposed, accepted by a person with rights to both, undoable. Copies nothing.

    Undone without having been accepted = a person said that it is not the same human.
    """

    __tablename__ = "identity_link"
    __table_args__ = (
        UniqueConstraint("person_id", "same_as_id"),
        CheckConstraint("person_id < same_as_id", name="smaller_first"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_by_id IS NULL)", name="accepted_whole"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_whole"),
        Index(None, "same_as_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    same_as_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    basis: Mapped[IdentityBasis] = mapped_column(closed_list(IdentityBasis, "basis"))
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    accepted_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    same_as: Mapped[Person] = relationship(foreign_keys=[same_as_id])

    @property
    def is_live(self) -> bool:
        """Do both persons stand for one human, as far as anybody has said?"""
        return self.accepted_at is not None and self.undone_at is None

    @property
    def is_open(self) -> bool:
        """Is it proposed and not answered yet?"""
        return self.accepted_at is None and self.undone_at is None

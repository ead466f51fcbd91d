"""What belongs to a statement and not to its front: who signed which words, and the back page."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import SignatureManner
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.material import Statement
from app.models.sealed import Sealed, sealed_column
from app.models.user import User


class StatementSignature(Row, Base):
    """One signature: the exact words, their hash, whose name, when, how, and who was present. Never changed."""

    __tablename__ = "statement_signature"
    __table_args__ = (
        UniqueConstraint("statement_id", "text_version"),
        CheckConstraint("length(text_sha256) = 64", name="whole_hash"),
        CheckConstraint("text_version >= 1", name="version_from_one"),
        CheckConstraint("(manner = 'password') = (present IS NULL)", name="somebody_present"),
        CheckConstraint("(manner = 'paper') = (original_reference IS NOT NULL)", name="original_if_on_paper"),
    )

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    text_version: Mapped[int]
    manner: Mapped[SignatureManner] = mapped_column(closed_list(SignatureManner, "manner"))
    signed_name: Mapped[str]
    signed_at: Mapped[datetime]
    text: Mapped[str]
    text_sha256: Mapped[str]
    present: Mapped[str | None]
    original_reference: Mapped[str | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    recorded_by: Mapped[User] = relationship()


class StatementBackPage(Versioned, Base):
    """Restricted like contact details: when a witness can come and what else the back page asks. Never in a paper."""

    __tablename__ = "statement_back_page"
    __table_args__ = (UniqueConstraint("statement_id"),)

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    unavailable_sealed: Mapped[bytes | None] = sealed_column()
    unavailable = Sealed[str]("unavailable")
    needs_sealed: Mapped[bytes | None] = sealed_column()
    needs = Sealed[str]("needs")
    medical_consent_sealed: Mapped[bytes | None] = sealed_column()
    medical_consent = Sealed[bool]("medical_consent")

    statement: Mapped[Statement] = relationship()
    incident: Mapped[Incident] = relationship()

    def case_seal(self) -> tuple[bytes, str]:
        return self.incident.case_seal()

"""The custody chain of an item of evidence: who had it, where, from when; entries are added and never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import CustodyKind
from app.models.base import Base, Row, closed_list
from app.models.user import User
from app.models.vault import EvidenceFile


class CustodyEntry(Row, Base):
    """One thing that happened to an item or its file. `recorded_by` says it; `by_name` did it, where somebody else."""

    __tablename__ = "custody_entry"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="whole_hash"),
        CheckConstraint("at <= recorded_at", name="not_before_it_happens"),
        Index("ix_custody_entry_item_at", "evidence_item_id", "at", "id"),
        Index(None, "evidence_file_id"),
    )

    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    evidence_file_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_file.id"))
    kind: Mapped[CustodyKind] = mapped_column(closed_list(CustodyKind, "kind"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by_name: Mapped[str | None]
    from_holder: Mapped[str | None]
    to_holder: Mapped[str | None]
    from_place: Mapped[str | None]
    to_place: Mapped[str | None]
    seal_number: Mapped[str | None]
    reason: Mapped[str | None]
    sha256: Mapped[str | None]

    recorded_by: Mapped[User] = relationship()
    file: Mapped[EvidenceFile | None] = relationship()

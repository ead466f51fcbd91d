"""The audit: who did or saw what, hash-chained. Never shown in the case; never changed; its detail can be erased."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, BigId


class AuditEvent(Base):
    """One act. No personal data: codes, ids and digests only (AUD-6)."""

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("event_id"),
        UniqueConstraint("hash"),
        Index(None, "object_type", "object_id"),
        Index(None, "actor_id"),
    )

    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[str]
    at: Mapped[str]  # UTC with microseconds and Z, as hashed
    org_id: Mapped[int | None]
    actor_id: Mapped[int | None]
    actor_role: Mapped[str]
    session_ref: Mapped[str | None]
    action: Mapped[str]
    kind: Mapped[str]
    object_type: Mapped[str | None]
    object_id: Mapped[str | None]
    reason_code: Mapped[str | None]
    recipient: Mapped[str | None]
    outcome: Mapped[str]
    content_digest: Mapped[str | None]
    detail_digest: Mapped[str | None]
    key_id: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class AuditDetail(Base):
    """What an event held of persons: search terms, ids shown, reasons typed. Erasable; a salted digest ties it in."""

    __tablename__ = "audit_detail"

    event_id: Mapped[str] = mapped_column(ForeignKey("audit_event.event_id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[dict[str, Any]]


class AuditHead(Base):
    """The end of the chain: one row, always the last lock taken."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str]

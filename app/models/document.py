"""Papers made: renders kept for a day without reader's marks, and issued documents that are never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Row
from app.models.user import User


class RenderedDocument(Row, Base):
    """A cache entry of 24 hours, keyed by template version and data version."""

    __tablename__ = "rendered_document"
    __table_args__ = (UniqueConstraint("incident_id", "key", "cache_key"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    key: Mapped[str]
    cache_key: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    made_at: Mapped[datetime]


class IssuedDocument(Row, Base):
    """What was issued, by whom, to whom, why; the hash of the unstamped render and of the bytes issued."""

    __tablename__ = "issued_document"
    __table_args__ = (
        UniqueConstraint("incident_id", "key", "version_no"),
        CheckConstraint("length(sha256) = 64", name="whole_hash"),
        CheckConstraint("length(render_sha256) = 64", name="whole_render_hash"),
        Index(None, "sha256"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    key: Mapped[str]
    version_no: Mapped[int]
    is_draft: Mapped[bool]
    issued_at: Mapped[datetime]
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    requester: Mapped[str]
    recipient: Mapped[str]
    purpose: Mapped[str]
    pages: Mapped[int]
    render_sha256: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    requested_by: Mapped[User | None] = relationship()

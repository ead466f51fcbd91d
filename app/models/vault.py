"""Files of evidence: what is stored once, and each row by which a case holds it with a key of its own (ENC-1)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import MalwareState, StoreCheck
from app.models.base import Base, Row, closed_list
from app.models.incident import Incident
from app.models.material import EvidenceItem
from app.models.user import User


class StoredFile(Row, Base):
    """One content, stored once: under which name, with which hashes, and what the last look at it found.

    The row holds no key: without a row of a case that wraps its key, the file cannot be read by anybody.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        UniqueConstraint("store_name"),
        CheckConstraint("length(sha256) = 64", name="whole_hash"),
        CheckConstraint("byte_size >= 1", name="not_empty"),
        CheckConstraint("(checked_at IS NULL) = (check_result IS NULL)", name="checked_whole"),
        Index(None, "checked_at"),
    )

    store_name: Mapped[str]
    sha256: Mapped[str]
    byte_size: Mapped[int]
    frame_hashes: Mapped[bytes] = mapped_column(LargeBinary)  # 32 bytes a frame of 1 MiB, in order
    made_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    check_result: Mapped[StoreCheck | None] = mapped_column(closed_list(StoreCheck, "check_result"))


class EvidenceFile(Row, Base):
    """A file of an item of evidence: the key wrapped for this case, the name it came with, what was found of it."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        UniqueConstraint("incident_id", "file_id"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("(parent_id IS NULL) = (tool IS NULL)", name="copy_names_its_tool"),
        Index(None, "evidence_item_id"),
        Index(None, "malware_state"),
        Index(None, "stored_file_id"),
        Index(None, "uploaded_by_id"),
    )

    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file_id: Mapped[str]
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str]
    media_type: Mapped[str]
    flags: Mapped[tuple[str, ...]] = mapped_column(default=())
    malware_state: Mapped[MalwareState] = mapped_column(
        closed_list(MalwareState, "malware_state"), default=MalwareState.UNSCANNED
    )
    scanned_at: Mapped[datetime | None]
    malware_name: Mapped[str | None]  # as the checker calls it
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    uploaded_at: Mapped[datetime]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_file.id"))
    tool: Mapped[str | None]
    tool_version: Mapped[str | None]

    item: Mapped[EvidenceItem] = relationship()
    incident: Mapped[Incident] = relationship()
    stored: Mapped[StoredFile] = relationship()
    uploaded_by: Mapped[User] = relationship()


class ArrivingFile(Row, Base):
    """A file that is sent in pieces, so that a dropped line costs one piece; gone a day after the last one came."""

    __tablename__ = "arriving_file"
    __table_args__ = (
        UniqueConstraint("upload_id"),
        CheckConstraint("byte_size >= 1", name="not_empty"),
        CheckConstraint("pieces >= 0", name="pieces_not_negative"),
        Index(None, "evidence_item_id"),
        Index(None, "user_id"),
        Index(None, "last_at"),
    )

    upload_id: Mapped[str]
    evidence_item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    fingerprint: Mapped[str]  # name, size and time of change, as the browser says: the same file goes on where it was
    declared: Mapped[str | None]
    received_from: Mapped[str | None]
    byte_size: Mapped[int]
    key_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    pieces: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    evidence_file_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_file.id"))

    item: Mapped[EvidenceItem] = relationship()
    kept_as: Mapped[EvidenceFile | None] = relationship()

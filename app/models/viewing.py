"""What hangs on stored files so that they can be looked at: copies on their way, who looked when, marked times."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import CopyState, TextFound
from app.models.base import Base, Row, closed_list
from app.models.sealed import Sealed, sealed_column
from app.models.user import User
from app.models.vault import EvidenceFile


class FileCopying(Row, Base):
    """The copy without hidden details of one original: asked for, made, or why not. The copies are evidence files."""

    __tablename__ = "file_copying"
    __table_args__ = (
        UniqueConstraint("evidence_file_id"),
        CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="failure_says_why"),
        CheckConstraint("pages >= 1", name="pages_counted"),
    )

    evidence_file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"))
    state: Mapped[CopyState] = mapped_column(closed_list(CopyState, "state"), default=CopyState.WAITING)
    problem: Mapped[str | None]
    pages: Mapped[int | None]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    file: Mapped[EvidenceFile] = relationship()


class FileText(Row, Base):
    """The words of one page of a file, for the search, and how they were found; what has no pages is one page.

    They come from a sealed file and are sealed like it, with the key of the case.
    """

    __tablename__ = "file_text"
    __table_args__ = (
        UniqueConstraint("evidence_file_id", "page"),
        CheckConstraint("page >= 1", name="pages_from_one"),
        CheckConstraint("(found = 'none') = (text_sealed IS NULL)", name="text_where_found"),
    )

    evidence_file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"))
    page: Mapped[int]
    found: Mapped[TextFound] = mapped_column(closed_list(TextFound, "found"))
    text_sealed: Mapped[bytes | None] = sealed_column()
    text = Sealed[str]("text")

    file: Mapped[EvidenceFile] = relationship()

    def case_seal(self) -> tuple[bytes, str]:
        return self.file.incident.case_seal()


class FileViewing(Row, Base):
    """One consultation of a file by one session: what follows within ten minutes belongs to it (AUD-3)."""

    __tablename__ = "file_viewing"
    __table_args__ = (UniqueConstraint("evidence_file_id", "user_id", "session_ref"), Index(None, "user_id"))

    evidence_file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    session_ref: Mapped[str]
    began_at: Mapped[datetime]
    ranges_began_at: Mapped[datetime | None]


class RecordingMark(Row, Base):
    """A time in a recording that matters: from, perhaps to, in seconds, what happens, who says so. Never changed."""

    __tablename__ = "recording_mark"
    __table_args__ = (
        CheckConstraint("starts >= 0", name="starts_not_negative"),
        CheckConstraint("ends > starts", name="ends_after_start"),
        CheckConstraint("(taken_off_at IS NULL) = (taken_off_by_id IS NULL)", name="taken_off_whole"),
        Index(None, "evidence_file_id"),
    )

    evidence_file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"))
    starts: Mapped[int]
    ends: Mapped[int | None]
    note: Mapped[str]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    marked_at: Mapped[datetime]
    taken_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    taken_off_at: Mapped[datetime | None]

    file: Mapped[EvidenceFile] = relationship()
    marked_by: Mapped[User] = relationship(foreign_keys=[marked_by_id])

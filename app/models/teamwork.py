"""Working together on a case: its log and comments, things to do, who follows it, who is away, what people are told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.teamwork import NoteKind, NoticeKind, Side
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.user import User


class CaseNote(Row, Base):
    """An entry of the case log (a person's own reasoning) or a comment to colleagues: never changed, in no paper."""

    __tablename__ = "case_note"
    __table_args__ = (Index(None, "incident_id", "side", "id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[NoteKind] = mapped_column(closed_list(NoteKind, "kind"))
    side: Mapped[Side] = mapped_column(closed_list(Side, "side"))
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    text: Mapped[str]

    written_by: Mapped[User] = relationship()
    mentions: Mapped[list["NoteMention"]] = relationship(cascade="all, delete-orphan", order_by="NoteMention.id")


class NoteMention(Row, Base):
    """A colleague a comment is meant for."""

    __tablename__ = "note_mention"
    __table_args__ = (UniqueConstraint("note_id", "user_id"), Index(None, "user_id"))

    note_id: Mapped[int] = mapped_column(ForeignKey("case_note.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship()


class CaseTask(Versioned, Base):
    """A thing to do that somebody gave to somebody, beside what the case's own state asks for."""

    __tablename__ = "case_task"
    __table_args__ = (
        Index(None, "incident_id", "done_at"),
        Index("ix_case_task_reminder", "done_at", "remind_on"),
        Index(None, "owner_id"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
        CheckConstraint("remind_on IS NULL OR due_on IS NULL OR remind_on <= due_on", name="reminded_in_time"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    says: Mapped[str]
    about: Mapped[str | None]  # the key of what the case asks for, where this gives that to somebody
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date | None]
    remind_on: Mapped[date | None]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    given_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    result: Mapped[str | None]

    incident: Mapped[Incident] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])


class CaseFollow(Row, Base):
    """Somebody asked to be told what happens on a case; it gives no right to see it."""

    __tablename__ = "case_follow"
    __table_args__ = (UniqueConstraint("incident_id", "user_id"), Index(None, "user_id"))

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    since: Mapped[datetime]


class Absence(Versioned, Base):
    """Days on which somebody is away; what they would be told goes to the stand-in, or to the supervisors."""

    __tablename__ = "absence"
    __table_args__ = (
        Index(None, "user_id", "ends_on"),
        CheckConstraint("begins_on <= ends_on", name="days_in_order"),
        CheckConstraint("stand_in_id IS NULL OR stand_in_id <> user_id", name="somebody_else"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    stand_in: Mapped[User | None] = relationship(foreign_keys=[stand_in_id])


class Notice(Row, Base):
    """One thing one person is told, once. Shown only while they may see the case; facts hold ids and codes."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_notice_of_user", "user_id", "seen_at", "id"),
        Index(None, "incident_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[NoticeKind] = mapped_column(closed_list(NoticeKind, "kind"))
    key: Mapped[str]  # what makes it the same notice however often it is sent
    told_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]

    incident: Mapped[Incident] = relationship()

"""Cases that belong together: links between two, named series, two reports of one incident. They give no rights."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary.linking import LinkKind
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident


class CaseLink(Versioned, Base):
    """Two cases of one kind of connection: one row for both directions, ended but never removed."""

    __tablename__ = "case_link"
    __table_args__ = (
        UniqueConstraint("incident_id", "other_id", "kind"),
        CheckConstraint("incident_id < other_id", name="smaller_first"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_whole"),
        Index(None, "other_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    kind: Mapped[LinkKind] = mapped_column(closed_list(LinkKind, "kind"))
    reason: Mapped[str]
    linked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    linked_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship(foreign_keys=[incident_id])
    other: Mapped[Incident] = relationship(foreign_keys=[other_id])


class Series(Versioned, Base):
    """A named series of cases. It is there for whoever may open two of them at least."""

    __tablename__ = "case_series"

    name: Mapped[str]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    begun_at: Mapped[datetime]


class SeriesCase(Row, Base):
    """A case of a series; it may be in several."""

    __tablename__ = "series_case"
    __table_args__ = (UniqueConstraint("series_id", "incident_id"), Index(None, "incident_id"))

    series_id: Mapped[int] = mapped_column(ForeignKey("case_series.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime]

    series: Mapped[Series] = relationship()
    incident: Mapped[Incident] = relationship()


class DuplicateAnswer(Versioned, Base):
    """What a person decided about two reports: the same incident (the first is the duplicate), or not the same."""

    __tablename__ = "duplicate_answer"
    __table_args__ = (
        UniqueConstraint("incident_id", "other_id"),
        CheckConstraint("incident_id <> other_id", name="two_reports"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_whole"),
        Index(None, "other_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    is_same: Mapped[bool]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship(foreign_keys=[incident_id])
    other: Mapped[Incident] = relationship(foreign_keys=[other_id])

"""Lists of cases that somebody keeps under a name: the list's own filters, for one person in one role."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.roles import Role
from app.domain.stages import Stage
from app.domain.vocabulary import Strand
from app.models.base import Base, Versioned, closed_list


class SavedFilter(Versioned, Base):
    """A kept list. Taken off, it can be put back for some days."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        CheckConstraint("stage IS NOT NULL OR strand IS NOT NULL OR words IS NOT NULL", name="narrows"),
        Index(None, "user_id", "role"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    name: Mapped[str]
    stage: Mapped[Stage | None] = mapped_column(closed_list(Stage, "stage"))
    strand: Mapped[Strand | None] = mapped_column(closed_list(Strand, "strand"))
    words: Mapped[str | None]
    kept_at: Mapped[datetime]
    taken_off_at: Mapped[datetime | None]

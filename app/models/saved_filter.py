"""Lists of cases that somebody keeps under a name: the list's own filters, for one person in one role."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.roles import Role
from app.domain.stages import Stage
from app.domain.vocabulary import Strand
from app.models.base import Base, Versioned, closed_list
from app.models.sealed import keyring, sealed_column


class SavedFilter(Versioned, Base):
    """A kept list. Taken off, it can be put back for some days."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        CheckConstraint("stage IS NOT NULL OR strand IS NOT NULL OR words_sealed IS NOT NULL", name="narrows"),
        Index(None, "user_id", "role"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    name: Mapped[str]
    stage: Mapped[Stage | None] = mapped_column(closed_list(Stage, "stage"))
    strand: Mapped[Strand | None] = mapped_column(closed_list(Strand, "strand"))
    words_sealed: Mapped[bytes | None] = sealed_column()
    kept_at: Mapped[datetime]
    taken_off_at: Mapped[datetime | None]

    @property
    def words(self) -> str | None:
        """They may be somebody's name, so they are kept sealed."""
        return None if self.words_sealed is None else keyring().open(self.words_sealed, self._about)

    @words.setter
    def words(self, words: str | None) -> None:
        self.words_sealed = None if words is None else keyring().seal(words, self._about)

    @property
    def _about(self) -> str:
        return f"saved_filter.words:{self.user_id}"

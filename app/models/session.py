"""Sign-in and typing: sessions, counted tries, one-time form tokens, text kept for the person who typed it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.roles import Role
from app.models.base import Base, Row, Versioned, closed_list
from app.models.user import User


class UserSession(Row, Base):
    """A signed-in browser: only a digest of the cookie's value is kept (SESS-1); rights are never in it (SESS-4)."""

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_digest"), Index(None, "user_id"))

    token_digest: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(closed_list(Role, "role"))
    auth_epoch: Mapped[int]
    csrf_secret: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class RateWindow(Base):
    """Tries of one key in one minute, and until when it must wait; the key is a keyed digest (RATE-1)."""

    __tablename__ = "rate_window"

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    window_starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    waits_until: Mapped[datetime | None]


class PublicRateWindow(Base):
    """Tries at the public surface, which reads and writes `public_*` tables only."""

    __tablename__ = "public_rate_window"

    key_digest: Mapped[str] = mapped_column(primary_key=True)
    window_starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)


class Submission(Base):
    """A one-time form token that was used, and where its answer leads (CON-2)."""

    __tablename__ = "submission"

    token: Mapped[str] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    route: Mapped[str]
    body_digest: Mapped[str]
    result_url: Mapped[str]
    at: Mapped[datetime]


class KeptForm(Row, Base):
    """A form posted after the session ended, sealed with the outer key, for the same person only, for 24 hours."""

    __tablename__ = "kept_form"
    __table_args__ = (UniqueConstraint("token"), Index(None, "user_id"))

    token: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    path: Mapped[str]
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]


class Draft(Versioned, Base):
    """A long form not yet sent: its author's alone, sealed, until sent or 30 days."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "path"), Index(None, "incident_id"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    path: Mapped[str]
    title: Mapped[str]
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime]

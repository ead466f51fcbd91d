"""Work promised by a transaction, and nightly jobs that ran."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Row


class Outbox(Row, Base):
    """One promised piece of work; the worker takes it, tries again later when it fails."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_open", "done_at", "due_at"),)

    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    promised_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class JobRun(Base):
    """A nightly job ran on this London day: it runs once a day, whoever asks."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ReferenceCounter(Base):
    """The counter behind references, one row a year; drawn in the transaction that uses it."""

    __tablename__ = "reference_counter"

    year: Mapped[int] = mapped_column(primary_key=True)
    drawn: Mapped[int] = mapped_column(default=0)

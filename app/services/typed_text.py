"""Nothing typed is lost: forms kept over a sign-out, drafts, and the end of both once the form was sent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from app.database.atomic import atomic
from app.database.session import db
from app.models.incident import Incident
from app.models.sealed import keyring
from app.models.session import Draft, KeptForm, Submission

KEPT_FOR = timedelta(hours=24)
DRAFT_FOR = timedelta(days=30)

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TypedText:
    """What somebody typed into the form at this path, name by name."""

    path: str
    pairs: tuple[tuple[str, str], ...]
    at: datetime


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in json.loads(text))


@atomic
def keep_form(token: str, *, user_id: int, path: str, pairs: Pairs, at: datetime) -> None:
    """Keep a form that came too late, sealed, for its owner only. A second post of the same form replaces the first."""
    db.session.execute(delete(KeptForm).where(KeptForm.token == token))
    sealed = keyring().seal(json.dumps(list(pairs), ensure_ascii=False), f"kept_form:{token}")
    db.session.add(KeptForm(token=token, user_id=user_id, path=path, body_sealed=sealed, kept_at=at))


def kept_form(token: str, *, user_id: int, at: datetime) -> TypedText | None:
    """The form kept under this token, for the person who typed it and nobody else, for 24 hours."""
    row = db.session.scalars(
        select(KeptForm).where(KeptForm.token == token, KeptForm.user_id == user_id, KeptForm.kept_at > at - KEPT_FOR)
    ).one_or_none()
    if row is None:
        return None
    return TypedText(row.path, _pairs(keyring().open(row.body_sealed, f"kept_form:{token}")), row.kept_at)


def kept_path(token: str, *, user_id: int, at: datetime) -> str | None:
    """Where the kept form belongs."""
    found = kept_form(token, user_id=user_id, at=at)
    return found.path if found else None


@atomic
def save_draft(*, user_id: int, path: str, title: str, reference: str | None, pairs: Pairs, at: datetime) -> None:
    """Save a long form that is not sent yet; only its author sees it."""
    row = db.session.scalars(select(Draft).where(Draft.user_id == user_id, Draft.path == path)).one_or_none()
    sealed = keyring().seal(json.dumps(list(pairs), ensure_ascii=False), f"draft:{user_id}:{path}")
    if row is None:
        incident_id = (
            db.session.scalar(select(Incident.id).where(Incident.reference == reference)) if reference else None
        )
        row = Draft(user_id=user_id, path=path, title=title, incident_id=incident_id, body_sealed=sealed, saved_at=at)
        db.session.add(row)
    row.body_sealed, row.saved_at, row.title = sealed, at, title


def draft(user_id: int, path: str, *, at: datetime) -> TypedText | None:
    """The author's draft of the form at this path."""
    row = db.session.scalars(
        select(Draft).where(Draft.user_id == user_id, Draft.path == path, Draft.saved_at > at - DRAFT_FOR)
    ).one_or_none()
    if row is None:
        return None
    return TypedText(path, _pairs(keyring().open(row.body_sealed, f"draft:{user_id}:{path}")), row.saved_at)


def drafts_of(user_id: int, *, at: datetime) -> Sequence[Draft]:
    """A person's drafts for the first page, the newest first."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.user_id == user_id, Draft.saved_at > at - DRAFT_FOR)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
        .limit(50)
    ).all()


@atomic
def discard_draft(draft_id: int, *, user_id: int) -> None:
    """Throw away one's own draft."""
    db.session.execute(delete(Draft).where(Draft.id == draft_id, Draft.user_id == user_id))


@atomic
def sent(token: str | None, *, user_id: int, path: str, result_url: str) -> None:
    """The form was taken: remember where its answer leads, and end its draft and its kept copy."""
    if token is not None:
        db.session.execute(update(Submission).where(Submission.token == token).values(result_url=result_url))
        db.session.execute(delete(KeptForm).where(KeptForm.token == token, KeptForm.user_id == user_id))
    db.session.execute(delete(Draft).where(Draft.user_id == user_id, Draft.path == path))


def first_answer(token: str) -> Submission | None:
    """The form that was sent with this token before."""
    return db.session.scalars(
        select(Submission).where(Submission.token == token).execution_options(populate_existing=True)
    ).one_or_none()


@atomic
def forget_old(*, at: datetime) -> None:
    """Kept forms end after 24 hours, drafts after 30 days, used tokens with them."""
    db.session.execute(delete(KeptForm).where(KeptForm.kept_at <= at - KEPT_FOR))
    db.session.execute(delete(Draft).where(Draft.saved_at <= at - DRAFT_FOR))
    db.session.execute(delete(Submission).where(Submission.at <= at - DRAFT_FOR))

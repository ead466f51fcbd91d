"""Papers: make one from the facts of a case, keep the render for a day, issue a stamped copy and record it."""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pikepdf
from sqlalchemy import delete, func, select

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db, end_reading
from app.documents.client import PrintClient
from app.documents.dossier import Dossier, SignedWords, compile_dossier
from app.documents.registry import DOCUMENTS, Document
from app.documents.render import render_document
from app.documents.stamp import IssuedPdf, Marks, stamp
from app.documents.wire import PrintJob
from app.domain.access import knows_history
from app.domain.actor import Actor
from app.domain.audit_chain import AuditKind
from app.domain.errors import NotFound, RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.document import IssuedDocument, RenderedDocument
from app.models.incident import Incident
from app.models.user import Unit
from app.queries.case_file import gather
from app.queries.evidence_files import lines_of
from app.queries.material import speaking_against
from app.queries.non_crime import papers_are_closed
from app.queries.posts import facts_of
from app.queries.relationships import standing
from app.queries.statements import standing_signatures
from app.services import history
from app.services.authority import demand

KEPT = timedelta(hours=24)
NO_PAPER = (
    "This report was found not to be a crime, so no paper is made of it. If a prosecutor asks for one, record who asked"
    " and why it is relevant."
)


def document_for(key: str) -> Document:
    """The registry's line. Raises NotFound for a document this house does not print."""
    found = DOCUMENTS.get(key)
    if found is None:
        raise NotFound("Page not found")
    return found


def dossier_of(incident: Incident, *, as_of: datetime, made_by: str) -> Dossier:
    """The facts of a case for its papers: nothing restricted is gathered."""
    unit = incident.unit
    cps = unit.organisation.cps_unit_id
    made = compile_dossier(
        gather(incident).case,
        as_of,
        reference=incident.reference,
        version=incident.version,
        stage=incident.stage.label,
        status=incident.status.label,
        holding_unit=unit.name,
        made_by=made_by,
        cps_unit=_unit_name(cps),
        signed=tuple(
            SignedWords(
                statement_id=statement.file_id,
                signed_at=one.signed_at,
                manner=one.manner.label.lower(),
                text_sha256=one.text_sha256,
            )
            for statement, one in standing_signatures(incident)
        ),
    )
    return replace(made, against=speaking_against(incident), chains=lines_of(incident), posts=facts_of(incident))


def _unit_name(unit_id: int | None) -> str:
    unit = db.session.get(Unit, unit_id) if unit_id else None
    return unit.name if unit else ""


def refuse_closed(incident: Incident) -> None:
    """Raise RuleBroken where no paper is made or opened of a report that is no crime."""
    if papers_are_closed(incident):
        raise RuleBroken(NO_PAPER)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be printed: closed to changes, the read transaction already over."""

    key: str
    incident_id: int
    job: PrintJob
    cache_key: str
    is_draft: bool
    ready: bytes | None


def prepare(key: str, incident: Incident, *, actor: Actor, as_of: datetime) -> Prepared:
    """Build the paper for its audience, and find the render of the same content if one is kept.

    Raises NotFound or NotAllowed where the paper is not for this person, RuleBroken where the report is no crime and
    nobody has recorded that a prosecutor asked for its papers.
    """
    document = document_for(key)
    demand(actor, incident, Permission.DOCUMENT_ISSUE)
    demand(actor, incident, document.permission)
    if not actor.is_system and not knows_history(standing(actor, incident)):
        raise NotFound("Page not found")  # each paper tells what a suspect said; a paper is never wider than the pages
    refuse_closed(incident)
    dossier = dossier_of(incident, as_of=as_of, made_by=actor.name)
    job = render_document(key, dossier)
    cache_key = hashlib.sha256("\n".join(job.variants).encode()).hexdigest()
    kept = db.session.scalars(
        select(RenderedDocument.content).where(
            RenderedDocument.incident_id == incident.id,
            RenderedDocument.key == key,
            RenderedDocument.cache_key == cache_key,
        )
    ).first()
    prepared = Prepared(key, incident.id, job, cache_key, not dossier.certified, kept)
    end_reading()
    return prepared


def render(prepared: Prepared, printer: PrintClient, *, at: datetime, timeout: float | None = None) -> bytes:
    """The unstamped PDF: the kept one, or a fresh one that is then kept. Raises RenderFailed or StillRendering."""
    if prepared.ready is not None:
        return prepared.ready
    pdf = printer.render(prepared.job, timeout)
    _keep(prepared, pdf, at)
    return pdf


@atomic
def _keep(prepared: Prepared, pdf: bytes, at: datetime) -> None:
    """One render of one content; older renders of the same paper of the case go."""
    db.session.execute(
        delete(RenderedDocument).where(
            RenderedDocument.incident_id == prepared.incident_id, RenderedDocument.key == prepared.key
        )
    )
    db.session.add(
        RenderedDocument(
            incident_id=prepared.incident_id,
            key=prepared.key,
            cache_key=prepared.cache_key,
            content=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            made_at=at,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, for whom, why."""

    requester: str
    recipient: str
    purpose: str


def issue(
    prepared: Prepared,
    asked: Request,
    printer: PrintClient,
    *,
    actor: Actor,
    at: datetime,
    timeout: float | None = None,
) -> IssuedDocument:
    """Make, stamp and record a copy. The bytes are kept for good, with their hash and that of the unstamped render."""
    pdf = render(prepared, printer, at=at, timeout=timeout)
    version = _next_version(prepared)
    end_reading()
    marks = Marks(
        requester=asked.requester,
        recipient=asked.recipient,
        purpose=asked.purpose,
        issued_at=at,
        version=str(version),
    )
    return _record(prepared, asked, stamp(pdf, marks, printer), version, actor=actor, at=at)


def _next_version(prepared: Prepared) -> int:
    highest = db.session.scalar(
        select(func.max(IssuedDocument.version_no)).where(
            IssuedDocument.incident_id == prepared.incident_id, IssuedDocument.key == prepared.key
        )
    )
    return (highest or 0) + 1


@atomic
def _record(
    prepared: Prepared, asked: Request, issued: IssuedPdf, version: int, *, actor: Actor, at: datetime
) -> IssuedDocument:
    incident = db.session.get_one(Incident, prepared.incident_id)
    row = IssuedDocument(
        incident_id=incident.id,
        key=prepared.key,
        version_no=version,
        is_draft=prepared.is_draft,
        issued_at=at,
        requester_id=actor.user_id,
        requester=asked.requester,
        recipient=asked.recipient,
        purpose=asked.purpose,
        pages=_pages(issued.pdf),
        render_sha256=issued.unstamped_sha256,
        sha256=issued.sha256,
        content=issued.pdf,
    )
    db.session.add(row)
    db.session.flush()
    history.record(
        incident,
        EventKind.DOCUMENT_ISSUED,
        actor=actor,
        at=at,
        recipient=asked.recipient,
        item=DOCUMENTS[prepared.key].title,
        document=row.id,
    )
    return row


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


@atomic
def note_reading(reference: str, key: str, *, actor: Actor, at: datetime) -> None:
    """A paper was read without being issued: a consultation all the same."""
    audit.note(
        audit.Note(
            action=f"document:{key}",
            kind=AuditKind.CONSULTATION,
            at=at,
            actor_role=actor.role_name,
            object_type="incident",
            object_id=reference,
        )
    )

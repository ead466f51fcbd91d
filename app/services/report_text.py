"""The text of the police report: what the disclosable summary says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.incident import Incident
from app.models.people import Person
from app.models.report_text import ChronologyEntry, PoliceReport, WitnessEvidence
from app.services import history
from app.services.authority import demand, unchanged
from app.services.links import Source, of_case, replace_links


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """The words of the report; facts it prints from the tables are not repeated here."""

    headline: str
    identification: str
    exhibits_note: str | None = None
    injuries_loss_damage: str | None = None
    interview: str | None = None
    antecedents: str | None = None
    victim_impact: str | None = None
    orders_sought: str | None = None
    chronology: Sequence[tuple[str, str]] = ()
    witness_evidence: Sequence[tuple[Person, str]] = ()


WORDS = tuple(name for name in ReportText.__slots__ if name not in ("chronology", "witness_evidence"))


def report_text_of(incident: Incident) -> PoliceReport | None:
    """The text of a case's report, if anybody has begun it."""
    return db.session.scalars(select(PoliceReport).where(PoliceReport.incident_id == incident.id)).one_or_none()


@atomic
def write_report_text(
    incident: Incident, text: ReportText, *, seen: int | None = None, actor: Actor, at: datetime
) -> PoliceReport:
    """Write or change the text. Both certificates end: what was certified is no longer what stands there."""
    demand(actor, incident, Permission.CASE_EDIT)
    report = report_text_of(incident)
    if report is None:
        report = PoliceReport(incident_id=incident.id, headline=text.headline, identification=text.identification)
        db.session.add(report)
    else:
        unchanged(report, seen)
    for name in WORDS:
        setattr(report, name, getattr(text, name))
    _replace_chronology(report, text.chronology)
    report.witness_evidence = [
        WitnessEvidence(person_id=person.id, text=words) for person, words in text.witness_evidence
    ]
    report.officer_certified_at = report.supervisor_certified_at = None
    db.session.flush()
    history.record(incident, EventKind.REPORT_TEXT_CHANGED, actor=actor, at=at)
    return report


def _replace_chronology(report: PoliceReport, entries: Sequence[tuple[str, str]]) -> None:
    """Entries keep their rows, and with them their sources, as long as they stand at the same place."""
    kept = report.chronology[: len(entries)]
    for row, (at, words) in zip(kept, entries, strict=False):
        row.at, row.text = at, words
    fresh = [ChronologyEntry(at=at, text=words) for at, words in entries[len(kept) :]]
    report.chronology = [*kept, *fresh]


@atomic
def link_entry(
    entry: ChronologyEntry,
    incident: Incident,
    sources: Sequence[Source],
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say what shows an event of the chronology. The words stay as they are, and with them the certificates."""
    demand(actor, incident, Permission.CASE_EDIT)
    report = report_text_of(incident)
    if report is None or entry.report_id != report.id:
        raise RuleBroken("Choose an event of this case.", field="sources")
    unchanged(report, seen)
    of_case(incident, sources)
    replace_links(incident.id, "chronology", entry.id, sources)
    history.record(incident, EventKind.REPORT_TEXT_CHANGED, actor=actor, at=at)

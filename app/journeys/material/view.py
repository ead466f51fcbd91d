"""Shapes the material of a case for its page: what there is, what is still to come, what is covered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import Availability, LineStatus, MediaKind, PointsTo, RedactionStatus
from app.journeys.material.items import beside_line, file_words, item_line, sentence
from app.journeys.material.lines import Line, address, statement_line
from app.models.material import (
    CaseDocument,
    DisclosureAnswers,
    HostilityItem,
    LineOfInquiry,
    MediaAnswerRow,
)
from app.models.report_text import ChronologyEntry, PoliceReport, SettledMatch
from app.queries import material as questions
from app.queries.material import Source
from app.queries.statements import signatures_of
from app.queries.withdrawals import proposals_of
from app.services.report_text import WORDS
from app.web.case_pages import Frame
from app.web.clock import today

P = Permission
CATEGORY_COUNT = 13


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """Everything the page shows."""

    lead: str
    evidence: tuple[Line, ...]
    beside: tuple[Line, ...]
    statements: tuple[Line, ...]
    documents: tuple[Line, ...]
    hostility: tuple[Line, ...]
    no_hostility: str | None
    media: tuple[tuple[str, str, bool], ...]
    inquiries: tuple[Line, ...]
    disclosure: tuple[tuple[str, str], ...]
    report: str
    report_texts: tuple[str, ...]
    events: tuple[Line, ...]
    kept_words: tuple[Line, ...]


def material_page(frame: Frame, at: datetime) -> MaterialPage:
    """Each section for this reader."""
    case = frame.case
    sources = questions.sources_of(case)
    links = questions.links_of(case)
    held = questions.linked(links, sources, "hostility")
    shown = questions.linked(links, sources, "chronology")
    inquiries = questions.lines_of(case)
    signed, seen = signatures_of(case), proposals_of(case)
    report = questions.report_of(case)
    return MaterialPage(
        lead=_lead(sources, inquiries, at),
        evidence=tuple(item_line(frame, row, at, seen) for row in sources.evidence),
        beside=tuple(beside_line(frame, row, seen) for row in sources.beside),
        statements=tuple(statement_line(frame, row, signed.get(row.id)) for row in sources.statements),
        documents=tuple(_document(frame, row) for row in sources.documents),
        hostility=tuple(_hostility(frame, row, held.get(row.id, ())) for row in questions.hostility_of(case)),
        no_hostility=case.no_hostility_found_reason,
        media=_media(questions.media_of(case)),
        inquiries=tuple(_inquiry(frame, row, at) for row in inquiries),
        disclosure=_disclosure(questions.disclosure_of(case)),
        report=_report(report),
        report_texts=_report_texts(report) if frame.may(P.EVIDENCE_VIEW) else (),
        events=tuple(_event(frame, row, shown.get(row.id, ())) for row in (report.chronology if report else ())),
        kept_words=tuple(_kept(frame, row) for row in (report.settled_matches if report else ())),
    )


def _lead(sources: questions.Sources, inquiries: Sequence[LineOfInquiry], at: datetime) -> str:
    """How much there is, and what comes next."""
    counts = [
        formatting.plural(len(sources.evidence), "item of evidence", "items of evidence"),
        formatting.plural(len(sources.statements), "statement"),
        formatting.plural(len(sources.documents), "document"),
    ]
    dates = [row.due_on for row in sources.evidence if row.availability is Availability.OUTSTANDING and row.due_on]
    dates += [row.target_date for row in inquiries if row.status is LineStatus.OUTSTANDING and row.target_date]
    if not dates:
        return f"{formatting.listed(counts)}. Nothing is awaited."
    first = min(dates)
    when = f"{formatting.day(first, today())}: {formatting.how_long_left(first, at)}"
    return f"{formatting.listed(counts)}. {len(dates)} still to come, the first by {when}."


def _document(frame: Frame, row: CaseDocument) -> Line:
    dated = f"dated {formatting.day(row.dated_on, today())}" if row.dated_on else ""
    parts = (row.mg_form.label, row.about_person.full_name.strip() if row.about_person else "", dated, file_words(row))
    unsafe = row.contains_unredacted_personal_data or row.redaction_status is RedactionStatus.NOT_CHECKED
    return Line(
        id=row.file_id,
        what=row.title,
        second=sentence(parts),
        mark=("warning" if unsafe else "met", f"Redaction: {row.redaction_status.label.lower()}"),
        more=("Why it is not redacted", row.redaction_reason) if row.redaction_reason else None,
        covered="",
        address=address(frame, "change_document", document=row.file_id),
    )


def _hostility(frame: Frame, row: HostilityItem, held: Sequence[Source]) -> Line:
    who = row.said_by.full_name.strip() if row.said_by else "Nobody knows who"
    where = formatting.listed(one.file_id for one in held) or "no source"
    words = row.quote if frame.may(P.EVIDENCE_VIEW) else ""
    return Line(
        id="",
        what=f"{row.limb.label}: {row.strand.label.lower()}",
        second=f"{who}, {row.time_relation.label.lower()}. Stands in {where}.",
        mark=("", ""),
        more=None,
        covered=f"{words}\n{row.translation}" if words and row.translation else words,
        address=address(frame, "change_hostility", number=row.id),
    )


def _media(rows: Sequence[MediaAnswerRow]) -> tuple[tuple[str, str, bool], ...]:
    """Each kind with its answer; a kind nobody answered for stands out."""
    known = {row.kind: row for row in rows}
    found = []
    for kind in MediaKind:
        row = known.get(kind)
        words = "Not answered" if row is None else f"{row.answer.label}{f': {row.reason}' if row.reason else ''}"
        found.append((kind.label, words, row is None))
    return tuple(found)


def _inquiry(frame: Frame, row: LineOfInquiry, at: datetime) -> Line:
    mark = ("met" if row.status is LineStatus.DONE else "info", row.status.label)
    if row.status is LineStatus.OUTSTANDING:
        when = row.target_date
        left = f" by {formatting.day(when, today())}. {formatting.how_long_left(when, at)}" if when else ", no date yet"
        mark = ("warning", f"Outstanding{left}")
    texts = " ".join(text for text in (row.result, row.not_pursued_reason, row.impact) if text)
    points = "Not known which way it points" if row.points_to is PointsTo.UNKNOWN else f"Points {_lower(row.points_to)}"
    return Line(
        id="",
        what=row.text,
        second=f"{points}. {texts}".strip(),
        mark=mark,
        more=None,
        covered="",
        address=address(frame, "change_line", number=row.id),
    )


def _lower(points: PointsTo) -> str:
    return points.label[:1].lower() + points.label[1:]


def _disclosure(row: DisclosureAnswers | None) -> tuple[tuple[str, str], ...]:
    if row is None:
        return ()
    sensitive = {True: "Yes", False: "No", None: "Not answered"}[row.sensitive_material_exists]
    return (
        ("Undermines or assists", row.undermining_material_answer or "Not answered"),
        ("Sensitive material", sensitive),
        ("Checklist", f"{len(row.checklist)} of {CATEGORY_COUNT} answered"),
    )


def _report(row: PoliceReport | None) -> str:
    if row is None:
        return "Nobody has begun it."
    if row.officer_certified_at and row.supervisor_certified_at:
        return "Written and certified."
    return "Written, not certified yet: the check of the file certifies it."


def _event(frame: Frame, row: ChronologyEntry, held: Sequence[Source]) -> Line:
    where = formatting.listed(one.file_id for one in held)
    mark = ("met", f"Shown by {where}") if where else ("warning", "Nothing linked yet")
    words = row.text if frame.may(P.EVIDENCE_VIEW) else ""
    return replace(_plain(row.at, "", mark, address(frame, "link_entry", number=row.id)), covered=words)


def _kept(frame: Frame, row: SettledMatch) -> Line:
    reads = frame.may(P.EVIDENCE_VIEW)
    mark = ("met", "Confirmed") if row.confirmed_at else ("warning", "Not confirmed yet")
    return _plain(row.match if reads else "Words", row.reason_code.label, mark,
                  address(frame, "match", number=row.id) if reads else None)  # fmt: skip


def _plain(what: str, second: str, mark: tuple[str, str], address: str | None) -> Line:
    return Line(id="", what=what, second=second, mark=mark, more=None, covered="", address=address)


def _report_texts(row: PoliceReport | None) -> tuple[str, ...]:
    if row is None:
        return ()
    events = [f"{one.at}: {one.text}" for one in row.chronology]
    witnesses = [f"{one.person.full_name.strip()}: {one.text}" for one in row.witness_evidence]
    texts = [getattr(row, name) for name in WORDS if name != "headline"]
    return tuple(text for text in (row.headline, *events, *witnesses, *texts) if text)

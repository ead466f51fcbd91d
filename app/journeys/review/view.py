"""Shapes what the prosecutor reads: what is asked, the clocks, evidence against each point, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import formatting
from app.domain.case_file import CaseFile
from app.domain.deadlines import allegation_time_limit
from app.domain.facts import name_of
from app.domain.offences import catalogue
from app.domain.stages import Status
from app.domain.vocabulary import CodeTest, ElementKind
from app.journeys.review.forms import MOST_ACTIONS, PlanForm
from app.models.allegation import Allegation, ProsecutorKnowledge
from app.models.incident import Incident
from app.models.referral import Referral
from app.queries.case_file import gather
from app.queries.material import Against, speaking_against
from app.services.decisions import ActionAsked, pending
from app.services.reviews import KNOWLEDGE_LIMIT


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point to prove and what carries it."""

    text: str
    sources: tuple[str, ...]
    against: tuple[str, ...]
    core: int


@dataclass(frozen=True, slots=True)
class OffenceBlock:
    """One allegation for the prosecutor: the law, the limit, the points."""

    row: Allegation
    title: str
    statute: str
    suspect: str
    limit: str
    why: str
    points: tuple[PointLine, ...]
    decision: str | None
    waits: bool
    open: bool
    by_knowledge: bool


@dataclass(frozen=True, slots=True)
class CaseOfFile:
    """What the review page shows of one case of the file."""

    part: Referral
    case: Incident
    offences: tuple[OffenceBlock, ...]
    hostility: tuple[tuple[str, str, str], ...]
    statements: tuple[tuple[str, str], ...]
    accounts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    undermining: str
    victims: tuple[tuple[str, str], ...]
    empty_points: int


def under_review(parts: Sequence[Referral]) -> dict[str, Allegation]:
    """The allegations of a file that wait for a decision, each by its own key: A1 of a joined case is another A1."""
    return {
        one.allegation.file_id if part is parts[0] else f"{part.id}_{one.allegation.file_id}": one.allegation
        for part in parts
        for one in part.allegations
        if one.allegation.status is Status.PROSECUTOR_REVIEW
    }


def code_test_of(row: Referral) -> CodeTest:
    return row.code_test or CodeTest.FCT


def allegation_words(row: Allegation) -> str:
    """The offence and the suspect."""
    return f"{catalogue()[row.offence_type_key].title}, {row.suspect.person.full_name}"


def case_of_file(incident: Incident, row: Referral, at: datetime) -> CaseOfFile:
    """Read from the file as it stands; restricted parts never enter it."""
    case = gather(incident).case
    sources, against = _source_names(case), speaking_against(incident)
    offences = tuple(_offence(case, row, one.allegation, sources, against, at) for one in row.allegations)
    return CaseOfFile(
        part=row,
        case=incident,
        offences=offences,
        hostility=tuple(
            (
                "\n".join(text for text in (item.quote, item.translation) if text),
                f"{item.strand.label}. {item.limb.label}, {item.time_relation.label.lower()}",
                sources.get(item.source_document_id, ""),
            )
            for item in case.hostility_items
        ),
        statements=tuple((name_of(case, item.person_id), item.text) for item in case.statements),
        accounts=tuple(
            (name_of(case, one.person_id), one.interview.summary or one.defence_account or "No account recorded")
            for one in case.suspects
        ),
        lines=tuple((one.text, one.status.label) for one in case.lines_of_inquiry),
        undermining=case.disclosure.undermining_material_answer or "Not answered",
        victims=tuple(
            (name_of(case, one.person_id), one.victim_support.label if one.victim_support else "Support not recorded")
            for one in case.victims
        ),
        empty_points=sum(not point.sources for offence in offences for point in offence.points),
    )


def police_views(row: Referral) -> tuple[tuple[str, str], ...]:
    """What the police say of both stages."""
    return (
        ("Evidential stage, police view", row.police_view_evidential or "Not written"),
        ("Public interest stage, police view", row.police_view_public_interest or "Not written"),
    )


def _source_names(case: CaseFile) -> dict[str, str]:
    names = {item.evidence_id: item.exhibit_ref or item.description for item in case.evidence_items}
    names |= {one.statement_id: f"Statement, {name_of(case, one.person_id)}" for one in case.statements}
    return names | {one.document_id: one.title for one in case.documents}


def _offence(
    case: CaseFile,
    referral: Referral,
    row: Allegation,
    sources: dict[str, str],
    against: Against,
    at: datetime,
) -> OffenceBlock:
    facts = next(one for one in case.allegations if one.allegation_id == row.file_id)
    limit = allegation_time_limit(case, facts)
    core = {item.evidence_id for item in case.evidence_items if item.is_core_evidence}
    offence = catalogue()[row.offence_type_key]
    waiting = pending(referral, row)
    effective = [one for one in referral.decisions if one.allegation_id == row.id and one.overturned_at is None]
    return OffenceBlock(
        row=row,
        title=offence.title,
        statute=offence.statute,
        suspect=row.suspect.person.full_name,
        limit=_limit_words(limit.due, at) if limit.has_limit else "No time limit",
        why=limit.why,
        points=tuple(
            PointLine(
                text=_point(element.kind, element.text),
                sources=tuple(sources.get(source, source) for source in element.source_ids),
                against=tuple(sources.get(source, source) for source in against.get((row.file_id, place), ())),
                core=sum(source in core for source in element.source_ids),
            )
            for place, element in enumerate(facts.elements)
        ),
        decision=effective[-1].decision_code.label if effective else None,
        waits=waiting is not None,
        open=row.status is Status.PROSECUTOR_REVIEW and waiting is None,
        by_knowledge=catalogue()[row.offence_type_key].time_limit_rule == KNOWLEDGE_LIMIT,
    )


def _limit_words(due: date | None, at: datetime) -> str:
    if due is None:
        return "The time limit cannot be worked out"
    return f"Last day to charge {formatting.day(due)}, {formatting.how_long_left(due, at)}"


def _point(kind: ElementKind, text: str) -> str:
    return text if kind is ElementKind.OFFENCE else f"{kind.label}: {text}"


def sent_material(row: Referral) -> tuple[tuple[str, str], ...]:
    """What CPS operations look at before accepting: the parts of a referral and whether they are there."""
    snapshot = row.snapshot or {}
    counted = (
        ("Statements", "statements"),
        ("Evidence items", "evidence_items"),
        ("Documents of the file", "documents"),
        ("Answers about footage", "media_answers"),
        ("Lines of inquiry", "lines_of_inquiry"),
    )
    lines = [(label, formatting.plural(len(snapshot.get(key, [])), "entry", "entries")) for label, key in counted]
    lines.append(("Case outline", "Written" if row.outline else "Not written"))
    lines.append(("Police view of both stages", "Written" if row.has_police_view else "Not written"))
    report = snapshot.get("police_report")
    lines.append(
        ("Police report", "Certified" if report and report.get("supervisor_certified_at") else "Not certified")
    )
    return tuple(lines)


def actions_of(form: PlanForm) -> Sequence[ActionAsked]:
    """The actions that have words; each needs its reason and its date, said beside the field."""
    found = []
    for number in range(1, MOST_ACTIONS + 1):
        text, reason, due = (form[f"{name}_{number}"].data for name in ("text", "reason", "due"))
        if not text:
            continue
        if not reason:
            form.say("Say why it goes to the heart of the decision", f"reason_{number}")
        if due is None:
            form.say("Give the date", f"due_{number}")
        if reason and due:
            found.append(ActionAsked(text=text, reason=reason, due_on=due))
    return found


def decision_lead(row: Referral, about: Allegation) -> str:
    """What the signed test says about this allegation."""
    tests = [test for review in row.reviews for test in review.assessments if test.allegation_id == about.id]
    if not tests:
        return "The test for this offence is not signed yet. Sign the review first: no charge without it."
    test = tests[-1]
    evidential = "met" if test.evidential_met else "not met"
    public = (
        ""
        if test.public_interest_met is None
        else f" Public interest {'met' if test.public_interest_met else 'not met'}."
    )
    return f"Your signed test: evidential stage {evidential}.{public}"


def knowledge_words(row: ProsecutorKnowledge) -> str:
    """A review that bears on a knowledge-based time limit, in a list."""
    found = "evidence sufficient" if row.sufficient_evidence else "evidence not sufficient"
    signed = f", certificate of {formatting.day(row.certificate_signed_on)}" if row.certificate_signed_on else ""
    return f"{formatting.day(row.reviewed_on)}: {found}{signed}"

"""One change to each part of an imported case, through the verb that people use for it."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from app.database.session import db
from app.domain.actor import Actor
from app.domain.vocabulary import (
    ChecklistAnswer,
    ClockEvent,
    ContactChannel,
    ContactOutcome,
    HearingResult,
    LineStatus,
    MediaAnswer,
    MediaKind,
    OutcomeCode,
    PerceivedBy,
    PerceptionBasis,
    PointsTo,
    ReviewResult,
    Strand,
)
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.material import CaseDocument, EvidenceItem, HostilityItem, Statement
from app.models.outcome import Hearing, Sentence, VrrRequest
from app.models.people import Person
from app.models.referral import Referral
from app.models.suspect import Suspect
from app.models.victim import DatedEvent, Victim
from app.queries.case_file import gather
from app.services import (
    action_answers,
    allegations,
    care,
    court,
    drafting,
    inquiries,
    material,
    outcome,
    people,
    report_text,
    reporting,
    safe_contact,
    sentencing,
    suspects,
)
from app.services import investigation as cases
from app.services.demo.cast import Cast

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
T = TypeVar("T")


@dataclass
class Desk:
    """An imported case, who may act on it, and when."""

    cast: Cast
    incident: Incident

    def __post_init__(self) -> None:
        self.doing: dict[str, Any] = {"actor": self.actor("Arden Samplewick"), "at": NOW}
        self.head: dict[str, Any] = {"actor": self.actor("Cleo Testerby"), "at": NOW}
        self.cps: dict[str, Any] = {"actor": self.actor("Tamsin Intake"), "at": NOW}
        self.senior: dict[str, Any] = {"actor": self.actor("Wren Seniorly"), "at": NOW}
        self.witness_care: dict[str, Any] = {"actor": self.actor("Rowan Witnall"), "at": NOW}

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def first(self, model: type[T], **where: Any) -> T:
        own = select(model).filter_by(**where)
        if hasattr(model, "incident_id"):
            own = own.filter_by(incident_id=self.incident.id)
        return db.session.scalars(own.order_by(model.id).limit(1)).one()  # type: ignore[attr-defined]

    def as_before(self, details: type[T], row: Any, **changed: Any) -> T:
        """A verb's details as the row has them, but for what is changed."""
        same = {one.name: getattr(row, one.name) for one in fields(details) if hasattr(row, one.name)}  # type: ignore[arg-type]
        return details(**(same | changed))


def incident(desk: Desk) -> None:
    details = desk.as_before(reporting.ReportDetails, desk.incident, narrative="Said in other words.")
    reporting.change_report(desk.incident, details, **desk.doing)


def urn(desk: Desk) -> None:
    reporting.set_urn(desk.incident, "01QX0000126", **desk.doing)


def strands(desk: Desk) -> None:
    now = [reporting.StrandChoice(row.strand, row.sub_strand) for row in desk.incident.strands]
    reporting.record_perception(
        desk.incident, strands=[*now, reporting.StrandChoice(Strand.DISABILITY)],
        perceived=[(row.by, row.basis) for row in desk.incident.perceptions], **desk.doing,
    )  # fmt: skip


def perceived(desk: Desk) -> None:
    now = [(row.by, row.basis) for row in desk.incident.perceptions]
    reporting.record_perception(
        desk.incident, strands=[reporting.StrandChoice(row.strand, row.sub_strand) for row in desk.incident.strands],
        perceived=[*now, (PerceivedBy.OFFICER, PerceptionBasis.PERCEIVED)], **desk.doing,
    )  # fmt: skip


def hostility(desk: Desk) -> None:
    item = desk.first(HostilityItem)
    source = gather(desk.incident).case.hostility_items[0].source_document_id
    kinds: dict[str, type[Any]] = {"E": EvidenceItem, "S": Statement, "D": CaseDocument}
    details = desk.as_before(material.HostilityDetails, item, quote="Other words, as the recording has them")
    material.change_hostility(item, desk.incident, details, desk.first(kinds[source[0]], file_id=source), **desk.doing)


def no_hostility(desk: Desk) -> None:
    material.say_no_hostility(desk.incident, "Asked of everybody; nothing was said.", **desk.doing)


def officer(desk: Desk) -> None:
    cases.allocate(desk.incident, desk.cast.user("Bryn Mockridge"), **desk.head)


def person(desk: Desk) -> None:
    row = desk.first(Person)
    details = desk.as_before(
        people.PersonDetails, row, roles=tuple(one.party_role for one in row.roles), occupation="Baker"
    )
    people.change_person(row, details, **desk.doing)


def contact_details(desk: Desk) -> None:
    row = people.contact_of(desk.first(Person))
    assert row is not None
    now = {one.name: getattr(row, one.name) for one in fields(people.ContactCard)}
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in now.items()}
    for name in ("phones", "emails", "safe_channels", "unsafe_channels"):
        kept[name] = kept[name] or ()
    safe_contact.put_contact(row.person, people.ContactCard(**(kept | {"note": "Ring the bell twice."})), **desk.doing)


def victim(desk: Desk) -> None:
    row = desk.first(Victim)
    people.answer_for_victim(
        row, desk.as_before(people.VictimAnswers, row, support_reason="Wants it to end well."), **desk.doing
    )


def suspect(desk: Desk) -> None:
    row = desk.first(Suspect)
    suspects.put_background(
        row, desk.as_before(suspects.Background, row, vulnerability="Hard of hearing"), **desk.doing
    )


def crime(desk: Desk) -> None:
    outcome.set_outcome(
        desk.incident, desk.first(Crime), OutcomeCode.CHARGED_ALTERNATE, reason="An alternate offence was charged.",
        confirmed=("supervisor_agreed", "court_record"), **desk.head,
    )  # fmt: skip


def allegation(desk: Desk) -> None:
    row = desk.first(Allegation)
    details = desk.as_before(allegations.AllegationDetails, row, wording="Worded with more care")
    allegations.change_allegation(row, desk.incident, details, **desk.doing)


def statement(desk: Desk) -> None:
    row = desk.first(Statement)
    details = desk.as_before(material.StatementDetails, row, is_recorded_interview=not row.is_recorded_interview)
    material.change_statement(row, desk.incident, details, **desk.doing)


def evidence(desk: Desk) -> None:
    row = desk.first(EvidenceItem)
    times = tuple((one.starts, one.ends, one.what) for one in row.key_times)
    details = desk.as_before(material.EvidenceDetails, row, key_times=times, description="Described anew")
    material.change_evidence(row, desk.incident, details, **desk.doing)


def media(desk: Desk) -> None:
    inquiries.answer_media(desk.incident, {MediaKind.CCTV: (MediaAnswer.NO, "Asked in every shop.")}, **desk.doing)


def paper(desk: Desk) -> None:
    row = desk.first(CaseDocument)
    material.change_document(
        row, desk.incident, desk.as_before(material.DocumentDetails, row, title="Another title"), **desk.doing
    )


def line(desk: Desk) -> None:
    details = inquiries.LineDetails(text="Ask the baker.", status=LineStatus.OUTSTANDING, points_to=PointsTo.TOWARDS)
    inquiries.put_line(desk.incident, details, **desk.doing)


def disclosure(desk: Desk) -> None:
    facts = gather(desk.incident).case.disclosure
    inquiries.answer_disclosure(
        desk.incident, undermining=facts.undermining_material_answer, sensitive=facts.sensitive_material_exists,
        checklist={"payments": ChecklistAnswer.HELD}, **desk.doing,
    )  # fmt: skip


def report(desk: Desk) -> None:
    row = report_text.report_text_of(desk.incident)
    assert row is not None
    text = desk.as_before(
        report_text.ReportText, row, headline="A headline of its own",
        chronology=[(one.at, one.text) for one in row.chronology],
        witness_evidence=[(one.person, one.text) for one in row.witness_evidence],
    )  # fmt: skip
    report_text.write_report_text(desk.incident, text, **desk.doing)


def referral_words(desk: Desk) -> None:
    row = desk.first(Referral, submitted_at=None)
    details = desk.as_before(
        drafting.ReferralDetails, row, outline="An outline of its own",
        tt_conditions=[(one.condition, one.met, one.reason) for one in row.tt_conditions],
        early_advice_questions=row.early_advice_questions or (),
    )  # fmt: skip
    drafting.change_draft(row, details, [one.allegation for one in row.allegations], **desk.doing)


def action_answer(desk: Desk) -> None:
    row = desk.first(Referral, referral_no=1)
    assert row.action_plan is not None
    item = next(one for one in row.action_plan.actions if one.answer is None)
    action_answers.answer_action(item, "Done, and attached.", **desk.doing)


def hearing(desk: Desk) -> None:
    row = desk.first(Hearing)
    details = desk.as_before(court.HearingDetails, row, court="Another court house")
    court.change_hearing(desk.incident, row, details, **desk.cps)


def uplift(desk: Desk) -> None:
    row = db.session.scalars(select(Sentence).order_by(Sentence.id).limit(1)).one()
    answers = desk.as_before(sentencing.UpliftAnswers, row, sentence_before_uplift="Half of it")
    sentencing.answer_uplift(desk.incident, row, answers, **desk.senior)


def review_request(desk: Desk) -> None:
    outcome.decide_review(
        desk.incident,
        desk.first(VrrRequest),
        ReviewResult.UPHELD,
        decider=None,
        **desk.senior,
    )


def event(desk: Desk) -> None:
    care.record_event(
        desk.incident,
        ClockEvent.SENTENCE_RECEIVED,
        happened_at=NOW,
        note=None,
        **desk.witness_care,
    )


def contact(desk: Desk) -> None:
    details = care.ContactDetails(
        at=NOW - timedelta(hours=1), channel=ContactChannel.PHONE, outcome=ContactOutcome.TOLD,
        events=[desk.first(DatedEvent)],
    )  # fmt: skip
    care.record_contact(desk.incident, desk.first(Victim), details, **desk.doing)


def plea(desk: Desk) -> None:
    court.record_result(
        desk.incident, desk.first(Hearing, file_id="H1"), desk.first(Allegation),
        court.Result(result=HearingResult.PLEA_GUILTY, on=date(2026, 7, 16)), **desk.cps,
    )  # fmt: skip


def verdict(desk: Desk) -> None:
    court.record_result(
        desk.incident, desk.first(Hearing, file_id="H3"), desk.first(Allegation, file_id="A2"),
        court.Result(result=HearingResult.FOUND_GUILTY, on=date(2026, 10, 26)), **desk.cps,
    )  # fmt: skip

"""One change to each group of properties of crimes, allegations, material and referrals, through its verb."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domain.vocabulary import (
    DisclosureDecision,
    EvidenceUsage,
    MatchReason,
    RuleAnswerKind,
)
from app.models.allegation import Allegation, Crime, Element
from app.models.material import CaseDocument, EvidenceItem, Statement
from app.models.referral import Referral
from app.models.report_text import SettledMatch
from app.queries.case_file import gather
from app.services import (
    action_answers,
    advice,
    allegations,
    drafting,
    inquiries,
    material,
    recording,
    referral,
    report_text,
    settled,
)
from tests.services.changes import Desk

File = dict[str, Any]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def course_of_conduct(file: File) -> None:
    file["allegations"][0]["acts"] = [{"on": "2026-08-03", "text": "The first message", "source_ids": ["E1"]}]


def not_confirmed(file: File) -> None:
    file["police_report"]["settled_matches"][0] |= {"confirmed_by": None, "confirmed_at": None}


def no_outcome(file: File) -> None:
    file["crimes"][0] |= {"ho_outcome_code": None, "outcome_date": None}


def crime_record(desk: Desk) -> None:
    row = desk.first(Crime)
    details = recording.CrimeDetails(
        crime_number="Z/CORRECTED/26", offence_type_key=row.offence_type_key, reason="",
        victims=[one.person for one in row.victims], has_no_victim=row.has_no_victim,
        strands=[one.strand for one in row.strands] if row.own_strands else None,
    )  # fmt: skip
    recording.change_crime(desk.incident, row, details, **desk.doing)


def elements(desk: Desk) -> None:
    row = desk.first(Allegation)
    allegations.add_point(row, desk.incident, "It was his own account", **desk.doing)


def element_links(desk: Desk) -> None:
    row = desk.first(Allegation)
    point: Element = row.elements[0]
    allegations.link_sources(point, row, desk.incident, [desk.first(Statement)], **desk.doing)


def _allegation(desk: Desk, **changed: Any) -> None:
    row = desk.first(Allegation)
    details = desk.as_before(allegations.AllegationDetails, row, **changed)
    allegations.change_allegation(row, desk.incident, details, **desk.doing)


def damage(desk: Desk) -> None:
    _allegation(desk, damage_owner="The bakery", damage_cost_gbp=Decimal("120.50"))


def first_statement(desk: Desk) -> None:
    _allegation(desk, domestic_abuse_first_statement_on=date(2026, 9, 1))


def act_added(desk: Desk) -> None:
    details = allegations.ActDetails(on=date(2026, 8, 9), text="The last message")
    allegations.put_act(desk.first(Allegation), desk.incident, details, [desk.first(EvidenceItem)], **desk.doing)


def act_changed(desk: Desk) -> None:
    row = desk.first(Allegation)
    details = allegations.ActDetails(on=date(2026, 8, 4), text="The first message")
    sources = [desk.first(EvidenceItem, file_id="E2")]
    allegations.put_act(row, desk.incident, details, sources, act=row.acts[0], **desk.doing)


def act_removed(desk: Desk) -> None:
    row = desk.first(Allegation)
    allegations.remove_act(row, desk.incident, row.acts[0], **desk.doing)


def key_times(desk: Desk) -> None:
    row = desk.first(EvidenceItem)
    details = desk.as_before(material.EvidenceDetails, row, key_times=(("12:00", None, "the threat"),))
    material.change_evidence(row, desk.incident, details, **desk.doing)


def evidence_file(desk: Desk) -> None:
    row = desk.first(EvidenceItem)
    times = tuple((one.starts, one.ends, one.what) for one in row.key_times)
    details = desk.as_before(material.EvidenceDetails, row, key_times=times, file_byte_size=4096)
    material.change_evidence(row, desk.incident, details, **desk.doing)


def disclosure_decision(desk: Desk) -> None:
    row = desk.first(EvidenceItem, usage=EvidenceUsage.UNUSED, disclosure_decision=None)
    inquiries.decide_disclosure(row, desk.incident, DisclosureDecision.DISCLOSE, **desk.senior)


def _paper(desk: Desk, file_id: str, **changed: Any) -> None:
    row = desk.first(CaseDocument, file_id=file_id)
    details = desk.as_before(material.DocumentDetails, row, **changed)
    material.change_document(row, desk.incident, details, **desk.doing)


def paper_file(desk: Desk) -> None:
    _paper(desk, "D1", file_byte_size=4096)


def back_page(desk: Desk) -> None:
    """The back page of the second statement is not one after all."""
    _paper(desk, "D5", statement_id=None)


def chronology(desk: Desk) -> None:
    row = report_text.report_text_of(desk.incident)
    assert row is not None
    report_text.link_entry(row.chronology[0], desk.incident, [desk.first(Statement)], **desk.doing)


def match_marked(desk: Desk) -> None:
    place = gather(desk.incident).case.incident.location.description
    details = settled.MatchDetails(
        field="/incident/location/description", match=place, reason_code=MatchReason.PLACE_OF_OFFENCE,
        reason="It is where it happened.",
    )  # fmt: skip
    settled.mark_match(desk.incident, details, **desk.doing)


def _match(desk: Desk) -> SettledMatch:
    row = report_text.report_text_of(desk.incident)
    assert row is not None
    return row.settled_matches[0]


def match_confirmed(desk: Desk) -> None:
    settled.confirm_match(_match(desk), desk.incident, **desk.head)


def match_taken_back(desk: Desk) -> None:
    settled.take_match_back(_match(desk), desk.incident, **desk.doing)


def _draft(desk: Desk, **changed: Any) -> None:
    row = desk.first(Referral, submitted_at=None)
    now: dict[str, Any] = {
        "tt_conditions": [(one.condition, one.met, one.reason) for one in row.tt_conditions],
        "early_advice_questions": row.early_advice_questions or (),
    }
    details = desk.as_before(drafting.ReferralDetails, row, **(now | changed))
    drafting.change_draft(row, details, [one.allegation for one in row.allegations], **desk.doing)


def police_view(desk: Desk) -> None:
    _draft(desk, police_view_evidential="It is enough.")


def threshold_conditions(desk: Desk) -> None:
    _draft(desk, tt_conditions=[(1, True, "Reasonable grounds")])


def rule_answer(desk: Desk) -> None:
    row = desk.first(Referral, submitted_at=None)
    referral.answer_rule(row, "FR-015", RuleAnswerKind.ACKNOWLEDGEMENT, "It took time.", **desk.doing)


def action_sources(desk: Desk) -> None:
    row = desk.first(Referral, referral_no=1)
    assert row.action_plan is not None
    item = next(one for one in row.action_plan.actions if one.answer is None)
    sources = [desk.first(EvidenceItem)]
    action_answers.answer_action(item, "Done, and attached.", sources=sources, **desk.doing)


def sufficient(file: File) -> None:
    file["allegations"][1]["prosecutor_knowledge"][0]["sufficient_evidence"] = True


def certificate(desk: Desk) -> None:
    row = desk.first(Allegation, file_id="A2")
    asked = desk.first(Referral, referral_no=1)
    advice.certify_knowledge(asked, row, row.knowledge[0], date(2026, 11, 3), **desk.senior)

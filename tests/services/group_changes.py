"""One change to each group of properties inside a part of the case file, through the verb that people use for it."""

from datetime import date, datetime, timedelta
from typing import Any

from app.database.session import db
from app.domain.roles import Rank
from app.domain.vocabulary import (
    BailExtensionClock,
    InterviewStatus,
    MgForm,
    PncResult,
    StatementKind,
    SupportConsent,
)
from app.models.material import CaseDocument, EvidenceItem
from app.models.people import Person
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries.case_file import gather
from app.services import (
    care,
    extensions,
    investigation,
    material,
    people,
    report_facts,
    reporting,
    suspects,
)
from tests.services.changes import NOW, Desk

File = dict[str, Any]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def of_rank(desk: Desk, rank: Rank) -> dict[str, Any]:
    """The inspector of the cast, of this rank today."""
    desk.cast.user("Dara Fictwell").rank = rank
    db.session.commit()
    return {"actor": desk.actor("Dara Fictwell"), "at": NOW}


def in_custody(file: File) -> None:
    moments = {"arrested_at": "2026-11-22T20:00:00Z", "relevant_time": "2026-11-22T21:00:00Z"}
    file["suspects"][0] |= moments | {
        "custody_status": "in_custody",
        "detention_authorised_at": "2026-11-22T21:10:00Z",
    }


def on_bail(file: File) -> None:
    bail = {"granted_at": "2026-10-01T20:00:00Z", "conditions": ["Stay away"]}
    file["suspects"][0] |= {"custody_status": "precharge_bail", "arrested_at": "2026-10-01T12:00:00Z", "bail": bail}


def a_child(file: File) -> None:
    file["suspects"][0]["youth"] = {"age_verified_by": "Passport"}
    adult = {"person_id": "P9", "party_roles": ["appropriate_adult"], "given_names": "Ada", "surname": "Grownup"}
    file["people"].append(adult | {"date_of_birth": None, "interpreter_needed": None})


def online(desk: Desk) -> None:
    row = report_facts.online_of(desk.incident)
    evidence = [desk.first(EvidenceItem, file_id=name) for name in ("E1", "E2", "E3", "E4")]
    details = desk.as_before(report_facts.OnlineDetails, row, account_handle="@another_name")
    report_facts.put_online(
        desk.incident, details, captured=evidence[:1], attributed=evidence[2:], **desk.doing
    )  # fmt: skip


def online_gone(desk: Desk) -> None:
    report_facts.put_online(desk.incident, None, **desk.doing)


def _references(desk: Desk, **changed: Any) -> None:
    facts = gather(desk.incident).case.incident
    now: dict[str, Any] = {
        "others": [(one.organisation, one.reference) for one in facts.other_refs],
        "linked": [(one.reference, one.status) for one in facts.linked_investigations],
    }
    report_facts.put_references(desk.incident, **(now | changed), **desk.doing)


def other_reference(desk: Desk) -> None:
    _references(desk, others=[("Community Safeguard Charity", "CSC-2026-9")])


def linked(desk: Desk) -> None:
    _references(desk, linked=[("TS/2026/081177", "Charged on Friday")])


def location(desk: Desk) -> None:
    details = desk.as_before(reporting.ReportDetails, desk.incident, district="Another district")
    reporting.change_report(desk.incident, details, **desk.doing)


def supervisor(desk: Desk) -> None:
    investigation.supervise(desk.incident, desk.cast.user("Dara Fictwell"), **desk.head)


def witness(desk: Desk) -> None:
    row = desk.first(Person, file_id="P2")
    flags = {"is_vulnerable_or_intimidated": True, "interpreter_needed": True, "is_key_witness": False}
    roles = tuple(one.party_role for one in row.roles)
    people.change_person(row, desk.as_before(people.PersonDetails, row, roles=roles, **flags), **desk.doing)


def updates(desk: Desk) -> None:
    wishes = care.UpdateWishes(every_days=7, channel="email")
    care.choose_updates(desk.first(Victim), wishes, **desk.doing)


def opted_out(desk: Desk) -> None:
    care.choose_updates(desk.first(Victim), care.UpdateWishes(opted_out_at=NOW - timedelta(days=1)), **desk.doing)


def _victim(desk: Desk, **changed: Any) -> None:
    injured = changed.pop("injured", None)
    row = desk.first(Victim)
    people.answer_for_victim(row, desk.as_before(people.VictimAnswers, row, **changed), injured=injured, **desk.doing)


def personal_statement(desk: Desk) -> None:
    _victim(desk, vps_summary="Sleeps badly", vps_statement_id=None)


def withdrawal(desk: Desk) -> None:
    row = desk.first(Victim)
    details = material.StatementDetails(
        kind=StatementKind.WITHDRAWAL, made_on=date(2026, 11, 20), declaration=True, text="I withdraw."
    )
    made = material.add_statement(desk.incident, row.person, details, **desk.doing)
    _victim(desk, withdrawal_statement_id=made.id)


def injuries(desk: Desk) -> None:
    _victim(desk, injuries_description="A cut over the eye", injured=[desk.first(EvidenceItem)])


def needs(desk: Desk) -> None:
    people.put_needs(desk.first(Victim), ["A quiet room"], ["screens"], **desk.doing)


def support(desk: Desk) -> None:
    branch = desk.cast.unit("HVC-B1")
    care.refer_to_support(desk.incident, desk.first(Victim), branch, SupportConsent.GIVEN, **desk.doing)


def longer_detention(desk: Desk) -> None:
    details = extensions.LongerDetention(
        reviewed_at=at("2026-11-23T11:30:00Z"), ends_at=at("2026-11-24T09:00:00Z"), grounds="A search goes on."
    )
    extensions.extend_detention(desk.first(Suspect), details, **of_rank(desk, Rank.SUPERINTENDENT))


def longer_bail(desk: Desk) -> None:
    details = extensions.LongerBail(
        clock=BailExtensionClock.BAIL_EXT_1, ends_on=date(2027, 4, 1), grounds="The phone is being read.",
        representations_invited=True, conditions_met=True,
    )  # fmt: skip
    extensions.extend_bail(desk.first(Suspect), details, **of_rank(desk, Rank.INSPECTOR))


def bailed(desk: Desk) -> None:
    suspects.bail(
        desk.first(Suspect), released_at=NOW - timedelta(hours=1), conditions=["Stay away"],
        ends_on=date(2027, 1, 4), authorised_by="Sergeant", **desk.doing,
    )  # fmt: skip


def interview(desk: Desk) -> None:
    row = desk.first(Suspect)
    paper = desk.first(CaseDocument, mg_form=MgForm.PNC)
    record = desk.as_before(suspects.InterviewRecord, row, interview_summary_document_id=paper.id)
    suspects.record_interview(row, record, **desk.doing)


def no_interview(desk: Desk) -> None:
    record = suspects.InterviewRecord(interview_status=InterviewStatus.DECLINED, interview_reason="Said no.")
    suspects.record_interview(desk.first(Suspect), record, **desk.doing)


def antecedents(desk: Desk) -> None:
    row = desk.first(Suspect)
    suspects.put_background(row, desk.as_before(suspects.Background, row, pnc_result=PncResult.PRINT), **desk.doing)


def appropriate_adult(desk: Desk) -> None:
    row = desk.first(Suspect)
    adult = desk.first(Person, file_id="P9")
    background = desk.as_before(suspects.Background, row, appropriate_adult_id=adult.id)
    suspects.put_background(row, background, **desk.doing)

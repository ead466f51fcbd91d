"""One import: the checks, then every row, then one entry in the history."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import system
from app.domain.case_file import CaseFile, Source
from app.domain.case_file.incident import IncidentFacts
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.offences import catalogue
from app.domain.vocabulary import CrimeDecision
from app.models.incident import (
    CaseStaff,
    Incident,
    IncidentStrand,
    LinkedInvestigation,
    OnlineConduct,
    OtherReference,
    Perception,
)
from app.models.user import Unit, User
from app.queries.records import reference_of
from app.services import history, progress
from app.services.case_import import court, material, offences, people, referrals
from app.services.case_import.checks import checked
from app.services.case_import.rows import Rows
from app.services.case_import.staff import accounts_for
from app.services.case_import.statuses import STATUS_OF_REPORT, waits_for_decision
from app.services.investigation import check_may_have, put_in_hands
from app.services.reporting import ReportDetails, new_incident

IMPORT = system("import")


def import_case(document: Any, *, unit: Unit, officer: User | None, at: datetime) -> Incident:
    """Take in a case file for this police team; `officer` has the case in place of the officer the file names.

    Raises BadCaseFile naming each field that does not fit, RuleBroken where the same record is here already; either way
    nothing is stored.
    """
    case = checked(document, at)
    try:
        return _store(case, unit=unit, officer=officer, at=at)
    except IntegrityError:
        _refuse_second(case.source)  # two imports of one record at the same time: the other one was quicker
        raise


def _refuse_second(source: Source) -> None:
    existing = reference_of(source.system, source.record_id)
    if existing is not None:
        raise RuleBroken(
            f"Record {source.record_id} of {source.system} was imported already: {existing}.", field="/source/record_id"
        )


@atomic
def _store(case: CaseFile, *, unit: Unit, officer: User | None, at: datetime) -> Incident:
    _refuse_second(case.source)
    staff = accounts_for(case.staff, unit, at=at)
    incident = _incident(case, unit, at)
    rows = Rows(case=case, incident=incident, at=at, staff=staff)
    db.session.add_all(
        CaseStaff(
            incident_id=incident.id,
            user_id=staff[member.staff_id].id,
            file_id=member.staff_id,
            name=member.name,
            rank_or_grade=member.rank_or_grade,
            collar_number=member.collar_number,
        )
        for member in case.staff
    )
    _hands(rows, officer)
    people.people(rows)
    material.papers(rows)
    people.victims(rows)
    people.suspects(rows)
    offences.crimes(rows)
    offences.allegations(rows)
    _online(rows)
    material.hostility(rows)
    material.inquiries(rows)
    material.report_text(rows)
    court.hearings(rows)
    court.results(rows)
    court.review_requests(rows)
    court.events(rows)
    court.contacts(rows)
    referrals.referrals(rows)
    db.session.flush()
    db.session.expire_all()  # the rows were made apart from each other: read them again as they hang together
    db.session.refresh(incident)
    referrals.keep_snapshots(rows)
    history.record(incident, EventKind.IMPORTED, actor=IMPORT, at=at, system=case.source.system)
    return incident


def _incident(case: CaseFile, unit: Unit, at: datetime) -> Incident:
    report = case.incident
    details = ReportDetails(
        title=title_of(case),
        reported_at=report.reported_at,
        reported_by_role=report.reported_by_role,
        channel=report.channel,
        narrative=report.narrative,
        location_kind=report.location.kind,
        location_description=report.location.description,
        occurred_from=report.occurred_from,
        occurred_to=report.occurred_to,
        address=report.location.address,
        district=report.location.district,
        force_ref=report.force_ref,
        is_protest=report.is_protest,
        is_domestic_abuse=report.is_domestic_abuse,
        community_tension=report.community_tension,
    )
    incident = new_incident(details, unit_id=unit.id, at=at)
    incident.urn = case.urn
    incident.source_system, incident.source_record_id = case.source.system, case.source.record_id
    incident.source_exported_at = case.source.exported_at
    incident.non_crime_reason = report.non_crime_reason
    # Found no crime elsewhere: what is kept here, and of whom, a supervisor of this force decides.
    incident.crime_decision = CrimeDecision.PENDING if waits_for_decision(case) else report.crime_decision
    incident.crime_decision_at = min((crime.recorded_at for crime in case.crimes), default=None)
    incident.no_hostility_found_reason = case.no_hostility_found_reason
    incident.strands = [IncidentStrand(strand=strand) for strand in case.hate_strands]
    incident.perceptions = [Perception(by=one.by, basis=one.basis) for one in case.perceived_by]
    progress.place(incident, STATUS_OF_REPORT)
    _elsewhere(incident, report)
    db.session.flush()
    return incident


def _elsewhere(incident: Incident, report: IncidentFacts) -> None:
    """How others call the report, and investigations beside it."""
    db.session.add_all(
        OtherReference(incident_id=incident.id, organisation=one.organisation, reference=one.reference)
        for one in report.other_refs
    )
    db.session.add_all(
        LinkedInvestigation(incident_id=incident.id, reference=one.reference, status=one.status)
        for one in report.linked_investigations
    )


def title_of(case: CaseFile) -> str:
    """What was done and where. The place by its kind where its description holds a name of somebody in the file."""
    keys = [one.offence_type_key for one in case.allegations] + [one.offence_type_key for one in case.crimes]
    what = catalogue()[keys[0]].title if keys else "Reported incident"
    place = case.incident.location
    names = {word.casefold() for one in case.people for word in (one.given_names, one.surname) if word}
    named = any(name in place.description.casefold() for name in names)
    return f"{what}, {place.kind.label if named else place.description}"


def _hands(rows: Rows, officer: User | None) -> None:
    """The officer of the command line, or the one the file names; and the supervisor the file names."""
    incident = rows.incident
    if officer is not None:
        check_may_have(incident, officer)
    put_in_hands(incident, officer or rows.staff[rows.case.oic_id], at=rows.at)
    incident.supervisor_id = rows.user(rows.case.supervisor_id)
    if waits_for_decision(rows.case):
        incident.non_crime_proposed_by_id = incident.oic_id


def _online(rows: Rows) -> None:
    facts = rows.case.incident.online
    if facts is None:
        return
    row = OnlineConduct(
        incident_id=rows.incident.id,
        platform=facts.platform,
        url=facts.url,
        account_handle=facts.account_handle,
        display_name=facts.display_name,
        posted_at=facts.posted_at,
        captured_at=facts.captured_at,
        attribution_methods=tuple(method.value for method in facts.attribution_methods),
    )
    db.session.add(row)
    db.session.flush()
    rows.link("capture", row.id, facts.capture_source_ids)
    rows.link("attribution", row.id, facts.attribution_source_ids)

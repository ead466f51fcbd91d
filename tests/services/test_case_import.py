"""A case file comes in whole or not at all, and goes out again as it came."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.case_file import BadCaseFile, canonical, to_json
from app.domain.deadlines import clocks_of
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.domain.vocabulary import CrimeDecision
from app.models.audit import AuditHead
from app.models.clock import ClockRow
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.people import Person
from app.models.referral import Referral
from app.models.user import User
from app.queries.case_file import gather
from app.queries.non_crime import finding_of
from app.services.case_import import import_case
from app.services.demo.cast import Cast, build_cast
from tests.domain.samples import NAMES, document, expected

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def cast(database: str) -> Cast:
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    return Cast(NOW.date())


def take_in(cast: Cast, file: dict[str, Any], team: str = "Z1-T1", officer: User | None = None) -> Incident:
    incident = import_case(file, unit=cast.unit(team), officer=officer, at=NOW)
    db.session.expire_all()
    return incident


def taken_out(incident: Incident) -> dict[str, Any]:
    return canonical(to_json(gather(incident, restricted=True).case))


@pytest.mark.both
def test_every_sample_comes_out_as_it_went_in(cast: Cast) -> None:
    for name in NAMES:
        file = document(name)
        assert taken_out(take_in(cast, copy.deepcopy(file))) == canonical(file), name
        db.session.rollback()


@pytest.mark.parametrize("name", NAMES)
def test_stage_status_and_clocks_are_those_expected(cast: Cast, name: str) -> None:
    incident = take_in(cast, document(name))
    shown = expected(name)["stage"]
    assert (incident.stage.label, incident.status.value) == (shown["shown"], shown["status"])
    stored = db.session.scalars(select(ClockRow).where(ClockRow.incident_id == incident.id).order_by(ClockRow.id)).all()
    assert len(stored) == len(clocks_of(gather(incident).case, NOW)) > 0
    events = db.session.scalars(select(CaseEvent).where(CaseEvent.incident_id == incident.id).order_by(CaseEvent.id))
    assert [event.kind for event in events] == [EventKind.IMPORTED]
    for person in db.session.scalars(select(Person).order_by(Person.id)):
        assert person.surname not in incident.title


def test_staff_are_disabled_accounts_of_their_own_organisation(cast: Cast) -> None:
    file = document(NAMES[1])
    incident = take_in(cast, file)
    codes = {"police": "Z1", "cps": "CPS-N-U1", "witness_care": "Z1-WC"}
    for member in file["staff"]:
        user = db.session.scalars(select(User).where(User.name == member["name"])).one()
        assert user.disabled_at is not None and user.email is None and user.password_hash is None
        assert user.unit.code == codes.get(member["organisation"], user.unit.code)
    referral = db.session.scalars(
        select(Referral).where(Referral.submitted_at.is_not(None)).order_by(Referral.id)
    ).first()
    assert referral is not None and referral.unit is not None and referral.unit.code == "CPS-N-U1"
    assert referral.snapshot is not None and "person_contacts" in referral.snapshot
    assert referral.snapshot["person_contacts"] == []
    assert incident.oic is not None and incident.oic.disabled_at is not None


def test_an_officer_who_is_here_already_is_not_made_again(cast: Cast) -> None:
    file = document(NAMES[0])
    known = cast.user("Arden Samplewick")
    file["staff"][0]["collar_number"] = known.collar_number
    before = db.session.scalar(select(func.count()).select_from(User))
    incident = take_in(cast, copy.deepcopy(file))
    assert taken_out(incident) == canonical(file)  # in the words of the sender
    assert incident.oic_id == known.id
    assert db.session.scalar(select(func.count()).select_from(User)) == (before or 0) + len(file["staff"]) - 1


def test_the_officer_of_the_command_has_the_case(cast: Cast) -> None:
    incident = take_in(cast, document(NAMES[0]), officer=cast.user("Bryn Mockridge"))
    assert incident.oic is not None and incident.oic.name == "Bryn Mockridge"
    assert [row.user.name for row in incident.assignments if row.ended_at is None] == ["Bryn Mockridge"]
    with pytest.raises(RuleBroken, match="officer of this force"):
        take_in(cast, document(NAMES[1]), officer=cast.user("Ellis Pretendham"))


def test_the_same_record_twice_is_refused_with_the_reference(cast: Cast) -> None:
    first = take_in(cast, document(NAMES[0]))
    with pytest.raises(RuleBroken, match=first.reference):
        take_in(cast, document(NAMES[0]), team="Z2-T1")


Change = Callable[[dict[str, Any]], object]
BAD: dict[str, tuple[str, Change]] = {
    "no object": ("/", lambda f: f.clear()),
    "unknown field": ("/extra", lambda f: f.update(extra=1)),
    "broken link": ("/oic_id", lambda f: f.update(oic_id="F99")),
    "status": ("/allegations/0/status", lambda f: f["allegations"][0].update(status="convicted")),
    "offence": ("/allegations/0/offence_type_key", lambda f: f["allegations"][0].update(offence_type_key="made_up")),
    "dates": ("/allegations/0/offence_to", lambda f: f["allegations"][0].update(offence_to="2020-01-01")),
    "future": ("/incident/reported_at", lambda f: f["incident"].update(reported_at="2030-01-01T10:00:00Z")),
    "order": ("/incident/occurred_from", lambda f: f["incident"].update(occurred_from="2026-11-22T10:00:00Z")),
    "year": ("/people/0/date_of_birth", lambda f: f["people"][0].update(date_of_birth="0001-01-01")),
    "not a day": ("/people/0/date_of_birth", lambda f: f["people"][0].update(date_of_birth="2001-02-30")),
    "not text": ("/incident/narrative", lambda f: f["incident"].update(narrative="a\0b")),
    "not unicode": ("/people/0/surname", lambda f: f["people"][0].update(surname="\ud800")),
    "too large": ("/evidence_items/0/item_no", lambda f: f["evidence_items"][0].update(item_no=10**30)),
    "no victim": ("/crimes/0/has_no_victim", lambda f: f["crimes"][0].update(has_no_victim=True)),
    "half an outcome": ("/crimes/0/outcome_date", lambda f: f["crimes"][0].update(outcome_date="2026-11-01")),
    "not a crime": ("/incident/crime_decision", lambda f: f["incident"].update(crime_decision="non_crime")),
    "no suspect": ("/allegations/0/suspect_person_id", lambda f: f.update(suspects=[])),
    "custody": (
        "/suspects/0/arrested_at",
        lambda f: f["suspects"][0].update(custody_status="in_custody", arrested_at=None),
    ),
    "same checker": (
        "/referrals/0/supervisor_check/staff_id",
        lambda f: f["referrals"][0].update(drafted_by=f["referrals"][0]["supervisor_check"]["staff_id"]),
    ),
    "answered before sent": (
        "/referrals/0/submitted_at",
        lambda f: f["referrals"][0].update(triage={"result": "accepted", "at": "2026-11-20T10:00:00Z"}),
    ),
    "named twice": ("/people/0/party_roles", lambda f: f["people"][0].update(party_roles=["witness", "witness"])),
    "statement": ("/statements/0/made_on", lambda f: f["statements"][0].update(made_on="2027-01-01")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_does_not_fit_names_the_field_and_leaves_nothing(cast: Cast, name: str) -> None:
    field, change = BAD[name]
    file = document(NAMES[0])
    change(file)
    users = db.session.scalar(select(func.count()).select_from(User))
    head = db.session.scalar(select(AuditHead.seq))
    with pytest.raises(BadCaseFile) as refused:
        take_in(cast, file)
    assert field in dict(refused.value.problems) or name == "no object"
    assert all(why for _, why in refused.value.problems)
    assert db.session.scalar(select(func.count()).select_from(Incident)) == 0
    assert db.session.scalar(select(func.count()).select_from(User)) == users
    assert db.session.scalar(select(AuditHead.seq)) == head


def test_a_document_that_is_no_object_is_refused(cast: Cast) -> None:
    for wrong in ([], "text", 1, None):
        with pytest.raises(BadCaseFile, match="object"):
            import_case(wrong, unit=cast.unit("Z1-T1"), officer=None, at=NOW)


def test_a_report_its_sender_found_to_be_no_crime_waits_for_a_supervisor(cast: Cast) -> None:
    file = document(NAMES[0])
    of_crime = {"crimes", "allegations", "referrals", "hearings", "pleas", "verdicts", "results", "events", "contacts"}
    file |= {part: [] for part in of_crime & set(file)}
    file["incident"] |= {"crime_decision": "non_crime", "non_crime_reason": "No offence."}
    incident = take_in(cast, file)
    assert incident.report_status is Status.UNDER_ASSESSMENT and incident.crime_decision is CrimeDecision.PENDING
    assert incident.non_crime_reason == "No offence." and incident.non_crime_proposed_by_id == incident.oic_id
    assert finding_of(incident) is None, "no threshold decision is made by an import"

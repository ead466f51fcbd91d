"""Remand and bail by a court, notice of appeal against bail, initial disclosure: what is taken and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.database.session import db
from app.domain.deadlines import clocks_of
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.vocabulary import ClockEvent, ClockStatus, CustodyStatus
from app.models.history import CaseEvent
from app.models.suspect import Suspect
from app.models.victim import DatedEvent
from app.queries.case_file import gather
from app.services import court_custody
from app.services.case_import import import_case
from app.services.demo.cast import Cast
from tests.domain.samples import NAMES, document
from tests.services.changes import NOW, Desk
from tests.services.group_changes import at
from tests.services.test_one_change import before_plea

FIRST, BAILED = at("2026-11-02T12:00:00Z"), at("2026-11-16T12:00:00Z")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Two defendants before the magistrates' court, charged in June with an offence triable either way."""
    file = document(NAMES[4])
    before_plea(file)
    file["events"], file["contacts"] = file["events"][:5], []
    return Desk(cast, import_case(file, unit=cast.unit("Z1-T1"), officer=cast.user("Arden Samplewick"), at=NOW))


def clock(desk: Desk, rule: str, moment: datetime = NOW, variant: str = "") -> Any:
    found = clocks_of(gather(desk.incident).case, moment)
    return next(one for one in found if (one.rule, one.variant) == (rule, variant))


def grant_of(desk: Desk) -> DatedEvent:
    return desk.first(DatedEvent, kind=ClockEvent.COURT_BAIL_GRANTED)


@pytest.mark.both
def test_the_custody_time_limit_counts_from_the_remand_and_stops_with_bail(desk: Desk) -> None:
    suspect = desk.first(Suspect)
    court_custody.remand(suspect, FIRST, **desk.cps)
    found = clock(desk, "ctl_either_way")
    assert (found.subject, found.starts, found.due) == ("A1", date(2026, 11, 2), date(2027, 1, 11))
    assert suspect.custody_status is CustodyStatus.REMANDED
    court_custody.grant_bail(suspect, BAILED, **desk.cps)
    found = clock(desk, "ctl_either_way")
    assert (found.status, found.stopped_at, found.due) == (ClockStatus.SUSPENDED, date(2026, 11, 16), None)
    assert "56 days are left for a new remand." in found.why
    court_custody.remand(suspect, at("2026-11-20T12:00:00Z"), **desk.cps)
    found = clock(desk, "ctl_either_way")
    assert (found.status, found.due) == (ClockStatus.RUNNING, date(2027, 1, 15))
    kinds = [row.kind.value for row in db.session.query(CaseEvent).filter_by(incident_id=desk.incident.id)]
    assert (kinds.count("remanded"), kinds.count("bailed_by_court")) == (2, 1)


def test_a_remand_is_refused_in_the_future_before_the_charge_and_twice(desk: Desk) -> None:
    suspect = desk.first(Suspect)
    for moment in (NOW + timedelta(hours=1), at("2026-06-19T08:59:00Z")):
        with pytest.raises(RuleBroken) as refused:
            court_custody.remand(suspect, moment, **desk.cps)
        assert refused.value.field == "remanded_at"
    with pytest.raises(WrongStage, match="On court bail"):
        court_custody.grant_bail(suspect, BAILED, **desk.cps)
    court_custody.remand(suspect, FIRST, **desk.cps)
    with pytest.raises(WrongStage, match="in custody already"):
        court_custody.remand(suspect, BAILED, **desk.cps)
    for moment in (FIRST, NOW + timedelta(hours=1)):
        with pytest.raises(RuleBroken) as refused:
            court_custody.grant_bail(suspect, moment, **desk.cps)
        assert refused.value.field == "granted_at"


def bailed(desk: Desk) -> DatedEvent:
    court_custody.remand(desk.first(Suspect), FIRST, **desk.cps)
    court_custody.grant_bail(desk.first(Suspect), BAILED, **desk.cps)
    return grant_of(desk)


@pytest.mark.both
def test_oral_notice_opens_the_hearing_of_the_appeal(desk: Desk) -> None:
    grant = bailed(desk)
    said = clock(desk, "bail_appeal_pros", BAILED, "notice").why
    assert said.endswith("Whether oral notice was given is not in the file.")
    court_custody.give_notice(grant, BAILED + timedelta(minutes=5), BAILED + timedelta(hours=1), **desk.cps)
    found = clock(desk, "bail_appeal_pros", BAILED + timedelta(hours=1), "hearing")
    assert (found.starts, found.due, found.status) == (date(2026, 11, 16), date(2026, 11, 18), ClockStatus.RUNNING)
    written = clock(desk, "bail_appeal_pros", NOW, "notice")
    assert written.status is ClockStatus.MET
    assert written.why.endswith("Oral notice was given on 16 Nov 2026, 12:05 GMT.")


@pytest.mark.parametrize(
    ("given", "written", "field"),
    [
        (BAILED - timedelta(minutes=1), None, "given_at"),
        (BAILED + timedelta(days=1), None, "given_at"),
        (NOW + timedelta(hours=1), None, "given_at"),
        (BAILED, BAILED - timedelta(minutes=1), "written_at"),
        (BAILED, NOW + timedelta(hours=1), "written_at"),
    ],
)
def test_a_notice_is_refused(desk: Desk, given: datetime, written: datetime | None, field: str) -> None:
    grant = bailed(desk)
    with pytest.raises(RuleBroken) as refused:
        court_custody.give_notice(grant, given, written, **desk.cps)
    assert refused.value.field == field and grant.oral_notice_at is None


def test_only_a_grant_of_bail_is_appealed_against(desk: Desk) -> None:
    with pytest.raises(WrongStage, match="no grant of bail"):
        court_custody.give_notice(desk.first(DatedEvent, file_id="V1"), NOW, None, **desk.cps)


@pytest.mark.both
def test_the_defence_statement_counts_from_the_day_of_disclosure(desk: Desk) -> None:
    suspect = desk.first(Suspect)
    for day in (date(2026, 11, 24), date(2026, 6, 18)):
        with pytest.raises(RuleBroken) as refused:
            court_custody.record_disclosure(suspect, day, **desk.cps)
        assert refused.value.field == "on"
    court_custody.record_disclosure(suspect, date(2026, 11, 20), **desk.cps)
    found = clock(desk, "defence_statement", variant="summary")
    assert (found.subject, found.due, found.owner_role) == ("P3", date(2026, 12, 3), "prosecutor")


def test_what_a_court_did_is_for_the_prosecution_to_record(desk: Desk) -> None:
    grant, suspect = bailed(desk), desk.first(Suspect)
    for who in (desk.doing, desk.witness_care):
        for refused in (
            lambda who=who: court_custody.remand(suspect, NOW, **who),
            lambda who=who: court_custody.grant_bail(suspect, NOW, **who),
            lambda who=who: court_custody.give_notice(grant, BAILED, None, **who),
            lambda who=who: court_custody.record_disclosure(suspect, date(2026, 11, 20), **who),
        ):
            with pytest.raises(NotAllowed):
                refused()

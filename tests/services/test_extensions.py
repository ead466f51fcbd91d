"""Longer detention and longer bail: the rank that may grant it, the order, the last moment (process.md 4.2)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.database.session import db
from app.domain.deadlines import clocks_of
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.roles import Rank
from app.domain.vocabulary import BailExtensionClock, ClockStatus, CustodyStatus
from app.models.allegation import Allegation
from app.models.history import CaseEvent
from app.models.suspect import Suspect
from app.queries.case_file import gather
from app.services import extensions, suspects
from app.services.case_import import import_case
from app.services.demo.cast import Cast
from tests.domain.samples import NAMES, document
from tests.services.changes import NOW, Desk
from tests.services.group_changes import at, in_custody, on_bail

B = BailExtensionClock
RELEVANT = at("2026-11-22T21:00:00Z")
IN_ORDER = (
    (B.BAIL_EXT_1, Rank.INSPECTOR, date(2027, 4, 1)),
    (B.BAIL_EXT_2, Rank.SUPERINTENDENT, date(2027, 7, 1)),
    (B.BAIL_EXT_COMPLEX, Rank.ASSISTANT_CHIEF_CONSTABLE, date(2027, 10, 1)),
)


def begun(cast: Cast, prepare: Any) -> tuple[Desk, Suspect]:
    file = document(NAMES[0])
    prepare(file)
    made = import_case(file, unit=cast.unit("Z1-T1"), officer=cast.user("Arden Samplewick"), at=NOW)
    desk = Desk(cast, made)
    return desk, desk.first(Suspect)


def doing(cast: Cast, rank: Rank, moment: datetime = NOW) -> dict[str, Any]:
    """The inspector of the cast, of another rank today."""
    cast.user("Dara Fictwell").rank = rank
    db.session.commit()
    return {"actor": Cast(NOW.date()).actor("Dara Fictwell"), "at": moment}


def longer(**changed: Any) -> extensions.LongerDetention:
    details = {"reviewed_at": NOW - timedelta(hours=1), "ends_at": RELEVANT + timedelta(hours=36), "grounds": "Search."}
    return extensions.LongerDetention(**(details | changed))


def warrant(**changed: Any) -> extensions.Warrant:
    details = {"issued_at": NOW, "ends_at": RELEVANT + timedelta(hours=48), "court": "Northmarsh Magistrates' Court"}
    return extensions.Warrant(**(details | changed))


def bail(clock: B, ends_on: date, **changed: Any) -> extensions.LongerBail:
    asked = {"representations_invited": True, "conditions_met": True, "designated": clock is B.BAIL_EXT_COMPLEX}
    return extensions.LongerBail(clock=clock, ends_on=ends_on, grounds="The phone is read.", **(asked | changed))


def order(**changed: Any) -> extensions.CourtBail:
    days = {"applied_on": date(2026, 11, 20), "granted_on": date(2026, 11, 22), "ends_on": date(2027, 9, 1)}
    return extensions.CourtBail(court="Northmarsh Magistrates' Court", **(days | changed))


def clock(desk: Desk, rule: str) -> Any:
    return next(one for one in clocks_of(gather(desk.incident).case, NOW) if one.rule == rule)


LOWER = [rank for rank in Rank if not rank.at_least(Rank.SUPERINTENDENT)]


@pytest.mark.parametrize("rank", LOWER)
def test_longer_detention_needs_a_superintendent(cast: Cast, rank: Rank) -> None:
    desk, suspect = begun(cast, in_custody)
    with pytest.raises(NotAllowed, match="superintendent rank or above"):
        extensions.extend_detention(suspect, longer(), **doing(cast, rank))
    assert not desk.first(Suspect).pace_extensions


@pytest.mark.parametrize("rank", [Rank.SUPERINTENDENT, Rank.ASSISTANT_CHIEF_CONSTABLE])
@pytest.mark.both
def test_a_superintendent_extends_detention_and_the_clock_follows(cast: Cast, rank: Rank) -> None:
    desk, suspect = begun(cast, in_custody)
    extensions.extend_detention(suspect, longer(), **doing(cast, rank))
    [kept] = desk.first(Suspect).pace_extensions
    assert (kept.grounds, kept.authorised_at, kept.reviewed_at) == ("Search.", NOW, NOW - timedelta(hours=1))
    assert kept.by == f"DI Dara Fictwell, {rank.words}"
    assert clock(desk, "pace_24h").status is ClockStatus.CLOSED
    found = clock(desk, "pace_36h")
    assert (found.starts, found.due, found.status) == (RELEVANT, RELEVANT + timedelta(hours=36), ClockStatus.RUNNING)
    assert desk.incident.next_due_at is not None, "a review of detention comes before"
    assert desk.incident.next_due_at <= RELEVANT + timedelta(hours=36)


@pytest.mark.parametrize(
    ("details", "moment", "words"),
    [
        (longer(ends_at=RELEVANT + timedelta(hours=36, minutes=1)), NOW, "at the latest"),
        (longer(ends_at=RELEVANT + timedelta(hours=24)), NOW, "later"),
        (longer(reviewed_at=RELEVANT), NOW, "second review"),
        (longer(reviewed_at=NOW + timedelta(hours=1)), NOW, "second review"),
        (longer(), RELEVANT + timedelta(hours=24), "ended already"),
    ],
)
def test_longer_detention_is_refused(cast: Cast, details: Any, moment: datetime, words: str) -> None:
    _, suspect = begun(cast, in_custody)
    with pytest.raises(RuleBroken, match=words):
        extensions.extend_detention(suspect, details, **doing(cast, Rank.SUPERINTENDENT, moment))


def test_longer_detention_is_for_an_indictable_offence_once_and_in_custody(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    acting = doing(cast, Rank.SUPERINTENDENT)
    extensions.extend_detention(suspect, longer(), **acting)
    with pytest.raises(WrongStage, match="already"):
        extensions.extend_detention(suspect, longer(), **acting)
    suspect.pace_extensions = []
    for row in db.session.query(Allegation):
        row.offence_type_key = "poa_s5"
    db.session.commit()
    with pytest.raises(RuleBroken, match="indictable offence"):
        extensions.extend_detention(suspect, longer(), **acting)
    suspects.release_under_investigation(suspect, released_at=NOW, **desk.doing)
    with pytest.raises(WrongStage, match="Released under investigation"):
        extensions.extend_detention(suspect, longer(), **acting)


def test_warrants_are_36_hours_each_and_96_in_all(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    with pytest.raises(RuleBroken, match="at the latest"):
        extensions.record_warrant(suspect, warrant(ends_at=NOW + timedelta(hours=36, minutes=1)), **desk.doing)
    extensions.record_warrant(suspect, warrant(), **desk.doing)
    assert clock(desk, "pace_warrant").due == RELEVANT + timedelta(hours=48)
    late = RELEVANT + timedelta(hours=48)
    with pytest.raises(RuleBroken, match="ended already"):
        extensions.record_warrant(suspect, warrant(issued_at=late), **(desk.doing | {"at": late}))
    for begins, ends in ((47, 83), (82, 96)):
        second = warrant(issued_at=RELEVANT + timedelta(hours=begins), ends_at=RELEVANT + timedelta(hours=ends))
        extensions.record_warrant(suspect, second, **(desk.doing | {"at": second.issued_at}))
    third = warrant(issued_at=RELEVANT + timedelta(hours=95), ends_at=RELEVANT + timedelta(hours=97))
    with pytest.raises(RuleBroken, match="at the latest"):
        extensions.record_warrant(suspect, third, **(desk.doing | {"at": third.issued_at}))


def too_low() -> list[tuple[B, date, Rank, int]]:
    return [
        (key, ends, rank, number)
        for number, (key, needed, ends) in enumerate(IN_ORDER)
        for rank in Rank
        if not rank.at_least(needed)
    ]


@pytest.mark.parametrize(("key", "ends", "rank", "number"), too_low())
def test_each_longer_bail_needs_its_rank(cast: Cast, key: B, ends: date, rank: Rank, number: int) -> None:
    _, suspect = begun(cast, on_bail)
    for earlier, needed, end in IN_ORDER[:number]:
        extensions.extend_bail(suspect, bail(earlier, end), **doing(cast, needed))
    words = IN_ORDER[number][1].words
    with pytest.raises(NotAllowed, match=f"Only an officer of {words} rank or above"):
        extensions.extend_bail(suspect, bail(key, ends), **doing(cast, rank))
    assert len(suspect.bail_extensions) == number


@pytest.mark.both
def test_bail_is_extended_in_order_and_the_clocks_follow(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    assert extensions.bail_end(suspect) == date(2027, 1, 1)
    for key, rank, ends in IN_ORDER:
        extensions.extend_bail(suspect, bail(key, ends), **doing(cast, rank))
        found = clock(desk, key.value)
        assert (found.starts, found.due, found.status) == (date(2026, 10, 2), ends, ClockStatus.RUNNING)
        assert suspect.bail_ends_on == ends
    extensions.record_court_bail(suspect, order(ends_on=date(2028, 4, 1)), **desk.doing)
    by_court = clock(desk, "bail_court_1")
    assert (by_court.variant, by_court.due) == ("complex", date(2028, 4, 1))
    assert clock(desk, "bail_ext_complex").status is ClockStatus.CLOSED


@pytest.mark.parametrize(
    ("details", "rank", "words"),
    [
        (bail(B.BAIL_EXT_2, date(2027, 4, 1)), Rank.SUPERINTENDENT, "does not follow"),
        (bail(B.BAIL_EXT_1, date(2027, 4, 2)), Rank.INSPECTOR, "at the latest on 1 Apr 2027"),
        (bail(B.BAIL_EXT_1, date(2027, 1, 1)), Rank.INSPECTOR, "later"),
        (bail(B.BAIL_EXT_1, date(2027, 4, 1), representations_invited=False), Rank.INSPECTOR, "Invite the suspect"),
        (bail(B.BAIL_EXT_1, date(2027, 4, 1), conditions_met=False), Rank.INSPECTOR, "conditions A to D"),
        (bail(B.BAIL_COURT_1, date(2027, 4, 1)), Rank.INSPECTOR, "for a court"),
    ],
)
def test_longer_bail_is_refused(cast: Cast, details: Any, rank: Rank, words: str) -> None:
    _, suspect = begun(cast, on_bail)
    with pytest.raises(RuleBroken, match=words):
        extensions.extend_bail(suspect, details, **doing(cast, rank))


def test_bail_that_has_ended_is_not_extended(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    late = doing(cast, Rank.INSPECTOR, at("2027-01-02T00:00:00Z"))
    with pytest.raises(RuleBroken, match="ended on 1 Jan 2027"):
        extensions.extend_bail(suspect, bail(B.BAIL_EXT_1, date(2027, 4, 1)), **late)
    last = doing(cast, Rank.INSPECTOR, at("2027-01-01T23:59:00Z"))
    extensions.extend_bail(suspect, bail(B.BAIL_EXT_1, date(2027, 4, 1)), **last)
    kinds = [row.kind.value for row in db.session.query(CaseEvent).filter_by(incident_id=desk.incident.id)]
    assert kinds.count("bail_extended") == 1


def test_an_exceptionally_complex_case_is_designated_first(cast: Cast) -> None:
    _, suspect = begun(cast, on_bail)
    for key, rank, ends in IN_ORDER[:2]:
        extensions.extend_bail(suspect, bail(key, ends), **doing(cast, rank))
    with pytest.raises(RuleBroken, match="designates the case"):
        details = bail(B.BAIL_EXT_COMPLEX, date(2027, 10, 1), designated=False)
        extensions.extend_bail(suspect, details, **doing(cast, Rank.ASSISTANT_CHIEF_CONSTABLE))


def test_a_court_extends_bail_when_it_was_asked_in_time(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    with pytest.raises(RuleBroken, match="does not follow"):
        extensions.record_court_bail(suspect, order(), **desk.doing)
    for key, rank, ends in IN_ORDER[:2]:
        extensions.extend_bail(suspect, bail(key, ends), **doing(cast, rank))
    later = desk.doing | {"at": at("2027-07-20T09:00:00Z")}
    with pytest.raises(RuleBroken, match="ended on 1 Jul 2027"):
        extensions.record_court_bail(suspect, order(applied_on=date(2027, 7, 2), granted_on=date(2027, 7, 9)), **later)
    with pytest.raises(RuleBroken, match="at the latest on 1 Oct 2027"):
        extensions.record_court_bail(suspect, order(ends_on=date(2027, 10, 2)), **desk.doing)
    in_time = order(applied_on=date(2027, 6, 30), granted_on=date(2027, 7, 9))
    extensions.record_court_bail(suspect, in_time, **later)
    assert (suspect.bail_ends_on, suspect.custody_status) == (date(2027, 9, 1), CustodyStatus.PRECHARGE_BAIL)


def test_a_new_arrest_begins_new_periods(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    extensions.extend_bail(suspect, bail(B.BAIL_EXT_1, date(2027, 4, 1)), **doing(cast, Rank.INSPECTOR))
    suspects.release_under_investigation(suspect, released_at=NOW, **desk.doing)
    suspects.arrest(suspect, arrested_at=NOW, grounds="Seen again", relevant_time=NOW, **desk.doing)
    assert not suspect.bail_extensions

"""Breach of bail, street bail, bail for a decision, reviews, further bail by a court: what is taken and refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.database.session import db
from app.domain.deadlines import clocks_of
from app.domain.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from app.domain.roles import Rank
from app.domain.vocabulary import ClockStatus, CustodyReviewKind, CustodyStatus
from app.models.history import CaseEvent
from app.models.suspect import CustodyReview, Suspect
from app.queries.case_file import gather
from app.services import custody, extensions, suspects
from app.services.demo.cast import Cast
from tests.services.changes import NOW, Desk
from tests.services.group_changes import at, in_custody, on_bail
from tests.services.test_extensions import IN_ORDER, bail, begun, clock, doing, order

HOUR = timedelta(hours=1)


def kinds(desk: Desk) -> list[str]:
    return [row.kind.value for row in db.session.query(CaseEvent).filter_by(incident_id=desk.incident.id)]


def breach(**changed: Any) -> custody.BreachArrest:
    details = {"arrested_at": NOW - HOUR, "grounds": "Did not attend", "detention_authorised_at": NOW}
    return custody.BreachArrest(**(details | changed))


def from_custody(cast: Cast) -> tuple[Desk, Suspect]:
    """Five hours in detention, then on bail."""
    desk, suspect = begun(cast, in_custody)
    suspects.bail(
        suspect, released_at=at("2026-11-23T02:00:00Z"), conditions=[], ends_on=date(2027, 1, 4),
        authorised_by="Sergeant", **desk.doing,
    )  # fmt: skip
    return desk, suspect


@pytest.mark.both
def test_an_arrest_for_breach_takes_up_the_detention_that_was_left(cast: Cast) -> None:
    desk, suspect = from_custody(cast)
    custody.arrest_for_breach(suspect, breach(minutes_left=5), **desk.doing)
    found = clock(desk, "pace_bail_breach")
    assert (found.starts, found.due) == (NOW - HOUR, NOW - HOUR + timedelta(hours=19 + 3)), "the file knows better"
    assert clock(desk, "pace_24h").status is ClockStatus.MET
    assert (suspect.custody_status, suspect.breach_grounds) == (CustodyStatus.IN_CUSTODY, "Did not attend")
    assert suspect.arrested_at == at("2026-11-22T20:00:00Z"), "the period of bail counts from the first arrest"
    assert "arrested_for_breach" in kinds(desk)
    later = desk.doing | {"at": NOW + 2 * HOUR}
    suspects.bail(
        suspect, released_at=NOW + HOUR, conditions=[], ends_on=date(2027, 2, 22), authorised_by="Sergeant", **later
    )
    custody.arrest_for_breach(
        suspect, breach(arrested_at=NOW + 2 * HOUR, detention_authorised_at=None), **later
    )  # fmt: skip
    assert suspect.breach_minutes_left == 17 * 60, "two of the nineteen hours were used"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (breach(arrested_at=NOW + HOUR), "arrested_at"),
        (breach(arrested_at=at("2026-10-01T20:00:00Z")), "arrested_at"),
        (breach(detention_authorised_at=NOW - 2 * HOUR), "detention_authorised_at"),
        (breach(detention_authorised_at=NOW + HOUR), "detention_authorised_at"),
        (breach(), "minutes_left"),
    ],
)
def test_an_arrest_for_breach_is_refused(cast: Cast, details: Any, field: str) -> None:
    desk, suspect = begun(cast, on_bail)
    with pytest.raises(RuleBroken) as refused:
        custody.arrest_for_breach(suspect, details, **desk.doing)
    assert refused.value.field == field
    assert suspect.custody_status is CustodyStatus.PRECHARGE_BAIL


def test_only_who_is_on_bail_breaches_it_and_detention_is_not_made_longer_then(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    with pytest.raises(WrongStage, match="In police custody"):
        custody.arrest_for_breach(suspect, breach(), **desk.doing)
    suspects.bail(
        suspect, released_at=NOW - 2 * HOUR, conditions=[], ends_on=date(2027, 1, 4), authorised_by="x", **desk.doing
    )
    custody.arrest_for_breach(suspect, breach(), **desk.doing)
    with pytest.raises(WrongStage, match="breach of bail"):
        details = extensions.LongerDetention(reviewed_at=NOW, ends_at=NOW + HOUR, grounds="x")
        extensions.extend_detention(suspect, details, **doing(cast, Rank.SUPERINTENDENT))


def street(**changed: Any) -> custody.StreetBail:
    details = {
        "arrested_at": NOW - 2 * HOUR, "grounds": "Seen at the scene", "released_at": NOW - HOUR,
        "attend_on": date(2026, 12, 10), "conditions": ("Stay away",),
    }  # fmt: skip
    return custody.StreetBail(**(details | changed))


def not_arrested(file: dict[str, Any]) -> None:
    file["suspects"][0] |= {"custody_status": "not_arrested"}
    for name in ("arrested_at", "relevant_time", "detention_authorised_at", "bail"):
        file["suspects"][0].pop(name, None)


@pytest.mark.both
def test_street_bail_runs_to_the_notice_and_no_other_bail_follows_it(cast: Cast) -> None:
    desk, suspect = begun(cast, not_arrested)
    custody.street_bail(suspect, street(), **desk.doing)
    found = clock(desk, "street_bail")
    assert (found.starts, found.due) == (date(2026, 11, 23), date(2027, 2, 22))
    assert "10 Dec 2026" in found.why and "street_bailed" in kinds(desk)
    assert suspect.bail_ends_on == date(2026, 12, 10)
    for refused in (
        lambda: custody.arrest_for_breach(suspect, breach(arrested_at=NOW), **desk.doing),
        lambda: custody.bail_for_decision(suspect, NOW, **desk.doing),
        lambda: extensions.extend_bail(suspect, bail(*IN_ORDER[0][::2]), **doing(cast, Rank.INSPECTOR)),
    ):
        with pytest.raises(WrongStage, match="street bail"):
            refused()
    suspects.arrest(suspect, arrested_at=NOW, grounds="Answered", relevant_time=NOW, **desk.doing)
    assert suspect.street_bail_until is None and suspect.bail_granted_at is None


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (street(released_at=NOW + HOUR), "released_at"),
        (street(arrested_at=NOW), "released_at"),
        (street(attend_on=date(2027, 2, 23)), "attend_on"),
        (street(attend_on=date(2026, 11, 22)), "attend_on"),
    ],
)
def test_street_bail_is_refused(cast: Cast, details: Any, field: str) -> None:
    desk, suspect = begun(cast, not_arrested)
    with pytest.raises(RuleBroken) as refused:
        custody.street_bail(suspect, details, **desk.doing)
    assert refused.value.field == field
    assert suspect.custody_status is CustodyStatus.NOT_ARRESTED


@pytest.mark.both
def test_bail_for_the_decision_of_the_cps_shows_as_paused(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    for moment in (NOW + HOUR, at("2026-10-01T19:59:00Z")):
        with pytest.raises(RuleBroken, match="before bail was granted, or in the future"):
            custody.bail_for_decision(suspect, moment, **desk.doing)
    assert "bail_suspend_cps" not in [one.rule for one in _clocks(desk)]
    custody.bail_for_decision(suspect, NOW - HOUR, **desk.doing)
    found = clock(desk, "bail_suspend_cps")
    assert (found.status, found.due) == (ClockStatus.SUSPENDED, date(2027, 1, 1))
    assert "bailed_for_decision" in kinds(desk)


def _clocks(desk: Desk) -> Any:
    return clocks_of(gather(desk.incident).case, NOW)


def test_bail_in_a_case_of_another_agency_lasts_six_months_and_is_not_extended_here(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    asked: dict[str, Any] = {"released_at": NOW, "conditions": [], "authorised_by": "Sergeant"} | desk.doing
    with pytest.raises(RuleBroken, match="at the latest on 22 Feb 2027"):
        suspects.bail(suspect, ends_on=date(2027, 5, 22), **asked)
    suspect = desk.first(Suspect)
    suspects.bail(suspect, ends_on=date(2027, 5, 22), by_other_agency=True, **asked)
    found = clock(desk, "bail_initial")
    assert (found.variant, found.due) == ("other_agency", date(2027, 5, 22))
    with pytest.raises(WrongStage, match="another agency"):
        extensions.extend_bail(suspect, bail(IN_ORDER[0][0], date(2027, 6, 1)), **doing(cast, Rank.INSPECTOR))


@pytest.mark.both
def test_a_review_of_detention_is_an_inspectors_and_the_next_counts_from_it(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    held = custody.Review(held_at=NOW - HOUR, outcome="Detention is still needed.")
    with pytest.raises(NotAllowed, match="inspector rank or above"):
        custody.record_review(suspect, held, **doing(cast, Rank.SERGEANT))
    acting = doing(cast, Rank.INSPECTOR)
    for moment in (NOW + HOUR, at("2026-11-22T21:10:00Z")):
        with pytest.raises(RuleBroken) as refused:
            custody.record_review(suspect, custody.Review(held_at=moment, outcome="x"), **acting)
        assert refused.value.field == "held_at"
    custody.record_review(suspect, held, **acting)
    [row] = db.session.query(CustodyReview).all()
    assert (row.kind, row.by, row.outcome) == (CustodyReviewKind.DETENTION, "DI Dara Fictwell, inspector", held.outcome)
    found = clock(desk, "pace_review")
    assert (found.starts, found.due) == (NOW - HOUR, NOW + 8 * HOUR)
    assert "custody_reviewed" in kinds(desk)
    with pytest.raises(RuleBroken, match="after the one before it"):
        custody.record_review(suspect, held, **acting)


def test_a_review_of_a_release_is_the_officers(cast: Cast) -> None:
    desk, suspect = begun(cast, in_custody)
    suspects.release_under_investigation(suspect, released_at=NOW, **desk.doing)
    later = desk.doing | {"at": NOW + timedelta(days=20)}
    custody.record_review(suspect, custody.Review(held_at=later["at"], outcome="Go on."), **later)
    [found] = [one for one in clocks_of(gather(desk.incident).case, later["at"]) if one.rule == "rui"]
    assert found.due == date(2027, 1, 12)
    suspects.release(suspect, released_at=later["at"], reason="Nothing more", **later)
    with pytest.raises(WrongStage, match="Not arrested"):
        custody.record_review(suspect, custody.Review(held_at=later["at"], outcome="x"), **later)


@pytest.mark.both
def test_a_court_extends_bail_further_only_after_the_first_time(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    for key, rank, ends in IN_ORDER[:2]:
        extensions.extend_bail(suspect, bail(key, ends), **doing(cast, rank))
    with pytest.raises(RuleBroken, match="at the latest on 1 Oct 2027"):
        extensions.record_court_bail(suspect, order(ends_on=date(2029, 1, 1)), **desk.doing)
    extensions.record_court_bail(suspect, order(ends_on=date(2028, 4, 1), with_delay=True), **desk.doing)
    found = clock(desk, "bail_court_1")
    assert (found.variant, found.due) == ("standard_delay", date(2028, 4, 1))
    with pytest.raises(RuleBroken, match="at the first extension only"):
        extensions.record_court_bail(suspect, order(ends_on=date(2029, 1, 1), with_delay=True), **desk.doing)
    with pytest.raises(RuleBroken, match="The new end is later"):
        extensions.record_court_bail(suspect, order(ends_on=date(2028, 4, 1)), **desk.doing)
    for ends in (date(2029, 1, 1), date(2029, 6, 1)):
        extensions.record_court_bail(suspect, order(ends_on=ends), **desk.doing)
        found = clock(desk, "bail_court_2")
        assert (found.due, found.status) == (ends, ClockStatus.RUNNING)


def test_custody_is_for_the_police_to_record(cast: Cast) -> None:
    desk, suspect = begun(cast, on_bail)
    who = desk.cps
    for refused in (
        lambda: custody.arrest_for_breach(suspect, breach(minutes_left=60), **who),
        lambda: custody.street_bail(suspect, street(), **who),
        lambda: custody.bail_for_decision(suspect, NOW, **who),
        lambda: custody.record_review(suspect, custody.Review(held_at=NOW, outcome="x"), **who),
        lambda: extensions.record_court_bail(suspect, order(), **who),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            refused()

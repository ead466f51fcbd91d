"""Clocks of the police before a referral: recording, detention, bail."""

from datetime import date
from typing import Any

import pytest

from app.domain.deadlines import (
    clocks_of,
)
from tests.domain.deadlines.cases import BUS, Change, at, changed, clock, event, rules, suspect


def recorded_at(instant: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["crimes"][0]["recorded_at"] = instant

    return change


def nothing_recorded(file: dict[str, Any]) -> None:
    file["crimes"] = file["allegations"] = []
    file["incident"]["crime_decision"] = "pending"


def not_a_crime(file: dict[str, Any]) -> None:
    nothing_recorded(file)
    file["incident"]["crime_decision"] = "non_crime"


@pytest.mark.parametrize(
    ("change", "now", "status"),
    [
        (recorded_at("2026-10-18T18:52:00+01:00"), "2026-11-23T10:00:00Z", "met"),
        (recorded_at("2026-10-18T18:53:00+01:00"), "2026-11-23T10:00:00Z", "met_late"),
        (nothing_recorded, "2026-10-18T18:52:00+01:00", "running"),
        (nothing_recorded, "2026-10-18T18:52:01+01:00", "breached"),
        (not_a_crime, "2026-11-23T10:00:00Z", "closed"),
    ],
)
def test_crime_recording(change: Change, now: str, status: str) -> None:
    assert clock(changed(BUS, change), now, "crime_recording", "incident").status == status


IN_CUSTODY = suspect(
    custody_status="in_custody", arrested_at="2026-10-24T21:00:00+01:00", relevant_time="2026-10-24T22:30:00+01:00"
)
RELEASED = suspect(
    custody_status="rui", arrested_at="2026-10-24T21:00:00+01:00", relevant_time="2026-10-24T22:30:00+01:00"
)
EXTENSION = suspect(
    pace_extensions=[{"kind": "superintendent_36h", "ends_at": "2026-10-26T09:30:00Z", "by": "A superintendent"}]
)


@pytest.mark.parametrize(
    ("changes", "now", "status"),
    [
        ([IN_CUSTODY], "2026-10-25T21:30:00Z", "running"),
        ([IN_CUSTODY], "2026-10-25T21:30:01Z", "breached"),
        ([IN_CUSTODY, EXTENSION], "2026-10-25T20:00:00Z", "closed"),
        ([RELEASED], "2026-10-26T09:00:00Z", "closed"),
        (
            [RELEASED, event("released_on_bail_or_rui", "2026-10-25T21:30:00Z", person_id="P3")],
            "2026-10-26T09:00:00Z",
            "met",
        ),
        (
            [RELEASED, event("released_no_charge", "2026-10-25T21:31:00Z", person_id="P3")],
            "2026-10-26T09:00:00Z",
            "met_late",
        ),
        (
            [RELEASED, event("released_no_charge", "2026-10-25T21:00:00Z", person_id="P4")],
            "2026-10-26T09:00:00Z",
            "closed",
        ),
    ],
)
def test_detention_counts_elapsed_hours(changes: list[Change], now: str, status: str) -> None:
    found = clock(changed(BUS, *changes), now, "pace_24h", "P3")
    assert found.due == at("2026-10-25T21:30:00Z")
    assert found.status == status


def longer(*granted: tuple[str, str]) -> Change:
    return suspect(pace_extensions=[{"kind": kind, "ends_at": ends, "by": "Somebody"} for kind, ends in granted])


BY_RANK = ("superintendent_36h", "2026-10-26T09:30:00Z")
FIRST, SECOND = ("court_warrant", "2026-10-27T12:00:00Z"), ("court_warrant", "2026-10-28T12:00:00Z")


@pytest.mark.parametrize(
    ("changes", "now", "stands"),
    [
        ([IN_CUSTODY, longer(BY_RANK)], "2026-10-26T09:30:00Z", {"pace_36h": (BY_RANK[1], "running")}),
        ([IN_CUSTODY, longer(BY_RANK)], "2026-10-26T09:30:01Z", {"pace_36h": (BY_RANK[1], "breached")}),
        (
            [IN_CUSTODY, longer(BY_RANK, FIRST)],
            "2026-10-26T10:00:00Z",
            {"pace_36h": (BY_RANK[1], "closed"), "pace_warrant": (FIRST[1], "running")},
        ),
        ([IN_CUSTODY, longer(FIRST, SECOND)], "2026-10-28T10:00:00Z", {"pace_warrant": (SECOND[1], "running")}),
        (
            [RELEASED, longer(BY_RANK), event("released_no_charge", "2026-10-26T09:00:00Z", person_id="P3")],
            "2026-10-27T10:00:00Z",
            {"pace_36h": (BY_RANK[1], "met")},
        ),
    ],
)
def test_longer_detention_has_a_clock_of_its_own(
    changes: list[Change], now: str, stands: dict[str, tuple[str, str]]
) -> None:
    found = {
        one.rule: (one.due, one.status.value)
        for one in clocks_of(changed(BUS, *changes), at(now))
        if one.rule in ("pace_36h", "pace_warrant")
    }
    assert found == {rule: (at(due), status) for rule, (due, status) in stands.items()}


def bail(*extensions: str) -> dict[str, Any]:
    granted = [{"clock": one, "granted_on": "2027-02-01", "by_rank": "Inspector"} for one in extensions]
    return {
        "custody_status": "precharge_bail",
        "arrested_at": "2026-11-29T12:00:00Z",
        "bail": {"granted_at": "2026-11-29T20:00:00Z", "conditions": [], "extensions": granted},
    }


def test_bail_begins_with_the_day_after_arrest() -> None:
    found = clock(changed(BUS, suspect(**bail())), "2027-02-28T23:00:00Z", "bail_initial", "P3", "standard")
    assert (found.starts, found.due, found.status) == (date(2026, 11, 30), date(2027, 2, 28), "running")
    late = clock(changed(BUS, suspect(**bail())), "2027-03-01T00:00:00Z", "bail_initial", "P3", "standard")
    assert late.status == "breached"


def test_a_longer_bail_period_takes_the_place_of_the_shorter() -> None:
    found = changed(BUS, suspect(**bail("bail_ext_1", "bail_ext_2")))
    ends = {
        (one.rule, one.due, one.status.value)
        for one in clocks_of(found, at("2027-03-02T09:00:00Z"))
        if one.rule.startswith("bail_")
    }
    assert ends == {
        ("bail_initial", date(2027, 2, 28), "closed"),
        ("bail_ext_1", date(2027, 5, 29), "closed"),
        ("bail_ext_2", date(2027, 8, 29), "running"),
    }


def test_bail_clocks_close_with_bail_and_with_an_order_of_the_court() -> None:
    ended = changed(BUS, suspect(**bail() | {"custody_status": "rui"}))
    assert clock(ended, "2027-03-02T09:00:00Z", "bail_initial", "P3", "standard").status == "closed"
    by_court = changed(BUS, suspect(**bail("bail_court_1")))
    assert clock(by_court, "2027-03-02T09:00:00Z", "bail_initial", "P3", "standard").status == "closed"


@pytest.mark.parametrize(
    ("granted", "variant", "due"),
    [
        (("bail_ext_1", "bail_ext_2", "bail_court_1"), "standard", date(2027, 11, 29)),
        (("bail_ext_1", "bail_ext_2", "bail_ext_complex", "bail_court_1"), "complex", date(2028, 5, 29)),
    ],
)
def test_bail_by_a_court_is_longer_after_a_complex_case(granted: tuple[str, ...], variant: str, due: date) -> None:
    found = changed(BUS, suspect(**bail(*granted)))
    by_court = clock(found, "2027-03-02T09:00:00Z", "bail_court_1", "P3", variant)
    assert (by_court.starts, by_court.due, by_court.status) == (date(2026, 11, 30), due, "running")
    further = changed(BUS, suspect(**bail(*granted, "bail_court_2")))
    assert clock(further, "2027-03-02T09:00:00Z", "bail_court_1", "P3", variant).status == "closed"


def test_bail_of_an_arrest_before_the_present_law_has_no_clock() -> None:
    found = changed(BUS, suspect(**bail() | {"arrested_at": "2022-10-27T12:00:00Z"}))
    assert "bail_initial" not in rules(found, "2026-11-23T09:00:00Z")


def test_detention_ends_with_the_first_release_after_it_began() -> None:
    found = changed(
        BUS,
        RELEASED,
        event("released_no_charge", "2026-10-20T09:00:00Z", person_id="P3"),
        event("released_on_bail_or_rui", "2026-10-25T20:00:00Z", person_id="P3"),
        event("released_no_charge", "2026-11-01T20:00:00Z", person_id="P3"),
    )
    ended = clock(found, "2026-11-02T09:00:00Z", "pace_24h", "P3")
    assert (ended.status, ended.stopped_at) == ("met", at("2026-10-25T20:00:00Z"))


def test_the_first_recorded_crime_counts() -> None:
    def second_crime(file: dict[str, Any]) -> None:
        file["crimes"].append(file["crimes"][0] | {"crime_number": "Z/2", "recorded_at": "2026-11-01T09:00:00Z"})

    assert clock(changed(BUS, second_crime), "2026-11-23T10:00:00Z", "crime_recording", "incident").status == "met"

"""Statutory time limits: by which rule, until when, and how they stand."""

from datetime import date
from typing import Any

import pytest

from app.domain.deadlines import (
    allegation_time_limit,
)
from tests.domain.deadlines.cases import BUS, Change, changed, clock


def offence(key: str, first: str | None, last: str | None = None, **more: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        del file["allegations"][1:]
        file["allegations"][0] |= {"offence_type_key": key, "offence_from": first, "offence_to": last or first, **more}

    return change


def domestic(file: dict[str, Any]) -> None:
    file["incident"]["is_domestic_abuse"] = True


def review(day: str, *, sufficient: bool) -> dict[str, Any]:
    return {"reviewed_on": day, "prosecutor_id": "F1", "sufficient_evidence": sufficient}


REVIEWS = [
    review("2026-08-20", sufficient=False),
    review("2026-10-01", sufficient=True),
    review("2026-08-31", sufficient=True),
]
ACTS = [{"on": "2026-05-01", "text": "first"}, {"on": "2026-08-31", "text": "last"}]


@pytest.mark.parametrize(
    ("changes", "rule", "due"),
    [
        ([offence("poa_s5", "2026-08-31")], "slt_6m", date(2027, 2, 28)),
        ([offence("poa_s5", "2026-08-01", "2026-08-31")], "slt_6m", date(2027, 2, 28)),
        ([offence("poa_s3", "2026-08-31")], "slt_none", None),
        ([offence("cda71_s1_1", "2026-08-31")], "slt_none", None),
        (
            [offence("ca03_s127_1", "2026-03-02", prosecutor_knowledge=REVIEWS)],
            "slt_prosecutor_knowledge_6m_3y",
            date(2027, 2, 28),
        ),
        ([offence("ca03_s127_1", "2026-03-02")], "slt_prosecutor_knowledge_6m_3y", date(2029, 3, 1)),
        (
            [offence("osa_s179", "2026-03-02", prosecutor_knowledge=REVIEWS[:1])],
            "slt_prosecutor_knowledge_6m_3y",
            date(2029, 3, 1),
        ),
        ([offence("pha_s2", "2026-05-01", "2026-06-01", acts=ACTS)], "slt_course_of_conduct", date(2027, 2, 28)),
        ([offence("pha_s2", "2026-05-01", "2026-06-01")], "slt_course_of_conduct", date(2026, 12, 1)),
        ([offence("cja_s39", "2026-03-31"), domestic], "slt_6m", date(2026, 9, 30)),
        (
            [offence("cja_s39", "2026-03-31", domestic_abuse_first_statement_on="2026-08-31"), domestic],
            "slt_da_assault",
            date(2027, 2, 28),
        ),
        (
            [offence("cja_s39", "2026-03-31", domestic_abuse_first_statement_on="2028-01-15"), domestic],
            "slt_da_assault",
            date(2028, 3, 31),
        ),
        (
            [offence("cja_s39", "2026-03-31", domestic_abuse_first_statement_on="2026-08-31")],
            "slt_6m",
            date(2026, 9, 30),
        ),
    ],
)
def test_the_time_limit_of_an_allegation(changes: list[Change], rule: str, due: date | None) -> None:
    found = changed(BUS, *changes)
    limit = allegation_time_limit(found, found.allegations[0])
    assert (limit.rule, limit.due, limit.problem) == (rule, due, None)
    assert limit.has_limit == (due is not None)


def test_a_limit_that_cannot_be_worked_out_says_why() -> None:
    undated = changed(BUS, offence("poa_s5", None))
    assert allegation_time_limit(undated, undated.allegations[0]).problem == "The date of the offence is missing."
    early = changed(
        BUS, offence("ca03_s127_1", "2028-02-29", prosecutor_knowledge=[review("2027-08-30", sufficient=True)])
    )
    limit = allegation_time_limit(early, early.allegations[0])
    assert limit.due is None
    assert limit.problem == "30 Aug 2027 lies before the offence, so the time limit cannot be worked out."


def test_a_range_says_what_the_first_day_would_give() -> None:
    found = changed(BUS, offence("poa_s5", "2026-08-01", "2026-08-31"))
    assert "from the first day it would end on 1 Feb 2027" in allegation_time_limit(found, found.allegations[0]).why


def charged(instant: str) -> dict[str, Any]:
    return {"charged": {"method": "postal_requisition", "issued_at": instant}}


@pytest.mark.parametrize(
    ("more", "now", "status"),
    [
        ({}, "2027-02-28T23:59:59Z", "running"),
        ({}, "2027-03-01T00:00:00Z", "breached"),
        (charged("2027-02-28T23:59:00Z"), "2027-03-10T00:00:00Z", "met"),
        (charged("2027-03-01T00:00:00Z"), "2027-03-10T00:00:00Z", "breached"),
        ({"status": "nfa_cps_evidential"}, "2027-02-28T23:59:59Z", "running"),
        ({"status": "nfa_cps_evidential"}, "2027-03-01T00:00:00Z", "closed"),
    ],
)
def test_how_a_time_limit_stands(more: dict[str, Any], now: str, status: str) -> None:
    found = changed(BUS, offence("poa_s5", "2026-08-31", **more))
    assert clock(found, now, "slt_6m", "A1").status == status


def test_a_limit_of_three_years_does_not_speak_of_the_first_day() -> None:
    found = changed(BUS, offence("ca03_s127_1", "2026-03-01", "2026-03-02", prosecutor_knowledge=REVIEWS))
    assert "from the first day" not in allegation_time_limit(found, found.allegations[0]).why
    single = changed(BUS, offence("poa_s5", "2026-08-31"))
    assert "from the first day" not in allegation_time_limit(single, single.allegations[0]).why

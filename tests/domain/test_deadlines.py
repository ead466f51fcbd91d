"""How each clock stands: running, paused, met, met late, missed, closed; and how near its end it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import law
from app.domain.calendar import end_of_day
from app.domain.case_file import CaseFile, from_json
from app.domain.deadlines import (
    FAMILIES,
    Clock,
    Level,
    allegation_time_limit,
    clocks_of,
    end_instant,
    is_last_call,
    level,
    next_due,
    open_ends,
)
from app.domain.vocabulary import ClockStatus
from tests.domain.samples import NAMES, case, document

Change = Callable[[dict[str, Any]], None]
BUS, ONLINE, MARCH, MATE, MOSQUE = NAMES


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def changed(name: str, *changes: Change) -> CaseFile:
    file = document(name)
    for change in changes:
        change(file)
    return from_json(file)


def clock(found: CaseFile, now: str, rule: str, subject: str, variant: str = "") -> Clock:
    matching = [
        one
        for one in clocks_of(found, at(now))
        if (one.rule, one.subject) == (rule, subject) and one.variant == variant
    ]
    assert len(matching) == 1, matching
    return matching[0]


def rules(found: CaseFile, now: str) -> set[str]:
    return {one.rule for one in clocks_of(found, at(now))}


# Crime recording


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


# Statutory time limits


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


# Detention and bail


def suspect(**facts: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["suspects"][0] |= facts

    return change


def event(kind: str, instant: str, **more: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["events"].append({"event_id": f"V{len(file['events']) + 90}", "kind": kind, "at": instant, **more})

    return change


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


def test_bail_of_an_arrest_before_the_present_law_has_no_clock() -> None:
    found = changed(BUS, suspect(**bail() | {"arrested_at": "2022-10-27T12:00:00Z"}))
    assert "bail_initial" not in rules(found, "2026-11-23T09:00:00Z")


# Referral


def referral(number: int, **facts: Any) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["referrals"][number - 1] |= facts

    return change


def status(word: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        for allegation in file["allegations"]:
            allegation["status"] = word

    return change


def decisions(code: str, instant: str, *allegations: str) -> dict[str, Any]:
    return {
        "decisions": [
            {
                "allegation_id": one,
                "decision_code": code,
                "reasons": "Reasons",
                "decided_by": "F3",
                "decided_at": instant,
            }
            for one in allegations
        ]
    }


SENT = referral(2, submitted_at="2026-11-23T12:00:00Z")


@pytest.mark.parametrize(
    ("changes", "now", "status_word"),
    [
        ([], "2026-11-23T09:00:00Z", "suspended"),
        ([SENT, status("prosecutor_review")], "2026-11-24T09:00:00Z", "breached"),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-25T09:00:00Z", "A1", "A2"))],
            "2026-11-26T09:00:00Z",
            "met_late",
        ),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-16T09:00:00Z", "A1", "A2"))],
            "2026-11-26T09:00:00Z",
            "met",
        ),
        (
            [SENT, referral(2, **decisions("charge_fct", "2026-11-16T09:00:00Z", "A1")), status("prosecutor_review")],
            "2026-11-26T09:00:00Z",
            "breached",
        ),
        ([status("admin_finalised")], "2026-11-26T09:00:00Z", "closed"),
        ([referral(1, decisions=[], action_plan=None)], "2026-11-16T23:00:00Z", "running"),
    ],
)
def test_the_cps_target(changes: list[Change], now: str, status_word: str) -> None:
    def drop_empty(file: dict[str, Any]) -> None:
        if file["referrals"][0].get("action_plan", "") is None:
            del file["referrals"][0]["action_plan"]

    found = clock(changed(ONLINE, *changes, drop_empty), now, "cps_decision_green", "R1")
    assert (found.due, found.status) == (date(2026, 11, 16), status_word)


def test_a_paused_target_counts_the_days_on_each_side() -> None:
    found = clock(case(ONLINE), "2026-11-23T16:00:00Z", "cps_decision_green", "R1")
    assert found.stopped_at == at("2026-11-02T15:05:00Z")
    assert found.why.endswith("So far 14 days with the CPS and 21 days with the police.")


def test_red_and_early_advice_have_no_green_target() -> None:
    red = changed(ONLINE, referral(1, referral_category="red"))
    advice = changed(ONLINE, referral(1, referral_type="early_advice"))
    assert "cps_decision_green" not in rules(red, "2026-11-23T09:00:00Z") | rules(advice, "2026-11-23T09:00:00Z")


def test_actions_answered_late_unanswered_and_overtaken() -> None:
    def answered_late(file: dict[str, Any]) -> None:
        file["referrals"][0]["action_plan"]["actions"][0]["answered_at"] = "2026-11-17T09:00:00Z"

    assert clock(changed(ONLINE, answered_late), "2026-11-23T09:00:00Z", "action_plan", "R1.1").status == "met_late"
    assert clock(case(ONLINE), "2026-11-23T09:00:00Z", "action_plan", "R1.3").status == "breached"
    decided = changed(ONLINE, SENT, referral(2, **decisions("charge_fct", "2026-11-25T09:00:00Z", "A1", "A2")))
    assert clock(decided, "2026-11-26T09:00:00Z", "action_plan", "R1.3").status == "closed"


# Right to review

NO_REQUEST = "2026-11-23T12:00:00Z"


def no_request(file: dict[str, Any]) -> None:
    file["vrr_requests"] = []


def not_told(file: dict[str, Any]) -> None:
    for decision in file["referrals"][0]["decisions"]:
        decision["communicated_at"] = None


def one_charged(file: dict[str, Any]) -> None:
    file["allegations"][1]["status"] = "charged"


def review_closed(file: dict[str, Any]) -> None:
    file["vrr_requests"][0] |= {"stage": "closed", "result": "upheld"}


def standings(found: CaseFile, now: str) -> dict[tuple[str, str], str]:
    return {(one.rule, one.variant): one.status.value for one in clocks_of(found, at(now)) if "vrr" in one.rule}


def test_a_victim_who_asks_in_time_has_used_both_periods() -> None:
    assert standings(case(MARCH), NO_REQUEST) == {
        ("vrr_cps", "target"): "met",
        ("vrr_cps", "long_stop"): "met",
        ("vrr_cps_review", ""): "running",
    }


def test_periods_that_pass_unused_are_over_and_not_missed() -> None:
    found = changed(MARCH, no_request)
    assert standings(found, NO_REQUEST) == {("vrr_cps", "target"): "closed", ("vrr_cps", "long_stop"): "running"}
    assert standings(found, "2027-01-13T00:00:00Z")["vrr_cps", "long_stop"] == "closed"


def test_no_review_while_one_allegation_goes_on() -> None:
    assert standings(changed(MARCH, no_request, one_charged), NO_REQUEST) == {}


def test_the_period_begins_only_when_the_victim_is_told() -> None:
    found = clock(changed(MARCH, no_request, not_told), NO_REQUEST, "vrr_cps", "P1", "long_stop")
    assert (found.starts, found.due, found.is_live) == (None, None, False)
    assert "has not been told" in found.why


def test_a_closed_review_no_longer_runs_and_a_late_one_is_missed() -> None:
    assert standings(changed(MARCH, review_closed), NO_REQUEST)["vrr_cps_review", ""] == "closed"
    assert standings(case(MARCH), "2026-12-05T00:00:00Z")["vrr_cps_review", ""] == "breached"


def ended_by_police(file: dict[str, Any]) -> None:
    file["referrals"] = file["vrr_requests"] = []
    for allegation in file["allegations"]:
        allegation["status"] = "nfa_police"
    file["events"] = [
        {"event_id": "V1", "kind": "police_nfa", "at": "2026-11-27T10:00:00Z"},
        {"event_id": "V2", "kind": "decision_communicated", "at": "2026-11-30T10:00:00Z"},
    ]
    file["contacts"] = []


def told_by_contact(file: dict[str, Any]) -> None:
    del file["events"][1]
    file["contacts"] = [
        {
            "at": "2026-11-30T12:00:00Z",
            "victim_person_id": "P1",
            "channel": "phone",
            "outcome": "told",
            "answers_event_ids": ["V1"],
        }
    ]


def voicemail_only(file: dict[str, Any]) -> None:
    file["contacts"][0]["outcome"] = "voicemail"


def asked_police(file: dict[str, Any]) -> None:
    file["vrr_requests"] = [
        {
            "scheme": "police",
            "victim_person_id": "P1",
            "requested_at": "2026-12-18T10:00:00Z",
            "stage": "acknowledged",
            "allegation_ids": ["A1"],
        }
    ]


def not_interviewed(file: dict[str, Any]) -> None:
    file["suspects"][0]["interview"] = {"status": "not_interviewed", "reason": "Abroad"}


@pytest.mark.parametrize("more", [[], [told_by_contact]])
def test_review_of_a_police_decision(more: list[Change]) -> None:
    found = clock(changed(MARCH, ended_by_police, *more), "2026-12-01T09:00:00Z", "police_vrr_request", "P1")
    assert (found.due, found.status) == (date(2027, 2, 28), "running")


def test_a_police_review_takes_thirty_business_days_from_the_request() -> None:
    found = changed(MARCH, ended_by_police, asked_police)
    assert clock(found, "2026-12-20T09:00:00Z", "police_vrr", "P1").due == date(2027, 2, 3)
    assert clock(found, "2026-12-20T09:00:00Z", "police_vrr_request", "P1").status == "met"


def test_no_police_review_without_an_interview_and_not_begun_on_a_voicemail() -> None:
    assert standings(changed(MARCH, ended_by_police, not_interviewed), "2026-12-01T09:00:00Z") == {}
    found = changed(MARCH, ended_by_police, told_by_contact, voicemail_only)
    assert clock(found, "2026-12-01T09:00:00Z", "police_vrr_request", "P1").due is None


# Appeals and unduly lenient sentences


def in_magistrates_court(file: dict[str, Any]) -> None:
    for hearing in file["hearings"]:
        hearing["court_kind"] = "magistrates"


def sentenced_on(day: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        for sentence in file["sentences"]:
            sentence["sentenced_on"] = day

    return change


def test_a_magistrates_sentence_can_be_appealed_and_stated_but_not_referred() -> None:
    found = changed(MOSQUE, in_magistrates_court, sentenced_on("2026-12-11"))
    now = "2026-12-12T09:00:00Z"
    assert clock(found, now, "appeal_mags_crown", "A1").due == date(2027, 1, 6)
    assert clock(found, now, "case_stated", "A1").due == date(2027, 1, 1)
    assert not {"uls", "appeal_coa"} & rules(found, now)


def test_both_readings_of_the_reference_period_are_said() -> None:
    found = clock(changed(MOSQUE, sentenced_on("2026-12-01")), "2026-12-02T09:00:00Z", "uls", "A1")
    assert found.due == date(2026, 12, 29)
    assert "Counting the day of sentence it ends on 28 Dec 2026." in found.why
    assert "would give victims until 1 Jun 2027 (not confirmed)" in found.why
    assert not found.unconfirmed


def test_an_offence_not_known_to_be_on_the_list_is_shown_as_not_confirmed() -> None:
    def plain_damage(file: dict[str, Any]) -> None:
        file["allegations"][0]["offence_type_key"] = "cda71_s1_1"

    assert clock(changed(MOSQUE, plain_damage), "2026-11-23T09:00:00Z", "uls", "A1").unconfirmed


# What still keeps a case open


def test_open_ends_of_a_sentence_are_its_appeals_and_reference() -> None:
    found = open_ends(case(MOSQUE), at("2026-11-26T09:00:00Z"))
    assert [(one.rule, one.subject) for one in found] == [
        ("appeal_coa", "A1"), ("appeal_coa", "A2"), ("uls", "A1"), ("uls", "A2"),
    ]  # fmt: skip
    assert open_ends(case(MOSQUE), at("2026-12-11T23:59:59Z"))
    assert open_ends(case(MOSQUE), at("2026-12-12T00:00:00Z")) == ()


def test_a_refused_case_stays_open_for_its_review() -> None:
    assert [one.rule for one in open_ends(case(MARCH), at("2027-03-01T09:00:00Z"))] == ["vrr_cps_review"]
    assert open_ends(changed(MARCH, review_closed), at("2027-03-01T09:00:00Z")) == ()
    assert {one.rule for one in open_ends(changed(MARCH, no_request, not_told), at("2027-03-01T09:00:00Z"))} == {
        "vrr_cps"
    }


# The list as a whole


def test_the_nearest_live_end_comes_first() -> None:
    clocks = clocks_of(case(ONLINE), at("2026-11-23T09:00:00Z"))
    live = [one for one in clocks if one.is_live]
    assert clocks[: len(live)] == tuple(live)
    ends = [end_instant(one) for one in live]
    assert ends == sorted(end for end in ends if end)
    assert next_due(clocks) == live[0]
    assert next_due(()) is None


def test_every_rule_of_the_table_is_law() -> None:
    known = {rule.key for rule in law.clock_rules()} | set(law.time_limit_rules())
    found = [rule for family in FAMILIES for rule in family.rules]
    assert set(found) <= known
    assert len(found) == len(set(found))


# Levels


def made(rule: str, starts: date | datetime, due: date | datetime, status: ClockStatus = ClockStatus.RUNNING) -> Clock:
    return Clock(
        rule=rule,
        subject="A1",
        label="A clock",
        starts=starts,
        due=due,
        status=status,
        why="Because.",
        source="A law",
        owner_role="officer",
    )


LIMIT = made("slt_6m", date(2026, 8, 31), date(2027, 2, 28))
TARGET = made("cps_decision_green", date(2026, 11, 2), date(2026, 11, 30))
HOURS = made("pace_24h", at("2026-11-23T10:00:00Z"), at("2026-11-24T10:00:00Z"))
LONG_HOURS = made("pace_warrant", at("2026-11-20T10:00:00Z"), at("2026-11-24T10:00:00Z"))


@pytest.mark.parametrize(
    ("found", "now", "expected"),
    [
        (LIMIT, "2027-01-02T23:59:00Z", Level.ON_TIME),
        (LIMIT, "2027-01-03T00:00:00Z", Level.EARLY),
        (LIMIT, "2027-01-30T23:59:00Z", Level.EARLY),
        (LIMIT, "2027-01-31T00:00:00Z", Level.SOON),
        (LIMIT, "2027-02-14T00:00:00Z", Level.URGENT),
        (LIMIT, "2027-02-28T23:59:00Z", Level.URGENT),
        (LIMIT, "2027-03-01T00:00:00Z", Level.MISSED),
        # 28 days long: soon with a quarter (7 days) left, urgent with a tenth (2.8 days) left.
        (TARGET, "2026-11-23T23:00:00Z", Level.ON_TIME),
        (TARGET, "2026-11-24T00:00:00Z", Level.SOON),
        (TARGET, "2026-11-27T23:00:00Z", Level.SOON),
        (TARGET, "2026-11-28T12:00:00Z", Level.URGENT),
        (TARGET, "2026-12-01T00:00:00Z", Level.MISSED),
        (HOURS, "2026-11-23T12:00:00Z", Level.SOON),
        (HOURS, "2026-11-24T00:00:00Z", Level.URGENT),
        (HOURS, "2026-11-24T10:00:00Z", Level.URGENT),
        (HOURS, "2026-11-24T10:00:01Z", Level.MISSED),
        (LONG_HOURS, "2026-11-22T12:00:00Z", Level.ON_TIME),
    ],
)
def test_how_near_the_end_is(found: Clock, now: str, expected: Level) -> None:
    assert level(found, at(now)) is expected


def test_a_clock_that_ends_on_the_next_working_day_is_soon_whatever_its_length() -> None:
    duty = made("action_plan", date(2026, 11, 26), date(2026, 11, 30))
    assert level(duty, at("2026-11-26T12:00:00Z")) is Level.ON_TIME
    assert level(duty, at("2026-11-27T12:00:00Z")) is Level.SOON
    assert level(duty, at("2026-11-30T08:00:00Z")) is Level.URGENT


def test_stopped_clocks_have_no_level_and_paused_ones_say_so() -> None:
    now = at("2027-03-01T00:00:00Z")
    assert level(made("uls", date(2026, 8, 31), date(2027, 2, 28), ClockStatus.CLOSED), now) is None
    assert level(made("uls", date(2026, 8, 31), date(2027, 2, 28), ClockStatus.SUSPENDED), now) is Level.PAUSED


def test_last_call_is_for_the_last_business_days_of_a_time_limit() -> None:
    assert not is_last_call(LIMIT, at("2027-02-23T09:00:00Z"))
    assert is_last_call(LIMIT, at("2027-02-24T09:00:00Z"))
    assert not is_last_call(TARGET, at("2026-11-30T09:00:00Z"))


ORDER = [Level.ON_TIME, Level.EARLY, Level.SOON, Level.URGENT, Level.MISSED]


@given(
    st.sampled_from(["slt_6m", "cps_decision_green"]),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(1, 400),
    st.integers(0, 420 * 24),
    st.integers(0, 420 * 24),
)
def test_a_clock_only_comes_nearer(rule: str, start: date, length: int, one: int, other: int) -> None:
    found = made(rule, start, start + timedelta(days=length))
    begun = end_of_day(start).astimezone(UTC)
    early, late = (begun + timedelta(hours=hours) for hours in sorted((one, other)))
    before, after = level(found, early), level(found, late)
    assert before is not None
    assert after is not None
    assert ORDER.index(before) <= ORDER.index(after)

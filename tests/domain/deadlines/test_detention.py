"""Detention: its limit, longer limits, its reviews; and the reviews of a release under investigation."""

from datetime import date, datetime
from typing import Any

import pytest

from app.domain.deadlines import Clock, clocks_of
from tests.domain.deadlines.cases import BUS, MARCH, ONLINE, Change, at, changed, clock, event, rules, status, suspect
from tests.domain.samples import case

HELD = {
    "custody_status": "in_custody",
    "arrested_at": "2026-10-24T21:00:00+01:00",
    "relevant_time": "2026-10-24T22:30:00+01:00",
    "detention_authorised_at": "2026-10-24T22:40:00+01:00",
}
BY_SUPERINTENDENT = {"kind": "superintendent_36h", "ends_at": "2026-10-26T08:00:00Z", "by": "Superintendent Paper"}
BY_COURT = {"kind": "court_warrant", "ends_at": "2026-10-27T20:00:00Z", "by": "Testford Magistrates' Court"}
FROM = "2026-10-24T21:30:00Z"


def held(*extensions: dict[str, Any], **more: Any) -> Change:
    return suspect(**HELD | {"pace_extensions": list(extensions)} | more)


def standings(*changes: Change, now: str) -> dict[str, tuple[Any, str]]:
    found = clocks_of(changed(BUS, *changes), at(now))
    return {one.rule: (one.due, one.status.value) for one in found if one.rule.startswith("pace_")}


def test_a_superintendents_authority_takes_the_place_of_the_first_limit() -> None:
    found = standings(held(BY_SUPERINTENDENT), now="2026-10-25T20:00:00Z")
    assert found["pace_24h"] == (at("2026-10-25T21:30:00Z"), "closed")
    assert found["pace_36h"] == (at("2026-10-26T08:00:00Z"), "running")
    assert "pace_warrant" not in found
    said = clock(changed(BUS, held(BY_SUPERINTENDENT)), "2026-10-25T20:00:00Z", "pace_36h", "P3")
    assert said.why.endswith("Allowed by Superintendent Paper to 26 Oct 2026, 08:00 GMT.")
    assert said.starts == at(FROM)


@pytest.mark.parametrize(("ends", "due"), [("2026-10-26T09:30:00Z", "2026-10-26T09:30:00Z"),
                                           ("2026-10-26T15:00:00Z", "2026-10-26T09:30:00Z")])  # fmt: skip
def test_no_authority_goes_beyond_36_hours(ends: str, due: str) -> None:
    found = standings(held(BY_SUPERINTENDENT | {"ends_at": ends}), now="2026-10-25T20:00:00Z")
    assert found["pace_36h"][0] == at(due)


def test_a_warrant_takes_the_place_of_both_and_the_last_one_counts() -> None:
    later = BY_COURT | {"ends_at": "2026-10-28T20:00:00Z"}
    found = standings(held(BY_SUPERINTENDENT, BY_COURT, later), now="2026-10-27T20:00:00Z")
    assert found["pace_24h"][1] == found["pace_36h"][1] == "closed"
    assert found["pace_warrant"] == (at("2026-10-28T20:00:00Z"), "running")


def test_no_warrant_goes_beyond_96_hours_in_all() -> None:
    beyond = BY_COURT | {"ends_at": "2026-10-29T20:00:00Z"}
    found = standings(held(BY_SUPERINTENDENT, beyond), now="2026-10-28T21:30:01Z")
    assert found["pace_warrant"] == (at("2026-10-28T21:30:00Z"), "breached")


def summary_only(file: dict[str, Any]) -> None:
    for allegation in file["allegations"]:
        allegation["offence_type_key"] = "poa_s5"


def test_summary_only_offences_stop_at_24_hours_whatever_was_granted() -> None:
    found = standings(held(BY_SUPERINTENDENT), summary_only, now="2026-10-25T22:00:00Z")
    assert found["pace_24h"] == (at("2026-10-25T21:30:00Z"), "breached")
    assert "pace_36h" not in found
    said = clock(changed(BUS, held(), summary_only), "2026-10-25T09:00:00Z", "pace_24h", "P3")
    assert said.why.endswith("Only summary-only offences are alleged, so detention cannot be extended.")


def test_an_offence_not_alleged_yet_does_not_bar_longer_detention() -> None:
    def nothing_alleged(file: dict[str, Any]) -> None:
        file["allegations"] = []

    assert "pace_36h" in standings(held(BY_SUPERINTENDENT), nothing_alleged, now="2026-10-25T20:00:00Z")


def test_longer_detention_ends_with_release() -> None:
    released = event("released_on_bail_or_rui", "2026-10-26T07:00:00Z", person_id="P3")
    found = standings(held(BY_SUPERINTENDENT, custody_status="rui"), released, now="2026-10-27T09:00:00Z")
    assert found["pace_36h"] == (at("2026-10-26T08:00:00Z"), "met")
    assert "pace_review" not in found


def review(now: str, *extensions: dict[str, Any]) -> tuple[str, datetime, Any]:
    found = clock(changed(BUS, held(*extensions)), now, "pace_review", "P3", _variant(now))
    assert isinstance(found.starts, datetime)
    return found.variant, found.starts, found.due


def _variant(now: str) -> str:
    return "first" if at(now) <= at("2026-10-25T03:40:00Z") else "later"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-10-24T22:00:00Z", "2026-10-25T03:40:00Z"),
        # The night of the change of the clocks: six elapsed hours.
        ("2026-10-25T03:40:00Z", "2026-10-25T03:40:00Z"),
        ("2026-10-25T03:40:01Z", "2026-10-25T12:40:00Z"),
        ("2026-10-25T12:41:00Z", "2026-10-25T21:40:00Z"),
        ("2026-10-26T01:00:00Z", "2026-10-26T06:40:00Z"),
    ],
)
def test_the_next_review_of_detention(now: str, due: str) -> None:
    assert review(now, BY_SUPERINTENDENT)[2] == at(due)


def test_no_review_after_detention_must_end_and_none_out_of_custody() -> None:
    assert "pace_review" not in standings(held(), now="2026-10-25T12:41:00Z")
    assert "pace_review" in standings(held(), now="2026-10-25T12:39:00Z")
    assert "pace_review" not in rules(case(ONLINE), "2026-11-23T09:00:00Z")


def test_a_later_review_says_what_it_rests_on() -> None:
    found = clock(changed(BUS, held()), "2026-10-25T09:00:00Z", "pace_review", "P3", "later")
    assert found.starts == at("2026-10-25T03:40:00Z")
    assert found.why.endswith("each is taken to have been held when it was due.")


def released(now: str) -> Clock:
    return clock(case(ONLINE), now, "rui", "P3")


@pytest.mark.parametrize(
    ("now", "starts", "due"),
    [
        ("2026-09-24T20:00:00+01:00", "2026-09-24", "2026-10-24"),
        ("2026-10-24T23:59:00+01:00", "2026-09-24", "2026-10-24"),
        ("2026-10-25T00:00:00+01:00", "2026-10-24", "2026-11-23"),
        ("2026-11-24T00:00:00Z", "2026-11-23", "2026-12-23"),
        ("2027-01-25T00:00:00Z", "2027-01-22", "2027-02-21"),
    ],
)
def test_a_release_under_investigation_is_reviewed_every_thirty_days(now: str, starts: str, due: str) -> None:
    found = released(now)
    assert (found.starts, found.due) == (date.fromisoformat(starts), date.fromisoformat(due))
    assert found.status == "running"


@pytest.mark.parametrize(
    "change",
    [status("nfa_police"), suspect(custody_status="precharge_bail", bail={"granted_at": FROM, "conditions": []})],
)
def test_no_review_once_it_is_decided_or_on_bail(change: Change) -> None:
    assert "rui" not in rules(changed(ONLINE, change), "2026-11-23T09:00:00Z")
    assert "rui" not in rules(case(MARCH), "2026-11-23T12:00:00Z")


def bail(*granted: str, now: str) -> dict[str, tuple[Any, str, str]]:
    extensions = [{"clock": one, "granted_on": "2027-02-01", "by_rank": "an inspector"} for one in granted]
    facts = {
        "custody_status": "precharge_bail",
        "arrested_at": "2026-11-29T12:00:00Z",
        "bail": {"granted_at": "2026-11-29T20:00:00Z", "conditions": [], "extensions": extensions},
    }
    found = clocks_of(changed(BUS, suspect(**facts)), at(now))
    return {one.rule: (one.due, one.status.value, one.variant) for one in found if one.rule.startswith("bail_")}


def test_a_courts_extension_is_longer_in_an_exceptionally_complex_case() -> None:
    plain = bail("bail_ext_1", "bail_ext_2", "bail_court_1", now="2027-03-02T09:00:00Z")
    assert plain["bail_court_1"] == (date(2027, 11, 29), "running", "standard")
    assert plain["bail_ext_2"][1] == "closed"
    hard = bail("bail_ext_1", "bail_ext_complex", "bail_court_1", now="2027-03-02T09:00:00Z")
    assert hard["bail_court_1"] == (date(2028, 5, 29), "running", "complex")


def test_a_further_extension_by_a_court_has_no_date_in_the_file() -> None:
    found = bail("bail_court_1", "bail_court_2", now="2027-03-02T09:00:00Z")
    assert found["bail_court_2"] == (None, "running", "")
    assert found["bail_court_1"][1] == "closed"


def test_who_extended_bail_and_when_is_said() -> None:
    facts = {
        "custody_status": "precharge_bail",
        "arrested_at": "2026-11-29T12:00:00Z",
        "bail": {
            "granted_at": "2026-11-29T20:00:00Z",
            "conditions": [],
            "extensions": [{"clock": "bail_ext_1", "granted_on": "2027-02-01", "by_rank": "Inspector"}],
        },
    }
    found = clock(changed(BUS, suspect(**facts)), "2027-03-02T09:00:00Z", "bail_ext_1", "P3")
    assert found.why.endswith("Granted on 1 Feb 2027 by Inspector.")


def test_an_authority_never_shortens_the_24_hours() -> None:
    found = standings(held(BY_SUPERINTENDENT | {"ends_at": "2026-10-25T12:00:00Z"}), now="2026-10-25T20:00:00Z")
    assert found["pace_36h"] == (at("2026-10-25T21:30:00Z"), "running")


def test_the_release_of_somebody_else_starts_no_review() -> None:
    def of_another(file: dict[str, Any]) -> None:
        next(one for one in file["events"] if one["kind"] == "released_on_bail_or_rui")["person_id"] = "P1"

    assert "rui" not in rules(changed(ONLINE, of_another), "2026-11-23T09:00:00Z")

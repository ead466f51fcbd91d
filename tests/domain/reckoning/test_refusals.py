"""What cannot be reckoned is refused with the name of the argument and a sentence."""

from datetime import UTC, date, datetime

import pytest

from app.domain.reckoning import BadInput, read_moment, reckon

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "start", "given", "variant", "field", "says"),
    [
        ("slt_7m", "2026-01-15", {}, None, "rule", "there is no rule 'slt_7m'"),
        ("r6-arr", "2026-01-15", {}, None, "rule", "there is no rule"),
        ("slt_6m", "2026-01-15", {}, "later", "variant", "no variant 'later'; it has: none"),
        ("vrr_cps", "2026-01-15", {}, "middle", "variant", "it has: target, long_stop"),
        ("R6-ARR", "2026-01-15", {"tier": "enhanced"}, "enhanced", "variant", "has no variant"),
        ("defence_statement", "2026-01-15", {}, None, "variant", "needs one of its variants: summary, crown"),
        ("bail_initial", "2022-10-27", {}, None, "from", "was not law on 27 Oct 2022"),
        ("R6-ARR", "2021-03-31", {"tier": "enhanced"}, None, "from", "was not in force on 31 Mar 2021"),
        ("pace_24h", "2026-01-15", {}, None, "from", "counts hours, so give an instant"),
        ("pace_bail_breach", "2026-01-15", {"remaining": "1:00"}, None, "from", "counts hours"),
        ("slt_6m", "2026-01-15", {"knowledge": "2026-02-01"}, None, "knowledge", "no such input; it has: none"),
        ("R6-ARR", "2026-01-15", {}, None, "tier", "is missing: Rights of the victim under the Code (standard or"),
        ("R6-ARR", "2026-01-15", {"tier": "gold"}, None, "tier", "'gold' is not one of standard, enhanced"),
        ("slt_da_assault", "2026-01-15", {}, None, "first_statement", "is missing"),
        ("slt_prosecutor_knowledge_6m_3y", "2026-01-15", {}, "from_knowledge", "knowledge", "is missing"),
        ("R7-VPS", "2026-01-15", {"set_for": "2026-01-14"}, None, "set_for", "lies before the start"),
        ("pace_bail_breach", "2026-01-15T10:00Z", {}, None, "remaining", "is missing"),
        ("pace_bail_breach", "2026-01-15T10:00Z", {"remaining": "90"}, None, "remaining", "hours and minutes"),
        ("pace_bail_breach", "2026-01-15T10:00Z", {"remaining": "1:60"}, None, "remaining", "hours and minutes"),
        ("pace_bail_breach", "2026-01-15T10:00Z", {"remaining": "24:01"}, None, "remaining", "no more than 24:00"),
        # The knowledge of a prosecutor cannot come before the offence.
        (
            "slt_prosecutor_knowledge_6m_3y", "2028-02-29", {"knowledge": "2027-08-30"}, None, "knowledge",
            "30 Aug 2027 lies before the offence of 29 Feb 2028",
        ),
        ("slt_da_assault", "2028-02-29", {"first_statement": "2028-02-28"}, None, "first_statement", "lies before"),
        ("pace_36h", "2026-01-15T10:00Z", {"mode": "summary_only"}, None, "mode", "stops at 24 hours"),
        ("pace_warrant", "2026-01-15T10:00Z", {"hours": "12"}, None, "issued", "count from its issue"),
        (
            "pace_warrant", "2026-01-15T10:00Z", {"issued": "2026-01-16T10:00Z", "hours": "37"}, None, "hours",
            "whole number from 0 to 36",
        ),
        ("pace_warrant", "2026-01-15T10:00Z", {"issued": "2026-01-15T09:00Z"}, None, "issued", "lies before the start"),
        ("ctl_crown", "2026-01-15", {"days_used": "-3"}, None, "days_used", "whole number"),
        ("ctl_crown", "2026-01-15", {"days_used": "99999999"}, None, "days_used", "whole number"),
        ("ctl_crown", "2026-01-15", {"days_used": "182"}, None, "days_used", "leave nothing of the 182 days"),
        ("ctl_summary", "2026-01-15", {"days_used": "60"}, None, "days_used", "leave nothing of the 56 days"),
        ("idpc", "2026-01-15", {"hearing": "2026-01-14"}, None, "hearing", "lies before the start"),
        ("action_plan", "2026-01-15", {"set_for": "2026-01-14"}, None, "set_for", "lies before the start"),
        ("uls", "2026-12-01", {"request_received": "2026-12-15"}, None, "request_received", "last 14 of the 28 days"),
        ("uls", "2026-12-01", {"request_received": "2026-12-30"}, None, "request_received", "last 14 of the 28 days"),
        ("uls", "2026-12-01", {}, "act_2026_late", "request_received", "is missing"),
        ("R6-FREQ", "2026-01-15", {"every_days": "0"}, None, "every_days", "at least one day"),
        ("R6-FREQ", "2026-01-15", {"every_days": "two"}, None, "every_days", "'two' is not a whole number"),
        ("bail_suspend_cps", "2026-01-15", {}, None, "bail_ends", "is missing"),
    ],
)  # fmt: skip
def test_a_refusal_names_what_is_wrong(
    rule: str, start: str, given: dict[str, str], variant: str | None, field: str, says: str
) -> None:
    with pytest.raises(BadInput) as refused:
        reckon(rule, read_moment("from", start), given, NOW, variant)
    assert refused.value.field == field
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "not a day or an instant"),
        ("2026-02-29", "not a day such as"),
        ("2026-13-01T10:00Z", "not a day or an instant"),
        ("0001-01-01", "the year 1 does not lie between"),
        ("9999-12-31T23:00:00Z", "the year 9999"),
        ("2026-10-25T01:30", "this time came twice"),
        ("2027-03-28T01:30", "did not exist"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_moment("from", text)
    assert refused.value.field == "from"
    assert says in str(refused.value)


def test_a_wall_clock_without_an_offset_is_londons() -> None:
    assert read_moment("from", "2026-07-01T10:00:30") == datetime(2026, 7, 1, 9, 0, 30, tzinfo=UTC)
    assert read_moment("from", "2026-10-25T01:30:00+00:00") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read_moment("from", "2026-07-01") == date(2026, 7, 1)

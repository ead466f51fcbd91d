"""Appeals, references, and what still keeps a case open."""

from datetime import date
from typing import Any

from app.domain.deadlines import (
    open_ends,
)
from tests.domain.deadlines.cases import (
    MARCH,
    MOSQUE,
    at,
    changed,
    clock,
    no_request,
    not_told,
    review_closed,
    rules,
    sentenced_on,
)
from tests.domain.samples import case


def in_magistrates_court(file: dict[str, Any]) -> None:
    for hearing in file["hearings"]:
        hearing["court_kind"] = "magistrates"


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

    words = "Whether this offence can be referred is not confirmed."
    found = clock(changed(MOSQUE, plain_damage), "2026-11-23T09:00:00Z", "uls", "A1")
    assert found.unconfirmed
    assert words in found.why
    assert words not in clock(case(MOSQUE), "2026-11-23T09:00:00Z", "uls", "A1").why


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

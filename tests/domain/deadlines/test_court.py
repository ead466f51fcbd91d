"""From charge to the Crown Court: first hearing, file, details of the case, disclosure, sending; bail; retention."""

from datetime import date
from typing import Any

import pytest

from app.domain.deadlines import clocks_of
from tests.domain.deadlines.cases import MOSQUE, Change, at, changed, clock, event, rules, status, suspect
from tests.domain.samples import case

CHARGED_ON = "2026-12-04T18:00:00Z"
NOW = "2026-12-05T09:00:00Z"


def before_court(file: dict[str, Any]) -> None:
    """Only charged: nothing heard yet."""
    for key in ("hearings", "pleas", "verdicts", "sentences"):
        file[key] = []
    file["events"] = [one for one in file["events"] if one["kind"] in ("report_received", "suspect_arrested")]
    for allegation in file["allegations"]:
        allegation["status"] = "charged"


def charged(method: str = "charge", *, bailed: bool | None = True) -> Change:
    def change(file: dict[str, Any]) -> None:
        facts = {"method": method, "issued_at": CHARGED_ON} | ({} if bailed is None else {"bailed": bailed})
        for allegation in file["allegations"]:
            allegation["charged"] = dict(facts)

    return change


def listed(instant: str, kind: str, court: str = "magistrates", number: str = "H9") -> Change:
    def change(file: dict[str, Any]) -> None:
        file["hearings"].append(
            {
                "hearing_id": number,
                "court": "Testford Court",
                "court_kind": court,
                "listed_at": instant,
                "hearing_type": kind,
                "allegation_ids": ["A1", "A2"],
            }
        )

    return change


def standings(*changes: Change, now: str = NOW, subject: str = "P3") -> dict[str, tuple[Any, str]]:
    found = clocks_of(changed(MOSQUE, before_court, *changes), at(now))
    return {one.rule: (one.due, one.status.value) for one in found if one.subject == subject}


def test_on_bail_both_lists_are_shown_until_one_is_known() -> None:
    found = standings(charged())
    assert found["first_hearing_gap"] == (date(2026, 12, 18), "running")
    assert found["first_hearing_ngap"] == (date(2027, 1, 1), "running")
    late = standings(charged(), now="2027-01-02T09:00:00Z")
    assert (late["first_hearing_gap"][1], late["first_hearing_ngap"][1]) == ("closed", "breached")


@pytest.mark.parametrize(
    ("instant", "kind", "rule", "status_word"),
    [
        ("2026-12-18T10:00:00Z", "first_hearing_gap", "first_hearing_gap", "met"),
        ("2026-12-21T10:00:00Z", "first_hearing_gap", "first_hearing_gap", "met_late"),
        ("2026-12-31T10:00:00Z", "first_hearing_ngap", "first_hearing_ngap", "met"),
        ("2027-01-04T10:00:00Z", "first_hearing_ngap", "first_hearing_ngap", "met_late"),
    ],
)
def test_the_listed_hearing_tells_the_list(instant: str, kind: str, rule: str, status_word: str) -> None:
    found = standings(charged(), listed(instant, kind))
    assert found[rule][1] == status_word
    assert {one for one in found if one.startswith("first_hearing")} == {rule}


def test_the_day_before_a_holiday_is_said() -> None:
    found = clock(changed(MOSQUE, before_court, charged()), NOW, "first_hearing_ngap", "P3")
    assert found.why.endswith("1 Jan 2027 is no business day, so it must be listed by 31 Dec 2026.")


def test_from_custody_the_next_court_sets_the_date() -> None:
    found = standings(charged(bailed=False))
    assert found["first_hearing_custody"] == (None, "running")
    assert found["file_post_charge_custody"] == (None, "running")
    heard = standings(charged(bailed=False), listed("2026-12-05T10:00:00Z", "first_hearing_custody"))
    assert heard["first_hearing_custody"] == (None, "met")
    assert heard["file_post_charge_custody"] == (at("2026-12-05T10:00:00Z"), "running")
    assert not {"first_hearing_gap", "first_hearing_ngap", "file_post_charge_bail"} & set(heard)


@pytest.mark.parametrize("way", [charged("postal_requisition", bailed=None), charged(bailed=None)])
def test_a_requisition_names_its_own_day(way: Change) -> None:
    found = standings(way)
    assert not {one for one in found if one.startswith("first_hearing")}
    assert found["file_post_charge_bail"] == (None, "running")
    assert "idpc" not in found


def test_the_file_and_the_details_are_dated_by_the_hearing() -> None:
    found = standings(charged(), listed("2027-01-04T10:00:00Z", "first_hearing_ngap"))
    assert found["file_post_charge_bail"] == (date(2026, 12, 23), "running")
    assert found["idpc"] == (at("2027-01-04T00:00:00Z"), "running")
    after = standings(charged(), listed("2027-01-04T10:00:00Z", "first_hearing_ngap"), now="2027-01-04T09:00:00Z")
    assert after["file_post_charge_bail"][1] == after["idpc"][1] == "closed"


def test_what_has_ended_before_court_asks_for_nothing() -> None:
    found = standings(charged(), status("discontinued"))
    assert {word for rule, (_, word) in found.items() if rule.startswith(("first_", "file_"))} == {"closed"}


def pleaded(plea: str) -> Change:
    def change(file: dict[str, Any]) -> None:
        file["pleas"].append({"allegation_id": "A1", "hearing_id": "H9", "plea": plea, "entered_on": "2026-12-18"})

    return change


LISTED = listed("2026-12-18T10:00:00Z", "first_hearing_ngap")


def test_a_plea_of_not_guilty_starts_the_upgrade_and_disclosure() -> None:
    found = standings(charged(), LISTED, pleaded("not_guilty"), now="2026-12-19T09:00:00Z", subject="A1")
    assert found["upgrade_file"] == found["disclosure_initial"] == (date(2027, 1, 15), "running")
    later = standings(charged(), LISTED, pleaded("not_guilty"), now="2027-01-16T00:00:00Z", subject="A1")
    assert later["upgrade_file"][1] == "closed"


@pytest.mark.parametrize(
    "changes",
    [
        [LISTED, pleaded("guilty")],
        [listed("2026-12-18T10:00:00Z", "ptph", "crown_court"), pleaded("not_guilty")],
        [LISTED, pleaded("not_guilty"), event("sent_to_crown_court", "2026-12-18T12:00:00Z", allegation_id="A1")],
    ],
)
def test_other_pleas_start_neither(changes: list[Change]) -> None:
    found = standings(charged(), *changes, now="2026-12-19T09:00:00Z", subject="A1")
    assert not {"upgrade_file", "disclosure_initial"} & set(found)


SENT = event("sent_to_crown_court", "2026-11-27T12:00:00Z")


def test_sending_starts_the_preparation_hearing_its_papers_and_the_prosecution_case() -> None:
    found = standings(charged(), SENT, now="2026-11-28T09:00:00Z", subject="incident")
    assert found["ptph"] == (date(2026, 12, 25), "running")
    assert found["ptph_papers"] == (date(2026, 12, 18), "running")
    assert found["pros_evidence_crown"] == (date(2027, 2, 5), "running")
    held = standings(
        charged(), SENT, suspect(custody_status="remanded"), now="2026-11-28T09:00:00Z", subject="incident"
    )
    assert held["pros_evidence_crown"] == (date(2027, 1, 16), "running")
    said = clock(changed(MOSQUE, before_court, SENT), "2026-11-28T09:00:00Z", "ptph", "incident")
    assert said.why.endswith("25 Dec 2026 is no business day, so it must be listed by 24 Dec 2026.")


@pytest.mark.parametrize(
    ("changes", "now", "word"),
    [
        ([], "2026-12-26T00:00:00Z", "breached"),
        ([listed("2026-12-24T10:00:00Z", "ptph", "crown_court")], "2026-12-01T00:00:00Z", "met"),
        ([listed("2026-12-29T10:00:00Z", "ptph", "crown_court")], "2026-12-01T00:00:00Z", "met_late"),
        ([status("discontinued")], "2027-01-26T00:00:00Z", "closed"),
    ],
)
def test_how_the_preparation_hearing_stands(changes: list[Change], now: str, word: str) -> None:
    assert standings(charged(), SENT, *changes, now=now, subject="incident")["ptph"][1] == word


def test_several_offences_sent_on_one_day_are_one_sending() -> None:
    both = [event("sent_to_crown_court", "2026-11-27T12:00:00Z", allegation_id=one) for one in ("A1", "A2")]
    found = clocks_of(changed(MOSQUE, before_court, charged(), *both), at("2026-11-28T09:00:00Z"))
    assert [one.rule for one in found].count("ptph") == 1


@pytest.mark.parametrize(("now", "word"), [("2026-12-04T14:00:00Z", "running"), ("2026-12-04T14:00:01Z", "closed")])
def test_notice_of_an_appeal_against_bail_within_two_hours(now: str, word: str) -> None:
    granted = event("court_bail_granted", "2026-12-04T12:00:00Z", person_id="P3")
    found = clock(changed(MOSQUE, granted), now, "bail_appeal_pros", "P3", "notice")
    assert (found.due, found.status) == (at("2026-12-04T14:00:00Z"), word)


def test_what_is_kept_is_reviewed_once_every_crime_has_its_outcome() -> None:
    found = clock(case(MOSQUE), "2026-11-23T09:00:00Z", "retention_review", "incident")
    assert (found.due, found.status) == (None, "running")
    assert not found.is_live

    def no_outcome(file: dict[str, Any]) -> None:
        file["crimes"][0]["ho_outcome_code"] = file["crimes"][0]["outcome_date"] = None
        del file["crimes"][0]["outcome_date"]

    assert "retention_review" not in rules(changed(MOSQUE, no_outcome), "2026-11-23T09:00:00Z")


def test_a_hearing_before_the_charge_is_of_another_charge() -> None:
    found = standings(charged(), listed("2026-11-02T10:00:00Z", "first_hearing_gap"))
    assert {"first_hearing_gap", "first_hearing_ngap"} <= set(found)
    assert "idpc" not in found


def test_a_hearing_in_the_crown_court_before_the_sending_is_no_preparation_hearing() -> None:
    earlier = listed("2026-11-02T10:00:00Z", "ptph", "crown_court")
    assert standings(charged(), SENT, earlier, now="2026-11-28T09:00:00Z", subject="incident")["ptph"][1] == "running"


def test_only_what_was_sent_leaves_the_magistrates_court() -> None:
    other = event("sent_to_crown_court", "2026-12-18T12:00:00Z", allegation_id="A2")
    found = standings(charged(), LISTED, pleaded("not_guilty"), other, now="2026-12-19T09:00:00Z", subject="A1")
    assert "upgrade_file" in found


def test_one_crime_without_an_outcome_keeps_the_review_of_what_is_kept_away() -> None:
    def second_crime(file: dict[str, Any]) -> None:
        more = file["crimes"][0] | {"crime_number": "Z/2", "ho_outcome_code": None}
        del more["outcome_date"]
        file["crimes"].append(more)

    assert "retention_review" not in rules(changed(MOSQUE, second_crime), "2026-11-23T09:00:00Z")

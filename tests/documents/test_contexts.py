"""The builders: pure functions from a dossier to plain frozen values, each with what its audience may see."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from app.documents.blocks import Facts, Paper, Run, Section, text_of
from app.documents.contexts import case_summary, charging_request, police_report, review_record
from app.documents.people import Cast, Cleaner, masked
from app.documents.registry import DOCUMENTS
from tests.documents.papers import KEYS, SAMPLES, changed, dossier
from tests.domain.samples import case

BUS, ONLINE, PLACARD, MATE, MOSQUE = SAMPLES
# Numbers of the outline: mandatory sections, then those with a condition.
OUTLINE = {
    "police-report": ({1, 2, 4, 5, 6, 7, 12, 13, 14, 17, 18}, {3, 8, 9, 10, 11, 15, 16}),
    "charging-request": ({1, 2, 3, 4, 5, 6, 8, 9, 12, 13, 14, 16, 18, 19, 20}, {7, 10, 11, 15, 17}),
    "review-record": ({1, 2, 3, 4, 8, 14, 16}, {5, 6, 7, 9, 10, 11, 12, 13, 15}),
    "custody-chain": ({1}, set()),
    "case-summary": ({1, 2, 4, 5, 6, 7, 8, 10, 11}, {3, 9}),
}


def sections(key: str, name: str) -> tuple[Section, ...]:
    return DOCUMENTS[key].build(dossier(name))[0].sections


def said(value: Any) -> str:
    """Every word in a context."""
    if isinstance(value, Run):
        return value.text
    if dataclasses.is_dataclass(value):
        return " ".join(said(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, tuple):
        return " ".join(said(each) for each in value)
    return str(value)


def facts_of(paper: Paper, number: int) -> dict[str, str]:
    part = next(section for section in paper.sections if section.number == number)
    return {label: text_of(value) for block in part.blocks if isinstance(block, Facts) for label, value in block.rows}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_sections_follow_the_outline(name: str, key: str) -> None:
    mandatory, conditional = OUTLINE[key]
    numbers = [section.number for section in sections(key, name)]
    assert numbers == sorted(set(numbers))
    assert mandatory <= set(numbers) <= mandatory | conditional


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_section_names_where_it_comes_from(name: str, key: str) -> None:
    assert all(section.source.startswith("Source: ") for section in sections(key, name))


@pytest.mark.parametrize("key", KEYS)
def test_a_context_is_frozen_and_plain(key: str) -> None:
    def check(value: Any) -> None:
        if dataclasses.is_dataclass(value):
            assert value.__dataclass_params__.frozen  # type: ignore[union-attr]
            assert type(value).__module__.startswith("app.documents")
            for field in dataclasses.fields(value):
                check(getattr(value, field.name))
        elif isinstance(value, tuple):
            for each in value:
                check(each)
        else:
            assert value is None or isinstance(value, str | int | bool), value

    for name in SAMPLES:
        check(DOCUMENTS[key].build(dossier(name)))


@pytest.mark.parametrize("key", KEYS)
def test_the_same_dossier_gives_the_same_context(key: str) -> None:
    assert DOCUMENTS[key].build(dossier(BUS)) == DOCUMENTS[key].build(dossier(BUS))


def test_a_case_that_is_not_flagged_has_no_hate_sections() -> None:
    def unflag(copy: dict[str, Any]) -> None:
        copy["hate_strands"] = []

    unflagged = changed(BUS, unflag)
    for build, numbers in ((police_report.build, {3, 8}), (charging_request.build, {7}), (review_record.build, {5})):
        assert not numbers & {section.number for section in build(unflagged).sections}
    assert 3 not in {section.number for section in case_summary.build(unflagged)[0].sections}


def test_suspect_then_defendant_then_offender() -> None:
    def charge(copy: dict[str, Any]) -> None:
        copy["allegations"][0]["status"] = "charged"

    assert "Suspect" in facts_of(police_report.build(dossier(BUS)), 1)
    assert "Defendant" in facts_of(police_report.build(changed(BUS, charge)), 1)
    assert "Offender" in facts_of(police_report.build(dossier(MOSQUE)), 1)


def test_nobody_is_an_offender_before_a_conviction() -> None:
    for name in (BUS, ONLINE, PLACARD, MATE):
        for key in KEYS:
            assert "offender" not in said(DOCUMENTS[key].build(dossier(name))).lower()


def make_child(copy: dict[str, Any], index: int) -> None:
    copy["people"][index] |= {"date_of_birth": "2012-03-04"}
    name = copy["people"][index]["surname"]
    copy["police_report"]["headline"] += f" {name} was there."
    copy["referrals"][0]["outline"] += f" {name.upper()} was there."


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("index", [0, 1], ids=["victim", "witness"])
def test_a_child_is_initials_in_every_paper(key: str, index: int) -> None:
    child = case(BUS).people[index]
    text = said(DOCUMENTS[key].build(changed(BUS, lambda copy: make_child(copy, index))))
    assert child.surname.lower() not in text.lower()
    assert child.given_names.lower() not in text.lower()


def test_a_child_suspect_is_named_to_the_prosecutor_alone() -> None:
    young = changed(BUS, lambda copy: make_child(copy, 2))
    assert "Placeholder" not in said(police_report.build(young))
    assert "Placeholder" in said(charging_request.build(young))
    assert "2012" not in said(police_report.build(young))


def test_the_account_handle_is_masked_but_for_the_prosecutors_digital_section() -> None:
    def tell(copy: dict[str, Any]) -> None:
        copy["police_report"]["headline"] += " The account @fictive_ledger77 wrote."

    told = changed(ONLINE, tell)
    assert "@fictive_ledger77" not in said(police_report.build(told))
    assert masked("@fictive_ledger77") in said(police_report.build(told))
    assert "@fictive_ledger77" in said(charging_request.build(told))


def test_masking_leaves_the_last_three() -> None:
    assert masked("@abcdef") == "****def"
    assert masked("ab") == "***ab"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Ring 07700 900123 today", "Ring [removed: phone] today"),
        ("Ring +44 7700 900123 today", "Ring [removed: phone] today"),
        ("write to a.b@c.example now", "write to [removed: e-mail] now"),
        ("lives at ZZ1 4QF", "lives at [removed: postcode]"),
        ("at 14 Quillfeather Row, Testford he", "at [removed: address] he"),
        ("crime TS/104417/26 at 18:31:05", "crime TS/104417/26 at 18:31:05"),
        ("paid £3,630 on 17 Oct 2026", "paid £3,630 on 17 Oct 2026"),
    ],
)
def test_contact_details_are_taken_out_of_free_text(typed: str, left: str) -> None:
    clean = Cleaner(Cast(case(BUS), date(2026, 11, 23)))
    assert clean(typed) == left


def test_a_match_that_was_settled_and_confirmed_stays() -> None:
    def settle(copy: dict[str, Any]) -> None:
        copy["police_report"]["headline"] = "A card with 07700 900555 was thrown."
        settled = {"field": "/police_report/headline", "match": "07700 900555", "reason_code": "evidential"}
        settled |= {"reason": "On the card", "by": "F1", "at": "2026-11-20T10:00:00Z"}
        copy["police_report"]["settled_matches"] = [
            settled | {"confirmed_by": "F2", "confirmed_at": "2026-11-20T11:00:00Z"}
        ]

    def settle_alone(copy: dict[str, Any]) -> None:
        settle(copy)
        copy["police_report"]["settled_matches"][0] |= {"confirmed_by": None, "confirmed_at": None}

    assert "07700 900555" in said(police_report.build(changed(BUS, settle)))
    assert "07700 900555" not in said(police_report.build(changed(BUS, settle_alone)))


def test_hostile_words_stay_as_they_were_said() -> None:
    quote = "Go home to ZZ1 4QF, ring 07700 900999"

    def change(copy: dict[str, Any]) -> None:
        copy["hostility_items"][0]["quote"] = quote

    assert quote in said(police_report.build(changed(BUS, change)))


def test_a_changed_fact_stands_in_every_paper_that_shows_it() -> None:
    def move(copy: dict[str, Any]) -> None:
        copy["allegations"][0]["wording"] = "Newly worded offence"

    for key in ("case-summary", "police-report", "charging-request"):
        text = said(DOCUMENTS[key].build(changed(BUS, move)))
        assert "Newly worded offence" in text
        assert "Racially aggravated intentional harassment, alarm or distress on 17 October 2026" not in text

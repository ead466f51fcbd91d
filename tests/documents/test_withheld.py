"""PDF-4: what an audience may not see is left out of the data; a canary in each withheld field is found nowhere."""

from functools import cache
from typing import Any

import pytest

from tests.documents.papers import KEYS, SAMPLES, changed, is_hidden, printed

BASE = SAMPLES[1]

# Where a canary is put (path in the case file), and the papers that may show it.
CPS = ("case-summary", "charging-request", "review-record")
NOBODY: tuple[str, ...] = ()
FIELDS: dict[str, tuple[str, ...]] = {
    "incident.location.address": NOBODY,
    "incident.narrative": NOBODY,
    "incident.online.url": NOBODY,
    "person_contacts.0.address": NOBODY,
    "person_contacts.0.postcode": NOBODY,
    "person_contacts.0.phones.0": NOBODY,
    "person_contacts.0.emails.0": NOBODY,
    "person_contacts.0.note": NOBODY,
    "person_contacts.0.unsafe_channels.0": NOBODY,
    "people.0.same_person_note": NOBODY,
    "victims.0.needs.0": NOBODY,
    "victims.0.updates.channel": NOBODY,
    "victims.0.support_referral.service": NOBODY,
    "contacts.0.note": NOBODY,
    "events.0.note": NOBODY,
    "statements.0.text": NOBODY,
    "documents.0.file.file_name": NOBODY,
    "documents.0.redaction_reason": NOBODY,
    "evidence_items.0.file.file_name": NOBODY,
    "evidence_items.0.file.link": NOBODY,
    "evidence_items.0.transcript": NOBODY,
    "evidence_items.7.description": NOBODY,
    "evidence_items.7.exhibit_ref": NOBODY,
    "suspects.0.antecedents.pnc_id": NOBODY,
    "referrals.0.reviews.0.analysis": ("review-record",),
    "referrals.0.decisions.0.reasons": ("review-record",),
    "referrals.0.action_plan.actions.0.text": CPS,
    "referrals.0.action_plan.actions.0.reason": ("review-record",),
    "referrals.0.action_plan.actions.0.answer": CPS,
    "referrals.1.outline": ("charging-request",),
    "referrals.1.police_view.evidential_stage": ("charging-request",),
    "referrals.1.police_view.public_interest_stage": ("charging-request",),
    "referrals.1.delay_explanation": ("charging-request",),
    "referrals.1.remand_grounds": ("charging-request",),
    "lines_of_inquiry.0.text": CPS,
    "lines_of_inquiry.0.result": CPS,
    "lines_of_inquiry.2.reason": CPS,
    "lines_of_inquiry.2.impact": CPS,
    "disclosure.undermining_material_answer": CPS,
    "incident.community_tension": ("charging-request",),
    "allegations.0.echr_note": ("charging-request", "review-record"),
    "suspects.0.defence_account": CPS,
    "suspects.0.vulnerability": CPS,
    "victims.0.evidence_led_assessment": CPS,
    "victims.0.support_reason": CPS,
}
# Shown to everybody, the defence too: proves that the search finds what is there.
SHOWN = ("police_report.headline", "police_report.identification")


def canary(path: str) -> str:
    letters = "".join(chr(ord("a") + ord(letter) % 26) for letter in path if letter.isalnum())
    return f"Zq{letters[-22:]}{len(path)}x"


def put(copy: Any, path: str) -> None:
    *way, last = path.split(".")
    for step in way:
        copy = copy[int(step)] if isinstance(copy, list) else copy.setdefault(step, {})
    if isinstance(copy, list):
        copy[int(last)] = canary(path)
    else:
        copy[last] = canary(path)


def with_canaries(copy: dict[str, Any]) -> None:
    copy["person_contacts"][0] |= {"phones": ["x"], "emails": ["x"], "unsafe_channels": ["x"]}
    copy["victims"][0] |= {"needs": ["x"]}
    for path in (*FIELDS, *SHOWN):
        put(copy, path)


@cache
def planted(key: str) -> bytes:
    return printed(key, changed(BASE, with_canaries))


CELLS = [(path, key) for path, papers in FIELDS.items() for key in KEYS if key not in papers]


@pytest.mark.parametrize(("path", "key"), CELLS)
def test_pdf_4_a_withheld_field_is_nowhere(path: str, key: str) -> None:
    assert is_hidden(canary(path), planted(key))


@pytest.mark.parametrize("path", SHOWN)
def test_the_search_finds_what_is_there(path: str) -> None:
    assert not is_hidden(canary(path), planted("police-report"))


def test_each_field_is_shown_to_somebody_who_may_see_it() -> None:
    shown_to_cps = [path for path, papers in FIELDS.items() if papers]
    for path in shown_to_cps:
        assert any(not is_hidden(canary(path), planted(key)) for key in FIELDS[path]), path


def test_dates_of_birth_never_enter() -> None:
    def born(copy: dict[str, Any]) -> None:
        copy["people"][0]["date_of_birth"] = "1931-07-29"
        copy["people"][1]["date_of_birth"] = "1932-08-30"

    for key in KEYS:
        made = printed(key, changed(BASE, born))
        for words in ("29 Jul 1931", "30 Aug 1932", "1931-07-29", "1932-08-30", "29/07/1931"):
            assert is_hidden(words, made)

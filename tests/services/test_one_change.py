"""Import a case, change one thing of each part of the file through its verb, export: exactly that has changed."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.case_file import schema
from app.services.demo.cast import Cast
from tests.domain.samples import NAMES
from tests.services import changes
from tests.services.one_change import Change, changed, same
from tests.services.test_one_group import GROUPS


def before_plea(file: dict[str, Any]) -> None:
    """The first hearing has not come yet."""
    file |= {"pleas": [], "verdicts": [], "sentences": [], "hearings": file["hearings"][:1]}
    file["hearings"][0].pop("result")
    file["crimes"][0] |= {"ho_outcome_code": None, "outcome_date": None}
    for one in file["allegations"]:
        one["status"] = "first_hearing_listed"


def before_verdict(file: dict[str, Any]) -> None:
    """Both pleaded not guilty, and the trial has not come yet."""
    file |= {"verdicts": [], "sentences": [], "hearings": file["hearings"][:3]}
    file["hearings"][2].pop("result")
    for one in file["pleas"]:
        one["plea"] = "not_guilty"
    for one in file["allegations"]:
        one["status"] = "trial_listed"


def before_hearing(file: dict[str, Any]) -> None:
    file["hearings"][0].pop("result")


ANSWERED, AT_COURT = NAMES[1], NAMES[4]
#: part → sample, change, what must differ
CHANGES: dict[str, tuple[str, Change, set[str]]] = {
    "urn": (ANSWERED, changes.urn, {"/urn"}),
    "incident": (ANSWERED, changes.incident, {"/incident/narrative"}),
    "hate_strands": (ANSWERED, changes.strands, {"/hate_strands"}),
    "perceived_by": (ANSWERED, changes.perceived, {"/perceived_by"}),
    "hostility_items": (ANSWERED, changes.hostility, {"/hostility_items/0/quote"}),
    "no_hostility_found_reason": (NAMES[3], changes.no_hostility, {"/no_hostility_found_reason"}),
    "oic_id and staff": (ANSWERED, changes.officer, {"/oic_id", "/staff"}),
    "people": (ANSWERED, changes.person, {"/people/0/occupation"}),
    "person_contacts": (ANSWERED, changes.contact_details, {"/person_contacts/0/note"}),
    "victims": (ANSWERED, changes.victim, {"/victims/0/support_reason"}),
    "suspects": (ANSWERED, changes.suspect, {"/suspects/0/vulnerability"}),
    "crimes": (AT_COURT, changes.crime, {"/crimes/0/ho_outcome_code", "/crimes/0/outcome_date"}),
    "allegations": (ANSWERED, changes.allegation, {"/allegations/0/wording"}),
    "statements": (ANSWERED, changes.statement, {"/statements/0/is_recorded_interview"}),
    "evidence_items": (ANSWERED, changes.evidence, {"/evidence_items/0/description"}),
    "media_answers": (NAMES[3], changes.media, {"/media_answers"}),
    "documents": (ANSWERED, changes.paper, {"/documents/0/title"}),
    "lines_of_inquiry": (ANSWERED, changes.line, {"/lines_of_inquiry"}),
    "disclosure": (ANSWERED, changes.disclosure, {"/disclosure/presumption_checklist/payments"}),
    "police_report": (
        ANSWERED,
        changes.report,
        {
            "/police_report/headline",
            "/police_report/officer_certified_at",
            "/police_report/supervisor_certified_at",
        },
    ),
    "referrals": (ANSWERED, changes.referral_words, {"/referrals/1/outline", "/referrals/1/drafted_by"}),
    "action plan": (
        ANSWERED,
        changes.action_answer,
        {
            "/referrals/0/action_plan/actions/1/answer",
            "/referrals/0/action_plan/actions/1/answered_at",
        },
    ),
    "hearings": (AT_COURT, changes.hearing, {"/hearings/0/court"}),
    "pleas": (AT_COURT, changes.plea, {"/pleas", "/hearings/0/result", "/allegations/0/status", "/events"}),
    "verdicts": (AT_COURT, changes.verdict, {"/verdicts", "/hearings/2/result", "/allegations/1/status", "/events"}),
    "sentences": (AT_COURT, changes.uplift, {"/sentences/0/sentence_before_uplift"}),
    "vrr_requests": (
        NAMES[2],
        changes.review_request,
        {
            "/vrr_requests/0/result",
            "/vrr_requests/0/stage",
            "/vrr_requests/0/reviewer_id",
            "/staff",
        },
    ),
    "events": (AT_COURT, changes.event, {"/events"}),
    "contacts": (AT_COURT, changes.contact, {"/contacts"}),
}


#: What must not have happened yet.
BEFORE: dict[str, Callable[[dict[str, Any]], None]] = {
    "hearings": before_hearing,
    "pleas": before_plea,
    "verdicts": before_verdict,
}


@pytest.mark.parametrize("part", CHANGES)
def test_exactly_the_change_is_in_the_export(cast: Cast, part: str) -> None:
    sample, change, wanted = CHANGES[part]
    officer = "" if part == "oic_id and staff" else "Arden Samplewick"
    assert changed(cast, sample, BEFORE.get(part, same), change, officer=officer) == wanted


#: No verb changes these: the form of the file, and who sent it, which says where the record came from.
WITHOUT_VERB = {"format", "source"}


def test_every_part_of_the_contract_has_its_change() -> None:
    named = {word for part in [*CHANGES, *GROUPS] for word in part.split()}
    assert set(schema()["properties"]) - WITHOUT_VERB <= named

"""One change of each part of a case file through its page: in which sample, where, what is typed, what differs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database.session import db
from app.domain.roles import Rank
from app.models.allegation import Act, Allegation, Crime
from app.models.incident import Incident
from app.models.material import HostilityItem
from app.models.outcome import Sentence, VrrRequest
from app.models.report_text import ChronologyEntry, PoliceReport, SettledMatch
from tests.domain.samples import NAMES
from tests.services import file_changes as files
from tests.services import group_changes as groups
from tests.services.one_change import Before, same
from tests.services.test_one_change import before_hearing, before_plea, before_verdict

BUS, ONLINE, MARCH, MATE, MOSQUE = NAMES
OFFICER, SUPERVISOR, HIGHER = "Arden Samplewick", "Cleo Testerby", "Dara Fictwell"
SENIOR, OPERATIONS, CARE = "Wren Seniorly", "Tamsin Intake", "Rowan Witnall"


@dataclass(frozen=True)
class Page:
    """A form: in which sample, at which address of the case, what is typed, what then differs in the file."""

    at: str
    typed: dict[str, Any]
    differs: set[str]
    sample: str = ONLINE
    prepare: Before = same
    who: str = OFFICER
    rank: Rank | None = None


def day(name: str, figures: str, time: str = "") -> dict[str, str]:
    number, month, year = figures.split()
    typed = {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}
    return typed | ({f"{name}-time": time} if time else {})


def first(model: Any, *ways: Any) -> Callable[[Incident], int]:
    """The number of the first row of this kind in a case."""

    def found(case: Incident) -> int:
        asked = select(model.id)
        for way in ways:
            asked = asked.join(way)
        owner = ways[-1] if ways else model
        return db.session.scalars(asked.where(owner.incident_id == case.id).order_by(model.id).limit(1)).one()

    return found


NUMBERS: dict[str, Callable[[Incident], int]] = {
    "{crime}": first(Crime),
    "{act}": first(Act, Allegation),
    "{event}": first(ChronologyEntry, PoliceReport),
    "{words}": first(SettledMatch, PoliceReport),
    "{hostility}": first(HostilityItem),
    "{sentence}": first(Sentence, Allegation),
    "{review}": first(VrrRequest),
}
LONGER_BAIL = {"clock": "bail_ext_1", "grounds": "The phone is being read.", "conditions_met": "y",
               "representations_invited": "y"}  # fmt: skip
DETENTION = {"grounds": "A search goes on."} | day("reviewed_at", "23 11 2026", "11:30")

PAGES: dict[str, Page] = {
    "urn": Page("urn", {"urn": "01QX0000126"}, {"/urn"}),
    "incident": Page("report", {"narrative": "Said in other words."}, {"/incident/narrative"}),
    "incident/location": Page("report", {"district": "Another district"}, {"/incident/location/district"}),
    "incident/online": Page("online", {"account_handle": "@another_name"}, {"/incident/online/account_handle"}),
    "incident/online, links": Page("online", {"captured": ["E1"]}, {"/incident/online/capture_source_ids"}),
    "incident/online, taken back": Page("online", {"is_gone": "y"}, {"/incident/online"}),
    "incident/other_refs": Page(
        "references", {"others": "Community Safeguard Charity | CSC-9"}, {"/incident/other_refs/0/reference"}
    ),
    "incident/linked_investigations": Page(
        "references", {"linked": "TS/2026/081177"}, {"/incident/linked_investigations/0/status"}
    ),
    "hate_strands": Page("perception", {"strands": ["race", "religion", "disability"]}, {"/hate_strands"}),
    "perceived_by": Page("perception", {"perceived_by": ["victim", "organisation", "officer"]}, {"/perceived_by"}),
    "hostility_items": Page("evidence/hostility/{hostility}", {"quote": "Others"}, {"/hostility_items/0/quote"}),
    "no_hostility_found_reason": Page(
        "evidence/hostility/none", {"reason": "Nothing was said."}, {"/no_hostility_found_reason"}, sample=MATE
    ),
    "supervisor_id": Page("supervisor", {"supervisor": HIGHER}, {"/supervisor_id", "/staff"}, who=SUPERVISOR),
    "oic_id and staff": Page("officer", {"officer": "Bryn Mockridge"}, {"/oic_id", "/staff"}, who=SUPERVISOR),
    "people": Page("people/P1", {"occupation": "Baker"}, {"/people/0/occupation"}),
    "people, as witnesses": Page(
        "people/P2",
        {"is_vulnerable_or_intimidated": "yes", "interpreter_needed": "yes"},
        {"/people/1/is_vulnerable_or_intimidated", "/people/1/interpreter_needed"},
    ),
    "person_contacts": Page("people/P1/contact", {"note": "Ring twice."}, {"/person_contacts/0/note"}),
    "victims": Page("people/P1/victim", {"support_reason": "Wants an end."}, {"/victims/0/support_reason"}),
    "victims/injuries": Page(
        "people/P1/victim", {"injuries_description": "A cut", "injured": ["E1"]}, {"/victims/0/injuries"}
    ),
    "victims/vps": Page("people/P1/victim", {"vps_statement_id": ""}, {"/victims/0/vps/statement_id"}, sample=BUS),
    "victims/updates": Page(
        "people/P1/updates", {"every_days": "7"}, {"/victims/0/updates/every_days", "/victims/0/updates/recorded_by"}
    ),
    "victims, needs": Page(
        "people/P1/needs", {"needs": "Rest"}, {"/victims/0/needs/0", "/victims/0/needs_assessed_at"}
    ),
    "suspects/interview": Page(
        "people/P3/interview", {"interview_summary": "He said more."}, {"/suspects/0/interview/summary"}
    ),
    "suspects/antecedents": Page(
        "people/P3/background", {"pnc_result": "print"}, {"/suspects/0/antecedents/pnc_result"}
    ),
    "suspects/youth": Page(
        "people/P3/background", {"appropriate_adult_id": "Ada Grownup"}, {"/suspects/0/youth/appropriate_adult_id"},
        prepare=groups.a_child,
    ),
    "suspects/pace_extensions": Page(
        "people/P3/longer-detention", DETENTION | day("ends_at", "24 11 2026", "08:00"),
        {"/suspects/0/pace_extensions"}, BUS, groups.in_custody, HIGHER, Rank.SUPERINTENDENT,
    ),
    "suspects/pace_extensions, warrant": Page(
        "people/P3/warrant",
        {"court": "A court"} | day("issued_at", "23 11 2026", "11:00") | day("ends_at", "24 11 2026", "20:00"),
        {"/suspects/0/pace_extensions"}, BUS, groups.in_custody,
    ),
    "suspects/bail": Page(
        "people/P3/bail",
        {"authorised_by": "Sergeant"} | day("released_at", "23 11 2026", "11:00") | day("ends_on", "4 1 2027"),
        {"/suspects/0/bail", "/suspects/0/custody_status", "/events"}, BUS, groups.in_custody,
    ),
    "suspects/bail/extensions": Page(
        "people/P3/longer-bail", LONGER_BAIL | day("ends_on", "1 4 2027"), {"/suspects/0/bail/extensions"},
        BUS, groups.on_bail, HIGHER, Rank.INSPECTOR,
    ),
    "crimes": Page(
        "crimes/{crime}", {"own_strands": "y", "strands": ["race"], "reason": "As the victim says."},
        {"/crimes/0/hate_strands"}, prepare=files.no_outcome,
    ),
    "allegations": Page("offences/A1/change", {"wording": "Worded with care"}, {"/allegations/0/wording"}),
    "allegations, first statement": Page(
        "offences/A1/change", day("domestic_abuse_first_statement_on", "1 9 2026"),
        {"/allegations/0/domestic_abuse_first_statement_on"},
    ),
    "allegations/damage": Page(
        "offences/A1/change", {"damage_owner": "The bakery", "damage_cost_gbp": "120.50"}, {"/allegations/0/damage"}
    ),
    "allegations/elements": Page("offences/A1/points/add", {"text": "His account"}, {"/allegations/0/elements"}),
    "allegations/acts": Page(
        "offences/A1/acts/add", {"text": "Again", "sources": ["E1"]} | day("on", "9 8 2026"), {"/allegations/0/acts"}
    ),
    "allegations/acts, changed": Page(
        "offences/A1/acts/{act}", {"sources": ["E2"]} | day("on", "4 8 2026"),
        {"/allegations/0/acts/0/on", "/allegations/0/acts/0/source_ids/0"}, prepare=files.course_of_conduct,
    ),
    "allegations/acts, taken back": Page(
        "offences/A1/acts/{act}", {"is_gone": "y"}, {"/allegations/0/acts"}, prepare=files.course_of_conduct
    ),
    "allegations/prosecutor_knowledge": Page(
        "referrals/1/certificate/A2", {"review": "evidence sufficient"} | day("signed_on", "3 11 2026"),
        {"/allegations/1/prosecutor_knowledge/0/certificate_signed_on"}, prepare=files.sufficient, who=SENIOR,
    ),
    "statements": Page(
        "evidence/statements/S1", {"is_recorded_interview": "yes"}, {"/statements/0/is_recorded_interview"}
    ),
    "evidence_items": Page("evidence/items/E1", {"description": "Anew"}, {"/evidence_items/0/description"}),
    "evidence_items/key_times": Page(
        "evidence/items/E1", {"key_times": "12:00 | the threat"}, {"/evidence_items/0/key_times"}
    ),
    "evidence_items/file": Page(
        "evidence/items/E1", {"file_byte_size": "4096"}, {"/evidence_items/0/file/byte_size"}
    ),
    "evidence_items, disclosure": Page(
        "evidence/items/E8/disclosure", {"decision": "disclose"}, {"/evidence_items/7/disclosure_decision"}, who=SENIOR
    ),
    "media_answers": Page(
        "evidence/recordings", {"answer_cctv": "no", "reason_cctv": "None there."}, {"/media_answers"}, sample=MATE
    ),
    "documents": Page("evidence/documents/D1", {"title": "Another title"}, {"/documents/0/title"}),
    "documents, back page": Page(
        "evidence/documents/D5", {"statement_id": ""},
        {"/documents/4/statement_id", "/statements/1/back_page_document_id"},
    ),
    "lines_of_inquiry": Page(
        "evidence/inquiries/add", {"text": "Ask.", "status": "outstanding", "points_to": "away"}, {"/lines_of_inquiry"}
    ),
    "disclosure": Page(
        "evidence/disclosure", {"payments": "held"}, {"/disclosure/presumption_checklist/payments"}
    ),
    "police_report": Page(
        "evidence/report-text", {"headline": "A headline of its own"},
        {"/police_report/headline", "/police_report/officer_certified_at", "/police_report/supervisor_certified_at"},
    ),
    "police_report/chronology": Page(
        "evidence/report-text/events/{event}", {"sources": ["S1"]}, {"/police_report/chronology/0/source_ids/0"}
    ),
    "police_report/settled_matches": Page(
        "evidence/report-text/words/add",
        {"field": "/police_report/headline", "match": "a teacher", "reason_code": "evidential", "reason": "Needed."},
        {"/police_report/settled_matches"},
    ),
    "police_report/settled_matches, confirmed": Page(
        "evidence/report-text/words/{words}", {"answer": "confirm"},
        {"/police_report/settled_matches/0/confirmed_by", "/police_report/settled_matches/0/confirmed_at", "/staff"},
        MARCH, files.not_confirmed, SUPERVISOR,
    ),
    "police_report/settled_matches, taken back": Page(
        "evidence/report-text/words/{words}", {"answer": "back"}, {"/police_report/settled_matches"}, sample=MARCH
    ),
    "referrals": Page(
        "referrals/2/change", {"outline": "Of its own"}, {"/referrals/1/outline", "/referrals/1/drafted_by"}
    ),
    "referrals/tt_conditions": Page(
        "referrals/2/change", {"tt_1": "yes", "tt_1_reason": "He was seen"},
        {"/referrals/1/tt_conditions", "/referrals/1/drafted_by"},
    ),
    "referrals/police_view": Page(
        "referrals/2/change", {"police_view_evidential": "It is enough."},
        {"/referrals/1/police_view/evidential_stage", "/referrals/1/drafted_by"},
    ),
    "referrals/action_plan/actions": Page(
        "referrals/1/actions/2", {"answer": "Done.", "sources": ["E1"]},
        {f"/referrals/0/action_plan/actions/1/{name}" for name in ("answer", "answered_at", "source_ids")},
    ),
    "hearings": Page(
        "hearings/H1/change", {"court": "Another house"}, {"/hearings/0/court"}, MOSQUE, before_hearing, OPERATIONS
    ),
    "pleas": Page(
        "hearings/H1/results/A1", {"result": "plea_guilty"} | day("on", "16 7 2026"),
        {"/pleas", "/hearings/0/result", "/allegations/0/status", "/events"}, MOSQUE, before_plea, OPERATIONS,
    ),
    "verdicts": Page(
        "hearings/H3/results/A2", {"result": "found_guilty"} | day("on", "26 10 2026"),
        {"/verdicts", "/hearings/2/result", "/allegations/1/status", "/events"}, MOSQUE, before_verdict, OPERATIONS,
    ),
    "sentences": Page(
        "sentences/{sentence}/uplift", {"sentence_before_uplift": "Ten weeks"},
        {"/sentences/0/sentence_before_uplift"}, MOSQUE, who=OPERATIONS,
    ),
    "vrr_requests": Page(
        "reviews/{review}", {"result": "upheld"},
        {"/vrr_requests/0/result", "/vrr_requests/0/stage", "/vrr_requests/0/reviewer_id", "/staff"}, MARCH, who=SENIOR,
    ),
    "events": Page(
        "care/event", {"kind": "sentence_received"} | day("happened_at", "23 11 2026", "12:00"), {"/events"}, MOSQUE,
        who=CARE,
    ),
    "contacts": Page(
        "care/contact", {"victim": "P1", "channel": "phone", "outcome": "no_answer"} | day("at", "23 11 2026", "11:00"),
        {"/contacts"}, MOSQUE,
    ),
    "victims/support_referral": Page(
        "care/support", {"victim": "P1", "unit": "Harbour", "consent": "given"},
        {"/victims/0/support_referral/service", "/victims/0/support_referral/referred_at"},
    ),
}  # fmt: skip

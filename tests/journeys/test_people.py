"""People of a case: who sees which page, and what each form does with good, bad, late and foreign input."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import CustodyStatus, InterviewStatus, PartyRole, Tier, VictimSupport
from app.models.audit import AuditDetail
from app.models.people import Person, PersonContact
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.services.demo import later_acts as acts
from app.web.fields import NOT_ON_THE_LIST
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved

FORMS = ("add", "P1", "P2/arrest", "P2/bail", "P2/release-under-investigation", "P2/release", "P2/interview",
         "P2/background")  # fmt: skip


@pytest.fixture
def at(story):
    return f"/cases/{story.incident.reference}/people"


def person(file_id: str) -> Person:
    return db.session.scalars(select(Person).where(Person.file_id == file_id)).one()


def one(model):
    return db.session.scalars(select(model)).one()


def day(name: str, words: str, time: str = "10:00") -> dict[str, str]:
    figures = words.split()
    return {f"{name}-day": figures[0], f"{name}-month": figures[1], f"{name}-year": figures[2], f"{name}-time": time}


@pytest.mark.both
def test_the_page_says_who_they_are_and_whether_the_victim_supports_it(story, as_, at):
    words = as_(story, "officer").page(at).select_one("main").get_text(" ", strip=True)
    assert "1 suspect and 1 victim. The victim: supports a prosecution." in words
    assert "Supports a prosecution" in words and "Attended voluntarily" in words


def test_nobody_named_yet_is_said_in_words(tell, as_):
    bare = tell(lambda story: story.report().assess())
    page = as_(bare, "officer").page(f"/cases/{bare.incident.reference}/people")
    assert "Nobody is named in this case yet." in page.get_text()


def test_readers_see_the_people_and_no_way_to_change_them(tell, as_):
    told = tell(acts.under_review)
    at = f"/cases/{told.incident.reference}/people"
    for who in ("prosecutor", "operations"):
        client = as_(told, who)
        page = client.page(at)
        assert told.victim.full_name in page.get_text()
        assert not page.select("a[href$='/add'], a[href$='/P1']")
        assert "Supports a prosecution" in client.page(f"{at}/P1/victim").get_text()
        assert not client.page(f"{at}/P2/suspect").select("main form")
        hidden_from(client, [f"{at}/{form}" for form in FORMS])
    assert as_(told, "prosecutor").page(f"{at}/P1/needs")
    hidden_from(as_(told, "operations"), [f"{at}/P1/needs", f"{at}/P1/contact"])
    hidden_from(as_(told, "Bex Harbourne"), [at, f"{at}/P1/contact", f"{at}/P1/victim", f"{at}/P1/needs"])


def test_supervisor_file_reviewer_and_strangers(tell, as_):
    told = tell(lambda story: acts.offer(acts.draft(acts.ready(story))))
    at = f"/cases/{told.incident.reference}/people"
    assert as_(told, "supervisor").page(f"{at}/P1").select_one("form #surname")
    reviewer = as_(told, "Quinn Proofread")
    assert told.victim.full_name in reviewer.page(at).get_text()
    hidden_from(reviewer, [f"{at}/{form}" for form in FORMS])
    other = tell(acts.ready, number=2, force="Z2")
    hidden_from(as_(other, "officer"), [at, f"{at}/P1/victim", f"{at}/P2/suspect", *(f"{at}/{form}" for form in FORMS)])


SOMEBODY = {"surname": "Draftley", "roles": "witness"}


def test_a_person_is_added_with_their_answers_row(story, as_, at):
    fields = {"surname": "Draftley", "given_names": "Wyn", "roles": ["victim", "witness"]}
    saved(as_(story, "officer"), f"{at}/add", fields | day("date_of_birth", "1 2 1988"))
    added = person("P3")
    assert (added.full_name, added.date_of_birth.isoformat()) == ("Wyn Draftley", "1988-02-01")
    assert [role.party_role for role in added.roles] == [PartyRole.VICTIM, PartyRole.WITNESS]
    assert len(db.session.scalars(select(Victim)).all()) == 2


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"surname": "", "roles": "witness"}, "surname", "Give the family name"),
        ({"surname": "Draftley"}, "roles", "Choose at least one part"),
        (
            {"surname": "Draftley", "roles": "witness"} | day("date_of_birth", "1 2 2088"),
            "date_of_birth",
            "in the past",
        ),
        ({"surname": "Draftley", "roles": "witness"} | day("date_of_birth", "31 2 1988"), "date_of_birth", "not exist"),
    ],
)
def test_a_person_is_refused_beside_the_field(story, as_, at, fields, field, sentence):
    fields = {name: value for name, value in fields.items() if not name.endswith("-time")}
    refused(as_(story, "officer"), f"{at}/add", fields, field, sentence)


def test_a_person_is_changed_and_a_victim_stays_one(story, as_, at):
    client = as_(story, "officer")
    saved(client, f"{at}/P1", {"occupation": "Baker", "interpreter_needed": "yes", "language": "Ruritanian"})
    assert (person("P1").occupation, person("P1").interpreter_needed) == ("Baker", True)
    assert "Interpreter needed: Ruritanian." in client.page(at).get_text()
    refused(client, f"{at}/P1", {"roles": "witness"}, "roles", "A victim or suspect stays one")


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("P1", "occupation"),
        ("P1/contact", "note"),
        ("P1/victim", "support_reason"),
        ("P1/needs", "needs"),
        ("P2/interview", "interview_summary"),
        ("P2/background", "antecedents_summary"),
    ],
)
def test_con_1_two_people_write(story, as_, at, page, field):
    shown = raced(as_(story, "officer"), f"{at}/{page}", {field: "what they wrote"}, {field: "what I wrote"})
    assert "what they wrote" in str(shown) and "what I wrote" in str(shown)
    assert "DC Arden Samplewick" in shown.get_text()


def test_con_1_choices_are_shown_in_words(story, as_, at):
    theirs, mine = {"victim_support": "does_not_support"}, {"victim_support": "undecided"}
    shown = raced(as_(story, "officer"), f"{at}/P1/victim", theirs, mine)
    assert "Does not support a prosecution" in shown.select_one(".tl-both__text").get_text()
    assert one(Victim).victim_support is VictimSupport.UNDECIDED


def test_contact_details_are_sealed_and_the_safe_way_comes_first(story, as_, at):
    client = as_(story, "officer")
    assert "No safe way is recorded" in client.page(f"{at}/P1/contact").get_text()
    fields = {
        "phones": "0300 000 0001\n0300 000 0002",
        "emails": "wyn@post.example",
        "safe_channels": ["phone", "text"],
        "unsafe_channels": "never ring after 18:00",
        "voicemail_allowed": "no",
    }
    saved(client, f"{at}/P1/contact", fields)
    known = one(PersonContact)
    assert (known.phones, known.safe_channels) == (["0300 000 0001", "0300 000 0002"], ["phone", "text"])
    assert known.voicemail_allowed is False and b"0300" not in known.phones_sealed
    panel = client.page(f"{at}/P1/contact").select_one("[aria-label='Safe contact']").get_text(" ", strip=True)
    assert "Safe: telephone and text message." in panel and "never ring after 18:00" in panel
    assert "0300" not in client.page(at).get_text()
    refused(client, f"{at}/P1/contact", {"emails": "no address"}, "emails", "Enter each e-mail address")


def test_a_prosecutor_says_why_before_contact_details_are_shown(tell, as_):
    told = tell(acts.under_review)
    at = f"/cases/{told.incident.reference}/people"
    saved(as_(told, "officer"), f"{at}/P1/contact", {"phones": "0300 000 0001", "safe_channels": "phone"})
    client = as_(told, "prosecutor")
    assert "0300" not in client.get(f"{at}/P1/contact").text
    refused(client, f"{at}/P1/contact", {"reason": ""}, "reason", "Give the reason")
    shown = client.submit(f"{at}/P1/contact", {"reason": "To fix a special measures meeting"})
    assert shown.status_code == 200 and "0300 000 0001" in shown.text
    details = [str(row.body) for row in db.session.scalars(select(AuditDetail))]
    assert any("To fix a special measures meeting" in detail for detail in details)


def test_what_the_victim_says(story, as_, at):
    fields = {"victim_support": "does_not_support", "support_reason": "Afraid of reprisals", "tier": "standard"}
    saved(as_(story, "officer"), f"{at}/P1/victim", fields | day("vps_offered_at", "20 11 2026"))
    row = one(Victim)
    assert (row.victim_support, row.tier) == (VictimSupport.DOES_NOT_SUPPORT, Tier.STANDARD)
    assert row.vps_offered_at.isoformat() == "2026-11-20T10:00:00+00:00"
    bad = day("vps_offered_at", "20 11 2026", "25:00") | {"support_reason": "kept"}
    refused(as_(story, "officer"), f"{at}/P1/victim", bad, "vps_offered_at", "like 18:25")


def test_needs_and_special_measures(story, as_, at):
    client = as_(story, "officer")
    saved(client, f"{at}/P1/needs", {"needs": "A step-free room\nBreaks", "special_measures": ["screens", "live_link"]})
    row = one(Victim)
    assert (row.needs, row.special_measures) == (["A step-free room", "Breaks"], ("screens", "live_link"))
    assert "Special measures: screens and live link." in client.page(at).get_text()
    refused(client, f"{at}/P1/needs", {"special_measures": "a butler"}, "special_measures", NOT_ON_THE_LIST)


def test_arrest_bail_and_release(story, as_, at):
    client = as_(story, "officer")
    early = day("arrested_at", "22 11 2026", "10:00") | day("relevant_time", "22 11 2026", "09:00")
    refused(client, f"{at}/P2/arrest", early | {"grounds": "Seen nearby"}, "relevant_time", "before the arrest")
    saved(client, f"{at}/P2/arrest", early | day("relevant_time", "22 11 2026", "10:40") | {"grounds": "Seen nearby"})
    assert one(Suspect).custody_status is CustodyStatus.IN_CUSTODY
    out = day("released_at", "22 11 2026", "19:00") | {"authorised_by": "Inspector", "conditions": "Stay away\nSign"}
    late = {"ends_on-day": "23", "ends_on-month": "3", "ends_on-year": "2027"}
    page = refused(client, f"{at}/P2/bail", out | late, "ends_on", "at the latest on 22 Feb 2027")
    assert "section 47ZB" in page.get_text()
    saved(client, f"{at}/P2/bail", out | late | {"ends_on-month": "1"})
    row = one(Suspect)
    assert (row.custody_status, row.bail_conditions) == (CustodyStatus.PRECHARGE_BAIL, ("Stay away", "Sign"))
    suspect = client.page(f"{at}/P2/suspect").get_text(" ", strip=True)
    assert "On pre-charge bail until Sat 23 Jan 2027. 61 days left." in suspect
    saved(client, f"{at}/P2/release-under-investigation", day("released_at", "23 11 2026", "09:00"))
    saved(client, f"{at}/P2/release", day("released_at", "23 11 2026", "10:00") | {"reason": "Elsewhere that evening"})
    assert one(Suspect).custody_status is CustodyStatus.NOT_ARRESTED


def test_only_what_can_be_recorded_now_is_offered(story, as_, at):
    client = as_(story, "officer")
    links = {link["href"].rsplit("/", 1)[1] for link in client.page(f"{at}/P2/suspect").select("main a.govuk-button")}
    assert links == {"arrest", "street-bail"}
    answer = client.submit(f"{at}/P2/release", day("released_at", "23 11 2026", "10:00") | {"reason": "words to keep"})
    assert answer.status_code == 422
    assert "so this cannot be recorded now" in answer.text and "words to keep" in answer.text


def test_interview_and_background(story, as_, at):
    client = as_(story, "officer")
    none = {"interview_status": "declined", "interview_reason": ""}
    refused(client, f"{at}/P2/interview", none, "interview_reason", "Say why there was no interview")
    saved(client, f"{at}/P2/interview", none | {"interview_reason": "Unwell"})
    assert (one(Suspect).interview_status, one(Suspect).interview_reason) == (InterviewStatus.DECLINED, "Unwell")
    saved(client, f"{at}/P2/background", {"pnc_result": "print", "mg16_gateways": ["a", "d"], "pnc_id": "99/1X"})
    assert (one(Suspect).pnc_id, one(Suspect).mg16_gateways) == ("99/1X", ("a", "d"))
    refused(client, f"{at}/P2/background", {"pnc_result": "maybe"}, "pnc_result", NOT_ON_THE_LIST)


def test_acc_3_people_of_other_cases_are_not_found_here(story, tell, as_, at):
    tell(acts.ready, number=2, force="Z2")
    client = as_(story, "officer")
    before = happenings()
    for path in ("P9", "P9/contact", "P1/suspect", "P2/victim", "P2/needs", "P1/arrest", "P9/interview"):
        assert client.get(f"{at}/{path}").status_code == 404, path
    assert client.post(f"{at}/P9", data=opened(client, f"{at}/P1")).status_code == 404
    assert happenings() == before

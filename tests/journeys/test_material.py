"""Material of a case: what the page shows to whom, and what each form does with good, bad, late and foreign input."""

from datetime import date

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import (
    Availability,
    LineStatus,
    MediaAnswer,
    MediaKind,
    MgForm,
    PointsTo,
    RedactionStatus,
    StatementKind,
)
from app.models.incident import Incident
from app.models.material import (
    CaseDocument,
    DisclosureAnswers,
    EvidenceItem,
    HostilityItem,
    LineOfInquiry,
    MediaAnswerRow,
    SourceLink,
    Statement,
)
from app.models.report_text import PoliceReport
from app.services import inquiries, material
from app.services.demo import later_acts as acts
from app.web.fields import NOT_ON_THE_LIST
from tests.journeys.trying import happenings, hidden_from, opened, raced, refused, saved

ADDS = ("items/add", "statements/add", "documents/add", "hostility/add", "hostility/none", "recordings",
        "inquiries/add", "disclosure", "report-text")  # fmt: skip
ITEM = {"description": "A coat", "kind": "object", "usage": "used", "availability": "held"}
PAPER = {"title": "Custody print", "mg_form": "PNC", "contains_unredacted_personal_data": "no",
         "redaction_status": "not_needed"}  # fmt: skip
WORDS = {"quote": "the words", "strand": "race", "limb": "demonstrates", "time_relation": "during", "source": "S1"}
LINE = {"text": "Ask the driver", "points_to": "both"}
HASH = "0a" * 32


def fuller(story):
    """One of everything: an unsigned statement, a paper, a line of inquiry."""
    acts.ready(story)
    case, at = story.incident, story.later(days=3)
    draft = material.StatementDetails(
        kind=StatementKind.WITNESS, made_on=date(2026, 10, 26), declaration=False, text="A first draft."
    )
    material.add_statement(case, story.victim, draft, actor=story.officer, at=at)
    paper = material.DocumentDetails(
        mg_form=MgForm.MG15,
        title="Record of interview",
        contains_unredacted_personal_data=False,
        redaction_status=RedactionStatus.NOT_CHECKED,
    )
    material.add_document(case, paper, actor=story.officer, at=at)
    line = inquiries.LineDetails(text="Ask the driver", status=LineStatus.OUTSTANDING, points_to=PointsTo.BOTH,
                                 target_date=date(2026, 12, 1))  # fmt: skip
    inquiries.put_line(case, line, actor=story.officer, at=at)


@pytest.fixture
def full(tell):
    return tell(fuller)


@pytest.fixture
def at(full):
    return f"/cases/{full.incident.reference}/evidence"


def rows(model):
    return list(db.session.scalars(select(model).order_by(model.id)))


@pytest.mark.both
def test_the_page_shows_what_there_is_and_covers_the_words(full, as_, at):
    page = as_(full, "officer").page(at)
    words = page.select_one("main").get_text(" ", strip=True)
    assert (
        "1 item of evidence, 2 statements and 1 document. 1 still to come, the first by Tue 1 Dec: 8 days left."
        in words
    )
    assert "Core evidence." in words and "Redaction: not checked" in words
    covered = page.select_one("section[aria-labelledby=hostility] details.tl-covered")
    assert not covered.has_attr("open") and full.plot.quote in covered.get_text()
    covered.decompose()
    assert full.plot.quote not in page.get_text()


def test_an_empty_page_says_so(tell, as_):
    bare = tell(lambda story: story.report().assess())
    words = as_(bare, "officer").page(f"/cases/{bare.incident.reference}/evidence").get_text(" ", strip=True)
    assert "0 items of evidence, 0 statements and 0 documents. Nothing is awaited." in words
    assert "No statement yet." in words and "Nobody has begun it." in words


def test_readers_see_the_material_and_no_way_to_change_it(tell, as_):
    told = tell(acts.under_review)
    at = f"/cases/{told.incident.reference}/evidence"
    forms = [f"{at}/{one}" for one in (*ADDS, "items/E1", "statements/S1", "hostility/1")]
    for who in ("prosecutor", "operations"):
        page = as_(told, who).page(at)
        assert "I was frightened" in page.get_text() and not page.select(
            "main a[href*='/evidence/']:not([href$='/back'], [href$='/custody'])"
        )
        hidden_from(as_(told, who), forms)
    assert as_(told, "supervisor").page(f"{at}/items/E1")
    hidden_from(as_(told, "caseworker"), [at, *forms])


def test_the_file_reviewer_reads_and_strangers_find_nothing(tell, as_):
    told = tell(lambda story: acts.offer(acts.draft(acts.ready(story))))
    at = f"/cases/{told.incident.reference}/evidence"
    assert "AS/1" in as_(told, "Quinn Proofread").page(at).get_text()
    hidden_from(as_(told, "Quinn Proofread"), [f"{at}/{one}" for one in ADDS])
    other = tell(acts.ready, number=2, force="Z2")
    hidden_from(as_(other, "officer"), [at, f"{at}/items/E1", *(f"{at}/{one}" for one in ADDS)])


def test_an_item_is_added_and_changed(full, as_, at):
    client = as_(full, "officer")
    more = {
        "is_core_evidence": "y",
        "key_times": "12:04 | 12:05 | the push\n12:09 | he leaves",
        "media_minutes": "12.5",
        "file_sha256": HASH.upper(),
        "file_link": "https://evidence.example/7",
        "produced_by_id": str(full.victim.id),
    }
    saved(client, f"{at}/items/add", ITEM | more)
    item = rows(EvidenceItem)[1]
    assert (item.file_id, item.is_core_evidence, item.media_minutes, item.file_sha256) == ("E2", True, 12.5, HASH)
    assert [(one.starts, one.ends, one.what) for one in item.key_times] == [
        ("12:04", "12:05", "the push"), ("12:09", None, "he leaves"),
    ]  # fmt: skip
    late = {"availability": "outstanding", "due_on-day": "9", "due_on-month": "12", "due_on-year": "2026"}
    saved(client, f"{at}/items/E2", late)
    assert (rows(EvidenceItem)[1].availability, len(rows(EvidenceItem)[1].key_times)) == (Availability.OUTSTANDING, 2)
    assert "To come by Wed 9 Dec. 16 days left" in client.page(at).get_text()


@pytest.mark.parametrize(
    ("form", "fields", "field", "sentence"),
    [
        ("items/add", ITEM | {"description": ""}, "description", "Say what it is"),
        ("items/add", ITEM | {"availability": "outstanding"}, "due_on", "by which it is expected"),
        ("items/add", ITEM | {"file_sha256": "abc"}, "file_sha256", "64 letters and figures"),
        ("items/add", ITEM | {"file_link": "file:///etc"}, "file_link", "https://"),
        ("items/add", ITEM | {"key_times": "12:04 the push"}, "key_times", "Line 1: put a bar"),
        ("items/add", ITEM | {"is_sensitive": "yes", "schedule": "mg6c"}, "schedule", "sensitive schedule"),
        ("statements/add", {"person": "P1", "kind": "witness"}, "made_on", "Give the date"),
        ("documents/add", PAPER | {"title": ""}, "title", "Give the title"),
        ("documents/add", PAPER | {"redaction_status": "not_redacted_reasoned"}, "redaction_reason", "Give the reason"),
        ("documents/add", {"title": "x"}, "contains_unredacted_personal_data", "personal details"),
        ("hostility/add", WORDS | {"quote": ""}, "quote", "word for word"),
        ("hostility/add", WORDS | {"source": ""}, "source", "Choose where it stands"),
        ("hostility/add", WORDS | {"strand": ""}, "strand", "Choose the strand"),
        ("hostility/add", WORDS | {"limb": ""}, "limb", "Choose what it shows"),
        ("hostility/add", WORDS | {"time_relation": ""}, "time_relation", "Choose when it was"),
        ("hostility/none", {"reason": "x" * 5001}, "reason", "5,000 characters or fewer"),
        ("recordings", {"answer_cctv": "no"}, "reason_cctv", "Say why there is none"),
        ("recordings", {"reason_cctv": "No camera there"}, "answer_cctv", "Choose yes or no"),
        (
            "inquiries/add",
            {"text": "Ask", "status": "not_pursued", "points_to": "both"},
            "not_pursued_reason",
            "Say why",
        ),
        ("inquiries/add", {"text": "Ask", "points_to": "up"}, "points_to", NOT_ON_THE_LIST),
        ("disclosure", {"custody_record": "lost"}, "custody_record", NOT_ON_THE_LIST),
        ("report-text", {"headline": ""}, "headline", "Write what is said"),
        ("report-text", {"chronology": "18:25 | he comes\nhe goes"}, "chronology", "Line 2: put a bar"),
    ],
)
def test_bad_input_is_refused_beside_the_field(full, as_, at, form, fields, field, sentence):
    refused(as_(full, "officer"), f"{at}/{form}", fields, field, sentence)


@pytest.mark.parametrize(
    ("form", "field", "theirs", "mine"),
    [
        ("items/E1", "description", "their words", "my words"),
        ("statements/S2", "text", "their words", "my words"),
        ("documents/D1", "title", "their words", "my words"),
        ("hostility/{hostility}", "quote", "their words", "my words"),
        ("hostility/none", "reason", "their words", "my words"),
        ("recordings", "reason_cctv", "their words", "my words"),
        ("inquiries/{line}", "result", "their words", "my words"),
        ("disclosure", "undermining", "their words", "my words"),
        ("report-text", "witness_P1", "their words", "my words"),
        ("report-text", "chronology", "10:00 | their words", "10:00 | my words"),
    ],
)
def test_con_1_two_people_write(full, as_, at, form, field, theirs, mine):
    path = f"{at}/{form}".format(hostility=rows(HostilityItem)[0].id, line=rows(LineOfInquiry)[0].id)
    also = {"answer_cctv": "no"} if form == "recordings" else {}
    shown = str(raced(as_(full, "officer"), path, also | {field: theirs}, also | {field: mine}))
    assert theirs in shown and mine in shown
    assert mine in str(opened(as_(full, "officer"), path)[field])


def test_a_statement_is_added(full, as_, at):
    day = {"made_on-day": "20", "made_on-month": "11", "made_on-year": "2026"}
    fields = {"person": "P1", "kind": "victim_personal", "text": "What it did to me."} | day
    saved(as_(full, "officer"), f"{at}/statements/add", fields)
    row = rows(Statement)[2]
    assert (row.file_id, row.signed, row.declaration, row.person_id) == ("S3", False, False, full.victim.id)


def test_a_document_is_added_and_changed(full, as_, at):
    client = as_(full, "officer")
    fields = PAPER | {"bundles": ["cps", "defence"], "document_version": "2", "file_name": "pnc.pdf"}
    saved(client, f"{at}/documents/add", fields | {"about_person_id": str(full.suspect.id)})
    row = rows(CaseDocument)[1]
    assert (row.bundles, row.document_version, row.about_person_id) == (("cps", "defence"), 2, full.suspect.id)
    saved(client, f"{at}/documents/D1", {"redaction_status": "redacted"})
    assert rows(CaseDocument)[0].redaction_status is RedactionStatus.REDACTED


def test_words_of_hostility_are_recorded_with_their_source(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/hostility/add", WORDS | {"source": "E1", "said_by_id": str(full.suspect.id)})
    item = rows(HostilityItem)[1]
    link = db.session.scalars(select(SourceLink).where(SourceLink.hostility_id == item.id)).one()
    assert (item.quote, item.said_by_id) == ("the words", full.suspect.id) and link.evidence_id is not None
    saved(client, f"{at}/hostility/{item.id}", {"source": "D1"})
    link = db.session.scalars(select(SourceLink).where(SourceLink.hostility_id == item.id)).one()
    assert link.document_id is not None


def test_no_hostility_is_said_and_taken_back(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/hostility/none", {"reason": "Nothing in the footage"})
    assert rows(Incident)[0].no_hostility_found_reason == "Nothing in the footage"
    saved(client, f"{at}/hostility/none", {"reason": ""})
    assert rows(Incident)[0].no_hostility_found_reason is None


def test_recordings_disclosure_and_lines(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/recordings", {"answer_cctv": "yes", "answer_phone": "no", "reason_phone": "Nobody filmed it"})
    assert {row.kind: (row.answer, row.reason) for row in rows(MediaAnswerRow)} == {
        MediaKind.CCTV: (MediaAnswer.YES, None),
        MediaKind.PHONE: (MediaAnswer.NO, "Nobody filmed it"),
    }
    saved(client, f"{at}/disclosure", {"undermining": "None known", "sensitive": "no", "custody_record": "held"})
    [answers] = rows(DisclosureAnswers)
    assert (answers.sensitive_material_exists, len(answers.checklist)) == (False, 1)
    assert "1 of 13 answered" in client.page(at).get_text()
    saved(client, f"{at}/inquiries/add", {"text": "House to house", "status": "done", "points_to": "away"})
    assert rows(LineOfInquiry)[1].points_to is PointsTo.AWAY


def test_the_text_of_the_report(full, as_, at):
    client = as_(full, "officer")
    fields = {"headline": "Two sentences.", "chronology": "18:25 | a man comes\n18:31 | he leaves", "interview": "",
              "witness_P1": "Says what she saw."}  # fmt: skip
    saved(client, f"{at}/report-text", fields)
    [report] = rows(PoliceReport)
    assert [(one.at, one.text) for one in report.chronology] == [("18:25", "a man comes"), ("18:31", "he leaves")]
    assert (report.headline, report.interview) == ("Two sentences.", None)
    assert [one.text for one in report.witness_evidence] == ["Says what she saw."]


def test_acc_3_ids_of_another_case_are_refused(full, tell, as_, at):
    other = tell(acts.ready, number=2, force="Z2")
    client = as_(full, "officer")
    before = happenings()
    foreign = [row.id for row in rows(HostilityItem) if row.incident_id == other.incident.id]
    for path in ("items/E9", "statements/S9", "documents/D9", f"hostility/{foreign[0]}", "inquiries/999"):
        assert client.get(f"{at}/{path}").status_code == 404, path
    assert happenings() == before
    stranger = str(other.victim.id)
    refused(client, f"{at}/items/add", ITEM | {"produced_by_id": stranger}, "produced_by_id", NOT_ON_THE_LIST)
    refused(client, f"{at}/documents/add", PAPER | {"about_person_id": stranger}, "about_person_id", NOT_ON_THE_LIST)
    refused(client, f"{at}/hostility/add", WORDS | {"said_by_id": stranger}, "said_by_id", NOT_ON_THE_LIST)
    refused(client, f"{at}/hostility/add", WORDS | {"source": "S9"}, "source", NOT_ON_THE_LIST)
    refused(client, f"{at}/statements/add", {"person": "P9"}, "person", NOT_ON_THE_LIST)

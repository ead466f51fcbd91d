"""Online posts, by page: recorded with their pictures, shown to whom, corrected, attributed, preserved."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.vocabulary import CustodyKind, EvidenceKind
from app.models.exhibit_custody import CustodyEntry
from app.models.material import EvidenceItem
from app.models.online import AccountAttribution, OnlinePost, PreservationRequest
from app.models.search import CaseWords
from app.models.vault import EvidenceFile
from app.queries.asked import asked_of
from app.queries.case_file import gather
from app.services import documents
from app.services.demo import later_acts as acts
from tests.conftest import NOON
from tests.inspection import filled, soup
from tests.journeys.trying import happenings, hidden_from, raced, refused, saved
from tests.stored import a_post, picture, read
from tests.uploads import sound

WORDS = "CANARY they should all go back \U0001f4a9"
FACTS = {
    "description": "A post about the wall", "exhibit_ref": "AS/9", "platform": "x", "url": "https://x.example/status/1",
    "content_id": "1", "account_handle": "@wall_writer", "display_name": "Wall", "account_number": "778899",
    "profile_url": "https://x.example/wall_writer", "visibility": "public", "post_text": WORDS, "target": "The tenants",
    "engagement": "12 likes", "context": "Answers under a photograph", "captured_by": "PC Samplewick, officer, Z1",
    "tool": "Firefox 133 on Windows 11", "purpose": "To secure the post that was reported",
    "posted-day": "1", "posted-month": "11", "posted-year": "2026", "posted-time": "21:14", "posted-zone": "+05:30",
    "captured-day": "2", "captured-month": "11", "captured-year": "2026", "captured-time": "10:05",
    "captured-zone": "UTC",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_store(store):
    """The store of this test alone."""


@pytest.fixture
def at(story):
    return f"/cases/{story.incident.reference}/evidence"


@pytest.fixture
def post(story):
    return a_post(story)


@pytest.fixture
def page(story, post):
    return f"/cases/{story.incident.reference}/evidence/items/{post.item.file_id}/post"


def files(png=None, pdf=True):
    """A screenshot of its own, and its PDF."""
    found = {"picture": (io.BytesIO(picture() if png is None else png), "post.png", "image/png")}
    if pdf:
        found["paper"] = (io.BytesIO(sound.SOUND["pdf"]), "post.pdf", "application/pdf")
    return found


def there():
    return db.session.scalar(select(func.count()).select_from(OnlinePost))


@pytest.mark.both
def test_a_post_is_recorded_with_its_picture_its_pdf_and_every_fact(as_, story, at):
    officer = as_(story, "officer")
    saved(officer, f"{at}/posts/add", FACTS | files())
    row = db.session.scalars(select(OnlinePost)).one()
    assert row.post_text == WORDS and row.posted_zone == "+05:30"
    assert (row.posted_at.hour, row.posted_at.minute) == (15, 44)
    item = row.item
    assert (item.kind, item.exhibit_ref, item.obtained_at) == (EvidenceKind.SCREENSHOT, "AS/9", row.captured_at)
    held = db.session.scalars(select(EvidenceFile).order_by(EvidenceFile.id)).all()
    assert [one.media_type for one in held] == ["image/png", "application/pdf"]
    assert {one.evidence_item_id for one in held} == {item.id} and read(held[1]) == sound.SOUND["pdf"]
    steps = db.session.scalars(select(CustodyEntry.kind).where(CustodyEntry.evidence_item_id == item.id)).all()
    assert steps == [CustodyKind.RECEIVED, CustodyKind.RECEIVED]
    shown = officer.page(f"{at}/items/{item.file_id}/post").get_text(" ", strip=True)
    for words in (WORDS, "@wall_writer", "778899", "21:14 UTC+05:30; in UTC Sun 1 Nov 2026, 15:44", "12 likes",
                  "Nobody has looked again yet", "Firefox 133", "To secure the post"):  # fmt: skip
        assert words in shown, words
    assert "There is no PDF" not in shown
    assert item.file_id in [one.evidence_id for one in gather(story.incident).case.evidence_items]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"url": "javascript:alert(1)"}, "url", "Begin the address with https://"),
        ({"platform": "other"}, "other_platform", "Say where it was posted"),
        ({"posted-day": "3"}, "posted", "Check the time zone"),
        ({"captured-year": "2027"}, "captured", "future"),
        ({"captured-zone": "Mars"}, "captured", "Choose from the list"),
        ({"post_text": ""}, "post_text", "word for word"),
        ({"purpose": ""}, "purpose", "Say why it was looked at"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_kept(
    as_, story, at, store, changed, field, sentence
):
    officer = as_(story, "officer")
    before = happenings()
    answer = officer.submit(f"{at}/posts/add", FACTS | changed | files())
    assert answer.status_code == 422
    shown = soup(answer.text)
    assert sentence in shown.select_one(f"#{field}-error").get_text()
    kept = filled(shown.select_one("main form[method=post]"))
    assert kept["context"] == FACTS["context"] and kept["display_name"] == "Wall"
    assert happenings() == before and there() == 0


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"picture": (b"<html>not a picture</html>", "post.html", "text/html")}, "picture", "cannot be kept"),
        ({"picture": ("pdf", "post.pdf", "application/pdf")}, "picture", "PNG or JPEG"),
        ({"paper": ("png", "post.png", "image/png")}, "paper", "Choose a PDF"),
        ({"picture": None}, "picture", "Choose the picture of the post"),
    ],
)
def test_upl_2_page_source_is_not_taken_and_each_picture_is_of_its_kind(as_, story, at, sent, field, sentence):
    given = files()
    for name, one in sent.items():
        given.pop(name)
        if one is not None:
            content = sound.SOUND[one[0]] if isinstance(one[0], str) else one[0]
            given[name] = (io.BytesIO(content), one[1], one[2])
    answer = as_(story, "officer").submit(f"{at}/posts/add", FACTS | given)
    assert answer.status_code == 422 and there() == 0
    assert sentence in soup(answer.text).select_one(f"#{field}-error").get_text()
    assert db.session.scalars(select(EvidenceFile)).all() == []


def test_the_pdf_may_follow_and_the_page_says_that_it_is_missing(as_, story, at):
    officer = as_(story, "officer")
    saved(officer, f"{at}/posts/add", FACTS | {"takedown": "The tenants' group, 1 November"} | files(pdf=False))
    item = db.session.scalars(select(EvidenceItem).join(OnlinePost)).one()
    shown = officer.page(f"{at}/items/{item.file_id}/post").get_text(" ", strip=True)
    assert "There is no PDF of it yet" in shown and "Have the platform preserve it" in shown
    pdf = (io.BytesIO(sound.SOUND["pdf"]), "post.pdf", "application/pdf")
    saved(officer, f"{at}/items/{item.file_id}/file", {"file": pdf})
    assert "There is no PDF" not in officer.page(f"{at}/items/{item.file_id}/post").get_text()


def test_con_2_the_same_form_twice_is_one_post(as_, story, at):
    officer = as_(story, "officer")
    form = filled(officer.page(f"{at}/posts/add").select_one("main form[method=post]"))
    png = picture()
    first = officer.post(f"{at}/posts/add", data=form | FACTS | files(png))
    again = officer.post(f"{at}/posts/add", data=form | FACTS | files(png))
    assert (first.status_code, again.status_code, first.location) == (303, 303, again.location) and there() == 1


def test_a_correction_is_saved_and_two_at_once_are_told(as_, story, page):
    officer = as_(story, "officer")
    raced(officer, f"{page}/change", {"tool": "Chromium 140"}, {"tool": "Safari 18"})
    assert db.session.scalars(select(OnlinePost.tool)).one() == "Safari 18"


@pytest.mark.both
def test_who_is_behind_the_account_is_added_and_never_written_over(as_, story, post, page):
    officer = as_(story, "officer")
    fields = {"person": "unknown", "basis": "The phone was a friend's.", "stated_by": "DC Fict"}
    saved(officer, f"{page}/account", fields)
    rows = db.session.scalars(select(AccountAttribution).order_by(AccountAttribution.id)).all()
    assert [one.person_id for one in rows] == [story.suspect.id, None]
    shown = officer.page(page).get_text(" ", strip=True)
    assert shown.index("Not known who is behind the account") < shown.index("His phone shows the account.")
    assert "Stands" in shown and "Said before" in shown
    refused(officer, f"{page}/account", fields | {"person": "P99"}, "person", "Choose from the list")


def test_acc_3_a_person_of_another_case_is_behind_no_account(as_, story, post, page, tell):
    other = tell(number=2)
    answer = as_(story, "officer").submit(f"{page}/account", {"person": other.suspect.file_id + "7", "basis": "x"})
    assert answer.status_code == 422


def test_a_look_says_whether_it_is_still_there(as_, story, page):
    officer = as_(story, "officer")
    saved(officer, f"{page}/check", {"found": "removed", "note": "The account is gone too."})
    shown = officer.page(page).get_text(" ", strip=True)
    assert "No longer there" in shown and "The account is gone too." in shown
    future = {"checked_at-day": "1", "checked_at-month": "1", "checked_at-year": "2030", "checked_at-time": "10:00"}
    refused(officer, f"{page}/check", {"found": "there"} | future, "checked_at", "future")


def typed(name, day):
    """A day in its three boxes."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def renewal(story):
    db.session.rollback()
    return [(one.due_on, dict(one.values)) for one in asked_of(story.incident) if one.key.startswith("preservation")]


@pytest.mark.both
def test_what_is_preserved_is_asked_for_again_before_it_ends(as_, story, post, page):
    request = db.session.scalars(select(PreservationRequest)).one()
    until = story.now.date() + timedelta(days=90)
    number = {"item": post.item.file_id, "number": str(request.id)}
    assert renewal(story) == [(until - timedelta(days=14), number)]
    assert until - timedelta(days=14) in gather(story.incident).case.kept.days
    officer = as_(story, "officer")
    saved(officer, f"{page}/preservation/{request.id}/renew", {"reference": "X-2"})
    assert renewal(story) == []
    answer = officer.submit(f"{page}/preservation/{request.id}/renew", {})
    assert answer.status_code == 422 and "renewed already" in answer.text
    later = db.session.scalars(select(PreservationRequest).order_by(PreservationRequest.id.desc())).first()
    form = filled(officer.page(f"{page}/preservation/{later.id}/answer").select_one("main form[method=post]"))
    usual = typed("preserved_until", NOON.date() + timedelta(days=90))
    assert {name: form[name] for name in usual} == usual
    answered = typed("replied_on", NOON.date()) | typed("renew_by", NOON.date() + timedelta(days=30))
    saved(officer, f"{page}/preservation/{later.id}/answer", answered | {"reply": "preserved"})
    assert [due for due, _ in renewal(story)] == [NOON.date() + timedelta(days=30)]
    saved(officer, f"{page}/preservation/{later.id}/end", {"reason": "The content was obtained."})
    assert renewal(story) == [] and "The content was obtained." in officer.page(page).get_text()


def test_an_answer_that_does_not_go_together_is_said_beside_its_field(as_, story, post, page):
    request = db.session.scalars(select(PreservationRequest)).one()
    path, officer = f"{page}/preservation/{request.id}/answer", as_(story, "officer")
    refused(officer, path, {"reply": "refused"}, "preserved_until", "leave this empty")
    late = {"renew_by-day": "1", "renew_by-month": "1", "renew_by-year": "2035"}
    refused(officer, path, late, "renew_by", "Give an earlier day")


def test_the_words_of_a_post_are_searched_with_the_evidence(story, post):
    words = db.session.scalars(select(CaseWords).where(CaseWords.incident_id == story.incident.id)).one()
    assert {"writer", "should", "go"} <= set(words.evidence)
    assert "writer" not in words.account


def test_prosecutors_read_it_and_change_nothing_and_others_learn_nothing(as_, story, post, page, at):
    ours = [page, f"{page}/change", f"{page}/check", f"{page}/account", f"{page}/preservation/add", f"{at}/posts/add"]
    for name in ("Cory Lantern", "Ellis Pretendham", "Bex Harbourne", "Rowan Witnall", "Dell Meadows",
                 "Emlyn Figures", "Fable Keyholder"):  # fmt: skip
        hidden_from(as_(story, name), ours)


def test_a_prosecutor_reads_the_facts_of_a_post_and_changes_nothing(as_, tell):
    story = tell(acts.under_review)
    post = a_post(story, at=NOON - timedelta(hours=2))
    page = f"/cases/{story.incident.reference}/evidence/items/{post.item.file_id}/post"
    prosecutor = as_(story, "prosecutor")
    shown = prosecutor.page(page)
    assert "@wall_writer" in shown.get_text() and "They should all go back." in shown.get_text()
    assert shown.select("a[href$='/post/change']") == []
    hidden_from(prosecutor, [f"{page}/change", f"{page}/check", f"{page}/account"])
    paper = documents.prepare("custody-chain", story.incident, actor=story.who(story.crew.prosecutor), as_of=NOON)
    made = "".join(paper.job.variants)
    assert "@wall_writer" in made and "Firefox 133" in made and "They should all go back" not in made

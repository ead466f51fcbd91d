"""Signing a statement in three ways, what a change makes of it, and the back page apart from the front (row 43)."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import MgForm, SignatureManner
from app.models.audit import AuditEvent
from app.models.history import CaseEvent
from app.models.material import CaseDocument, Statement
from app.models.people import Person
from app.models.session import RateWindow
from app.models.statement import StatementBackPage, StatementSignature
from app.queries.case_file import gather
from app.services import limits, sessions
from app.services.demo import later_acts as acts
from tests.inspection import soup
from tests.journeys.test_material import fuller
from tests.journeys.trying import errors, happenings, hidden_from, opened, raced, refused, saved

PASSWORD = "a password of many words"
WHEN = {"signed_at-day": "20", "signed_at-month": "11", "signed_at-year": "2026", "signed_at-time": "14:02"}
PAPER = WHEN | {"present": "PC Sample Withness", "original_reference": "Locker 7, bag 12", "declaration": "y"}


@pytest.fixture
def full(tell):
    return tell(fuller)


@pytest.fixture
def at(full):
    return f"/cases/{full.incident.reference}/evidence/statements/S2"


def statement(file_id="S2"):
    db.session.expire_all()
    return db.session.scalars(select(Statement).where(Statement.file_id == file_id)).one()


def signature(file_id="S2"):
    found = select(StatementSignature).where(StatementSignature.statement_id == statement(file_id).id)
    return db.session.scalars(found.order_by(StatementSignature.text_version.desc())).first()


def name_of(full):
    return db.session.get(Person, full.victim.id).full_name


@pytest.mark.both
def test_row_43_a_paper_original_is_recorded_with_who_was_present_when_and_where(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-on-paper", PAPER)
    row = signature()
    assert (row.manner, row.signed_name) == (SignatureManner.PAPER, name_of(full))
    assert (row.present, row.original_reference) == ("PC Sample Withness", "Locker 7, bag 12")
    assert row.text == "A first draft." and row.text_sha256 == sha256(b"A first draft.").hexdigest()
    assert statement().signed and statement().declaration
    words = client.page(f"/cases/{full.incident.reference}/evidence").get_text(" ", strip=True)
    assert f"Signed by {name_of(full)}" in words and row.text_sha256 in words and "Locker 7, bag 12" in words
    facts = next(one for one in gather(full.incident).case.statements if one.statement_id == "S2")
    assert facts.signed and facts.declaration, "the case file says it with the fields it has"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        (PAPER | {"present": ""}, "present", "Say who was present"),
        (PAPER | {"original_reference": ""}, "original_reference", "Give the reference"),
        (PAPER | {"signed_at-year": "2027"}, "signed_at", "lies in the future"),
        (PAPER | {"signed_at-day": "1", "signed_at-month": "10"}, "signed_at", "before the day it was made"),
    ],
)
def test_row_43_a_paper_original_is_refused_beside_the_field(full, as_, at, fields, field, sentence):
    refused(as_(full, "officer"), f"{at}/sign-on-paper", fields, field, sentence)
    assert not statement().signed


@pytest.mark.both
def test_row_43_in_an_officers_presence_the_name_is_typed_and_the_officer_recorded(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-here", {"full_name": f"  {name_of(full).upper()} ", "confirmed": "y"})
    row = signature()
    assert row.manner is SignatureManner.PRESENCE and full.crew.officer in row.present
    assert statement().signed and statement().declaration


def test_row_43_the_page_for_the_person_shows_the_words_and_the_declaration_and_nothing_of_the_case(full, as_, at):
    page = as_(full, "officer").page(f"{at}/sign-here")
    words = page.get_text(" ", strip=True)
    assert "A first draft." in words and "I can be prosecuted" in words
    for hidden in (full.incident.reference, full.incident.title, full.plot.quote, full.suspect.surname):
        assert hidden not in words
    assert not page.select("nav") and not page.select("form[role=search]")


def test_row_43_another_name_or_no_declaration_is_refused(full, as_, at):
    client = as_(full, "officer")
    wrong = {"full_name": "Somebody Else", "confirmed": "y"}
    refused(client, f"{at}/sign-here", wrong, "full_name", "Type the full name of the person")
    refused(client, f"{at}/sign-here", {"full_name": name_of(full)}, "confirmed", "Confirm that the words are true")
    assert not statement().signed and signature() is None


@pytest.fixture
def own(full):
    """The statement is the officer's own."""
    officer = full.crew.officer.split()
    person = db.session.get(Person, full.victim.id)
    person.given_names, person.surname = " ".join(officer[:-1]), officer[-1]
    db.session.commit()
    return full


def test_row_43_staff_confirm_their_own_words_with_their_own_password(own, as_, at):
    client = as_(own, "officer")
    assert "This is not your password" in _try(client, f"{at}/sign", "another password of many words")
    assert not statement().signed
    assert client.submit(f"{at}/sign", {"password": PASSWORD}).status_code == 303
    row = signature()
    assert row.manner is SignatureManner.PASSWORD and row.present is None and row.signed_name == own.crew.officer
    assert PASSWORD not in str(client.get(at).text)


def _try(client, path, password):
    answer = client.submit(path, {"password": password})
    assert answer.status_code == 422
    assert not soup(answer.text).select_one("[name=password]").get("value"), "a password never comes back to the page"
    return " ".join(errors(answer.text))


@pytest.mark.both
def test_rate_1_a_password_cannot_be_guessed_by_signing(own, as_, at, clock):
    client = as_(own, "officer")
    refusals = [_try(client, f"{at}/sign", "another password of many words") for _ in range(3)]
    assert all("too many tries" in one for one in refusals)
    assert "too many tries" in _try(client, f"{at}/sign", PASSWORD), "the right one waits too, and is told the same"
    assert not statement().signed and signature() is None
    found = select(AuditEvent).where(AuditEvent.action == "statement:sign").order_by(AuditEvent.seq)
    kept = db.session.scalars(found).all()
    assert [one.outcome for one in kept] == ["refused"] * 3 + ["throttled"]
    officer = own.officer.user_id
    assert {(one.kind, one.object_id, one.actor_id) for one in kept} == {("refusal", own.incident.reference, officer)}
    clock.move(minutes=1)
    assert client.submit(f"{at}/sign", {"password": PASSWORD}).status_code == 303
    assert statement().signed


def test_rate_1_failing_at_the_door_shuts_nobody_out_of_signing_and_signing_counts_no_success(own, as_, at, clock):
    client, email = as_(own, "officer"), own.cast.user(own.crew.officer).email
    for _ in range(5):
        assert sessions.sign_in(email, "wrong", address="192.0.2.9", station=False, at=clock.at) is None
    assert client.submit(f"{at}/sign", {"password": PASSWORD}).status_code == 303
    key = limits.by_account(limits.OWN_PASSWORD, email).key_digest
    row = db.session.scalars(select(RateWindow).where(RateWindow.key_digest == key)).one()
    assert (row.tries, row.waits_until) == (0, None)


def test_rate_1_where_tries_cannot_be_counted_nothing_is_signed(own, as_, at, monkeypatch):
    def broken(*_, **__):
        raise OSError("no room")

    client = as_(own, "officer")
    monkeypatch.setattr(limits, "rate_window", broken)
    assert client.submit(f"{at}/sign", {"password": PASSWORD}).status_code == 500
    assert not statement().signed and signature() is None


def test_row_43_nobodys_password_stands_for_anothers_signature(full, as_, at):
    client = as_(full, "officer")
    assert "statement of somebody else" in _try(client, f"{at}/sign", PASSWORD)
    assert not statement().signed


def test_row_43_an_officer_does_not_witness_their_own_signature(own, as_, at):
    typed = {"full_name": own.crew.officer, "confirmed": "y"}
    refused(as_(own, "officer"), f"{at}/sign-here", typed, "full_name", "signed with your password")


@pytest.mark.both
def test_row_43_other_words_make_a_new_version_that_is_unsigned_and_says_so(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-on-paper", PAPER)
    saved(client, at, {"text": "Other words."})
    row = statement()
    assert (row.signed, row.text_version, row.text) == (False, 2, "Other words.")
    assert signature().text == "A first draft.", "what was signed can still be read"
    words = client.page(f"/cases/{full.incident.reference}/evidence").get_text(" ", strip=True)
    assert "Version 2, changed after it was signed: not signed" in words
    assert "changed after version 1 was signed" in client.page(f"{at}/sign-on-paper").get_text(" ", strip=True)
    saved(client, f"{at}/sign-here", {"full_name": name_of(full), "confirmed": "y"})
    assert statement().signed and signature().text_version == 2


def test_row_43_what_another_system_says_is_signed_keeps_its_words(full, as_, at):
    row = statement()
    row.signed = True
    db.session.commit()
    refused(as_(full, "officer"), at, {"text": "Other words"}, "text", "It was signed elsewhere, so its words stay")


def test_row_43_a_change_that_leaves_the_words_leaves_the_signature(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-on-paper", PAPER)
    saved(client, at, {"is_recorded_interview": "yes"})
    assert statement().signed and statement().text_version == 1


def test_row_43_signed_words_are_not_signed_again(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-on-paper", PAPER)
    answer = client.submit(f"{at}/sign-here", {"full_name": name_of(full), "confirmed": "y"})
    assert answer.status_code == 422 and "signed already" in answer.text


def test_con_1_words_changed_meanwhile_are_not_signed_unseen(full, as_, at):
    client = as_(full, "officer")
    late = opened(client, f"{at}/sign-on-paper")
    saved(client, at, {"text": "Other words."})
    before = happenings()
    assert client.post(f"{at}/sign-on-paper", data=late | PAPER).status_code == 409
    assert happenings() == before and not statement().signed


def test_readers_sign_nothing(tell, as_):
    told_story = tell(acts.under_review)
    at = f"/cases/{told_story.incident.reference}/evidence/statements/S1"
    for who in ("prosecutor", "operations", "caseworker", "Bryn Mockridge"):
        hidden_from(as_(told_story, who), [f"{at}/sign", f"{at}/sign-on-paper", f"{at}/sign-here"])


@pytest.mark.both
def test_row_43_the_back_page_is_a_paper_of_its_own_in_no_bundle(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/back", {"unavailable": "Not on Mondays", "needs": "A quiet room", "medical_consent": "no"})
    paper = db.session.get(CaseDocument, statement().back_page_document_id)
    assert (paper.mg_form, paper.statement_id, paper.bundles) == (MgForm.MG11_BACK, statement().id, ())
    row = db.session.scalars(select(StatementBackPage)).one()
    assert (row.unavailable, row.needs, row.medical_consent) == ("Not on Mondays", "A quiet room", False)
    assert b"Mondays" not in row.unavailable_sealed, "sealed like contact details"
    saved(client, f"{at}/back", {"unavailable": "Not in May"})
    assert len(db.session.scalars(select(CaseDocument).where(CaseDocument.mg_form == MgForm.MG11_BACK)).all()) == 1
    words = client.page(f"/cases/{full.incident.reference}/evidence").get_text()
    assert "Not in May" not in words and "A quiet room" not in words
    shown = raced(client, f"{at}/back", {"needs": "their words"}, {"needs": "my words"})
    assert "their words" in str(shown) and "my words" in str(shown)


def test_row_14_the_back_page_is_read_like_contact_details(full, tell, as_):
    told_story = tell(acts.under_review, number=2, force="Z2")
    at = f"/cases/{told_story.incident.reference}/evidence/statements/S1/back"
    client = as_(told_story, "prosecutor")
    page = client.page(at)
    assert "Why do you need the back page?" in page.get_text() and "Cannot come to court" not in page.get_text()
    answer = client.submit(at, {"reason": "To warn the witness for a special measures hearing."})
    assert answer.status_code == 200 and "Cannot come to court" in answer.text
    for who in ("operations", "caseworker", "Quinn Proofread"):
        hidden_from(as_(told_story, who), [at])


def test_row_43_history_says_that_it_was_signed(full, as_, at):
    client = as_(full, "officer")
    saved(client, f"{at}/sign-on-paper", PAPER)
    assert "signed" in client.page(f"/cases/{full.incident.reference}/history").get_text()
    kinds = [str(one.kind) for one in db.session.scalars(select(CaseEvent).order_by(CaseEvent.id))]
    assert kinds[-1] == "statement_signed"

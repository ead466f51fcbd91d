"""The pages of a file of two joined cases: one draft, one check, one screen on which the prosecutor decides."""

import re

import pytest

from app.database.session import db
from app.domain.stages import Status
from app.models.referral import Referral
from app.services import referral
from tests.inspection import InspectingClient
from tests.joint import File, join_two

WORDS = {
    "referral_type": "charging",
    "code_test": "fct",
    "referral_category": "green_priority",
    "outline": "The same words on two evenings.",
    "police_view_evidential": "Met in both.",
    "police_view_public_interest": "Met in both.",
}


@pytest.fixture
def file(database: str) -> File:
    return join_two()


def as_(client: InspectingClient, file: File, who: str) -> InspectingClient:
    client.sign_in(file.one.cast.user(who))
    return client


def at(file: File, path: str, second: bool = False) -> str:
    case = (file.two if second else file.one).incident
    return f"/cases/{case.reference}/{path}"


def rows(file: File) -> tuple[Referral, Referral]:
    found = db.session.query(Referral).order_by(Referral.id).all()
    return found[0], found[1]


def test_an_officer_drafts_one_file_for_both_cases_and_may_throw_it_away(client: InspectingClient, file: File) -> None:
    officer = as_(client, file, file.one.crew.officer)
    page = officer.get(at(file, "referrals/new")).text
    assert f"{file.two.incident.reference}: " in page and file.two.suspect.full_name in page
    chosen = [str(one.id) for one in file.all_allegations]
    assert officer.submit(at(file, "referrals/new"), WORDS | {"allegations": chosen}).status_code == 303
    assert "With it goes the file of" in officer.get(at(file, "referrals")).text
    second = officer.get(at(file, "referrals", True)).text
    assert "It is changed, checked, sent" in second and "Change the draft" not in second
    refused = officer.submit(at(file, "referrals/new", True), WORDS | {"allegations": chosen[-1:]})
    assert refused.status_code == 422 and "which leads" in refused.text
    assert officer.submit(at(file, "referrals/1/change"), WORDS | {"allegations": chosen[:1]}).status_code == 303
    assert "With it goes" not in officer.get(at(file, "referrals")).text
    assert officer.submit(at(file, "referrals/1/discard"), {}).status_code == 303
    assert "Nothing has been sent" in officer.get(at(file, "referrals")).text


def test_the_check_shows_the_verdict_on_each_file(client: InspectingClient, file: File) -> None:
    row = file.draft()
    referral.offer_for_check(row, **file.doing)
    head = as_(client, file, file.one.crew.supervisor)
    page = head.get(at(file, "referrals/1/check")).text
    assert "Files of joined cases in this referral" in page and file.two.incident.title in page
    file.two.incident.perceptions.clear()
    db.session.commit()
    assert re.search(r"\d things? stops? it", head.get(at(file, "referrals/1/check")).text)
    file.two.incident.is_restricted = True
    db.session.commit()
    hidden = head.get(at(file, "referrals/1/check")).text
    assert "Not all of this file is for you to see" in hidden and file.two.incident.reference not in hidden


def test_a_prosecutor_reviews_and_decides_both_cases_on_one_screen(client: InspectingClient, file: File) -> None:
    file.under_review()
    prosecutor = as_(client, file, file.one.crew.prosecutor)
    there = prosecutor.get(at(file, "referrals/1/review", True))
    assert there.status_code == 303 and there.headers["Location"].endswith(at(file, "referrals/1/review"))
    page = prosecutor.get(at(file, "referrals/1/review")).text
    assert file.two.suspect.full_name in page and "Joined case: " in page
    _, part = rows(file)
    keys = [one.file_id for one in file.one.all_allegations]
    keys += [f"{part.id}_{one.file_id}" for one in file.two.all_allegations]
    answers = {"analysis": "Each account bears out the other."}
    for key in keys:
        answers |= {f"evidential_{key}": "yes", f"evidential_reasons_{key}": "Enough.", f"public_{key}": "yes"}
        answers |= {f"public_reasons_{key}": "Hostility."}
    assert prosecutor.submit(at(file, "referrals/1/review"), answers).status_code == 303
    decision = {"code": "charge_fct", "reasons": "Both stages met.", "wording": "As alleged."}
    about = file.two.all_allegations[0].file_id
    answer = prosecutor.submit(at(file, f"referrals/1/decisions/{about}", True), decision)
    assert answer.status_code == 303
    assert file.two.incident.status is Status.CHARGE_AUTHORISED
    page = prosecutor.get(at(file, "referrals/1/review")).text
    assert "Decision:" in page


def test_cps_operations_check_the_file_once(client: InspectingClient, file: File) -> None:
    file.sent()
    operations = as_(client, file, file.one.crew.operations)
    page = operations.get(at(file, "referrals/1/triage")).text
    assert file.one.incident.title in page and file.two.incident.reference in page
    assert "Check the referral" not in operations.get(at(file, "referrals", True)).text
    assert operations.submit(at(file, "referrals/1/triage"), {}, form="form[action$=accept]").status_code == 303
    assert file.statuses() == {Status.TRIAGE_ACCEPTED}


def test_acc_11_documents_of_the_other_case_are_listed_for_whoever_may_open_it(
    client: InspectingClient, file: File
) -> None:
    file.under_review()
    prosecutor = as_(client, file, file.one.crew.prosecutor)
    for second in (False, True):
        assert "Documents of the cases in the same file" in prosecutor.get(at(file, "documents", second)).text
    file.two.incident.is_restricted = True
    db.session.commit()
    assert "same file" not in prosecutor.get(at(file, "documents")).text

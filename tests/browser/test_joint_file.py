"""Two joined cases in a real browser: one draft, one check, one screen for the prosecutor, at both widths."""

import pytest
from flask import Flask

from app.database.session import db
from app.domain.stages import Status
from app.models.referral import Referral
from app.services import cps
from tests.browser.conftest import Opening, inspect, sign_in
from tests.browser.every_page import PASSWORD
from tests.browser.walkthrough import OFFICER, SUPERVISOR, fill, submit
from tests.conftest import FrozenClock
from tests.joint import File, join_two


@pytest.fixture
def file(app: Flask, real_database: str, clock: FrozenClock) -> File:
    return join_two()


def email(file: File, name: str) -> str:
    return str(file.one.cast.user(name).email)


def test_a_file_of_two_cases_from_draft_to_decision(visitor: Opening, file: File) -> None:
    case = f"/cases/{file.one.incident.reference}"
    with visitor(width=375) as page:
        sign_in(page, OFFICER, PASSWORD)
        page.goto(f"{case}/referrals/new")
        inspect(page)
        fill(page, {
            "referral_type": "charging", "code_test": "fct", "referral_category": "green_priority",
            "outline": "The same words on two evenings.", "police_view_evidential": "Met in both.",
            "police_view_public_interest": "Met in both.",
        })  # fmt: skip
        submit(page, "Save the draft")
        inspect(page)
        page.get_by_role("button", name="Offer it for checking").click()
    with visitor() as page:
        sign_in(page, SUPERVISOR, PASSWORD)
        page.goto(f"{case}/referrals/1/check")
        assert file.two.incident.reference in page.content() and "Nothing stops this file" in page.content()
        inspect(page)
        page.get_by_role("button", name="Pass the file").click()
        page.goto(f"{case}/referrals/1/send")
        submit(page, "Send it")
    db.session.rollback()
    assert file.statuses() == {Status.SUBMITTED_TO_CPS}
    row = db.session.query(Referral).order_by(Referral.id).first()
    cps.accept(row, actor=file.cps, at=file.later())
    cps.allocate_prosecutor(row, file.one.cast.user(file.one.crew.prosecutor), actor=file.cps, at=file.later())
    for width in (375, 1280):
        with visitor(width=width) as page:
            sign_in(page, email(file, file.one.crew.prosecutor), PASSWORD)
            page.goto(f"{case}/referrals/1/review")
            inspect(page)
    db.session.rollback()
    assert file.statuses() == {Status.PROSECUTOR_REVIEW}

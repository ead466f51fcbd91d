"""The door in a real browser: by keyboard, without scripts, on a phone, and back with the text after a time-out."""

import re

import pytest
from playwright.sync_api import expect

from app.domain.roles import Role
from tests.browser.conftest import WIDTHS, inspect, sign_in
from tests.factories import PASSWORD, make_user


@pytest.fixture
def officer(real_database):
    return make_user(Role.OFFICER, Role.SUPERVISOR, name="Robin Tarn")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False])
def test_every_page_of_the_account(visitor, officer, width, scripts):
    with visitor(width=width, scripts=scripts) as page:
        page.goto("/sign-in")
        if scripts:
            inspect(page)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("Enter your e-mail address").first).to_be_visible()
        sign_in(page, officer.email, PASSWORD)
        expect(page).to_have_url(re.compile("/sign-in/role$"))
        page.get_by_label("Police supervisor").check()
        page.get_by_role("button", name="Go on").click()
        for address in ("/account/activity", "/account/sessions", "/account/password", "/account/drafts", "/nowhere"):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            if scripts:
                inspect(page)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_by_keyboard_alone(visitor, officer):
    with visitor() as page:
        page.goto("/sign-in")
        page.keyboard.press("Tab")
        expect(page.get_by_text("Skip to main content")).to_be_focused()
        page.keyboard.press("Enter")
        for text in (officer.email, PASSWORD):
            page.keyboard.press("Tab")
            page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Choose a role")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_comes_back_after_the_session_ended(visitor, officer, scripts, clock):
    with visitor(scripts=scripts) as page:
        sign_in(page, officer.email, PASSWORD)
        page.goto(f"/note/{officer.id}")
        page.get_by_label("Note").fill("typed for an hour")
        clock.move(minutes=31)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("You were signed out.")).to_be_visible()
        page.get_by_label("E-mail address").fill(officer.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Police officer").check()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_label("Note")).to_have_value("typed for an hour")
        if scripts:
            inspect(page)


def test_two_people_on_one_form_and_nothing_is_lost(visitor, officer):
    with visitor() as first, visitor(width=375) as second:
        for page in (first, second):
            sign_in(page, officer.email, PASSWORD)
            page.goto(f"/note/{officer.id}")
        for page, number in ((first, "0300 000 0001"), (second, "0300 000 0002")):
            page.get_by_label("Work telephone").fill(number)
            page.get_by_role("button", name="Save", exact=True).click()
        expect(second.get_by_role("heading", name="Someone else changed this while you were writing")).to_be_visible()
        inspect(second)
        expect(second.get_by_label("Work telephone")).to_have_value("0300 000 0002")
        second.get_by_role("button", name="Save my text").click()
        expect(second.get_by_role("heading", name="Where you are signed in")).to_be_visible()


def test_a_draft_saves_itself(visitor, officer):
    with visitor() as page:
        sign_in(page, officer.email, PASSWORD)
        page.clock.install()
        page.goto(f"/note/{officer.id}")
        page.get_by_label("Note").fill("half a thought")
        page.clock.fast_forward(31_000)
        expect(page.get_by_text("Draft saved at")).to_be_visible()
        page.goto("/account/drafts")
        expect(page.get_by_role("link", name="A note")).to_be_visible()

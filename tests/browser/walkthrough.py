"""One case as five people take it from report to sentence: each form filled and sent as a person would."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from playwright.sync_api import Page

from app.worker import Worker
from tests.browser.conftest import sign_in
from tests.conftest import FrozenClock

LONDON = ZoneInfo("Europe/London")
PASSWORD = "seven green kettles sing"
OFFICER, SUPERVISOR = "arden.samplewick@northmarsh.example", "cleo.testerby@northmarsh.example"
OPERATIONS, PROSECUTOR = "tamsin.intake@cps.example", "umber.pleadwell@cps.example"
CASEWORKER = "bex.harbourne@harbour.example"
Values = Mapping[str, Any]


def parts_of(name: str, value: datetime) -> dict[str, str]:
    """The inputs of a day and time, as typed."""
    local = value.astimezone(LONDON)
    typed = {"day": local.day, "month": local.month, "year": local.year, "time": local.strftime("%H:%M")}
    return {f"{name}-{part}": str(word) for part, word in typed.items()}


def fill(page: Page, values: Values) -> None:
    """Fill fields by name: text, select, radio or tick."""
    for name, value in values.items():
        if isinstance(value, datetime):
            fill(page, parts_of(name, value))
            continue
        if isinstance(value, date):
            fill(page, {f"{name}-{part}": getattr(value, part) for part in ("day", "month", "year")})
            continue
        field = page.locator(f"[name='{name}']")
        kind = field.first.get_attribute("type")
        if field.first.evaluate("element => element.tagName") == "SELECT":
            field.first.select_option(str(value))
        elif kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"[name='{name}'][value='{one}']").check()
        else:
            field.first.fill(str(value))


def first_choice(page: Page, name: str) -> str:
    """The value of the first real choice of a field."""
    found = page.locator(f"select[name='{name}'] option:not([value='']), input[name='{name}']")
    return str(found.first.get_attribute("value"))


def submit(page: Page, words: str) -> None:
    """Press the button with these words; the answer must not be a form with an error."""
    page.get_by_role("button", name=words, exact=True).click(timeout=20000)
    summary = page.locator(".govuk-error-summary")
    assert summary.count() == 0, (page.url, summary.all_inner_texts())


@dataclass
class Walk:
    """The browser, the clock and the reference of the case."""

    app: Flask
    visitor: Callable[..., AbstractContextManager[Page]]
    clock: FrozenClock
    scripts: bool
    reference: str = ""

    def as_person(self, email: str) -> AbstractContextManager[Page]:
        return self.visitor(scripts=self.scripts)

    def go(self, page: Page, part: str) -> None:
        answer = page.goto(f"/cases/{self.reference}{part}")
        assert answer is not None and answer.status == 200, (part, answer and answer.status)

    def act(self, page: Page, part: str, values: Values, words: str) -> None:
        """Open a page of the case, fill it in, send it; a minute passes."""
        self.go(page, part)
        fill(page, values)
        submit(page, words)
        self.clock.move(minutes=1)

    # The five people, in the order of the work -----------------------------------------------------------------------

    def officer_reports(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OFFICER, PASSWORD)
            page.get_by_role("link", name="Record a report").first.click()
            now = self.clock.at
            fill(page, {
                "title": "Shouting and a push at a tram stop", "reported_at": now, "reported_by_role": "victim",
                "channel": "call_101", "narrative": "A man shouted at the victim and pushed her shoulder.",
                "occurred_from": now.replace(hour=9), "location_kind": "transport",
                "location_description": "Quarter Lane tram stop", "district": "Northmarsh",
            })  # fmt: skip
            submit(page, "Record the report")
            self.reference = page.url.rsplit("/", 1)[1]
            self.act(page, "/assessment", {}, "Begin the assessment")
            self.act(page, "/perception", {"strands": ["race"], "perceived_by": ["victim"]}, "Save")
            self.act(page, "/people/add", {
                "given_names": "Robin", "surname": "Placeham", "roles": ["victim", "witness"],
                "interpreter_needed": "no", "is_key_witness": "yes", "is_vulnerable_or_intimidated": "no",
            }, "Add the person")  # fmt: skip
            self.go(page, "/crimes/new")
            fill(page, {
                "crime_number": "Z1/00001/26", "offence": "cda_s29_1c", "victims": [first_choice(page, "victims")],
                "reason": "The account describes an assault.",
            })  # fmt: skip
            submit(page, "Record the crime")

    def supervisor_allocates(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, SUPERVISOR, PASSWORD)
            page.get_by_role("link", name="Shouting and a push at a tram stop").first.click()
            page.get_by_role("button", name="Give it to an officer").or_(
                page.get_by_role("link", name="Give it to an officer")
            ).first.click()
            page.get_by_label("Officer").select_option(label="DC Arden Samplewick, Northmarsh Hate Crime Unit")
            submit(page, "Give the case")

    def officer_investigates(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OFFICER, PASSWORD)
            self.act(page, "/people/add", {
                "given_names": "Sasha", "surname": "Mockwell", "roles": ["suspect"], "interpreter_needed": "no",
            }, "Add the person")  # fmt: skip
            self.act(page, "/people/P2/interview", {
                "interview_status": "interviewed", "interview_held_at": self.clock.at,
                "interview_under_caution": "yes", "interview_is_no_comment": "no",
                "interview_summary": "Accepts being there.", "defence_account": "Says somebody else shouted.",
            }, "Save the interview")  # fmt: skip
            self.act(page, "/people/P2/background", {"pnc_result": "no_trace"}, "Save the background")
            self.go(page, "/offences/add")
            day = self.clock.at
            fill(page, {
                "suspect": first_choice(page, "suspect"), "crime": first_choice(page, "crime"),
                "offence_type_key": "cda_s29_1c", "offence_from-day": day.day, "offence_from-month": day.month,
                "offence_from-year": day.year, "wording": "Racially aggravated common assault",
                "hostility_strands": ["race"], "identification_methods": ["recognised"],
            })  # fmt: skip
            submit(page, "Add the offence")
            self._material(page)
            self._file(page)

    def _material(self, page: Page) -> None:
        day = self.clock.at
        self.go(page, "/evidence/statements/add")
        fill(page, {
            "person": first_choice(page, "person"), "kind": "witness", "made_on-day": day.day,
            "made_on-month": day.month, "made_on-year": day.year, "text": "He shouted at me and pushed my shoulder.",
            "declaration": "y",
        })  # fmt: skip
        submit(page, "Add the statement")
        self.act(page, "/evidence/items/add", {
            "kind": "cctv", "description": "Tram stop camera", "usage": "used", "availability": "held",
            "is_core_evidence": "y", "exhibit_ref": "AS/1", "file_link": "https://evidence.example/1",
        }, "Add the item")  # fmt: skip
        self.go(page, "/evidence/hostility/add")
        fill(page, {
            "strand": "race", "limb": "demonstrates", "quote": "Go back where you came from",
            "time_relation": "during", "source": first_choice(page, "source"),
        })  # fmt: skip
        submit(page, "Record it")
        self.go(page, "/offences")
        points = page.locator("a[href*='/offences/A1/points/'][href$='/evidence']")
        addresses = [str(link.get_attribute("href")) for link in points.all()]
        assert addresses
        for address in dict.fromkeys(addresses):
            page.goto(address)
            fill(page, {"source": first_choice(page, "source"), "key_time": "page 1"})
            submit(page, "Link it")

    def _file(self, page: Page) -> None:
        self.act(page, "/people/P1/victim", {
            "victim_support": "supports", "support_reason": "Wants it to go to court.", "tier": "enhanced",
        }, "Save")  # fmt: skip
        self.act(page, "/urn", {"urn": "Z1AB0000126"}, "Save the URN")
        self.go(page, "/evidence/report-text")
        fill(page, {"headline": "A man is said to have shouted and pushed.", "identification": "Recognised."})
        submit(page, "Save the text")
        self.act(page, "/referrals/new", {
            "referral_type": "charging", "code_test": "fct", "referral_category": "green_priority",
            "outline": "One account and a recording.", "police_view_evidential": "Met: both agree.",
            "police_view_public_interest": "Met: hostility to a stranger.",
        }, "Save the draft")  # fmt: skip
        self.go(page, "/file-check")
        assert "Nothing stops this file" in page.content() or "supervisor" in page.content()
        self.act(page, "/referrals", {}, "Offer it for checking")

    def supervisor_checks(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, SUPERVISOR, PASSWORD)
            self.act(page, "/referrals/1/check", {}, "Pass the file")
            self.act(page, "/referrals/1/send", {}, "Send it")

    def operations_accept(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OPERATIONS, PASSWORD)
            self.act(page, "/referrals/1/triage", {}, "Accept the file")
            page.get_by_label("Prosecutor").select_option(label="Crown Prosecutor Umber Pleadwell")
            submit(page, "Give it")

    def prosecutor_decides(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, PROSECUTOR, PASSWORD)
            self.act(page, "/referrals/1/review", {
                "analysis": "Consistent account, borne out by the recording.", "evidential_A1": "yes",
                "evidential_reasons_A1": "Two sources agree.", "public_A1": "yes",
                "public_reasons_A1": "Hostility to a stranger.",
            }, "Sign the review")  # fmt: skip
            self.act(page, "/referrals/1/decisions/A1", {
                "code": "charge_fct", "reasons": "Both stages are met.",
                "wording": "Racially aggravated common assault on a woman at Quarter Lane",
            }, "Record the decision")  # fmt: skip

    def officer_charges(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OFFICER, PASSWORD)
            self.act(page, "/offences/A1/charge", {
                "method": "postal_requisition", "issued_at": self.clock.at,
            }, "Record the charge")  # fmt: skip

    def court_decides(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OPERATIONS, PASSWORD)
            self.act(page, "/hearings/new", {
                "court": "Northmarsh Magistrates' Court", "court_kind": "magistrates", "listed_at": self.clock.at,
                "hearing_type": "first_hearing_ngap",
            }, "Record the hearing")  # fmt: skip
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, PROSECUTOR, PASSWORD)
            self.act(page, "/hearings/H1/results/A1", {"result": "plea_guilty"}, "Record the result")
            self.act(page, "/hearings/H1/sentence/A1", {
                "kind": "Community order", "length": "120 hours of unpaid work", "uplift_sought": "yes",
                "uplift_basis": "inherent", "strand": "race", "court_found_hostility": "yes", "uplift_announced": "yes",
                "announced_in_open_court_at": self.clock.at, "sentence_before_uplift": "80 hours",
                "sentence_after_uplift": "120 hours", "recorded_on_hrs": "yes",
            }, "Record the sentence")  # fmt: skip

    def officer_refers_and_caseworker_accepts(self) -> None:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OFFICER, PASSWORD)
            self.go(page, "/care/support")
            page.get_by_label("Which service?").select_option(label="Harbour Victim Care, first branch")
            fill(page, {"victim": first_choice(page, "victim"), "consent": "given"})
            submit(page, "Record the choice")
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, CASEWORKER, PASSWORD)
            page.get_by_role("button", name="Accept").first.click()
            assert "Robin Placeham" in page.content()
            assert "Sasha" not in page.content() and "Mockwell" not in page.content()

    def officer_takes_the_summary(self) -> bytes:
        with self.visitor(scripts=self.scripts) as page:
            sign_in(page, OFFICER, PASSWORD)
            self.act(page, "/documents/case-summary", {}, "Make the PDF")
            if page.url.endswith("/being-prepared"):  # a slow machine: the worker makes it
                Worker(self.app, clock=lambda: self.clock.at).turn()
                page.get_by_role("link", name="Show the documents of the case").click()
                page.get_by_role("link", name="Case summary, version 1").click()
            link = page.get_by_role("link", name="Open case summary").get_attribute("href")
            return page.request.get(str(link)).body()

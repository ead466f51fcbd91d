"""Long forms by keyboard alone: Tab reaches every field and button in the order they stand, and shows where it is."""

from typing import Any

import pytest
from playwright.sync_api import Page

from app.domain.roles import Role
from app.services.demo.story import Story
from tests import whole_case
from tests.browser import every_page
from tests.browser.conftest import Opening, sign_in
from tests.conftest import FrozenClock
from tests.stories import begin, tell

MOST = 400
# What a person can act on in the form, in the order of the page; one stop for each group of radios.
STOPS = """() => {
  const seen = new Set(), found = [];
  for (const one of document.querySelectorAll("main form[method=post] :is(input, select, textarea, button, a[href])")) {
    if (one.type === "hidden" || one.disabled || !one.getClientRects().length) continue;
    if (one.type === "radio") {
      if (seen.has(one.name)) continue;
      seen.add(one.name);
      found.push(one.name);
    } else found.push(one.id || one.name || one.textContent.trim());
  }
  return found;
}"""
HERE = """() => {
  const one = document.activeElement;
  const drawn = (element, part) => {
    const style = getComputedStyle(element, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const label = one.labels && one.labels.length ? one.labels[0] : null;
  const box = (["radio", "checkbox"].includes(one.type) && label) || one;
  const place = box.getBoundingClientRect();
  return {
    inside: !!one.closest("main form[method=post]"),
    footer: !!one.closest("footer"),
    name: one.type === "radio" ? one.name : one.id || one.name || one.textContent.trim(),
    shown: drawn(one) || (label !== null && (drawn(label) || drawn(label, "::before"))),
    seen: place.bottom > 0 && place.top < innerHeight,
  };
}"""


@pytest.fixture
def story(real_database: str, clock: FrozenClock) -> Story:
    return tell(whole_case.tell_everything, begin())


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Every stop from the top of the page down to its foot."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(HERE)
        if here["footer"]:
            return stops
        stops.append(here)
    raise AssertionError("Tab never reaches the foot of the page")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.OFFICER, "/reports/new"),
        (Role.OFFICER, "/cases/{}/people/P1/contact"),
        (Role.PROSECUTOR, "/cases/{}/hearings/H1/sentence/A1"),
    ],
)
def test_tab_reaches_every_field_in_order(visitor: Opening, story: Story, role: Role, address: str, width: int) -> None:
    with visitor(width=width) as page:
        page.goto("/sign-in")
        sign_in(page, every_page.email(role), every_page.PASSWORD)
        page.goto(address.format(story.incident.reference))
        page.evaluate("document.activeElement.blur()")
        expected = page.evaluate(STOPS)
        stops = tab_through(page)
    assert len(expected) >= 8
    assert [stop["name"] for stop in stops if stop["inside"]] == expected
    assert not [stop for stop in stops if not (stop["shown"] and stop["seen"])]

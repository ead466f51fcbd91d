"""From what a rule of the file check found to the page that mends it."""

from collections.abc import Mapping

from flask import url_for

from app.web.case_pages import Frame

# Paths that name a row of the case → the page of that row, and the name of its id in the address.
ROWS: Mapping[str, tuple[str, str]] = {
    "allegations": ("offences.change", "allegation"),
    "victims": ("people.victim", "person"),
    "suspects": ("people.suspect", "person"),
}
# The first part of the path a finding names → the page of the case on which it is mended.
PAGES: Mapping[str, str] = {
    "urn": "report.urn",
    "suspects": "people.index",
    "people": "people.index",
    "victims": "people.index",
    "allegations": "offences.index",
    "crimes": "offences.index",
    "hate_strands": "report.perception",
    "perceived_by": "report.perception",
    "hostility_items": "material.index",
    "no_hostility_found_reason": "material.index",
    "incident": "report.change",
    "referral": "referral.index",
}


def mending_address(frame: Frame, where: str, number: int | None) -> str | None:
    """The address of the page that mends it; None where no page does."""
    first, _, rest = where.partition("/")
    if first in ROWS and rest:
        endpoint, name = ROWS[first]
        values = {"reference": frame.case.reference, name: rest.split("/")[0]}
        return url_for(endpoint, **values)  # type: ignore[arg-type] # values of the route, none of url_for's own
    page = PAGES.get(first)
    if page is None:
        return None
    if page == "referral.index" and number is None:
        page = "referral.draft"
    return url_for(page, reference=frame.case.reference)

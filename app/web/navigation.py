"""Menus as data: what each role finds at the top of every page, and the page it begins on."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, request, url_for

from app.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its words, where it leads, whose it is."""

    label: str
    endpoint: str
    roles: frozenset[Role]


EVERYBODY = frozenset(Role)

# Roles whose work is cases: they share the work list, each with their own heading.
CASE_ROLES = frozenset(
    {
        Role.OFFICER,
        Role.SUPERVISOR,
        Role.FILE_REVIEWER,
        Role.CPS_OPERATIONS,
        Role.PROSECUTOR,
        Role.SENIOR_PROSECUTOR,
    }
)
MENU: tuple[Item, ...] = (
    Item("Cases", "cases.work", CASE_ROLES),
    Item("Team", "team.index", frozenset({Role.SUPERVISOR})),
    Item("Offered to us", "transfer.waiting", frozenset({Role.SUPERVISOR})),
    Item("Notices", "notices.index", CASE_ROLES),
    Item("Events", "events.index", frozenset({Role.OFFICER, Role.SUPERVISOR})),
    Item("Record a report", "report.new", frozenset({Role.OFFICER, Role.SUPERVISOR})),
    Item("My clients", "care.clients", frozenset({Role.CASEWORKER})),
    Item("To pass on", "care.passing_on", frozenset({Role.WITNESS_CARE})),
    Item("Our reports", "partner.reports", frozenset({Role.PARTNER})),
    Item("Record a report", "report.new", frozenset({Role.CASEWORKER, Role.PARTNER})),
    Item("People", "administration.people", frozenset({Role.ADMINISTRATOR})),
    Item("Units", "administration.units", frozenset({Role.ADMINISTRATOR})),
    Item("Roles and rights", "administration.rights", frozenset({Role.ADMINISTRATOR})),
    Item("Evidence store", "insight.evidence_store", frozenset({Role.ADMINISTRATOR, Role.ANALYST})),
    Item("Released figures", "insight.released", EVERYBODY),
    Item("What you did", "account.activity", EVERYBODY),
)

FIRST_PAGE: Mapping[Role, str] = dict.fromkeys(CASE_ROLES, "cases.work") | {
    Role.CASEWORKER: "care.clients",
    Role.WITNESS_CARE: "care.passing_on",
    Role.PARTNER: "partner.reports",
    Role.ANALYST: "insight.released",
    Role.ADMINISTRATOR: "administration.people",
}


@dataclass(frozen=True, slots=True)
class SearchBox:
    """What the role may look for, and where the question goes."""

    label: str
    endpoint: str


SEARCH: Mapping[Role, SearchBox] = dict.fromkeys(
    CASE_ROLES, SearchBox("Find a case, person or reference", "cases.find")
) | {
    Role.CASEWORKER: SearchBox("Find a client or reference", "care.clients"),
    Role.WITNESS_CARE: SearchBox("Find a person or reference", "care.passing_on"),
    Role.PARTNER: SearchBox("Find one of our reports", "partner.reports"),
    Role.ADMINISTRATOR: SearchBox("Find a person or unit", "administration.people"),
}


def menu(role: Role) -> list[tuple[str, str, bool]]:
    """Label, address and "you are here" for each entry of this role."""
    return [
        (item.label, url_for(item.endpoint), request.endpoint == item.endpoint) for item in MENU if role in item.roles
    ]


def search_box(role: Role) -> SearchBox | None:
    return SEARCH.get(role)


def first_page(role: Role | None) -> str:
    """The address a role begins at."""
    return url_for(FIRST_PAGE[role]) if role else url_for("sign_in.sign_in")


def refuse_dead_entries(app: Flask) -> None:
    """Stop at start-up where an entry leads nowhere; rooms that this surface does not serve are left out."""
    endpoints = {item.endpoint for item in MENU} | set(FIRST_PAGE.values()) | {box.endpoint for box in SEARCH.values()}
    missing = {name for name in endpoints if name not in app.view_functions}
    if missing and app.config["SURFACE"] != "public":
        raise RuntimeError(f"Menu entries lead nowhere: {sorted(missing)}")

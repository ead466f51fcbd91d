"""Everybody asks for every page: who there is, what the decision says, what comes, which words are on it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from flask import Flask
from sqlalchemy import select

from app.database.session import db
from app.documents.registry import DOCUMENTS
from app.domain.access import Circumstances, Standing, allows, decide, knows_history, sees
from app.domain.actor import Actor
from app.domain.errors import NotAllowed, NotFound
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.models.incident import Incident
from app.models.user import User
from app.queries.actors import actor_of
from app.queries.relationships import standing, with_duty
from app.services import documents
from tests.addresses import PAPER, Addresses, pages
from tests.conftest import NOON
from tests.inspection import InspectingClient, filled, soup
from tests.whole_case import READERS

# Everybody who asks: one of each role, then a colleague without the case and officers of two other forces.
ASKING = [*READERS.values(), "Bryn Mockridge", "Ellis Pretendham", "Indra Notareal", "Zuri Briefly", "Cory Lantern"]
# Pages about a thing that is not there (no appeal runs, no refusal waits, nobody offers a case), and one that sends on.
NOT_HERE = {
    "sign_in.home", "court.appeal_result", "review.confirm", "review.overturn", "report.confirm_non_crime",
    "report.review_subject",
    "papers.relevance", "access_rules.close_tries", "administration.close_surge",
    "transfer.show", "transfer.decline", "transfer.withdraw",
    "material.original_content",
    "cases.change_list",
}  # fmt: skip
# Pages about a thing of one side: a conflict of a police officer and a police review are not the CPS's to decide.
OF_ONE_SIDE = {"court.decide_review", "access_rules.lift", "access_rules.decide"}
# Pages about this case and another one: only who may open both opens them (tests/journeys/test_between_cases.py).
BETWEEN_CASES = {
    "linked.end", "linked.same_incident", "linked.undo_same_incident", "linked.part", "linked.series",
    "linked.add_to_series", "linked.leave_series", "linked.choose_person", "linked.answer_person", "linked.undo_person",
}  # fmt: skip
OF_A_STATE = NOT_HERE | OF_ONE_SIDE | BETWEEN_CASES
# Some roles have only these rooms of a case, though the matrix lets them read parts of what others show.
ROOMS: dict[Role, set[str]] = {
    Role.CASEWORKER: {
        "care.client",
        "care.number",
        "care.ask_review",
        "care.client_contact",
        "care.send_material",
        "cases.conflict",
    },
    Role.PARTNER: {"partner.report", "partner.change", "partner.add", "cases.conflict"},
    Role.WITNESS_CARE: {"care", "court", "papers", "cases.conflict"},
}
# Officers and supervisors learn that a case of their force exists, once they say why.
OF_A_FORCE = {"cases.elsewhere"}
# Lists of cases are for those whose work is cases.
CASE_LISTS = {"cases.work", "cases.find", "cases.saved_lists", "cases.keep_list", "cases.change_list", "cases.table"}
PAPERS = {"papers.issue", "papers.preparing", "papers.made", "papers.file"}
# A page of one role only.
ONE_ROLE = {
    "care.client": Role.CASEWORKER,
    "care.number": Role.CASEWORKER,
    "care.ask_review": Role.CASEWORKER,
    "care.client_contact": Role.CASEWORKER,
    "care.send_material": Role.CASEWORKER,
    "care.witness": Role.WITNESS_CARE,
    "care.witness_review": Role.WITNESS_CARE,
    "care.witness_contact": Role.WITNESS_CARE,
    "care.passing_on": Role.WITNESS_CARE,
    "partner.report": Role.PARTNER,
    "partner.change": Role.PARTNER,
    "partner.add": Role.PARTNER,
    "partner.reports": Role.PARTNER,
}


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def actor(name: str) -> Actor:
    user = person(name)
    return actor_of(user, user.roles[0].role, on=NOON.date())


def opens(app: Flask, endpoint: str, who: Actor, case: Incident) -> bool:
    """What the decision says about this page for this person."""
    access, role = app.view_functions[endpoint].access, who.role  # type: ignore[attr-defined] # declared by @requires
    assert role is not None
    if ONE_ROLE.get(endpoint, role) is not role or (endpoint in CASE_LISTS and role is Role.PARTNER):
        return False
    if endpoint in OF_A_FORCE and role not in (Role.OFFICER, Role.SUPERVISOR):
        return False
    if "event_id" in pages(app)[endpoint].arguments and who.organisation_id != case.unit.organisation_id:
        return False
    if "reference" not in pages(app)[endpoint].arguments:
        return isinstance(access, str) or any(allows(role, one) for one in access)
    if role in ROOMS and not {endpoint, endpoint.split(".")[0]} & ROOMS[role]:
        return False
    stand = standing(who, case)
    if endpoint in PAPERS and not (_decided(stand, who, DOCUMENTS[PAPER].permission) and knows_history(stand)):
        return False
    return sees(stand) and any(_decided(stand, who, one) for one in access)


def _decided(stand: Standing, who: Actor, permission: Permission) -> bool:
    """A page that asks for a reason is a page; a conflict may be declared by everybody who sees the case."""
    if permission is Permission.CONFLICT_DECLARE:
        return True
    return decide(with_duty(stand, who, permission), permission, Circumstances(reason_given=True)).allowed


def answers(
    app: Flask, client: InspectingClient, case: Incident, names: Sequence[str]
) -> Iterator[tuple[str, str, bool, int]]:
    """These people ask for every page of this case: who, page, what the decision says, what came."""
    addresses = Addresses(case)
    paths = {endpoint: addresses.of(rule) for endpoint, rule in pages(app).items()}
    for name in names:
        client.sign_in(person(name))
        who = actor(name)
        for endpoint, path in paths.items():
            if path is not None:
                status = client.get(path).status_code
                yield name, endpoint, opens(app, endpoint, who, case), status


def wrong(found: Iterable[tuple[str, str, bool, int]]) -> list[tuple[str, str, bool, int]]:
    """Answers that are not what the decision says: 200 where it allows, else the page does not exist."""
    return [
        (name, endpoint, allowed, status)
        for name, endpoint, allowed, status in found
        if (status != 200 if allowed and endpoint not in OF_A_STATE else status not in (200, 302, 403, 404))
        or (status == 200 and not allowed)
    ]


def walk(app: Flask, client: InspectingClient, case: Incident, who: str) -> Iterator[tuple[str, str]]:
    """Every page this person opens, with each person and file of the case, and what a reason given opens besides."""
    client.sign_in(person(who))
    for endpoint, rule in pages(app).items():
        for path in Addresses(case).every(rule):
            answer = client.get(path)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield path, answer.text
                if endpoint in ("people.contact", "material.back_page", "care.number"):
                    yield path, _asked_with_reason(client, path, answer.text)


def _asked_with_reason(client: InspectingClient, path: str, html: str) -> str:
    form = soup(html).select_one("main form[method=post]")
    if form is None or not form.select_one("[name=reason]"):
        return ""
    listed = form.select_one("[name=reason][type=radio]")
    reason = str(listed["value"]) if listed else "Needed to warn the victim of a release."
    return client.post(path, data=filled(form) | {"reason": reason}).text


def papers(case: Incident, who: str) -> Iterator[tuple[str, str]]:
    """Every paper this person may have made, as it would be printed."""
    for key in DOCUMENTS:
        with suppress(NotFound, NotAllowed):
            made = documents.prepare(key, db.session.get_one(Incident, case.id), actor=actor(who), as_of=NOON)
            yield key, "".join(made.job.variants)

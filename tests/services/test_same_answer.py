"""CON-3: two people say the same about two cases at one moment: one is kept, the other is told beside the field."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.vocabulary.linking import LinkKind
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.linking import CaseLink, DuplicateAnswer, SeriesCase
from app.models.people import IdentityLink, Person
from app.queries import linking as questions
from app.services import identity, joining, linking
from tests.inspection import filled, soup
from tests.pairs import BOTH, Pair, tell_pair
from tests.stories import NOW
from tests.web.test_races import together

pytestmark = pytest.mark.both
MANY = 6
Act = Callable[[Incident, Incident, dict[str, Any]], object]


def people_of(one: Incident, other: Incident) -> list[Person]:
    return [
        db.session.scalars(select(Person).where(Person.incident_id == case.id).order_by(Person.id).limit(1)).one()
        for case in (one, other)
    ]


def accept(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return identity.accept_same(*people_of(one, other), **doing)


def refuse(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return identity.refuse_same(*people_of(one, other), **doing)


def propose(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return identity.propose_same(*people_of(one, other), **doing)


def link(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return linking.link(one, other, LinkKind.SAME_PLACE, "The same shop.", **doing)


def mark(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return joining.mark_duplicate(one, other, **doing)


def deny(one: Incident, other: Incident, doing: dict[str, Any]) -> object:
    return joining.deny_duplicate(one, other, **doing)


@pytest.mark.parametrize(
    ("acts", "model", "field"),
    [
        ((mark,), DuplicateAnswer, "answer"),
        ((mark, deny), DuplicateAnswer, "answer"),
        ((propose,), IdentityLink, "person"),
        ((accept,), IdentityLink, "answer"),
        ((accept, refuse), IdentityLink, "answer"),
        ((link,), CaseLink, "kind"),
    ],
    ids=["same", "same and not", "proposed", "one person", "one person and not", "linked"],
)
def test_con_3_one_is_kept_and_the_others_are_told_beside_the_field(
    app: Flask, real_database: str, acts: tuple[Act, ...], model: type[Any], field: str
) -> None:
    pair = tell_pair()
    numbers, who = [case.id for case in pair.cases], pair.both
    db.session.commit()
    before = db.session.scalar(select(func.count(CaseEvent.id)))
    db.session.remove()

    def say(which: int) -> str | None:
        cases = [db.session.get_one(Incident, number) for number in numbers]
        sides = cases if which % 2 else cases[::-1]  # from either case
        try:
            acts[which % len(acts)](*sides, {"actor": who, "at": NOW})
        except RuleBroken as told:
            return f"{told.field}: {told}"
        return None

    answers = together(app, MANY, say)
    assert answers.count(None) == 1, answers
    assert all(one is None or (one.startswith(f"{field}: ") and "already" in one) for one in answers)
    assert db.session.scalar(select(func.count()).select_from(model)) == 1
    assert db.session.scalar(select(func.count(CaseEvent.id))) == (before or 0) + 2, "one entry in each case"


def test_con_3_one_case_is_put_into_a_series_once(app: Flask, real_database: str) -> None:
    pair = tell_pair()
    series = linking.begin_series(*pair.cases, "Market Row", actor=pair.both, at=NOW)
    row = db.session.scalars(select(SeriesCase).where(SeriesCase.incident_id == pair.two.incident.id)).one()
    db.session.delete(row)
    numbers, number, who = [case.id for case in pair.cases], series.id, pair.both
    db.session.commit()
    db.session.remove()

    def add(_: int) -> bool:
        one, other = (db.session.get_one(Incident, each) for each in numbers)
        try:
            linking.add_to_series(db.session.get_one(type(series), number), one, other, actor=who, at=NOW)
        except RuleBroken as told:
            assert "already" in str(told) and told.field == "other"
            return False
        return True

    assert together(app, MANY, add).count(True) == 1
    assert db.session.scalar(select(func.count(SeriesCase.id))) == 2


def test_con_3_the_page_keeps_what_the_second_one_typed(app: Flask, real_database: str, clock: Any) -> None:
    pair: Pair = tell_pair()
    one, other = (case.reference for case in pair.cases)
    path, browsers = f"/cases/{one}/linked/add", []
    for number in range(2):
        client = app.test_client()
        client.sign_in(pair.one.cast.user(BOTH))  # type: ignore[attr-defined]
        form = filled(client.page(path).select_one("main form[method=post]"))  # type: ignore[attr-defined]
        words = {"other": other, "kind": LinkKind.SAME_PLACE.value, "reason": f"Words of number {number}"}
        browsers.append((client, form | words))
    db.session.remove()

    def send(number: int) -> tuple[int, str]:
        client, form = browsers[number]
        answer = client.post(path, data=form)
        return answer.status_code, answer.text

    answers = together(app, 2, send)
    assert sorted(status for status, _ in answers) == [303, 422]
    number, text = next((number, text) for number, (status, text) in enumerate(answers) if status == 422)
    page = soup(text)
    assert "linked in this way already" in page.get_text() and f"Words of number {number}" in page.get_text()
    assert page.select_one(".govuk-error-summary a[href^='#kind']") is not None, "beside the field"
    row = db.session.scalars(select(CaseLink)).one()
    assert row.reason == f"Words of number {1 - number}"
    assert questions.links_of(db.session.get_one(Incident, row.incident_id), pair.both) == [row]

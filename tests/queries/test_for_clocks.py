"""What is gathered for clocks gives the clocks that the whole case gives, in fewer statements, and admits its gaps."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.deadlines import clocks_of
from app.domain.deadlines.asked import days_asked
from app.models.incident import Incident
from app.queries.case_file import gather, gather_for_clocks
from app.queries.case_file.for_clocks import UNREAD, NotFetched
from app.services.demo.generated.generate import generate
from app.services.demo.load import CASES, load

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "a password of many words"
READ = (
    "people", "victims", "suspects", "crimes", "hate_strands", "lines_of_inquiry", "referrals", "events", "contacts",
    "hearings", "pleas", "verdicts", "sentences", "vrr_requests", "kept", "source", "urn",
)  # fmt: skip


@pytest.mark.slow
def test_every_story_has_the_same_clocks(database: str) -> None:
    load(1, NOON, password=PASSWORD, count=CASES // 2)
    cases = db.session.scalars(select(Incident).order_by(Incident.id)).all()
    assert len({case.status for case in cases}) > 25
    for case in cases:
        whole, part = gather(case).case, gather_for_clocks(case)
        assert clocks_of(part, NOON) == clocks_of(whole, NOON), case.reference
        assert list(days_asked(part)) == list(days_asked(whole)), case.reference


@pytest.mark.both
def test_generated_cases_have_the_same_facts(database: str) -> None:
    generate(40, 3, NOON, password=PASSWORD)
    for case in db.session.scalars(select(Incident)).all():
        whole, part = gather(case).case, gather_for_clocks(case)
        assert clocks_of(part, NOON) == clocks_of(whole, NOON)
        assert {name: getattr(part, name) for name in READ} == {name: getattr(whole, name) for name in READ}


def test_what_is_not_fetched_is_refused_not_empty(database: str) -> None:
    generate(1, 1, NOON, password=PASSWORD)
    part = gather_for_clocks(db.session.scalars(select(Incident)).one())
    asked: list[Callable[[], object]] = [
        lambda: list(part.statements), lambda: bool(part.documents), lambda: len(part.staff),
        lambda: part.media_answers == (), lambda: part.incident.other_refs[0], lambda: part.disclosure.checklist,
        lambda: part.police_report.headline, lambda: part.incident.online.platform, lambda: "E1" in UNREAD,
    ]  # type: ignore[list-item,union-attr,attr-defined] # fmt: skip
    for ask in asked:
        with pytest.raises(NotFetched):
            ask()


def test_fewer_statements_than_the_whole_and_always_as_many(
    database: str, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    generate(30, 1, NOON, password=PASSWORD)
    counted = set()
    for case in db.session.scalars(select(Incident)).all():
        db.session.expire(case)
        assert case.id
        with count_queries() as statements:
            gather_for_clocks(case)
        counted.add(len(statements))
    assert max(counted) <= 40, counted
    assert min(counted) <= 16, counted

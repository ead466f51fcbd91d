"""A paper that takes longer than a page may wait is issued by the worker, with the rights of the moment."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from app.database.session import db
from app.documents.client import PrintClient
from app.models.document import IssuedDocument
from app.models.outbox import Outbox
from app.models.user import UserRole
from app.services import outbox, promised_papers
from app.services.demo import later_acts
from app.services.demo.story import Story
from app.services.documents import Request
from tests.stories import NOW, begin, tell

ASKED = Request(requester="whoever", recipient="The duty prosecutor", purpose="The hearing of Tuesday")


@pytest.fixture
def story(database: str) -> Story:
    """Nothing else waits for the worker."""
    told = tell(later_acts.ready, begin())
    db.session.execute(delete(Outbox))
    db.session.commit()
    return told


def promised(story: Story) -> None:
    incident = story.incident
    promised_papers.promise("case-summary", incident.id, ASKED, actor=story.officer, at=NOW)
    db.session.commit()


def work() -> bool:
    handlers = {promised_papers.ISSUE: lambda given, at: promised_papers.keep_promise(given, PrintClient(), at=at)}
    return outbox.work_one(handlers, at=NOW + timedelta(minutes=1))


def test_the_worker_issues_what_was_promised_once(story: Story) -> None:
    promised(story)
    promised(story)
    assert work()
    assert not work(), "two promises of one paper are one"
    row = db.session.scalars(select(IssuedDocument)).one()
    assert row.content.startswith(b"%PDF")
    assert (row.recipient, row.purpose) == (ASKED.recipient, ASKED.purpose)
    assert (row.requester, row.requester_id) == (story.officer.name, story.officer.user_id)


def test_acc_4_a_promise_is_not_kept_for_who_lost_the_role(story: Story) -> None:
    promised(story)
    db.session.execute(delete(UserRole).where(UserRole.user_id == story.officer.user_id))
    db.session.commit()
    assert work()
    assert db.session.scalar(select(func.count()).select_from(IssuedDocument)) == 0
    assert db.session.scalars(select(Outbox)).one().last_error == "NotAllowed"

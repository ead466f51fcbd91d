"""CON-3: a step of a case that twenty take at the same moment is taken once; the others are told."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.stages import Status
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.referral import Referral
from app.services import referral
from app.services.demo import later_acts
from app.services.demo.story import Story
from tests.stories import NOW, begin, tell
from tests.web.test_races import together


def drafted(story: Story) -> None:
    later_acts.ready(story)
    later_acts.draft(story)


@pytest.mark.both
def test_con_3_twenty_offer_one_referral_and_one_wins(app: Flask, real_database: str) -> None:
    story = tell(drafted, begin())
    number, officer = story.referral.id, story.officer
    db.session.commit()
    db.session.remove()

    def offer(_: int) -> str:
        try:
            referral.offer_for_check(db.session.get_one(Referral, number), actor=officer, at=NOW)
        except RuleBroken as told:
            return str(told)
        return "offered"

    answers = together(app, 20, offer)
    assert answers.count("offered") == 1
    assert all(answer for answer in answers)
    of_kind = select(func.count()).select_from(CaseEvent).where(CaseEvent.kind == EventKind.CHECK_ASKED)
    assert db.session.scalar(of_kind) == 1
    assert db.session.scalars(select(Incident.status)).one() is Status.SUPERVISOR_REVIEW

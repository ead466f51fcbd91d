"""T38 and T14: the police charge what is not flagged; a flag set later refers it at once; the charge stands."""

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.stages import Status
from app.domain.vocabulary import PerceivedBy, PerceptionBasis, Strand
from app.models.referral import Referral
from app.services import charging, reporting
from app.services.demo import later_acts
from app.services.demo.story import Story
from tests.stories import begin, tell

FLAG = (reporting.StrandChoice(Strand.RACE),)
SEEN_AS_HATE = ((PerceivedBy.VICTIM, PerceptionBasis.PERCEIVED),)


def flag(story: Story, strands: tuple[reporting.StrandChoice, ...]) -> None:
    reporting.record_perception(
        story.incident,
        strands=strands,
        perceived=SEEN_AS_HATE if strands else (),
        actor=story.officer,
        at=story.later(minutes=5),
    )


def charge(story: Story) -> None:
    at = story.later(minutes=5)
    charging.charge_at_station(
        story.incident, story.allegation, issued_at=at, bailed=True, actor=story.supervisor, at=at
    )


@pytest.fixture
def story(database: str) -> Story:
    """A case of an offence that the police may charge."""
    told = tell(later_acts.ready, begin())
    told.allegation.offence_type_key = told.allegation.crime.offence_type_key = "poa_s5"
    db.session.commit()
    return told


def test_t38_the_police_do_not_charge_what_is_flagged(story: Story) -> None:
    with pytest.raises(RuleBroken, match=r"flag|prosecutor|CPS"):
        charge(story)


def test_t14_a_flag_set_after_a_police_charge_refers_the_case_once_and_the_charge_stands(story: Story) -> None:
    flag(story, ())
    charge(story)
    assert db.session.scalars(select(Referral)).all() == []
    flag(story, FLAG)
    flag(story, (*FLAG, reporting.StrandChoice(Strand.RELIGION)))
    referral = db.session.scalars(select(Referral)).one()
    assert [row.allegation_id for row in referral.allegations] == [story.allegation.id]
    assert story.allegation.status is Status.CHARGED

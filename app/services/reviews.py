"""The prosecutor's review: the test applied to each allegation with reasons, signed, never edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.offences import offence
from app.domain.permissions import Permission
from app.domain.stages import Status
from app.domain.vocabulary import CodeTest
from app.models.allegation import Allegation, ProsecutorKnowledge
from app.models.referral import Assessment, Referral, Review
from app.services import history
from app.services.authority import demand
from app.services.together import of_all

# The rule of a limit that runs from what a prosecutor knew (Communications Act 2003 s127(5)).
KNOWLEDGE_LIMIT = "slt_prosecutor_knowledge_6m_3y"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestApplied:
    """Both stages of the test for one allegation; the public interest only where the evidence carries it."""

    allegation: Allegation
    code_test: CodeTest
    evidential_met: bool
    evidential_reasons: str
    public_interest_met: bool | None = None
    public_interest_reasons: str | None = None


@atomic
def record_review(
    referral: Referral, analysis: str, tests: Sequence[TestApplied], *, actor: Actor, at: datetime
) -> Review:
    """Sign a review: each allegation under review is tested, evidence first. Never edited later; another is added.

    What travels in the referral is reviewed with it: one analysis, kept in each case with the tests of its allegations.
    """
    parts = [part for part in of_all(referral, actor) if part is referral or _under_review(part)]
    _complete([allegation for part in parts for allegation in _asked(part)], tests)
    reviews = []
    for part in parts:
        demand(actor, part.incident, Permission.DECISION_RECORD, state_allows=any(map(_under_review, parts)))
        own = [test for test in tests if test.allegation.incident_id == part.incident_id]
        if own:
            reviews.append(_sign(part, analysis, own, actor, at))
    return reviews[0]


def _sign(referral: Referral, analysis: str, tests: Sequence[TestApplied], actor: Actor, at: datetime) -> Review:
    review = Review(prosecutor_id=actor.user_id, reviewed_at=at, analysis=analysis)
    review.assessments = [_assessment(test) for test in tests]
    referral.reviews.append(review)
    for test in tests:
        _note_knowledge(test, actor, at)
    db.session.flush()
    history.record(referral.incident, EventKind.REVIEWED, actor=actor, at=at, referral=referral.referral_no)
    return review


def _asked(referral: Referral) -> list[Allegation]:
    rows = (row.allegation for row in referral.allegations)
    return [allegation for allegation in rows if allegation.status is Status.PROSECUTOR_REVIEW]


def _under_review(referral: Referral) -> bool:
    return bool(_asked(referral))


def _complete(asked: Sequence[Allegation], tests: Sequence[TestApplied]) -> None:
    if {test.allegation.id for test in tests} != {allegation.id for allegation in asked}:
        raise RuleBroken("Apply the test to each allegation under review.", field="tests")
    for test in tests:
        if test.evidential_met and (test.public_interest_met is None or not test.public_interest_reasons):
            raise RuleBroken("Where the evidence carries it, answer the public interest stage.", field="tests")


def _assessment(test: TestApplied) -> Assessment:
    return Assessment(
        allegation_id=test.allegation.id,
        code_test=test.code_test,
        evidential_met=test.evidential_met,
        evidential_reasons=test.evidential_reasons,
        public_interest_met=test.public_interest_met if test.evidential_met else None,
        public_interest_reasons=test.public_interest_reasons if test.evidential_met else None,
    )


def _note_knowledge(test: TestApplied, actor: Actor, at: datetime) -> None:
    """A limit may run from the day sufficient evidence came to a prosecutor's knowledge: keep every review's date."""
    if offence(test.allegation.offence_type_key).time_limit_rule == KNOWLEDGE_LIMIT:
        test.allegation.knowledge.append(
            ProsecutorKnowledge(
                reviewed_on=london_day(at), prosecutor_id=actor.user_id, sufficient_evidence=test.evidential_met
            )
        )

"""`visible_to` is the decision written as SQL: the two agree on every actor and every case, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import PAGE_OF, Circumstances, decide, sees
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.roles import Role
from app.domain.stages import Status
from app.models.incident import ConflictOfInterest, Incident, RestrictionMember
from app.models.user import User
from app.queries.actors import actor_of
from app.queries.incidents import by_reference, visible_to
from app.queries.relationships import standing
from app.services.demo import care_acts
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.paths import PATHS
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATUSES = (
    Status.REPORTED,
    Status.UNDER_INVESTIGATION,
    Status.SUPERVISOR_REVIEW,
    Status.SUBMITTED_TO_CPS,
    Status.PROSECUTOR_REVIEW,
    Status.CHARGED,
)


@atomic
def tell(status: Status, number: int, force: str) -> Story:
    story = Story(
        cast=Cast(NOW.date()),
        crew=crew_of(force),
        plot=PLOTS[number % len(PLOTS)],
        now=NOW - timedelta(days=150),
        number=number,
        until=NOW,
    )
    PATHS[status](story)
    if status is Status.CHARGED:
        care_acts.support(story)
    return story


@pytest.fixture
def cases(database: str) -> list[Incident]:
    """Two forces of different areas, six statuses each; some restricted, some in conflict, one with ended hands."""
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    stories = [tell(status, number, force) for number, (force, status) in enumerate(_plan(), 1)]
    _block_and_restrict(stories)
    db.session.expire_all()
    return [story.incident for story in stories]


def _plan() -> list[tuple[str, Status]]:
    return [(force, status) for force in ("Z1", "Z3") for status in STATUSES]


def _block_and_restrict(stories: list[Story]) -> None:
    people = {user.name: user.id for user in db.session.scalars(select(User).order_by(User.id))}
    charged = next(one for one in stories if one.incident.status is Status.CHARGED)
    review = next(one for one in stories if one.incident.status is Status.PROSECUTOR_REVIEW)
    for name in (charged.crew.officer, charged.crew.caseworker, charged.crew.operations):
        db.session.add(
            ConflictOfInterest(
                incident_id=charged.incident.id,
                user_id=people[name],
                reason="A neighbour",
                declared_at=NOW,
                declared_by_id=people[name],
            )
        )
    review.incident.is_restricted = True
    db.session.add(
        RestrictionMember(incident_id=review.incident.id, user_id=people[review.crew.prosecutor], added_at=NOW)
    )
    investigated = next(one for one in stories if one.incident.status is Status.UNDER_INVESTIGATION)
    for assignment in investigated.incident.assignments:
        assignment.ended_at = NOW
    db.session.commit()


def actors() -> list[Actor]:
    users = db.session.scalars(select(User).where(User.is_demo).order_by(User.id)).unique().all()
    return [actor_of(user, user.roles[0].role, on=NOW.date()) for user in users]


@pytest.mark.both
def test_acc_2_visible_to_and_decide_agree_on_every_actor_and_case(cases: list[Incident]) -> None:
    seen_by_role = dict.fromkeys(Role, 0)
    for actor in actors():
        assert actor.role is not None
        shown = {row.id for row in db.session.scalars(visible_to(actor))}
        for case in cases:
            stand = standing(actor, case)
            page = decide(stand, PAGE_OF[actor.role], Circumstances(reason_given=False))
            assert (case.id in shown) == page.allowed == sees(stand), (actor.name, case.status)
        seen_by_role[actor.role] += len(shown)
    nobody = {role for role, count in seen_by_role.items() if not count}
    assert nobody == {Role.PARTNER, Role.ANALYST, Role.ADMINISTRATOR}


@pytest.mark.both
def test_acc_6_a_conflict_hides_the_case_at_once(cases: list[Incident]) -> None:
    charged = next(one for one in cases if one.status is Status.CHARGED)
    officer = next(one for one in actors() if one.name.endswith("Arden Samplewick"))
    with pytest.raises(NotFound):
        by_reference(officer, charged.reference)
    for block in db.session.scalars(select(ConflictOfInterest).where(ConflictOfInterest.user_id == officer.user_id)):
        block.lifted_at = NOW
    db.session.commit()
    assert by_reference(officer, charged.reference).id == charged.id


@pytest.mark.both
def test_acc_7_only_the_named_see_a_restricted_case(cases: list[Incident]) -> None:
    restricted = next(one for one in cases if one.is_restricted)
    may = {
        actor.name for actor in actors() if restricted.id in {row.id for row in db.session.scalars(visible_to(actor))}
    }
    assert may == {"Crown Prosecutor Umber Pleadwell"}


@pytest.mark.both
def test_acc_4_unseen_and_unknown_are_the_same_refusal(cases: list[Incident]) -> None:
    stranger = next(one for one in actors() if one.role is Role.OFFICER and one.name.endswith("Bryn Mockridge"))
    words = set()
    for reference in (cases[1].reference, "HC-26-0000000X"):
        with pytest.raises(NotFound) as refused:
            by_reference(stranger, reference)
        words.add(str(refused.value))
    assert len(words) == 1

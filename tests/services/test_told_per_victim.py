"""A refusal is told to each victim apart: told on two days, two have two times to ask for a review; untold, none."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from app.database.atomic import atomic
from app.database.session import db
from app.domain.case_file import from_json, to_json
from app.domain.deadlines import Clock, clocks_of
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, PartyRole
from app.models.allegation import CrimeVictim
from app.models.clock import ClockRow
from app.models.people import Person
from app.models.referral import Decision
from app.queries.case_file import gather
from app.services import people
from app.services.case_import import import_case
from app.services.demo.cast import Cast
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.databases import MIGRATIONS
from tests.domain.deadlines.cases import MARCH, no_request, not_told
from tests.domain.samples import document
from tests.journeys.test_own_crimes import another_victim, told
from tests.stories import NOW, begin, tell

FIRST, SECOND = NOW - timedelta(days=5), NOW - timedelta(days=2)


@atomic
def second_victim(story: Story) -> Person:
    """The one crime of the story names two."""
    details = people.PersonDetails(given_names="Othello", surname="Elsewhere", roles=(PartyRole.VICTIM,))
    person = people.add_person(story.incident, details, actor=story.officer, at=story.now)
    db.session.add(CrimeVictim(crime_id=story.crime.id, person_id=person.id))
    db.session.flush()
    return person


@pytest.fixture
def refused(database: str) -> Story:
    return tell(PATHS[Status.NFA_CPS_EVIDENTIAL], begin())


def begins(story: Story) -> dict[str, datetime | None]:
    """When each victim's time to ask began, as it is stored."""
    rows = select(ClockRow).where(
        ClockRow.incident_id == story.incident.id, ClockRow.rule == "vrr_cps", ClockRow.variant == "long_stop"
    )
    return {row.subject: row.starts_at for row in db.session.scalars(rows)}


def communicated(story: Story) -> list[datetime | None]:
    case = gather(story.incident, restricted=True).case
    return [one.communicated_at for referral in case.referrals for one in referral.decisions]


@pytest.mark.both
def test_row_30_two_victims_told_on_two_days_have_two_times_to_ask(refused: Story) -> None:
    first, second = refused.victim, second_victim(refused)
    told(refused, first, ClockEvent.CPS_NFA, at=FIRST)
    assert begins(refused) == {first.file_id: FIRST, second.file_id: None}
    assert communicated(refused) == [None], "not communicated before the last was told"
    told(refused, second, ClockEvent.CPS_NFA, at=SECOND)
    assert begins(refused) == {first.file_id: FIRST, second.file_id: SECOND}
    assert communicated(refused) == [SECOND]


@pytest.mark.both
def test_row_30_what_another_crime_s_victim_hears_starts_nobody_elses_time(refused: Story) -> None:
    other, _ = another_victim(refused)
    told(refused, other, ClockEvent.CPS_NFA, at=FIRST)
    assert begins(refused) == {refused.victim.file_id: None}
    assert communicated(refused) == [None]


def test_row_30_told_again_changes_nothing(refused: Story) -> None:
    told(refused, refused.victim, ClockEvent.CPS_NFA, at=FIRST)
    told(refused, refused.victim, ClockEvent.CPS_NFA, at=SECOND)
    assert begins(refused) == {refused.victim.file_id: FIRST} and communicated(refused) == [FIRST]


def two_victims(file: dict[str, Any]) -> None:
    no_request(file)
    file["people"].append(file["people"][0] | {"person_id": "P9", "given_names": "Othello", "surname": "Elsewhere"})
    file["victims"].append(file["victims"][0] | {"person_id": "P9"})
    file["crimes"][0]["victim_person_ids"] = ["P1", "P9"]


def starts(file: Any) -> dict[str, datetime | None]:
    found: list[Clock] = list(clocks_of(from_json(file), NOW))
    return {one.subject: one.starts for one in found if (one.rule, one.variant) == ("vrr_cps", "long_stop")}


def test_what_a_sender_says_was_communicated_was_told_to_every_victim(database: str, cast: Cast) -> None:
    file = document(MARCH)
    two_victims(file)
    file["contacts"] = []
    told_at = datetime(2026, 10, 12, 10, 15, tzinfo=UTC)
    made = import_case(file, unit=cast.unit("Z1-T1"), officer=None, at=NOW)
    assert starts(to_json(gather(made, restricted=True).case)) == {"P1": told_at, "P9": told_at}


def test_two_instants_go_out_and_come_back(database: str, cast: Cast) -> None:
    file = document(MARCH)
    two_victims(file)
    not_told(file)
    file["contacts"] = [
        {"at": at, "victim_person_id": who, "channel": "phone", "outcome": "told", "answers_event_ids": ["V6"]}
        for who, at in (("P1", "2026-10-12T10:00:00Z"), ("P9", "2026-10-14T10:00:00Z"))
    ]
    made = import_case(file, unit=cast.unit("Z1-T1"), officer=None, at=NOW)
    sent = to_json(gather(made, restricted=True).case)
    assert {one["communicated_at"] for one in sent["referrals"][0]["decisions"]} == {"2026-10-14T11:00:00+01:00"}
    sent["source"]["record_id"] += "-again"
    again = import_case(sent, unit=cast.unit("Z1-T1"), officer=None, at=NOW)
    apart = {"P1": datetime(2026, 10, 12, 10, tzinfo=UTC), "P9": datetime(2026, 10, 14, 10, tzinfo=UTC)}
    assert starts(to_json(gather(again, restricted=True).case)) == apart


@pytest.mark.both
def test_con_9_what_was_told_once_for_all_is_told_by_its_contact_after_the_migration(
    app: Flask, real_database: str
) -> None:
    story = tell(PATHS[Status.NFA_CPS_EVIDENTIAL], begin())
    second, number = second_victim(story).file_id, story.incident.id
    told(story, story.victim, ClockEvent.CPS_NFA, at=FIRST)
    db.session.commit()
    downgrade(directory=MIGRATIONS, revision="0008")
    db.session.execute(text("SELECT 1"))
    assert db.session.scalars(select(Decision.communicated_at)).all() == [FIRST]
    db.session.commit()
    upgrade(directory=MIGRATIONS)
    assert db.session.scalars(select(Decision.communicated_at)).all() == [None]
    db.session.expire_all()
    story.incident = db.session.get_one(type(story.incident), number)
    case = gather(story.incident).case
    begun = {one.subject: one.starts for one in clocks_of(case, NOW) if one.rule == "vrr_cps"}
    assert begun == {story.victim.file_id: FIRST, second: None}

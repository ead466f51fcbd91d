"""Each status is reached by a chain of verbs from a report, and each that is not an ending can be left."""

from datetime import UTC, datetime, timedelta

import pytest

from app.database.atomic import atomic
from app.domain.stages import Status
from app.domain.workflow import STEPS
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.paths import PATHS, Path
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def story(database: str) -> Story:
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    began = NOW - timedelta(days=150)
    return Story(cast=Cast(NOW.date()), crew=crew_of("Z1"), plot=PLOTS[0], now=began, number=1, until=NOW)


@atomic
def tell(path: Path, story: Story) -> None:
    """One transaction a story: every verb of it joins."""
    path(story)


def test_every_status_has_a_path() -> None:
    assert set(PATHS) == set(Status)


@pytest.mark.parametrize("status", list(Status))
def test_a_chain_of_verbs_reaches_it(story: Story, status: Status) -> None:
    tell(PATHS[status], story)
    assert story.reload().incident.status is status
    assert story.incident.stage is status.stage


def test_only_endings_cannot_be_left() -> None:
    left = set[Status]().union(*(step.sources for step in STEPS.values()))
    suspects = {Status.SUSPECT_IN_CUSTODY, Status.SUSPECT_ON_PRECHARGE_BAIL, Status.SUSPECT_RUI}
    assert {status for status in Status if not status.terminal} - suspects <= left

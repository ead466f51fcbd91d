"""An invented case with its people, told through the verbs, for the tests of pages."""

import copy
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from app.database.atomic import atomic
from app.database.session import db
from app.services.demo import later_acts
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story
from tests.conftest import FrozenClock
from tests.inspection import InspectingClient

Tell = Callable[..., Story]
Acts = Callable[[Story], object]


@atomic
def _told(acts: Acts, story: Story) -> None:
    acts(story)


def _raw() -> Any:
    """The SQLite connection under the application."""
    db.session.remove()
    return db.engine.raw_connection()


class Told:
    """Stories told once a test process on SQLite: the next test that asks begins with a copy of the whole database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[Any, tuple[Path, Story]] = {}

    def keep(self, key: Any, story: Story) -> None:
        path = self.folder / f"told-{len(self.kept)}.sqlite3"
        connection = _raw()
        with sqlite3.connect(path) as into:
            connection.driver_connection.backup(into)
        connection.close()
        self.kept[key] = (path, story)

    def again(self, key: Any) -> Story:
        path, first = self.kept[key]
        connection = _raw()
        with sqlite3.connect(path) as source:
            source.backup(connection.driver_connection)
        connection.close()
        story = copy.copy(first)
        for name, row in vars(first).items():
            if (state := inspect(row, raiseerr=False)) is not None and getattr(state, "identity", None):
                setattr(story, name, db.session.get_one(type(row), state.identity))
        return story


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(tmp_path_factory.mktemp("told"))


@pytest.fixture
def tell(database: str, clock: FrozenClock, told: Told) -> Tell:
    """`tell(acts, number=2, force="Z2")` gives a committed story of 30 days ago; `acts` takes it through the verbs."""
    begun: list[Story] = []

    def telling(acts: Acts = later_acts.ready, *, number: int = 1, force: str = "Z1", days: int = 30) -> Story:
        key = (acts.__module__, acts.__qualname__, number, force, days)
        can_keep = database == "sqlite" and not begun
        if can_keep and key in told.kept:
            begun.append(told.again(key))
            return begun[-1]
        build_cast("a password of many words", at=clock.at - timedelta(days=500))
        story = Story(
            cast=Cast(clock.at.date()),
            crew=crew_of(force),
            plot=PLOTS[0],
            now=clock.at - timedelta(days=days),
            number=number,
            until=clock.at,
        )
        _told(acts, story)
        begun.append(story)
        if can_keep:
            told.keep(key, story)
            return told.again(key)
        db.session.expire_all()
        return story

    return telling


@pytest.fixture
def story(tell: Tell) -> Story:
    """Investigated, with a file that nothing stops; the officer still has the case."""
    return tell()


@pytest.fixture
def as_(client: InspectingClient) -> Callable[[Story, str], InspectingClient]:
    """`as_(story, "officer")` signs in that member of the crew, or whoever has this name."""

    def signed_in(story: Story, who: str) -> InspectingClient:
        return client.sign_in(story.cast.user(getattr(story.crew, who, who)))

    return signed_in

"""Import a case, change one thing of each part on its page, export: exactly that has changed."""

from datetime import timedelta
from typing import Any

import pytest

from app.database.session import db
from app.models.incident import Incident
from app.services.case_import import import_case
from app.services.demo.cast import Cast, build_cast
from tests.conftest import FrozenClock
from tests.domain.samples import document
from tests.inspection import InspectingClient
from tests.journeys.page_changes import NUMBERS, OFFICER, PAGES, Page
from tests.journeys.trying import saved
from tests.services.changes import NOW
from tests.services.one_change import differences, exported


@pytest.fixture
def cast(database: str, clock: FrozenClock) -> Cast:
    assert clock.at == NOW
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    return Cast(NOW.date())


def imported(cast: Cast, page: Page) -> Incident:
    file = document(page.sample)
    page.prepare(file)
    officer = None if page.at == "officer" else cast.user(OFFICER)
    return import_case(file, unit=cast.unit("Z1-T1"), officer=officer, at=NOW)


def chosen(client: InspectingClient, path: str, typed: dict[str, Any]) -> dict[str, Any]:
    """People are typed by name; a form offers them by number."""
    form = client.page(path)
    found = dict(typed)
    for name in ("supervisor", "officer", "appropriate_adult_id", "review", "unit"):
        if name in typed:
            options = form.select(f"select[name={name}] option")
            found[name] = next(str(one["value"]) for one in options if typed[name] in one.get_text())
    return found


@pytest.mark.parametrize("part", PAGES)
def test_exactly_the_change_made_on_the_page_is_in_the_export(cast: Cast, client: InspectingClient, part: str) -> None:
    page = PAGES[part]
    case = imported(cast, page)
    user = cast.user(page.who)
    if page.rank is not None:
        user.rank = page.rank
        db.session.commit()
    before = exported(case)
    path = f"/cases/{case.reference}/{page.at}"
    for name, number in NUMBERS.items():
        path = path.replace(name, str(number(case))) if name in path else path
    client.sign_in(user)
    saved(client, path, chosen(client, path, page.typed))
    assert set(differences(before, exported(db.session.get_one(Incident, case.id)))) == page.differs

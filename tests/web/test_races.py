"""Two at once: one effect, nothing lost (CON-2, CON-3, CON-4), on real transactions."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select, update

from app.database.atomic import atomic
from app.database.session import db
from app.domain.roles import Role
from app.models.session import RateWindow, Submission
from app.models.user import User
from app.services import limits
from tests.conftest import NOON
from tests.factories import make_user
from tests.inspection import filled

pytestmark = pytest.mark.both


def together(app, count: int, work) -> list:
    """Run `work(number)` in so many threads at the same moment, each with a session of its own."""
    start = Barrier(count)

    def one(number: int):
        start.wait()
        with app.app_context():
            try:
                return work(number)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_con_2_ten_at_once_have_one_effect(app, real_database, clock):
    user = make_user(Role.OFFICER)
    user_id, path = user.id, f"/note/{user.id}"
    client = app.test_client()
    client.sign_in(user)
    form = filled(client.page(path).select_one("main form[method=post]")) | {"phone": "0300 000 0001"}
    with client.session_transaction() as cookie:
        held = dict(cookie)
    db.session.remove()

    def send(number: int):
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie.update(held)
        return browser.post(path, data=form)

    answers = together(app, 10, send)
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/account/sessions")}
    assert db.session.scalar(select(User.version).where(User.id == user_id)) == 2
    assert len(db.session.scalars(select(Submission)).all()) == 1


def test_con_4_read_then_write_loses_nothing(app, real_database):
    db.session.add(RateWindow(key_digest="counter", window_starts_at=NOON, tries=0))
    db.session.commit()
    db.session.remove()

    @atomic
    def add_one() -> None:
        found = select(RateWindow.tries).where(RateWindow.key_digest == "counter").with_for_update()
        seen = db.session.scalar(found)
        db.session.execute(update(RateWindow).where(RateWindow.key_digest == "counter").values(tries=seen + 1))

    def work(number: int) -> None:
        for _ in range(100):
            add_one()

    together(app, 8, work)
    assert db.session.scalar(select(RateWindow.tries)) == 800


@pytest.mark.parametrize(("waits", "let_in"), [((), 5), (limits.SIGN_IN_ACCOUNT.waits, 3)])
def test_rate_1_the_limit_and_the_wait_hold_across_processes(app, real_database, waits, let_in):
    """Twelve at once: five are counted and no more; where failures make it wait, the third ends the round."""
    tries = [limits.Try(replace(limits.SIGN_IN_ACCOUNT, waits=waits), "somebody")]
    db.session.remove()
    taken = together(app, 12, lambda number: limits.rate_window(tries, at=NOON))
    assert taken.count(True) == let_in


@pytest.mark.parametrize(
    "pragma", [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)]
)
def test_con_4_sqlite_is_set_up(app, real_database, pragma):
    if real_database != "sqlite":
        return
    assert db.session.connection().exec_driver_sql(f"PRAGMA {pragma[0]}").scalar() == pragma[1]

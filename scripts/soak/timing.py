"""AUTH-5: wrong, unknown and disabled take the same time at the real cost of the hash; so does one try too many."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

TRIES = 200
# Medians within 15 %.
WITHIN = 0.15
PASSWORD = "four plain grey pigeons"


Count = Callable[..., bool]


def _counted(count: Count, within: bool) -> Count:
    """Counts as always; the answer is that of the class, or two hundred tries would all be too many."""

    def counted(tries: Any, *, at: datetime) -> bool:
        count(tries, at=at)
        return within

    return counted


def sign_in_timing() -> dict[str, Any]:
    """So many tries of each class, in mixed order."""
    from sqlalchemy import select

    from app.database.session import db
    from app.models.user import User
    from app.services import accounts, limits, sessions
    from wsgi import app

    with app.app_context():
        at = datetime.now(UTC)
        for name, email in (("Ada Quill", "ada@throughline.example"), ("Bo Inkwell", "bo@throughline.example")):
            accounts.create_first_administrator(name=name, email=email, password=PASSWORD, at=at)
        disabled = db.session.scalars(select(User).where(User.email == "bo@throughline.example")).one()
        disabled.disabled_at = at
        db.session.commit()
        classes = {
            "wrong password": ("ada@throughline.example", True),
            "unknown user": ("nobody@throughline.example", True),
            "disabled user": ("bo@throughline.example", True),
            "one try too many": ("ada@throughline.example", False),
        }
        times: dict[str, list[float]] = {name: [] for name in classes}
        count = limits.rate_window
        for _ in range(TRIES):
            for name, (email, within) in random.sample(sorted(classes.items()), len(classes)):
                limits.rate_window = _counted(count, within)
                began = time.perf_counter()
                sessions.sign_in(email, "not the password at all", address="127.0.0.1", station=False, at=at)
                times[name].append(time.perf_counter() - began)
        limits.rate_window = count
    medians = {name: statistics.median(values) for name, values in times.items()}
    spread = max(medians.values()) / min(medians.values()) - 1
    return {
        "tries": TRIES,
        "medians_ms": {name: round(value * 1000, 2) for name, value in medians.items()},
        "spread": round(spread, 3),
        "held": spread <= WITHIN,
    }

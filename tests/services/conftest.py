"""Who acts in the tests of the verbs."""

from datetime import timedelta

import pytest

from app.services.demo.cast import Cast, build_cast
from tests.services.changes import NOW


@pytest.fixture
def cast(database: str) -> Cast:
    """The cast of the demonstration, on the day of the tests."""
    build_cast("a password of many words", at=NOW - timedelta(days=500))
    return Cast(NOW.date())

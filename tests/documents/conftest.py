"""What every test of the papers shares: a warning of the print engine is a failure."""

import logging
from collections.abc import Iterator

import pytest

from app.documents import pdf


@pytest.fixture(scope="session", autouse=True)
def presses() -> Iterator[None]:
    """The engine is let go of before the interpreter ends, so that it can clear its own temporary files."""
    yield
    pdf.let_go(warm_too=True)


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture(autouse=True)
def engine_warnings(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What the engine complained of; a test that expects complaints empties the list."""
    handler = _Collected()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield handler.said
    logger.removeHandler(handler)
    assert not handler.said, handler.said

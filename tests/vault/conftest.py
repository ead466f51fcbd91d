"""A case whose officer sends files."""

import pytest

from app.domain.stages import Status
from app.services import vault
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import begin, tell


@pytest.fixture
def case(store: vault.Vault) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())

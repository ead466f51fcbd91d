"""A store of its own for each test, small limits where they matter, files with content nobody else has."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.stages import Status
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.services import evidence_files, material, vault
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from app.services.uploads import Verdict
from tests.stories import NOW, begin, tell

MIB = 1024 * 1024
Send = Callable[..., EvidenceFile]


def accept(*args: Any, **kwargs: Any) -> Verdict:
    """These tests are about the store: what kind of file it is makes no difference."""
    return Verdict(True, "application/octet-stream", "bin")


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[vault.Vault]:
    before = vault.vault()
    vault.use_vault(vault.open_vault(str(tmp_path / "evidence"), vault.Sizes(64 * MIB, 512 * MIB, 512 * MIB)))
    yield vault.vault()
    vault.use_vault(before)


@pytest.fixture
def case(store: vault.Vault) -> Story:
    return tell(PATHS[Status.UNDER_INVESTIGATION], begin())


def limited(**sizes: int) -> None:
    """The same store with other limits."""
    store = vault.vault()
    vault.use_vault(replace(store, sizes=replace(store.sizes, **sizes)))


def item_of(story: Story) -> EvidenceItem:
    found = select(EvidenceItem).where(EvidenceItem.incident_id == story.incident.id).order_by(EvidenceItem.id)
    return db.session.scalars(found).first() or _added(story)


def _added(story: Story) -> EvidenceItem:
    details = material.EvidenceDetails(
        kind=EvidenceKind.OBJECT, description="A photograph of the wall", is_core_evidence=False,
        usage=EvidenceUsage.USED, availability=Availability.HELD,
    )  # fmt: skip
    return material.add_evidence(story.incident, details, actor=story.officer, at=story.now)


def staged(content: bytes) -> vault.Staged:
    """A file that has arrived, in pieces as a network brings them."""
    arriving = vault.vault().stage()
    for start in range(0, len(content), 300_000):
        arriving.write(content[start : start + 300_000])
    return arriving


def send(story: Story, content: bytes, **more: Any) -> EvidenceFile:
    """The officer of the case sends a file."""
    given = {"name": "wall.bin", "declared": None, "inspect": accept, "actor": story.officer, "at": NOW} | more
    with staged(content) as arriving:
        return evidence_files.add_file(story.incident, item_of(story), arriving, **given)


def blob(held: EvidenceFile) -> Path:
    return vault.vault().path_of(held.stored.store_name)


def read(held: EvidenceFile, start: int = 0, stop: int | None = None) -> bytes:
    content = vault.content_of(held)
    return b"".join(vault.vault().pieces(content, start, content.size if stop is None else stop))


def some_bytes(size: int) -> bytes:
    return os.urandom(size)

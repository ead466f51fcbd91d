"""Files for the evidence store: sent, read, spoilt, with limits as small as a test needs."""

import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.database.session import db
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.services import evidence_files, holding, material, vault
from app.services.demo.story import Story
from app.services.uploads import Verdict
from tests.stories import NOW

MIB = 1024 * 1024


def accept(*args: Any, **kwargs: Any) -> Verdict:
    """These tests are about the store: what kind of file it is makes no difference."""
    return Verdict(True, "application/octet-stream", "bin")


def limited(**sizes: int) -> None:
    """The same store with other limits."""
    store = vault.vault()
    vault.use_vault(replace(store, limits=lambda: replace(store.sizes, **sizes)))


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
    about = {"name": "wall.bin", "declared": None} | {key: more.pop(key) for key in ("name", "declared") if key in more}
    given = {"inspect": accept, "actor": story.officer, "at": NOW} | more
    with staged(content) as arriving:
        sent = holding.Sent(staged=arriving, **about)
        return evidence_files.add_file(story.incident, item_of(story), sent, **given)


def blob(held: EvidenceFile) -> Path:
    return vault.vault().path_of(held.stored.store_name)


def read(held: EvidenceFile, start: int = 0, stop: int | None = None) -> bytes:
    content = vault.content_of(held)
    return b"".join(vault.vault().pieces(content, start, content.size if stop is None else stop))


def some_bytes(size: int) -> bytes:
    return os.urandom(size)


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << random.randrange(8)]))

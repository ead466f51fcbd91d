"""The first item of the whole case: seized, with a file of each kind that a page can show, copied and marked."""

import io
import secrets
from collections.abc import Mapping

import pikepdf
from PIL import Image

from app.domain.vocabulary import CustodyKind
from app.models.material import EvidenceItem
from app.models.vault import EvidenceFile
from app.services import evidence_files, exhibit_custody, recording_marks, vault
from app.services.demo.story import Story
from tests.stored import copied
from tests.uploads import sound


def tell_exhibit(story: Story) -> None:
    """No file is like another's, nor is what is copied of it: the store is everybody's, the databases come and go."""
    item = next(one for one in story.material if isinstance(one, EvidenceItem))
    seized = exhibit_custody.StepDetails(
        kind=CustodyKind.SEIZED, at=story.now, to_holder="PC Arden Samplewick", to_place="Store 2, shelf 4",
        seal_number="ZX 100", from_place="The bus stop",
    )  # fmt: skip
    exhibit_custody.record_step(story.incident, item, seized, actor=story.officer, at=story.later(minutes=5))
    files: Mapping[str, bytes] = {
        "notes.txt": f"What was seen {secrets.token_hex(8)}\n".encode(),
        "wall.jpg": _speckled(),
        "call.mp3": _noise(),
        "letter.pdf": _marked(),
    }
    held = {name: _sent(story, item, name, content) for name, content in files.items()}
    recording_marks.mark_time(
        story.incident, held["call.mp3"], 4, None, "The words are shouted", actor=story.officer,
        at=story.later(minutes=5),
    )  # fmt: skip


def _speckled() -> bytes:
    into = io.BytesIO()
    Image.frombytes("RGB", (16, 16), secrets.token_bytes(768)).save(into, "JPEG", quality=95)
    return into.getvalue()


def _noise() -> bytes:
    return b"".join(b"\xff\xfb\x90\x00" + secrets.token_bytes(413) for _ in range(6))


def _marked() -> bytes:
    made = pikepdf.new()
    for _ in range(2):
        page = made.add_blank_page()
        page.Contents = made.make_stream(f"% {secrets.token_hex(8)}\n".encode())
    return sound.saved(made)


def _sent(story: Story, item: EvidenceItem, name: str, content: bytes) -> EvidenceFile:
    with vault.vault().stage() as arriving:
        arriving.write(content)
        held = evidence_files.add_file(
            story.incident, item, arriving, name=name, declared=None, actor=story.officer, at=story.later(minutes=5)
        )
    return copied(held, at=story.now)

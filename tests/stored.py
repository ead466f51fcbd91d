"""Files for the evidence store: sent, read, spoilt, with limits as small as a test needs."""

import io
import os
import random
import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select

from app.database.session import db
from app.domain.shown_time import UK, ShownTime
from app.domain.vocabulary import (
    Availability,
    EvidenceKind,
    EvidenceUsage,
    Platform,
    PostVisibility,
    PreservationReply,
    StillThere,
)
from app.models.material import EvidenceItem
from app.models.online import OnlinePost
from app.models.vault import EvidenceFile
from app.services import additions, evidence_files, holding, items, material, posts, preservation, vault
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


def picture() -> bytes:
    """A PNG that nobody else has: the store is everybody's."""
    drawn = io.BytesIO()
    Image.frombytes("RGB", (16, 16), secrets.token_bytes(16 * 16 * 3)).save(drawn, "PNG")
    return drawn.getvalue()


def post_details(**more: Any) -> posts.PostDetails:
    given = {
        "platform": Platform.X, "url": "https://x.example/status/1", "post_text": "They should all go back.",
        "account_handle": "@wall_writer", "captured": ShownTime(NOW - timedelta(days=200), UK),
        "captured_by": "PC Arden Samplewick, officer, Z1", "tool": "Firefox 133 on Windows 11",
        "visibility": PostVisibility.PUBLIC, "purpose": "To secure the post that was reported",
    }  # fmt: skip
    return posts.PostDetails(**(given | more))


def a_post(story: Story, **more: Any) -> OnlinePost:
    """The officer of the case records a post with its picture; it was looked at again, attributed, and is preserved."""
    at = story.now if "at" not in more else more.pop("at")
    doing = {"actor": story.officer, "at": at}
    details = post_details(captured=ShownTime(at - timedelta(hours=1), UK), **more)
    with staged(picture()) as arriving:
        sent = holding.Sent(staged=arriving, name="post.png", declared="image/png", field="picture")
        capture = posts.Capture(description="A post about the wall", exhibit_ref="AS/9", details=details, picture=sent)
        post = posts.record_post(story.incident, capture, **doing)
    posts.record_check(post, story.incident, posts.CheckDetails(checked_at=at, found=StillThere.THERE), **doing)
    said = posts.AttributionDetails(basis="His phone shows the account.", stated_by="DC Fict", stated_at=at)
    posts.attribute(post, story.incident, story.suspect, said, **doing)
    asked = preservation.RequestDetails(platform="X Corp", asked_at=at, asked_by="DC Fict", reference="X-1")
    request = preservation.ask(post, story.incident, asked, **doing)
    until = at.date() + timedelta(days=90)
    kept = preservation.ReplyDetails(replied_on=at.date(), reply=PreservationReply.PRESERVED, preserved_until=until)
    preservation.record_reply(request, story.incident, kept, **doing)
    return post


def sent_in(story: Story, **more: Any) -> EvidenceItem:
    """The victim's support worker sends in a picture that the officer has not answered yet."""
    doing = {"actor": story.who(story.crew.caseworker), "at": NOW} | more
    with staged(picture()) as arriving:
        sent = holding.Sent(staged=arriving, name="phone.png", declared="image/png")
        details = items.sent_in(EvidenceKind.PHOTOGRAPH, "A picture of her phone")
        return additions.offer(story.incident, details, sent, **doing)


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

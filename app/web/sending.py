"""Stored files on their way out, in whole or in part, each byte verified (UPL-6, UPL-9).

Originals are never shown by the browser. What a page shows (pictures, players) is a copy, and no page of its own.
"""

import unicodedata
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from flask import Response, request, stream_with_context

from app.domain.errors import RuleBroken
from app.services import evidence_store
from app.services.uploads.kinds import KINDS
from app.services.vault import Content, Damaged, vault
from app.web.clock import now

SERVED_AS = frozenset(kind.media_type for kind in KINDS)
SHOWN = ("image/jpeg", "image/png", "audio/", "video/")
NOT_AS_STORED = "This file is not what was stored, so it is not sent. Those who look after the case have been told."


def asks_for_part() -> bool:
    return request.range is not None


def attachment(content: Content, *, name: str, media_type: str) -> Response:
    """The answer with this file. Raises RuleBroken, after the alert, where it is not what was stored."""
    answer = _stored(content, media_type if media_type in SERVED_AS else "application/octet-stream")
    answer.headers["Content-Disposition"] = _disposition(name)
    return answer


def inline(content: Content, *, media_type: str) -> Response:
    """A copy that a page shows: a picture or something that is played. Raises as `attachment`, and for other kinds."""
    if not media_type.startswith(SHOWN):
        raise RuleBroken("This kind of file cannot be shown here.")
    answer = _stored(content, media_type)
    answer.headers["Content-Disposition"] = "inline"
    return answer


def drawn(picture: bytes) -> Response:
    """A JPEG made for this answer, with the headers of a stored file."""
    answer = _guarded(Response(picture), "image/jpeg")
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _stored(content: Content, media_type: str) -> Response:
    part = _part(content)
    if part is None:
        answer = Response("", 416)
        answer.headers["Content-Range"] = f"bytes */{content.size}"
        return answer
    start, stop = part
    body = () if request.method == "HEAD" else stream_with_context(_begun(content, start, stop))
    answer = _guarded(Response(body, 206 if asks_for_part() else 200), media_type)
    answer.headers["Content-Length"] = str(stop - start)
    answer.headers["Accept-Ranges"] = "bytes"
    if answer.status_code == 206:
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{content.size}"
    return answer


def _guarded(answer: Response, media_type: str) -> Response:
    """Whatever stands in a file, a browser that opens it alone runs nothing and fetches nothing."""
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _part(content: Content) -> tuple[int, int] | None:
    """From where to where; None where no such part is there. Several parts at once are not given."""
    if request.range is None:
        return 0, content.size
    part: tuple[int, int] | None = request.range.range_for_length(content.size)
    return part


def _disposition(name: str) -> str:
    """RFC 6266 and 8187: plain letters for old browsers, the whole name for the others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(sign for sign in plain if sign not in '"\\%') or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _begun(content: Content, start: int, stop: int) -> Iterator[bytes]:
    """The first piece is read before the answer begins, so that a damaged file is refused and not broken off."""
    pieces = _told(content, start, stop)
    try:
        first = next(pieces)
    except Damaged as error:
        raise RuleBroken(NOT_AS_STORED) from error
    return chain([first], pieces)


def _told(content: Content, start: int, stop: int) -> Iterator[bytes]:
    try:
        yield from vault().pieces(content, start, stop)
    except Damaged as error:
        evidence_store.found_damaged(content.name, error, at=now())
        raise

"""The product, in a web process that kills itself where it was told to: served by the soak of uploads alone.

The file named by DIES_AT holds the word of a step, or a number: so many bytes of a file have been taken in. Whoever
reaches it removes the file and dies as by `kill -9`.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Response, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models.vault import EvidenceFile
from app.services.vault import Staged, Vault
from wsgi import app as app

ORDER = Path(os.environ["DIES_AT"])
_HOLDS = "soak_holds_a_file"


def _order() -> str:
    try:
        return ORDER.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def _die() -> None:
    ORDER.unlink()
    os.kill(os.getpid(), signal.SIGKILL)


def reached(step: str) -> None:
    """Die here if this is the step."""
    if _order() == step:
        _die()


def _around(owner: Any, name: str, *, before: str | None = None, after: str | None = None) -> None:
    was: Callable[..., Any] = getattr(owner, name)

    def passed(*args: Any, **kwargs: Any) -> Any:
        if before:
            reached(before)
        result = was(*args, **kwargs)
        if after:
            reached(after)
        return result

    setattr(owner, name, passed)


def _counted(staged: Staged, data: Any) -> int:
    """The file dies in the middle of a piece: what came before the byte is written, the rest is not."""
    order = _order()
    if order.isdigit() and staged.size + len(bytes(data)) >= int(order):
        _write(staged, bytes(data)[: max(0, int(order) - staged.size)])
        _die()
    return _write(staged, data)


_write = Staged.write
setattr(Staged, "write", _counted)  # noqa: B010 - a method is put in the place of another
_around(Vault, "write_piece", after="piece written")
_around(Staged, "complete", before="all bytes in")
_around(Vault, "place", before="checked", after="name on disk")
_around(os, "link", before="file on disk")


@event.listens_for(Session, "after_flush")
def _flushed(session: Session, _: object) -> None:
    if any(isinstance(one, EvidenceFile) for one in session.new):
        session.info[_HOLDS] = True
        reached("row written")


@event.listens_for(Session, "before_commit")
def _committing(session: Session) -> None:
    if session.info.get(_HOLDS):
        reached("before commit")


@event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    if session.info.pop(_HOLDS, False):
        reached("committed")


@app.after_request
def _answering(answer: Response) -> Response:
    kept = request.endpoint == "material.finish_file" or (request.endpoint == "material.add_file" and answer.location)
    if request.method == "POST" and kept:
        reached("answering")
    return answer

"""Files that arrive with a form: sealed while they are read, up to a limit of their own, on the pages that take them.

Every other page keeps the small limit of the application, and so does this one for whoever is not signed in (UPL-1).
"""

from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, TypeVar, cast

import wtforms
from flask import Flask, Request, abort, current_app, request
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from app.services.holding import Sent, in_words
from app.services.vault import Staged, vault
from app.web.fields import Drawn
from app.web.sessions import person

View = TypeVar("View", bound=Callable[..., Any])
# What a form holds besides its files.
BESIDES = 1024 * 1024
# So many times the limit of a file are listened to: a form may have two files, and one that is too large is answered
# beside its field with all that was typed. Nothing beyond the limit of a file is kept, in memory or on the disk.
TIMES = 2
# How much of a body beyond that is read and thrown away, so that the browser hears the answer at all.
HEARD_OUT, AT_ONCE = 64 * 1024 * 1024, 256 * 1024


def takes_files(view: View) -> View:
    """Mark a view whose form has a file."""
    view.takes_files = True  # type: ignore[attr-defined] # read when a request begins
    return view


class ArrivingRequest(Request):
    """A request whose files go to the evidence store's own disk, never in the clear to a common folder."""

    staged: list[Staged]

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        if not takes_files_here():
            return super()._get_file_stream(total_content_length, content_type, filename, content_length)
        arriving = vault().stage()
        self.staged = [*getattr(self, "staged", []), arriving]
        return cast(IO[bytes], arriving)

    def close(self) -> None:
        """What was not kept is gone with the request, however the request ended."""
        super().close()
        for arriving in getattr(self, "staged", []):
            arriving.close()


def takes_files_here() -> bool:
    """Does this address take files, from somebody who is signed in?"""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "takes_files", False)) and person() is not None


def init_app(app: Flask) -> None:
    app.request_class = ArrivingRequest
    app.before_request(_let_in)


def _let_in() -> None:
    if request.method == "POST" and takes_files_here():
        request.max_content_length = TIMES * vault().sizes.of_file + BESIDES


def limit_in_words() -> str:
    """The most this address takes, for whoever sent more."""
    if takes_files_here():
        return f"A file may have at most {in_words(vault().sizes.of_file)}."
    return f"What is typed on this page may have at most {in_words(current_app.config['MAX_CONTENT_LENGTH'])}."


def hear_out() -> None:
    """Read on for a while what is refused: a browser that is hung up on in the middle shows nothing of the answer."""
    if person() is None:
        return
    left = min(request.content_length or HEARD_OUT, HEARD_OUT)
    if request.content_length is None and not request.environ.get("wsgi.input_terminated"):
        return
    with suppress(OSError):
        while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, AT_ONCE))):
            left -= len(piece)


def contents() -> list[tuple[str, str]]:
    """What was sent in files, field by field, by hash: the same form with another file is another form."""
    return [
        (name, sent.stream.sha256)
        for name, sent in request.files.items(multi=True)
        if isinstance(sent.stream, Staged)
    ]  # fmt: skip


class FileField(wtforms.Field):
    """One file. `data` is what arrived, or None."""

    data: FileStorage | None
    widget = Drawn("file_field")

    def __init__(self, label: str, *, hint: str = "", required: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.required = required

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        sent = [one for one in request.files.getlist(self.name) if one.filename]
        if len(sent) > 1:
            abort(400)
        self.data = sent[0] if sent else None

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        if self.data is None and self.required:
            raise StopValidation(self.required)

    def sent(self, received_from: str | None = None) -> Sent:
        """What arrived, for the verb; its sentences stand beside this field."""
        assert self.data is not None and isinstance(self.data.stream, Staged)  # noqa: S101 - the form is valid
        return Sent(
            staged=self.data.stream,
            name=self.data.filename or "",
            declared=self.data.mimetype,
            received_from=received_from or None,
            field=self.short_name,
        )

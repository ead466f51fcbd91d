"""Keyset paging: the next page begins after the last row shown, however many rows came in between."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for

T = TypeVar("T")

PER_PAGE = 25
NAME = "after"
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page and the place after the last of them; None on the last page."""

    rows: Sequence[T]
    after: str | None = None

    @property
    def next_url(self) -> str | None:
        """The address of the next page with the same filters."""
        if self.after is None or request.endpoint is None:
            return None
        values: dict[str, Any] = {**(request.view_args or {}), **dict(request.args.lists()), NAME: self.after}
        return url_for(request.endpoint, **values)


def place(*values: Any) -> str:
    """The sort values of a row as an opaque word for an address. Values: text, numbers, None."""
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def start() -> list[Any] | None:
    """Where this page begins; None at the beginning, and for a word that makes no sense."""
    word = request.args.get(NAME, "")
    if not word or len(word) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (binascii.Error, ValueError):
        return None
    return values if isinstance(values, list) else None

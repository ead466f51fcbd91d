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
LARGEST = 2**63 - 1


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


def start(*kinds: Any) -> list[Any] | None:
    """Where this page begins: one value of each kind. None at the beginning, and for a word that makes no sense.

    A kind is what `isinstance` takes. Whoever wrote the word, no value gets past that a database could not compare.
    """
    word = request.args.get(NAME, "")
    if not word or len(word) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(values, list) or len(values) != len(kinds):
        return None
    return values if all(_fits(value, kind) for value, kind in zip(values, kinds, strict=True)) else None


def _fits(value: Any, kind: Any) -> bool:
    too_big = isinstance(value, int) and not 0 <= value <= LARGEST
    return isinstance(value, kind) and not isinstance(value, bool) and not too_big and "\0" not in str(value)

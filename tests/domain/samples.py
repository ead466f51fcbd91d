"""The sample case files and what a correct system makes of them, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.case_file import CaseFile, from_json

FOLDER = Path(__file__).parents[1] / "data" / "cases"
NAMES = (
    "01-bus-stop",
    "02-online-antisemitic-messages",
    "03-demonstration-placard",
    "04-disability-mate-crime",
    "05-mosque-damage-two-suspects",
)


def document(name: str) -> dict[str, Any]:
    """A fresh copy of a sample, to change as a test likes."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def case(name: str) -> CaseFile:
    return from_json(document(name))


def expected(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}-expected.json").read_text(encoding="utf-8"))
    return loaded

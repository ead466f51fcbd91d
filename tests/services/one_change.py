"""Import a case, change one thing, export it before and after: what differs."""

from collections.abc import Callable, Iterator
from typing import Any

from app.database.session import db
from app.domain.case_file import to_json
from app.models.incident import Incident
from app.queries.case_file import gather
from app.services.case_import import import_case
from app.services.demo.cast import Cast
from tests.domain.samples import document
from tests.services import changes
from tests.services.changes import NOW

Change = Callable[[changes.Desk], None]
Before = Callable[[dict[str, Any]], None]


def same(file: dict[str, Any]) -> None:
    """The sample as it is."""


def are_the_same_words(before: list[Any], after: list[Any]) -> bool:
    """Lists of plain words are sets: the contract compares them sorted."""
    return all(isinstance(one, str) for one in [*before, *after]) and sorted(before) == sorted(after)


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Pointers to what differs; a list whose length changed differs as a whole."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            yield from differences(before.get(name), after.get(name), f"{path}/{name}")
    elif isinstance(before, list) and isinstance(after, list) and are_the_same_words(before, after):
        return
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}/{number}")
    elif before != after:
        yield path


def exported(case: Incident) -> Any:
    db.session.expire_all()
    return to_json(gather(case, restricted=True).case)


def changed(cast: Cast, sample: str, prepare: Before, change: Change, *, officer: str) -> set[str]:
    """Import, change, export twice: the pointers to what differs."""
    file = document(sample)
    prepare(file)
    made = import_case(file, unit=cast.unit("Z1-T1"), officer=cast.user(officer) if officer else None, at=NOW)
    before = exported(made)
    change(changes.Desk(cast, made))
    return set(differences(before, exported(made)))

"""The history of a case as its reader sees it: only what they may see, with the names the rows have now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager

from app.database.session import db
from app.domain.access import FieldGroup
from app.domain.actor import Actor
from app.domain.events import BETWEEN_CASES, EventKind
from app.domain.non_crime import in_its_words, role_word
from app.domain.vocabulary import PartyRole
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.user import User
from app.queries.case_page import CaseHeader
from app.queries.incidents import visible_to


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history, as its reader sees it."""

    at: datetime
    sentence: str
    by: str
    turning: bool
    group: FieldGroup


def history(
    incident: Incident,
    header: CaseHeader,
    actor: Actor,
    *,
    most: int = 30,
    before: int | None = None,
) -> tuple[list[Happening], int | None]:
    """Newest first, only what this reader may see, with the names the rows have now; and where the next page begins."""
    kinds = [kind for kind in EventKind if kind.group in header.fields]
    found = (
        select(CaseEvent)
        .outerjoin(CaseEvent.actor)
        .options(contains_eager(CaseEvent.actor))
        .where(CaseEvent.incident_id == incident.id, CaseEvent.kind.in_(kinds), _knows_of(actor))
        .order_by(CaseEvent.id.desc())
        .limit(most + 1)
    )
    if before is not None:
        found = found.where(CaseEvent.id < before)
    rows = list(db.session.scalars(found))
    shown = rows[:most]
    names = _names(shown, header)
    lines = [
        Happening(
            at=row.occurred_at,
            sentence=_sentence(row, names, non_crime=header.non_crime),
            by=row.actor.named if row.actor else "Throughline",
            turning=row.kind.turning,
            group=row.kind.group,
        )
        for row in shown
    ]
    return lines, shown[-1].id if len(rows) > most else None


def _knows_of(actor: Actor) -> ColumnElement[bool]:
    """An entry about two cases is for whoever may open the other one as well."""
    opened = visible_to(actor).with_only_columns(Incident.reference).order_by(None)
    return or_(CaseEvent.kind.not_in(BETWEEN_CASES), CaseEvent.facts["other"].as_string().in_(opened))


def _names(rows: Sequence[CaseEvent], header: CaseHeader) -> dict[tuple[str, str], str]:
    """What the ids in the facts are called now: one statement for staff, the rest is in the header."""
    names = {("person", str(party.id)): party.name for party in header.parties}
    names |= {("crime", str(key)): number for key, number in header.crimes.items()}
    names |= {("role", role.value): role_word(role, non_crime=header.non_crime).lower() for role in PartyRole}
    names |= {("offence", str(charge.id)): charge.offence for charge in header.charges}
    asked = {int(row.facts["user"]) for row in rows if "user" in row.facts}
    if asked:
        users = db.session.scalars(select(User).where(User.id.in_(asked)).order_by(User.id))
        names |= {("user", str(user.id)): user.named for user in users}
    return names


# Where a fact stands in a sentence: its name is no word of it.
_PLACE = re.compile(r"(\{\w+\})")
_WORDS_FOR: Mapping[str, str] = {
    "person": "a person",
    "user": "a colleague",
    "offence": "an offence",
    "hearing": "Hearing",
    "item": "A document",
    "role": "a person of the case",
    "crime": "a crime",
    "event": "An event",
    "unit": "another unit",
    "other": "another case",
    "file": "a file",
    "exhibit": "an exhibit",
}


class _Filled(dict[str, Any]):
    """A fact nobody wrote is named in general words, never an error on a page."""

    def __missing__(self, key: str) -> str:
        return _WORDS_FOR.get(key, key)


def _sentence(row: CaseEvent, names: Mapping[tuple[str, str], str], *, non_crime: bool) -> str:
    filled = _Filled()
    for name, value in row.facts.items():
        kind = "offence" if name == "allegation" else name
        known = names.get((kind, value))
        if known or kind not in _WORDS_FOR:
            filled[kind] = known or value.replace("_", " ")
        elif kind in ("role", "item", "event", "other", "file", "exhibit"):
            filled[kind] = value.replace("_", " ")
    parts = _PLACE.split(row.kind.sentence)
    said = "".join(in_its_words(one) if non_crime and not _PLACE.fullmatch(one) else one for one in parts)
    text = said.format_map(filled)
    return text[:1].upper() + text[1:]


def in_general(kind: EventKind) -> str:
    """The sentence of a kind of event where no names are at hand."""
    text = kind.sentence.format_map(_Filled())
    return text[:1].upper() + text[1:]

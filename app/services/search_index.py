"""The index of the search: written in the transaction that changes a case, or made anew from nothing."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from app.database.atomic import atomic
from app.database.session import db
from app.domain.search_groups import OF_NAMES, SearchGroup
from app.domain.words import SHORTEST_ALIKE, neighbours, words_of
from app.models.incident import Incident
from app.models.search import CaseWords, NameKey
from app.queries.case_texts import CaseText, texts_of

# A database has a limit to the words of one row; no case of people comes near it.
MOST_KEPT = 20_000
AT_ONCE = 500
_ADD_KEY = text("INSERT INTO name_key (key, word) VALUES (:key, :word) ON CONFLICT DO NOTHING")


def store(incident_id: int) -> None:
    """Keep the words of a case as they now are, where they have changed. Called when the case is settled."""
    made = _row(incident_id, texts_of([incident_id])[incident_id])
    known = db.session.execute(
        select(CaseWords.id, CaseWords.digest).where(CaseWords.incident_id == incident_id)
    ).one_or_none()
    if known is not None and known.digest == made["digest"]:
        return
    if known is None:
        db.session.execute(insert(CaseWords), [made])
    else:
        db.session.execute(update(CaseWords).where(CaseWords.id == known.id).values(**made))
    _add_names(_names(made))


def _row(incident_id: int, texts: Sequence[CaseText]) -> dict[str, Any]:
    words: dict[str, Any] = {
        group.value: words_of(one.words for one in texts if one.group is group)[:MOST_KEPT] for group in SearchGroup
    }
    digest = sha256("\n".join(" ".join(words[group]) for group in SearchGroup).encode()).hexdigest()
    return words | {"incident_id": incident_id, "digest": digest}


def _names(row: dict[str, Any]) -> set[str]:
    found = {word for group in OF_NAMES for word in row[group]}
    return {word for word in found if word.isalpha() and len(word) >= SHORTEST_ALIKE}


def _add_names(names: Iterable[str]) -> None:
    """In one order for everybody: two who add the same names wait for each other and do not block each other."""
    known = select(NameKey.word).where(NameKey.key == NameKey.word, NameKey.word.in_(sorted(names)))
    names = frozenset(names).difference(db.session.scalars(known))
    rows = sorted((key, word) for word in names for key in neighbours(word))
    if rows:
        db.session.execute(_ADD_KEY, [{"key": key, "word": word} for key, word in rows])


def rebuild() -> int:
    """Make the index anew, some hundred cases a transaction; names that no case holds any more go. Gives how many."""
    _forget()
    last = count = 0
    while numbers := _after(last):
        last, count = numbers[-1], count + len(numbers)
        _store_many(numbers)
    return count


def _after(last: int) -> list[int]:
    found = select(Incident.id).where(Incident.id > last).order_by(Incident.id).limit(AT_ONCE)
    return list(db.session.scalars(found))


@atomic
def _forget() -> None:
    db.session.execute(delete(NameKey))


@atomic
def _store_many(numbers: Sequence[int]) -> None:
    """Whoever changes one of these cases meanwhile waits, or has waited for."""
    texts = texts_of(numbers)
    rows = [_row(number, texts[number]) for number in numbers]
    db.session.execute(delete(CaseWords).where(CaseWords.incident_id.in_(numbers)))
    db.session.execute(insert(CaseWords), rows)
    _add_names({name for row in rows for name in _names(row)})

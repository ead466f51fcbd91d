"""The index of the search: written in the transaction that changes a case, or made anew from nothing."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, text, update

from app.database import bulk
from app.database.atomic import atomic
from app.database.session import db
from app.domain.search_groups import OF_NAMES, SearchGroup
from app.domain.words import SHORTEST_ALIKE, in_order, neighbours
from app.models.incident import Incident
from app.models.search import FTS_FILL, CaseWords, NameKey, as_text, as_tsvector
from app.queries.case_texts import CaseText, texts_of

AT_ONCE = 500
_ADD_KEY = text("INSERT INTO name_key (key, word) VALUES (:key, :word) ON CONFLICT DO NOTHING")
_COLUMNS = {"case_words": ("incident_id", "digest", *SearchGroup), "name_key": ("key", "word")}


Words = Mapping[SearchGroup, tuple[str, ...]]


def store(incident_id: int) -> None:
    """Keep the words of a case as they now are, where they have changed. Called when the case is settled."""
    words, digest = _index_of(texts_of([incident_id])[incident_id])
    known = db.session.execute(
        select(CaseWords.id, CaseWords.digest).where(CaseWords.incident_id == incident_id)
    ).one_or_none()
    if known is not None and known.digest == digest:
        return
    made = {group.value: words[group] for group in SearchGroup} | {"incident_id": incident_id, "digest": digest}
    if known is None:
        db.session.execute(insert(CaseWords), [made])
    else:
        db.session.execute(update(CaseWords).where(CaseWords.id == known.id).values(**made))
    add_names(word for group in OF_NAMES for word in words[group])


def taken_apart(texts: Mapping[SearchGroup, Iterable[str]]) -> tuple[Words, str]:
    """The words of a case by group, and the digest that tells whether they have changed."""
    words = {group: in_order(texts.get(group, ())) for group in SearchGroup}
    return words, sha256("\n".join(" ".join(words[group]) for group in SearchGroup).encode()).hexdigest()


def _index_of(texts: Sequence[CaseText]) -> tuple[Words, str]:
    of_group: dict[SearchGroup, list[str]] = {}
    for one in texts:
        of_group.setdefault(one.group, []).append(one.words)
    return taken_apart(of_group)


def _keys(words: Iterable[str]) -> list[tuple[str, str]]:
    """In one order for everybody: two who add the same names wait for each other and do not block each other."""
    names = {word for word in words if word.isalpha() and len(word) >= SHORTEST_ALIKE}
    return sorted((key, word) for word in names for key in neighbours(word))


def add_names(words: Iterable[str]) -> None:
    """Let the names among these words be found when they are misspelt."""
    names = set(words)
    known = select(NameKey.word).where(NameKey.key == NameKey.word, NameKey.word.in_(sorted(names)))
    if rows := _keys(names.difference(db.session.scalars(known))):
        db.session.execute(_ADD_KEY, [{"key": key, "word": word} for key, word in rows])


def fill() -> None:
    """On SQLite, make the full-text index anew from the words that are kept."""
    if not bulk.on_postgresql():
        for statement in FTS_FILL:
            db.session.execute(text(statement))


@atomic
def rebuild() -> int:
    """Make the index anew from every case, in one transaction; gives how many cases. Names that no case holds go.

    Whoever searches or changes a case meanwhile waits for the end.
    """
    last, count, names = 0, 0, set[str]()
    with bulk.built_afterwards(("case_words",)):
        for table in _COLUMNS:
            db.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - own names
        while numbers := _after(last):
            last, count = numbers[-1], count + len(numbers)
            names |= _write(numbers)
    _send("name_key", _keys(names))
    fill()
    return count


def _after(last: int) -> list[int]:
    found = select(Incident.id).where(Incident.id > last).order_by(Incident.id).limit(AT_ONCE)
    return list(db.session.scalars(found))


def _write(numbers: Sequence[int]) -> set[str]:
    """The rows of these cases; gives the words that may be names."""
    as_stored = as_tsvector if bulk.on_postgresql() else as_text
    rows, names = [], set[str]()
    for number, texts in texts_of(numbers).items():
        words, digest = _index_of(texts)
        rows.append((number, digest, *(as_stored(words[group]) for group in SearchGroup)))
        names.update(*(words[group] for group in OF_NAMES))
    _send("case_words", rows)
    return names


def _send(table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if bulk.on_postgresql():
        bulk.copy(_COLUMNS, {table: bulk.as_lines(rows)})
    else:
        bulk.write(_COLUMNS, {table: rows})

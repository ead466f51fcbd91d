"""The one search: cases in which the words stand, with the words around them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, literal, not_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.access import GRANTS, Relationship
from app.domain.actor import Actor
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.search_groups import OF_NAMES, SearchGroup
from app.domain.words import Term, marked
from app.models.incident import Incident
from app.queries.case_texts import CaseText, texts_of
from app.queries.incidents import sufficient_for_page, visible_to
from app.queries.relationships import allowed_rows
from app.queries.search_terms import Groups, Question, exists_with, holds, question, ways_of
from app.queries.worklists import OF_A_ROW, PER_PAGE

#: More than these are not counted.
MOST_COUNTED = 1_000
#: Of the words of a text, so many are shown before and after the first one found.
BESIDE = 9
MOST_HITS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `found` are those that were looked for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Where in a case the words stand, and the words around them."""

    what: str
    pieces: tuple[Piece, ...]
    covered: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of cases, newest first: each with its hits. `count` is capped at one more than is counted."""

    cases: list[Incident]
    hits: Mapping[int, tuple[Hit, ...]]
    count: int
    further: int | None


def search(actor: Actor, words: str, *, after: int | None = None) -> Found:
    """Cases one may open in which every word stands, newest first, with the words around them. Six statements."""
    asked = question(words)
    wanted = visible_to(actor).where(holds(actor, asked)).order_by(None)
    rows = wanted.order_by(Incident.id.desc()).options(*OF_A_ROW).limit(PER_PAGE + 1)
    if after is not None:
        rows = rows.where(Incident.id < after)
    cases = list(db.session.scalars(rows).unique())
    shown = cases[:PER_PAGE]
    further = shown[-1].id if len(cases) > PER_PAGE else None
    some = wanted.with_only_columns(Incident.id).limit(MOST_COUNTED + 1).subquery()
    count = db.session.scalar(select(func.count()).select_from(some)) or 0
    return Found(shown, _hits(actor, asked, [case.id for case in shown]), count, further)


def may_ask_elsewhere(role: Role | None) -> frozenset[Relationship]:
    """The relationships with which this role may learn that a case exists, once it has said why."""
    grants = GRANTS[role].get(Permission.CASE_FIND, ()) if role else ()
    return frozenset(grant.relationship for grant in grants if grant.reason)


def stubs(actor: Actor, words: str) -> list[Incident]:
    """Cases of one's own force that one may not open, newest first: where to ask, and nothing of what is in them.

    Restricted cases and those closed by a conflict of interest are not among them (ACC-6, ACC-7).
    """
    theirs = allowed_rows(actor, sufficient_for_page(actor))
    found = (
        select(Incident)
        .where(allowed_rows(actor, may_ask_elsewhere(actor.role)), not_(theirs), exists_with(question(words)))
        .order_by(Incident.id.desc())
        .options(joinedload(Incident.unit), joinedload(Incident.oic), joinedload(Incident.supervisor))
        .limit(PER_PAGE)
    )
    return list(db.session.scalars(found))


def _hits(actor: Actor, asked: Question, numbers: Sequence[int]) -> dict[int, tuple[Hit, ...]]:
    groups = _groups_of(actor, numbers)
    texts = texts_of(numbers)
    return {number: _shown(asked, [one for one in texts[number] if one.group in groups[number]]) for number in numbers}


def _groups_of(actor: Actor, numbers: Sequence[int]) -> dict[int, Groups]:
    """What this person reads of each of these cases: one statement."""
    ways = ways_of(actor)
    columns = [func.coalesce(one, literal(False)).label(f"way_{place}") for place, one in enumerate(ways.values())]
    found: dict[int, Groups] = {}
    for number, *stands in db.session.execute(select(Incident.id, *columns).where(Incident.id.in_(numbers))):
        opened = [groups for groups, one in zip(ways, stands, strict=True) if one]
        found[number] = frozenset[SearchGroup]().union(*opened)
    return found


def _shown(asked: Question, texts: Iterable[CaseText]) -> tuple[Hit, ...]:
    """The first few texts in which a word stands."""
    found: list[Hit] = []
    for one in texts:
        meant = asked.misspelt if one.group in OF_NAMES else {}
        if pieces := around(one.words, asked.terms, meant):
            found.append(Hit(one.what, pieces, one.covered))
        if len(found) == MOST_HITS:
            break
    return tuple(found)


def around(words: str, terms: Iterable[Term], misspelt: Mapping[str, frozenset[str]]) -> tuple[Piece, ...]:
    """The words about the first that was looked for; none where none stands there."""
    chunks = words.split()
    marks = marked(chunks, terms, misspelt)
    if True not in marks:
        return ()
    first = max(marks.index(True) - BESIDE, 0)
    last = marks.index(True) + BESIDE + 1
    pieces: list[Piece] = [Piece("…", False)] if first else []
    for chunk, mark in zip(chunks[first:last], marks[first:last], strict=True):
        if pieces and pieces[-1].found == mark:
            pieces[-1] = Piece(f"{pieces[-1].words} {chunk}", mark)
        else:
            pieces.append(Piece(chunk, mark))
    return tuple([*pieces, Piece("…", False)] if last < len(chunks) else pieces)

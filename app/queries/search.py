"""The one search: cases in which the words stand, with the words around them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, literal, not_, select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.domain.access import GRANTS, Relationship
from app.domain.actor import Actor
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.search_groups import OF_NAMES, SearchGroup
from app.domain.words import Term, marked
from app.models.incident import Incident
from app.queries.case_rows import PER_PAGE, CaseRow, case_rows
from app.queries.case_texts import CaseText, texts_of
from app.queries.incidents import sufficient_for_page, visible_to
from app.queries.relationships import allowed_rows
from app.queries.search_terms import Groups, Question, exists_with, holds, plan_for_words, question, ways_of

#: More than these are not counted.
MOST_COUNTED = 1_000
#: So many of the newest cases are looked at one by one, before the index is asked for all that hold a word.
NEAR = 2_000
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

    cases: list[CaseRow]
    hits: Mapping[int, tuple[Hit, ...]]
    count: int
    further: int | None


def search(actor: Actor, words: str, *, after: int | None = None) -> Found:
    """Cases one may open in which every word stands, newest first, with the words around them. Nine statements at most.

    Common words are found among the newest cases; rare words by the index, which knows no order.
    """
    asked = question(words)
    plan_for_words()
    count, numbers = _numbers(actor, asked, after)
    cases = case_rows(select(Incident).where(Incident.id.in_(numbers[:PER_PAGE])).order_by(Incident.id.desc()))
    further = numbers[PER_PAGE - 1] if len(numbers) > PER_PAGE else None
    return Found(cases, _hits(actor, asked, numbers[:PER_PAGE]), count, further)


def _numbers(actor: Actor, asked: Question, after: int | None) -> tuple[int, list[int]]:
    """How many cases are found, and the numbers of a page of them and one more."""
    wanted = visible_to(actor).where(holds(actor, asked)).order_by(None).with_only_columns(Incident.id)
    known = _near(actor, asked) if db.engine.dialect.name == "postgresql" else _Numbers([], whole=False)
    count = len(known.newest)
    if not known.whole and count <= MOST_COUNTED:
        every = db.session.scalars(wanted.limit(MOST_COUNTED + 1)).all()
        count = len(every)
        if count <= MOST_COUNTED:
            known = _Numbers(sorted(every, reverse=True), whole=True)
    return min(count, MOST_COUNTED + 1), _page(wanted, known, after)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Cases found, without one between two of them left out; are these all there are?"""

    newest: Sequence[int]
    whole: bool


def _near(actor: Actor, asked: Question) -> _Numbers:
    """Those found among the newest cases that this person may open: one statement whose work has a limit."""
    newest = visible_to(actor).with_only_columns(Incident.id).order_by(None).order_by(Incident.id.desc()).limit(NEAR)
    looked_at = newest.cte("newest").prefix_with("MATERIALIZED", dialect="postgresql")
    many = select(func.count()).select_from(looked_at).scalar_subquery()
    found = select(Incident.id, many).where(Incident.id.in_(select(looked_at.c.id)), holds(actor, asked))
    rows = db.session.execute(found.order_by(Incident.id.desc())).all()
    return _Numbers([number for number, _ in rows], whole=bool(rows) and rows[0][1] < NEAR)


def _page(wanted: Select[int], known: _Numbers, after: int | None) -> list[int]:
    """The newest that come after a place, one more than a page shows."""
    here = [number for number in known.newest if after is None or number < after][: PER_PAGE + 1]
    if known.whole or len(here) > PER_PAGE:
        return here
    rows = wanted.order_by(Incident.id.desc()).limit(PER_PAGE + 1)
    return list(db.session.scalars(rows if after is None else rows.where(Incident.id < after)))


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
    plan_for_words()
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

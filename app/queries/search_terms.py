"""What was asked, as a condition: words looked for in what the reader may read of each case (ACC-5)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, String, and_, bindparam, cast, false, func, or_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from app.database.session import db
from app.domain.actor import Actor
from app.domain.search_groups import OF_NAMES, OF_STUBS, SearchGroup, readable
from app.domain.words import Term, alike, neighbours, terms_of
from app.models.incident import Incident
from app.models.search import CaseWords
from app.queries.incidents import sufficient_for_page
from app.queries.relationships import conditions

Groups = frozenset[SearchGroup]
_NEIGHBOURS = {
    "sqlite": "SELECT DISTINCT word FROM name_key WHERE key IN (SELECT value FROM json_each(:keys))",
    "postgresql": "SELECT DISTINCT word FROM name_key"
    " WHERE key IN (SELECT value FROM jsonb_array_elements_text(CAST(:keys AS jsonb)))",
}


# Looking into the words of a row costs far more than PostgreSQL believes; and a plan depends on how rare a word is, so
# the plan of the last question is no plan for this one.
_PLANNING = {"plan_cache_mode": "force_custom_plan", "cpu_operator_cost": "0.25"}


def plan_for_words() -> None:
    """Until the transaction ends, plan statements for the words in them: the index first where a word is rare."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(*(func.set_config(name, value, True) for name, value in _PLANNING.items())))


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, taken apart, with the names that may be meant by a misspelt one."""

    terms: tuple[Term, ...]
    misspelt: Mapping[str, frozenset[str]] = field(default_factory=dict)


def question(words: str) -> Question:
    """Take a question apart; one statement finds the names that are written nearly alike."""
    return questions([words])[0]


def questions(several: Sequence[str]) -> list[Question]:
    """The same for several questions, in one statement still."""
    taken = [terms_of(words) for words in several]
    unsure = {term.whole for terms in taken for term in terms if term.may_be_misspelt}
    keys = sorted({key for word in unsure for key in neighbours(word)})
    asked = text(_NEIGHBOURS[db.engine.dialect.name]).bindparams(bindparam("keys", json.dumps(keys), String))
    names = sorted(db.session.scalars(asked))
    meant = {word: frozenset(name for name in names if alike(word, name)) for word in sorted(unsure)}
    return [Question(terms, {term.whole: meant.get(term.whole, frozenset()) for term in terms}) for terms in taken]


def holds(actor: Actor, asked: Question) -> ColumnElement[bool]:
    """Does each word stand in something of the case that this person may read of it? Asked of cases they may open.

    Who stands to a case in several ways reads what each of them opens; a word is never looked for elsewhere.
    """
    ways = ways_of(actor)
    if len(ways) == 1:
        ((groups, stands),) = ways.items()
        match = _match(asked, asked.terms, groups)
        return match if _opens_every_case(actor, groups) else and_(stands, match)
    if not ways or not asked.terms:
        return false()
    return and_(
        *(or_(*(and_(stands, _match(asked, (term,), groups)) for groups, stands in ways.items()))
          for term in asked.terms)
    )  # fmt: skip


def ways_of(actor: Actor) -> dict[Groups, ColumnElement[bool]]:
    """The columns somebody reads, with the relationships that open just these."""
    if actor.role is None:
        return {}
    found: dict[Groups, list[ColumnElement[bool]]] = {}
    for kind, condition in conditions(actor).items():
        if groups := readable(actor.role, kind):
            found.setdefault(groups, []).append(condition)
    return {groups: or_(false(), *several) for groups, several in found.items()}


def _opens_every_case(actor: Actor, groups: Groups) -> bool:
    """Does whatever lets this person open a case also let them read these columns? Then nothing more is asked."""
    return actor.role is not None and all(
        readable(actor.role, kind) == groups for kind in sufficient_for_page(actor) & conditions(actor).keys()
    )


def exists_with(asked: Question) -> ColumnElement[bool]:
    """Does each word stand in the numbers or the names of the case? Asked for those who may know that it exists.

    Names are found as they are written: nobody learns of a case by guessing.
    """
    return _match(Question(asked.terms), asked.terms, OF_STUBS)


def _match(asked: Question, terms: Sequence[Term], groups: Groups) -> ColumnElement[bool]:
    """Without a word to look for, nothing is found."""
    if db.engine.dialect.name == "postgresql":
        found = select(CaseWords.incident_id).where(
            *([_in_postgres(asked, term, groups) for term in terms] or [false()])
        )
    else:
        said = " AND ".join(_in_sqlite(asked, term, groups) for term in terms) or '""'
        rows = text("SELECT rowid FROM case_words_fts WHERE case_words_fts MATCH :said").bindparams(
            bindparam("said", said, String, unique=True)
        )
        found = select(CaseWords.incident_id).where(CaseWords.id.in_(rows.columns(CaseWords.id)))
    return Incident.id.in_(found)


def _in_sqlite(asked: Question, term: Term, groups: Groups) -> str:
    """A word as FTS5 reads it: `{columns} : ("whole"* OR ("its" AND "parts"*))`. Words hold letters and digits only.

    What stood in quotes is one phrase: `{columns} : "its words"`.
    """
    if term.quoted:
        return f'({{{" ".join(sorted(groups))}}} : "{term.whole}")'
    end = "*" if term.unfinished else ""
    *first, last = term.parts
    parts = " AND ".join([*(f'"{one}"' for one in first), f'"{last}"{end}'])
    said = f'{{{" ".join(sorted(groups))}}} : ("{term.whole}"{end} OR ({parts}))'
    names = sorted(groups & OF_NAMES)
    if not (also := asked.misspelt.get(term.whole)) or not names:
        return f"({said})"
    meant = " OR ".join(f'"{one}"' for one in sorted(also))
    return f"({said} OR {{{' '.join(names)}}} : ({meant}))"


def _in_postgres(asked: Question, term: Term, groups: Groups) -> ColumnElement[bool]:
    """The same for each column. The words are lexemes already: no parser, no dictionary has a say."""
    end = ":*" if term.unfinished else ""
    *first, last = term.parts
    if term.quoted:
        said = " <-> ".join(f"'{one}'" for one in term.parts)
    else:
        parts = " & ".join([*(f"'{one}'" for one in first), f"'{last}'{end}"])
        said = f"'{term.whole}'{end} | ({parts})"
    meant = "".join(f" | '{one}'" for one in sorted(asked.misspelt.get(term.whole, ())))
    return or_(
        *(
            getattr(CaseWords, group.value).op("@@")(cast(said + (meant if group in OF_NAMES else ""), TSQUERY))
            for group in sorted(groups)
        )
    )

"""The index of the search: the words of each case, a column for each group of facts; and the names that occur."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import DDL, ForeignKey, Index, Text, TypeDecorator, UniqueConstraint, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from app.domain.search_groups import SearchGroup
from app.domain.words import GAP
from app.models.base import Base, Row

#: PostgreSQL counts places no further.
LAST_PLACE = 16_383


class OrderedWords(TypeDecorator[tuple[str, ...]]):
    """Words that were taken apart already, as they stand: a tsvector that no parser has seen, or text with a space
    between words. A gap takes a place and is no word."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return as_tsvector(value) if dialect.name == "postgresql" else as_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        if value is None:
            return None
        return from_tsvector(value) if dialect.name == "postgresql" else tuple(value.split())


def as_text(words: Iterable[str]) -> str:
    """The words as SQLite takes them apart again."""
    return " ".join(words)


def as_tsvector(words: Iterable[str]) -> str:
    """Each word with its places, as PostgreSQL reads it."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        if word != GAP:
            # A place that cannot be told is none; such a word has a gap on either side.
            places.setdefault(word, []).extend([str(place)] if place <= LAST_PLACE else ())
    return " ".join(f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in places.items())


def from_tsvector(value: str) -> tuple[str, ...]:
    """Undo `as_tsvector`."""
    at: dict[int, str] = {}
    placeless: list[str] = []
    for one in value.split():
        _, word, places = one.split("'")
        at |= {int(place): word for place in places.removeprefix(":").split(",") if place}
        placeless += () if places else (GAP, word)
    return (*(at.get(place, GAP) for place in range(1, max(at, default=0) + 1)), *placeless)


class CaseWords(Row, Base):
    """The words of one case. `digest` tells whether they have changed since."""

    __tablename__ = "case_words"
    __table_args__ = (
        UniqueConstraint("incident_id"),
        Index("ix_case_words_words", *SearchGroup, postgresql_using="gin").ddl_if(dialect="postgresql"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    digest: Mapped[str]
    numbers: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    account: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    names: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    suspect: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    history: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    evidence: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)
    referral: Mapped[tuple[str, ...]] = mapped_column(OrderedWords)


class NameKey(Base):
    """A name that occurs in some case, under itself and under itself without one letter."""

    __tablename__ = "name_key"

    key: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


_COLUMNS = ", ".join(SearchGroup)
_NEW = ", ".join(f"new.{one}" for one in SearchGroup)
_OLD = ", ".join(f"old.{one}" for one in SearchGroup)
_TAKE_OUT = f"INSERT INTO case_words_fts(case_words_fts, rowid, {_COLUMNS}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608 - own names
_PUT_IN = f"INSERT INTO case_words_fts(rowid, {_COLUMNS}) VALUES (new.id, {_NEW});"  # noqa: S608 - own names
#: SQLite's full-text index over the table; triggers keep the two together.
FTS = (
    f"CREATE VIRTUAL TABLE case_words_fts USING fts5({_COLUMNS}, content='case_words', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    f"CREATE TRIGGER case_words_in AFTER INSERT ON case_words BEGIN {_PUT_IN} END",
    f"CREATE TRIGGER case_words_out AFTER DELETE ON case_words BEGIN {_TAKE_OUT} END",
    f"CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN {_TAKE_OUT} {_PUT_IN} END",
)
#: Making the full-text index anew from the table, with more memory than it has for a case now and then.
FTS_FILL = (
    "INSERT INTO case_words_fts(case_words_fts, rank) VALUES ('hashsize', 67108864)",
    "INSERT INTO case_words_fts(case_words_fts) VALUES ('rebuild')",
    "INSERT INTO case_words_fts(case_words_fts, rank) VALUES ('hashsize', 1048576)",
)
for _statement in FTS:
    event.listen(CaseWords.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]  # DDL is untyped
_DROP = DDL("DROP TABLE case_words_fts").execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]  # DDL is untyped
event.listen(CaseWords.__table__, "before_drop", _DROP)

"""The index of the search: the words of each case, a column for each group of facts; and the names that occur."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import DDL, ForeignKey, Index, Text, TypeDecorator, UniqueConstraint, event
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from app.domain.search_groups import SearchGroup
from app.models.base import Base, Row


class WordSet(TypeDecorator[tuple[str, ...]]):
    """Words that were taken apart already: a tsvector that no parser has seen, or text with a space between words."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return " ".join(f"'{word}'" for word in value) if dialect.name == "postgresql" else " ".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(sorted(value.replace("'", "").split()))


class CaseWords(Row, Base):
    """The words of one case. `digest` tells whether they have changed since."""

    __tablename__ = "case_words"
    __table_args__ = (
        UniqueConstraint("incident_id"),
        Index("ix_case_words_words", *SearchGroup, postgresql_using="gin").ddl_if(dialect="postgresql"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    digest: Mapped[str]
    numbers: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    account: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    names: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    suspect: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    history: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    evidence: Mapped[tuple[str, ...]] = mapped_column(WordSet)
    referral: Mapped[tuple[str, ...]] = mapped_column(WordSet)


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
for _statement in FTS:
    event.listen(CaseWords.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]  # DDL is untyped
_DROP = DDL("DROP TABLE case_words_fts").execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]  # DDL is untyped
event.listen(CaseWords.__table__, "before_drop", _DROP)

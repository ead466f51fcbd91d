"""@atomic: one verb is one transaction. A verb inside a verb joins; any exception undoes everything."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.orm.exc import StaleDataError

from app.database import audit, once
from app.database.session import begin_writing, db
from app.domain.errors import Conflict

P = ParamSpec("P")
T = TypeVar("T")

_DEPTH = "verb_depth"
_LAST = "before_commit"


def atomic(verb: Callable[P, T]) -> Callable[P, T]:
    """Wrap a verb: begin writing, flush, append the audit as the last thing, commit.

    Raises Conflict where another transaction changed one of the rows meanwhile (CON-3).
    """

    @wraps(verb)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
        session = db.session()
        if session.info.get(_DEPTH):
            return verb(*args, **kwargs)
        begin_writing()
        session.info[_DEPTH] = True
        try:
            once.claim_pending()
            result = verb(*args, **kwargs)
            _finish(session.info)
            session.flush()
            audit.append_noted()
            session.commit()
            once.forget()
        except StaleDataError as error:
            session.rollback()
            raise Conflict("Somebody else changed this at the same moment, so yours was not saved.") from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info[_DEPTH] = False
            session.info.pop(_LAST, None)
            audit.forget()
        return result

    return in_one_transaction


def before_commit(key: Hashable, work: Callable[[], None]) -> None:
    """Do this once at the end of the transaction, however many of its verbs ask under one key; the last wins."""
    db.session().info.setdefault(_LAST, {})[key] = work


def _finish(info: dict[Any, Any]) -> None:
    for work in tuple(info.get(_LAST, {}).values()):
        work()

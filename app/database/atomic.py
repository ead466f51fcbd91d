"""@atomic: one verb is one transaction. A verb inside a verb joins; any exception undoes everything."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from app.database import audit, once
from app.database.session import begin_writing, db

P = ParamSpec("P")
T = TypeVar("T")

_DEPTH = "verb_depth"


def atomic(verb: Callable[P, T]) -> Callable[P, T]:
    """Wrap a verb: begin writing, flush, append the audit as the last thing, commit."""

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
            session.flush()
            audit.append_noted()
            session.commit()
            once.forget()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info[_DEPTH] = False
            audit.forget()
        return result

    return in_one_transaction

"""Application log: JSON lines in UTC with a request id. Routes, never addresses, names, words or tokens (LOG-1)."""

import json
import logging
import secrets
import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, request

logger = logging.getLogger("throughline")


class JsonLines(logging.Formatter):
    """One object a line; user text cannot forge a line, since JSON escapes it (LOG-2)."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record)
        return json.dumps(line, ensure_ascii=True, default=str)


def _places(record: logging.LogRecord) -> list[str]:
    """File and line of each frame: enough to find the fault, and no values of variables or messages."""
    places = []
    frame = record.exc_info[2] if record.exc_info else None
    while frame is not None:
        places.append(f"{frame.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{frame.tb_lineno}")
        frame = frame.tb_next
    return places[-8:]


def fact(what: str, *, level: int = logging.INFO, exc_info: bool = False, **facts: object) -> None:
    """Write one line. `facts` hold codes, counts, names of routes and fields; never what somebody typed."""
    logger.log(level, what, extra={"facts": {"request": g.get("request_id"), **facts}}, exc_info=exc_info)


def init_app(app: Flask) -> None:
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)
        logger.propagate = False
    logger.setLevel(logging.WARNING if app.config["TESTING"] else logging.INFO)
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    if request.endpoint != "static":
        milliseconds = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
        fact("answered", method=request.method, route=request.endpoint, status=response.status_code, ms=milliseconds)
    return response

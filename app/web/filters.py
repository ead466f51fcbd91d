"""Jinja filters and what every page is given: `app.formatting`, the menu, who is signed in."""

from datetime import date, datetime
from typing import Any

from flask import Flask, g
from jinja2 import StrictUndefined, Undefined

from app import formatting
from app.web import navigation
from app.web.clock import now, today
from app.web.sessions import person


def _day(value: date | datetime) -> str:
    return formatting.day(value, today())


def _day_time(value: datetime) -> str:
    return formatting.day_time(value, today())


def _time_left(value: date | datetime) -> str:
    return formatting.how_long_left(value, now())


FILTERS = {
    "day": _day,
    "full_day": formatting.day,
    "long_day": formatting.long_day,
    "clock": formatting.time,
    "day_time": _day_time,
    "time_left": _time_left,
    "plural": formatting.plural,
    "listed": formatting.listed,
    "byte_size": formatting.byte_size,
    "pounds": formatting.pounds,
    "first_upper": formatting.first_upper,
}


def init_app(app: Flask, *, strict: bool) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.undefined = StrictUndefined if strict else Undefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_every_page)


def _every_page() -> dict[str, Any]:
    """Nothing here asks the database: the gate has done it, or nobody is signed in."""
    found = person() if g.get("_login_user") is not None else None
    role = found.actor.role if found and not found.must_choose_password else None
    return {
        "me": found.actor if found else None,
        "my_place": found.place if found else "",
        "menu": navigation.menu(role) if role else [],
        "find": navigation.search_box(role) if role else None,
    }

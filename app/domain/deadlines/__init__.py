"""Deadlines: the clocks of a case as a pure function of its facts and an instant."""

from app.domain.deadlines.clock import Clock, Level, Moment, is_last_call, is_over, level
from app.domain.deadlines.table import FAMILIES, clocks_of, end_instant, next_due, open_ends
from app.domain.deadlines.time_limits import TimeLimit, allegation_time_limit

__all__ = [
    "FAMILIES",
    "Clock",
    "Level",
    "Moment",
    "TimeLimit",
    "allegation_time_limit",
    "clocks_of",
    "end_instant",
    "is_last_call",
    "is_over",
    "level",
    "next_due",
    "open_ends",
]

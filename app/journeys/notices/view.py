"""One notice in words."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from app import formatting
from app.domain.calendar import london_day
from app.domain.deadlines import Level
from app.domain.events import EventKind
from app.domain.teamwork import NOTICE_RULES, NoticeKind
from app.models.teamwork import Notice
from app.queries.case_history import in_general
from app.web.case_rows import clock_label

OTHER = {
    NoticeKind.MENTION: "A colleague asks you something in a comment",
    NoticeKind.TASK: "You have something to do on this case",
    NoticeKind.REMINDER: "A reminder: you have something to do on this case",
}
NEARNESS = {
    Level.EARLY.value: "ends {day}",
    Level.SOON.value: "ends soon, {day}",
    Level.URGENT.value: "ends very soon, {day}",
    Level.MISSED.value: "has ended, {day}",
}


# What a case asks for itself, by the kind of it; the words of it stand on the page of the case.
ASKED = {"inquiry": "An inquiry", "item": "An item of evidence", "statement": "A statement"}
DUE = {
    Level.EARLY.value: "is due {day}",
    Level.SOON.value: "is due soon, {day}",
    Level.URGENT.value: "is due very soon, {day}",
    Level.MISSED.value: "was due {day} and is still to come",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What it says, about which case, since when; whether it is new."""

    sentence: str
    level: str
    title: str
    reference: str
    address: str
    when: str
    new: bool


def line(notice: Notice, at: datetime) -> Line:
    """A notice as its reader sees it; the case has the name it has now."""
    rooms = {NoticeKind.MENTION: "log.index", NoticeKind.TASK: "log.index", NoticeKind.REMINDER: "log.index"}
    endpoint = "cases.clocks" if notice.kind is NoticeKind.CLOCK else rooms.get(notice.kind, "cases.show")
    return Line(
        sentence=_sentence(notice, at),
        level=notice.facts.get("level", "") if notice.kind is NoticeKind.CLOCK else "",
        title=notice.incident.title,
        reference=notice.incident.reference,
        address=url_for(endpoint, reference=notice.incident.reference),
        when=formatting.day_time(notice.told_at, london_day(at)),
        new=notice.seen_at is None,
    )


def _sentence(notice: Notice, at: datetime) -> str:
    if notice.kind is NoticeKind.CLOCK:
        due, label = notice.facts["due"], clock_label(notice.facts["rule"])
        day = formatting.day(_day(due), london_day(at))
        return f"{label}: {NEARNESS[notice.facts['level']].format(day=day)}"
    if "asked" in notice.facts:
        day = formatting.day(_day(notice.facts["due"]), london_day(at))
        return f"{ASKED[notice.facts['asked'].split('.')[0]]} {DUE[notice.facts['level']].format(day=day)}"
    if notice.kind in OTHER:
        return OTHER[notice.kind]
    kind = EventKind(notice.facts["event"])
    rule = NOTICE_RULES.get(kind)
    return rule.sentence if rule and notice.kind is NoticeKind.EVENT else in_general(kind)


def _day(due: str) -> date:
    """A clock of days is kept as a day, one of hours as an instant."""
    return date.fromisoformat(due) if len(due) == 10 else london_day(datetime.fromisoformat(due))

"""Telling people: what a transaction promised, and what the passing of time brings. Each is told once, however often
the worker is killed: a notice has a key, and the same key is never stored twice for one person.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from app.database.atomic import atomic
from app.database.session import db
from app.domain.access import FieldGroup
from app.domain.calendar import london_day
from app.domain.deadlines import Clock, Level, level
from app.domain.deadlines.asked import until
from app.domain.teamwork import ANSWERS_FOR, ESCALATION, NOTICE_RULES, NoticeKind, Receiver, is_told
from app.models.history import CaseEvent
from app.models.incident import Incident
from app.models.outbox import Outbox
from app.models.teamwork import CaseNote, CaseTask, Notice
from app.models.user import User
from app.queries import receivers, teamwork
from app.queries.asked import asked_of
from app.queries.clocks import clocks_of_case

TELL_EVENT, TELL_NOTE, TELL_TASK, TELL_CLOCKS = "tell_event", "tell_note", "tell_task", "tell_clocks"


def promise(kind: str, number: int, *, at: datetime) -> None:
    """In the transaction of a verb: the worker will tell whom it concerns."""
    db.session.add(Outbox(kind=kind, payload={"id": number}, promised_at=at, due_at=at))


def promise_event(event: CaseEvent, *, at: datetime) -> None:
    """As `promise`, where anybody hears of this kind of event."""
    if is_told(event.kind):
        promise(TELL_EVENT, event.id, at=at)


@atomic
def tell_event(payload: Mapping[str, Any], at: datetime) -> None:
    """Those the table names, then those who follow the case; nobody of what they did themselves."""
    event = db.session.get_one(CaseEvent, payload["id"])
    incident = db.session.get_one(Incident, event.incident_id)
    rule, key = NOTICE_RULES.get(event.kind), f"event:{event.id}"
    named = int(event.facts["user"]) if "user" in event.facts else None
    facts = {"event": event.kind.value}
    told = {event.actor_id}
    for receiver in rule.receivers if rule else ():
        people = receivers.people_of(incident, receiver, on=london_day(at), named=named)
        told |= _tell(people, incident, NoticeKind.EVENT, key, facts, at, group=event.kind.group, but=told)
    if event.kind.turning:
        people = receivers.followers_of(incident)
        _tell(people, incident, NoticeKind.FOLLOWED, key, facts, at, group=event.kind.group, but=told)


@atomic
def tell_note(payload: Mapping[str, Any], at: datetime) -> None:
    """The colleagues a comment is meant for."""
    note = db.session.get_one(CaseNote, payload["id"])
    people = [mention.user for mention in note.mentions]
    incident = db.session.get_one(Incident, note.incident_id)
    _tell(people, incident, NoticeKind.MENTION, f"note:{note.id}", {"by": note.written_by_id}, at,
          group=FieldGroup.ACCOUNT, but={note.written_by_id})  # fmt: skip


@atomic
def tell_task(payload: Mapping[str, Any], at: datetime) -> None:
    """Whoever was given something to do."""
    task = db.session.get_one(CaseTask, payload["id"])
    key = f"task:{task.id}:{task.owner_id}"
    people = receivers.people_of(task.incident, Receiver.NAMED, on=london_day(at), named=task.owner_id)
    _tell(people, task.incident, NoticeKind.TASK, key, {}, at, group=FieldGroup.ACCOUNT, but={task.given_by_id})


@atomic
def remind_of_tasks(at: datetime) -> None:
    """The reminders of this London day, and of days on which no worker ran."""
    today = london_day(at)
    open_tasks = select(CaseTask).where(CaseTask.done_at.is_(None), CaseTask.remind_on <= today).order_by(CaseTask.id)
    for task in db.session.scalars(open_tasks).all():
        people = receivers.people_of(task.incident, Receiver.NAMED, on=today, named=task.owner_id)
        key = f"reminder:{task.id}:{task.remind_on}"
        _tell(people, task.incident, NoticeKind.REMINDER, key, {}, at, group=FieldGroup.ACCOUNT)


@atomic
def tell_clocks(payload: Mapping[str, Any], at: datetime) -> None:
    """Each clock of a case that has come near its end: who answers for it, and the nearer the more of those above.

    And what the case asks for by a day: whoever it was given to, else the officer in the case.
    """
    incident = db.session.get_one(Incident, payload["id"])
    for clock in clocks_of_case(incident, at):
        found = level(clock, at)
        if found is not None and found in ESCALATION:
            _tell_clock(incident, clock, found, at)

    if not incident.status.terminal:
        _remind_of_what_is_asked(incident, at)


def _remind_of_what_is_asked(incident: Incident, at: datetime) -> None:
    given = teamwork.given_of(incident)
    for one in asked_of(incident):
        task = given.get(one.key)
        if one.due_on is None or one.has_clock or (task is not None and task.remind_on is not None):
            continue  # a clock of the CPS's or a reminder of its own tells of it
        found = level(until(one.due_on), at)
        if found is not None and found in ESCALATION:
            answers = Receiver.TEAM if one.is_for_supervisor else Receiver.OFFICER
            receiver, named = (Receiver.NAMED, task.owner_id) if task else (answers, None)
            people = receivers.people_of(incident, receiver, on=london_day(at), named=named)
            key = f"asked:{incident.id}:{one.key}:{one.due_on}:{found.value}"
            facts = {"asked": one.key, "level": found.value, "due": str(one.due_on)}
            _tell(people, incident, NoticeKind.REMINDER, key, facts, at, group=FieldGroup.ACCOUNT)


def _tell_clock(incident: Incident, clock: Clock, found: Level, at: datetime) -> None:
    owner = ANSWERS_FOR.get(clock.owner_role)
    due = str(clock.due)
    key = f"clock:{incident.id}:{clock.rule}:{clock.variant}:{clock.subject}:{clock.event or ''}:{due}:{found.value}"
    facts = {"rule": clock.rule, "variant": clock.variant, "level": found.value, "due": due}
    for receiver in (*((owner,) if owner else ()), *ESCALATION[found]):
        people = receivers.people_of(incident, receiver, on=london_day(at))
        _tell(people, incident, NoticeKind.CLOCK, key, facts, at, group=FieldGroup.ACCOUNT)


def _tell(
    people: Iterable[User],
    incident: Incident,
    kind: NoticeKind,
    key: str,
    facts: Mapping[str, Any],
    at: datetime,
    *,
    group: FieldGroup,
    but: set[int | None] | None = None,
) -> set[int | None]:
    """Store the notice for each who may know it and has not got it yet; gives who that was."""
    told: set[int | None] = set()
    for user in people:
        if user.id in (but or ()) or user.id in told or _has(user, key):
            continue
        if receivers.sees_this(user, incident, group, on=london_day(at)):
            db.session.execute(
                insert(Notice).values(
                    user_id=user.id, incident_id=incident.id, kind=kind, key=key, told_at=at, facts=dict(facts)
                )
            )
            told.add(user.id)
    return told


def _has(user: User, key: str) -> bool:
    return db.session.scalar(select(Notice.id).where(Notice.user_id == user.id, Notice.key == key)) is not None


@atomic
def mark_seen(user_id: int, *, up_to: int, at: datetime) -> None:
    """A person has read their notices up to this one."""
    db.session.execute(
        update(Notice).where(Notice.user_id == user_id, Notice.id <= up_to, Notice.seen_at.is_(None)).values(seen_at=at)
    )

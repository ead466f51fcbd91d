"""A support worker's view of their clients: what the victim may know. No suspect, evidence or other victim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import formatting
from app.domain.telling import may_be_said, said_to_victim
from app.domain.vocabulary import ClockStatus, StatementResponse, Tier
from app.journeys.care.view import Badge, NewsItem, badge_of, event_item, hearing_item
from app.models.clock import ClockRow
from app.models.outcome import Hearing
from app.models.victim import Contact, DatedEvent, SupportReferral
from app.queries import care as questions
from app.queries import clients as client_questions
from app.queries import concern


@dataclass(frozen=True, slots=True)
class Client:
    """One client, as the card and the page show them."""

    reference: str
    person: str
    name: str
    since: str
    badge: Badge
    said: str
    waits: bool
    hearing: NewsItem | None
    last_contact: str
    officer: str
    officer_phone: str | None
    unit: str
    strands: str
    rights: tuple[str, ...]
    may_ask: bool
    told: tuple[NewsItem, ...]
    needs: tuple[str, ...]
    language: str | None


def clients(rows: Sequence[SupportReferral], at: datetime) -> list[Client]:
    """Cards for these referrals: a fixed number of statements, however many clients.

    Only what concerns the client's own crimes: of other victims of the case, and of who harmed them, nothing is said.
    """
    cases = {row.victim.incident_id for row in rows}
    victims = {row.victim_id for row in rows}
    known = _Known(
        events=questions.news_of(cases),
        told=questions.told(victims),
        hearings=questions.hearings_ahead(cases),
        times=client_questions.times_to_ask(rows),
        concerns=concern.of_victims([row.victim for row in rows]),
    )
    return [_client(row, known, at) for row in rows]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for all clients at once, by case, victim or person."""

    events: Mapping[int, Sequence[DatedEvent]]
    told: Mapping[int, questions.Told]
    hearings: Mapping[int, Sequence[Hearing]]
    times: Mapping[tuple[int, str], ClockRow]
    concerns: Mapping[int, concern.Concern]


def _client(row: SupportReferral, known: _Known, at: datetime) -> Client:
    incident, case_id, person = row.victim.person.incident, row.victim.incident_id, row.victim.person
    own, told = known.concerns[row.victim_id], known.told.get(row.victim_id)
    heard = set(told.events) if told else set()
    news = [event for event in known.events.get(case_id, ()) if own.news(event)]
    kinds = questions.told_kinds(news, heard)
    listed = [one for one in known.hearings.get(case_id, ()) if own.hearing(one)]
    said = may_be_said(own.status, kinds)
    time = known.times.get((case_id, person.file_id)) if said else None
    return Client(
        reference=incident.reference,
        person=person.file_id,
        name=person.full_name,
        since=f"Referred {formatting.day(row.referred_at)}",
        badge=badge_of(person.contact),
        said=said_to_victim(own.status, own.past, kinds),
        waits=not said,
        hearing=_hearing([one for one in listed if questions.is_told_of(one, news, heard)]),
        last_contact=_contact(told.last if told else None),
        officer=incident.oic.named if incident.oic else "No officer yet",
        officer_phone=incident.oic.work_phone if incident.oic else None,
        unit=incident.unit.name,
        strands=formatting.listed(dict.fromkeys(one.strand.label for one in incident.strands)),
        rights=_rights(row, time, at),
        may_ask=time is not None and is_open(time, at),
        told=_told(news, heard),
        needs=tuple(row.victim.needs or ()),
        language=person.language if person.interpreter_needed else None,
    )


def _hearing(ahead: Sequence[Hearing]) -> NewsItem | None:
    return hearing_item(ahead[0]) if ahead else None


def _told(news: Sequence[DatedEvent], heard: set[int]) -> tuple[NewsItem, ...]:
    return tuple(event_item(event) for event in reversed(news) if event.id in heard)


def _contact(row: Contact | None) -> str:
    if row is None:
        return "Nobody has recorded a contact yet"
    return f"{formatting.day_time(row.at)}: {row.channel.label.lower()}, {row.outcome.label.lower()}"


def _rights(row: SupportReferral, time: ClockRow | None, at: datetime) -> tuple[str, ...]:
    """The client's own rights, in one line each."""
    victim = row.victim
    lines = [f"{victim.tier.label}: told of important steps within {_days(victim.tier)}"]
    if victim.vps_response in (StatementResponse.NOT_ANSWERED, StatementResponse.WANTS_LATER):
        lines.append("May make a personal statement")
    elif victim.vps_response is StatementResponse.MADE:
        lines.append("Has made a personal statement")
    if time is not None and time.due_on is not None:
        lines.append(_asking(time, at))
    return tuple(lines)


def _days(tier: Tier) -> str:
    return "one working day" if tier is Tier.ENHANCED else "five working days"


def _asking(time: ClockRow, at: datetime) -> str:
    """The right to a review, with the day until which it can be asked for."""
    if time.stopped_at is not None and time.status in (ClockStatus.MET, ClockStatus.MET_LATE):
        return f"Asked for a review of the decision {formatting.day(time.stopped_at)}"
    last = formatting.day(time.due_on) if time.due_on else ""
    if is_open(time, at):
        return f"May ask for a review of the decision until {last}"
    return f"Could ask for a review of the decision until {last}"


def is_open(time: ClockRow, at: datetime) -> bool:
    """May it be asked for now? The row is as old as the last act on the case, so the day is looked at."""
    return time.status is ClockStatus.RUNNING and time.due_at is not None and at < time.due_at

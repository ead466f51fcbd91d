"""A support worker's view of their clients: what the victim may know. No suspect, evidence or other victim."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import formatting
from app.domain.stages import Status
from app.domain.telling import may_be_said, said_to_victim
from app.domain.vocabulary import ClockEvent, StatementResponse, Tier
from app.journeys.care.view import Badge, NewsItem, badge_of, event_item, hearing_item
from app.models.outcome import Hearing
from app.models.victim import Contact, DatedEvent, SupportReferral
from app.queries import care as questions
from app.queries import concern

_ENDED = (Status.NFA_POLICE, Status.NFA_CPS_EVIDENTIAL, Status.NFA_CPS_PUBLIC_INTEREST, Status.DISCONTINUED)


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
    told: tuple[NewsItem, ...]
    needs: tuple[str, ...]
    language: str | None


def clients(rows: Sequence[SupportReferral]) -> list[Client]:
    """Cards for these referrals: a fixed number of statements, however many clients.

    Only what concerns the client's own crimes: of other victims of the case, and of who harmed them, nothing is said.
    """
    cases = {row.victim.incident_id for row in rows}
    victims = {row.victim_id for row in rows}
    events = questions.news_of(cases)
    told = questions.told_events(victims)
    acts = concern.acts_of(cases)
    concerns = concern.of_victims([row.victim for row in rows])
    hearings = questions.hearings_ahead(cases)
    contacts = questions.last_contacts(victims)
    cards = questions.contact_cards([row.victim.person_id for row in rows])
    strands = questions.strands_of(cases)
    found = []
    for row in rows:
        case_id = row.victim.incident_id
        own, heard = concerns[row.victim_id], told.get(row.victim_id, set())
        news = [event for event in events.get(case_id, []) if own.news(event)]
        kinds = questions.told_kinds(news, heard)
        incident = row.victim.person.incident
        past = [kind for kind, facts in acts.get(case_id, ()) if own.act(kind, facts)]
        listed = [one for one in hearings.get(case_id, []) if own.hearing(one)]
        ahead = [one for one in listed if questions.is_told_of(one, news, heard)]
        found.append(
            Client(
                reference=incident.reference,
                person=row.victim.person.file_id,
                name=row.victim.person.full_name,
                since=f"Referred {formatting.day(row.referred_at)}",
                badge=badge_of(cards.get(row.victim.person_id)),
                said=said_to_victim(own.status, past, kinds),
                waits=not may_be_said(own.status, kinds),
                hearing=_hearing(ahead),
                last_contact=_contact(contacts.get(row.victim_id)),
                officer=incident.oic.named if incident.oic else "No officer yet",
                officer_phone=incident.oic.work_phone if incident.oic else None,
                unit=incident.unit.name,
                strands=formatting.listed(strands.get(case_id, ())),
                rights=_rights(row, own.status, kinds),
                told=_told(news, heard),
                needs=tuple(row.victim.needs or ()),
                language=row.victim.person.language if row.victim.person.interpreter_needed else None,
            )
        )
    return found


def _hearing(ahead: Sequence[Hearing]) -> NewsItem | None:
    return hearing_item(ahead[0]) if ahead else None


def _told(news: Sequence[DatedEvent], heard: set[int]) -> tuple[NewsItem, ...]:
    return tuple(event_item(event) for event in reversed(news) if event.id in heard)


def _contact(row: Contact | None) -> str:
    if row is None:
        return "Nobody has recorded a contact yet"
    return f"{formatting.day_time(row.at)}: {row.channel.label.lower()}, {row.outcome.label.lower()}"


def _rights(row: SupportReferral, status: Status, kinds: set[ClockEvent]) -> tuple[str, ...]:
    """The client's own rights, in one line each."""
    victim = row.victim
    lines = [f"{victim.tier.label}: told of important steps within {_days(victim.tier)}"]
    if victim.vps_response in (StatementResponse.NOT_ANSWERED, StatementResponse.WANTS_LATER):
        lines.append("May make a personal statement")
    elif victim.vps_response is StatementResponse.MADE:
        lines.append("Has made a personal statement")
    if status in _ENDED and may_be_said(status, kinds):
        lines.append("May ask for a review of the decision")
    return tuple(lines)


def _days(tier: Tier) -> str:
    return "one working day" if tier is Tier.ENHANCED else "five working days"

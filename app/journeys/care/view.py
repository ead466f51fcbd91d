"""Shapes care for victims for its pages: what was logged, what they are not told of yet, how they may be reached."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from app import formatting
from app.domain.telling import NEWS
from app.domain.vocabulary import ContactChannel, ContactOutcome
from app.models.incident import Incident
from app.models.outcome import Hearing
from app.models.people import PersonContact
from app.models.victim import Contact, DatedEvent, SupportReferral, Victim
from app.queries import care as questions
from app.queries import concern

_CHANNELS = {one.value: one.label for one in ContactChannel}


@dataclass(frozen=True, slots=True)
class Badge:
    """How somebody may be reached safely, and what never to do. Without a safe way nobody contacts them."""

    ways: str
    note: str
    never: tuple[str, ...]

    @property
    def safe(self) -> bool:
        return bool(self.ways)


def badge_of(card: PersonContact | None) -> Badge:
    """The instruction of the safe-contact record; never a number or an address."""
    if card is None:
        return Badge("", "", ())
    ways = [_CHANNELS.get(word, word) for word in card.safe_channels or ()]
    never = [f"Never: {_CHANNELS[word].lower()}" if word in _CHANNELS else word for word in card.unsafe_channels or ()]
    if card.voicemail_allowed is False:
        never.append("Leave no voicemail")
    return Badge(formatting.first_upper(formatting.listed(ways, joined_by="or").lower()), card.note or "", tuple(never))


@dataclass(frozen=True, slots=True)
class NewsItem:
    """Something to tell: its key in a form, what it is, when it came."""

    key: str
    words: str
    at: datetime


def event_item(event: DatedEvent) -> NewsItem:
    return NewsItem(event.file_id, f"{NEWS[event.kind]}{_about(event)}", event.at)


def _about(event: DatedEvent) -> str:
    return f" ({event.note})" if event.note else ""


def hearing_item(hearing: Hearing) -> NewsItem:
    words = f"{hearing.hearing_type.label}, {hearing.court}, {formatting.day_time(hearing.listed_at)}"
    return NewsItem(hearing.file_id, words, hearing.listed_at)


def news_choices(hearings: Sequence[Hearing], events: Sequence[DatedEvent]) -> list[tuple[str, str]]:
    """What a victim can have been told of: dates of hearings first, then what happened, newest first."""
    ahead = [hearing_item(row) for row in hearings]
    past = [event_item(row) for row in reversed(events)]
    return [(item.key, item.words) for item in ahead] + [
        (item.key, f"{item.words}, {formatting.day_time(item.at)}") for item in past
    ]


def untold(events: Sequence[DatedEvent], told: Set[int]) -> list[NewsItem]:
    """What this victim was not told of, oldest first."""
    return [event_item(event) for event in events if event.id not in told]


@dataclass(frozen=True, slots=True)
class VictimCare:
    """One victim on the care page of a case."""

    victim: Victim
    badge: Badge
    referrals: tuple[tuple[str, str, str], ...]
    untold: tuple[NewsItem, ...]


def care_page(incident: Incident, victims: Sequence[Victim], *, badges: bool) -> list[VictimCare]:
    """The victims of a case with what is owed to each of them; safe contact only where the reader may see it."""
    events = questions.news_of([incident.id]).get(incident.id, [])
    told = questions.told_events([row.id for row in victims])
    cards = questions.contact_cards([row.person_id for row in victims]) if badges else {}
    concerns = concern.of_victims(victims)
    return [
        VictimCare(
            victim=row,
            badge=badge_of(cards.get(row.person_id)),
            referrals=tuple(referral_words(one) for one in row.support_referrals),
            untold=tuple(untold([one for one in events if concerns[row.id].news(one)], told.get(row.id, set()))),
        )
        for row in victims
    ]


def referral_words(row: SupportReferral) -> tuple[str, str, str]:
    """Service, the victim's choice, where it stands."""
    if row.ended_at is not None:
        state = f"Ended {formatting.day(row.ended_at)}"
    elif row.accepted_at is not None:
        state = f"Accepted {formatting.day(row.accepted_at)}"
    elif row.consent.value == "given":
        state = f"Waiting for the service since {formatting.day(row.referred_at)}"
    else:
        state = "Nothing was sent"
    return row.service, row.consent.label, state


def log_lines(rows: Sequence[Contact], names: Mapping[int, str], *, notes: bool) -> list[tuple[str, ...]]:
    """The contact log: when, who, how and with what result, about what, by whom, note."""
    return [
        (
            formatting.day_time(row.at),
            names.get(row.victim_id, "A victim"),
            f"{row.channel.label}: {row.outcome.label.lower()}",
            formatting.listed(NEWS.get(one.event.kind, one.event.kind.label) for one in row.told),
            row.by.named if row.by else "Throughline",
            (row.note or "") if notes else "",
        )
        for row in rows
    ]


def was_told(row: Contact) -> bool:
    return row.outcome is ContactOutcome.TOLD

"""Shapes hearings and results for witness care: what is ahead, what nobody has passed on yet."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from app.domain.offences import catalogue
from app.domain.stages import LIVE_COURT, Stage
from app.domain.vocabulary import ClockEvent, PartyRole
from app.journeys.care.view import Badge, NewsItem, badge_of, event_item, hearing_item
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Hearing
from app.models.people import Person
from app.models.victim import DatedEvent, Victim
from app.queries import care as questions
from app.queries import concern, people
from app.queries import witness_care as witness_questions

E = ClockEvent
# What courts do is passed on by witness care; the police and the CPS tell of their own decisions.
COURT_NEWS = frozenset(
    {
        E.HEARING_DATE_RECEIVED,
        E.BAIL_OUTCOME_RECEIVED,
        E.COURT_BAIL_GRANTED,
        E.WARRANT_OR_REARREST_RECEIVED,
        E.VICTIM_MUST_ATTEND_RECEIVED,
        E.NOT_GUILTY_PLEA,
        E.PROCEEDINGS_STOPPED_OR_ALTERED,
        E.CONVICTED,
        E.OUTCOME_RECEIVED,
        E.SENTENCED,
        E.SENTENCE_RECEIVED,
        E.APPEAL_EVENT_RECEIVED,
    }
)


@dataclass(frozen=True, slots=True)
class ToPassOn:
    """One piece of news for one victim, with what its form needs."""

    reference: str
    victim: str
    person: str
    item: NewsItem


@dataclass(frozen=True, slots=True)
class Ahead:
    """A hearing to come: in which case, who was told of it."""

    reference: str
    item: NewsItem
    told: tuple[str, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassingOn:
    """The first page of witness care."""

    hearings: tuple[Ahead, ...]
    results: tuple[ToPassOn, ...]
    cases: int

    @property
    def unpassed(self) -> int:
        return len(self.results) + sum(len(row.untold) for row in self.hearings)


def passing_on(cases: Sequence[Incident]) -> PassingOn:
    """A fixed number of statements, however many cases. A victim is told of their own crimes."""
    ids = [case.id for case in cases]
    events, hearings = questions.news_of(ids), questions.hearings_ahead(ids)
    victims = witness_questions.victims_of_cases(ids)
    everybody = [row for rows in victims.values() for row in rows]
    told, concerns = questions.told_events([row.id for row in everybody]), concern.of_victims(everybody)
    ahead, results = [], []
    for case in cases:
        news, people_of = events.get(case.id, []), victims.get(case.id, [])
        for hearing in hearings.get(case.id, []):
            owed = [row for row in people_of if concerns[row.id].hearing(hearing)]
            ahead.append(_ahead(case, hearing, news, owed, told))
        for row in people_of:
            own = [event for event in news if concerns[row.id].news(event)]
            results += _results(case, row, own, told.get(row.id, set()))
    return PassingOn(
        tuple(sorted(ahead, key=lambda row: row.item.at)),
        tuple(sorted(results, key=lambda row: row.item.at)),
        len(cases),
    )


def _ahead(
    case: Incident, hearing: Hearing, news: Sequence[DatedEvent], victims: Sequence[Victim], told: dict[int, set[int]]
) -> Ahead:
    heard = {row.id: questions.is_told_of(hearing, news, told.get(row.id, set())) for row in victims}
    return Ahead(
        case.reference,
        hearing_item(hearing),
        tuple(row.person.full_name for row in victims if heard[row.id]),
        tuple(row.person.full_name for row in victims if not heard[row.id]),
    )


def _results(case: Incident, victim: Victim, news: Sequence[DatedEvent], told: Set[int]) -> list[ToPassOn]:
    """A date of a hearing stands among the hearings; everything else a court did stands here."""
    return [
        ToPassOn(case.reference, victim.person.full_name, victim.person.file_id, event_item(event))
        for event in news
        if event.kind in COURT_NEWS and event.kind is not E.HEARING_DATE_RECEIVED and event.id not in told
    ]


@dataclass(frozen=True, slots=True)
class CaredFor:
    """A victim or witness on witness care's page of a case."""

    name: str
    file_id: str
    roles: str
    badge: Badge
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    needs: tuple[str, ...]
    measures: tuple[str, ...]
    language: str | None
    is_victim: bool


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A defendant's name, the charge, where it stands, and the conditions that protect people."""

    defendant: str
    offence: str
    status: str
    conditions: tuple[str, ...]
    warrant: str | None


def cared_for(case: Incident) -> list[CaredFor]:
    """Victims first, then witnesses, with contact and needs."""
    rows = witness_questions.victims_and_witnesses(case)
    cards = questions.contact_cards([row.id for row in rows])
    victims = {row.person_id: row for row in people.victims_of(case)}
    found = []
    for row in sorted(rows, key=lambda one: one.id not in victims):
        card, victim = cards.get(row.id), victims.get(row.id)
        found.append(
            CaredFor(
                name=row.full_name,
                file_id=row.file_id,
                roles=_roles(row),
                badge=badge_of(card),
                phones=tuple(card.phones or ()) if card else (),
                emails=tuple(card.emails or ()) if card else (),
                needs=tuple(victim.needs or ()) if victim else (),
                measures=tuple(victim.special_measures or ()) if victim else (),
                language=row.language if row.interpreter_needed else None,
                is_victim=victim is not None,
            )
        )
    return found


def _roles(row: Person) -> str:
    return " and ".join(
        one.party_role.label.lower() for one in row.roles if one.party_role in (PartyRole.VICTIM, PartyRole.WITNESS)
    )


def charges(case: Incident) -> list[ChargeLine]:
    return [_charge(row) for row in witness_questions.charges_of(case)]


def _charge(row: Allegation) -> ChargeLine:
    return ChargeLine(
        defendant=row.suspect.person.full_name,
        offence=catalogue()[row.offence_type_key].title,
        status=row.shown_ending or row.status.label,
        conditions=tuple(row.suspect.bail_conditions),
        warrant=row.file_id if row.status.value == "warrant_issued" else None,
    )


def in_court(case: Incident) -> bool:
    """May a hearing still be listed?"""
    return case.status in LIVE_COURT or case.stage is Stage.OUTCOME

"""A victim's request for review, recorded by whoever supports them: of the decisions they were told of, in time."""

from datetime import datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.deadlines.review import RightToAsk, right_to_ask
from app.domain.errors import NotFound, RuleBroken
from app.domain.permissions import Permission
from app.domain.roles import Role
from app.domain.telling import may_be_said
from app.models.incident import Incident
from app.models.outcome import VrrRequest
from app.models.victim import Victim
from app.queries import allegations, care, clients, concern
from app.queries.case_file import gather
from app.services import outcome
from app.services.authority import demand


def right_of(incident: Incident, victim: Victim, *, at: datetime) -> RightToAsk | None:
    """What this victim may ask for now; nothing before they themselves were told of what it is about."""
    own = concern.of_victims([victim])[victim.id]
    news = [event for event in care.news_of([incident.id]).get(incident.id, []) if own.news(event)]
    told = care.told_kinds(news, care.told_events([victim.id]).get(victim.id, set()))
    if not may_be_said(own.status, told):
        return None
    return right_to_ask(gather(incident).case, victim.person.file_id, at)


@atomic
def ask_for_victim(incident: Incident, victim: Victim, *, actor: Actor, at: datetime) -> VrrRequest:
    """Record that the victim asks: a caseworker for a client of their own, witness care for a victim of its cases."""
    demand(actor, incident, Permission.REVIEW_REQUEST)
    mine = actor.role is not Role.CASEWORKER or victim.id in {
        row.victim_id for row in clients.clients_in(actor, incident)
    }
    if victim.incident_id != incident.id or not mine:
        raise NotFound("Page not found")
    right = right_of(incident, victim, at=at)
    if right is None:
        raise RuleBroken("There is no decision that this victim can ask to have reviewed now.")
    chosen = [one for one in allegations.of_case(incident) if one.file_id in right.allegation_ids]
    return outcome.request_review(incident, victim.person, chosen, right.scheme, actor=actor, at=at)

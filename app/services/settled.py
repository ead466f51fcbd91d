"""Words in the disclosable texts that look like personal details and stay for a reason, confirmed by somebody else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.case_file import disclosable_texts
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.domain.vocabulary import MatchReason
from app.models.incident import Incident
from app.models.people import Person, PersonContact
from app.models.report_text import SettledMatch
from app.queries.case_file import gather
from app.services import history
from app.services.authority import demand
from app.services.report_text import report_text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDetails:
    """Which words of which text, and why they are needed. `field` points into the case file."""

    field: str
    match: str
    reason_code: MatchReason
    reason: str


@atomic
def mark_match(incident: Incident, details: MatchDetails, *, actor: Actor, at: datetime) -> SettledMatch:
    """Mark words that are needed for the place, as a quotation or as evidence; a supervisor confirms (FR-070)."""
    demand(actor, incident, Permission.CASE_EDIT)
    report = report_text_of(incident)
    if report is None or actor.user_id is None:
        raise RuleBroken("Write the text of the police report first.")
    text = disclosable_texts(gather(incident).case).get(details.field)
    if text is None:
        raise RuleBroken("Choose a text of this case.", field="field")
    if details.match not in text:
        raise RuleBroken("These words do not stand in that text.", field="match")
    if _is_held_address(incident, details.match):
        raise RuleBroken("This is somebody's address. Write “the victim's home” instead.", field="match")
    row = SettledMatch(
        field=details.field, match=details.match, reason_code=details.reason_code, reason=details.reason,
        by_id=actor.user_id, at=at,
    )  # fmt: skip
    report.settled_matches.append(row)
    db.session.flush()
    history.record(incident, EventKind.MATCH_MARKED, actor=actor, at=at)
    return row


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_held_address(incident: Incident, match: str) -> bool:
    """Is it an address, or a postcode, held as somebody's contact? Such a one is never settled (FR-070)."""
    words = _bare(match)
    cards = db.session.scalars(
        select(PersonContact).join(PersonContact.person).where(Person.incident_id == incident.id)
    )
    held = [_bare(text) for card in cards for text in (card.address, card.postcode) if text]
    return any(words in text or text in words for text in held if text)


@atomic
def confirm_match(row: SettledMatch, incident: Incident, *, actor: Actor, at: datetime) -> None:
    """A supervisor confirms: neither who marked the words nor the officer in the case (FR-070)."""
    demand(actor, incident, Permission.READINESS_OVERRIDE, earlier=row.by_id)
    if actor.user_id == incident.oic_id:
        raise NotAllowed("Somebody other than the officer in the case must do this.")
    if row.confirmed_at is not None:
        raise WrongStage("These words were confirmed already.")
    row.confirmed_by_id, row.confirmed_at = actor.user_id, at
    history.record(incident, EventKind.MATCH_CONFIRMED, actor=actor, at=at)


@atomic
def take_match_back(row: SettledMatch, incident: Incident, *, actor: Actor, at: datetime) -> None:
    """The words are not needed after all: the file check asks about them again."""
    demand(actor, incident, Permission.CASE_EDIT)
    report = report_text_of(incident)
    if report is None or row not in report.settled_matches:
        raise WrongStage("This was taken back already.")
    report.settled_matches.remove(row)
    history.record(incident, EventKind.REPORT_TEXT_CHANGED, actor=actor, at=at)

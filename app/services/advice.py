"""Early advice and consent to prosecute."""

from datetime import date, datetime

from app.database.atomic import atomic
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.permissions import Permission
from app.models.allegation import Allegation, ProsecutorKnowledge
from app.models.referral import Referral
from app.services import history, progress
from app.services.authority import demand
from app.services.decisions import consent_asked, record_on
from app.services.together import of_all


@atomic
def give_advice(referral: Referral, advice: str, *, actor: Actor, at: datetime) -> None:
    """T23: answer the officer's questions. No charging decision is made."""
    for part in of_all(referral, actor):
        incident = part.incident
        for row in part.allegations:
            progress.apply("give_advice", row.allegation, incident, actor=actor, at=at, given={"advice": advice})
        part.advice = advice
        history.record(incident, EventKind.ADVICE_GIVEN, actor=actor, at=at, referral=part.referral_no)


@atomic
def note_advice(referral: Referral, note: str, *, actor: Actor, at: datetime) -> None:
    """T23: the police note what follows from the advice, and the investigation goes on."""
    said = {"note": note}
    for part in of_all(referral, actor):
        incident = part.incident
        for row in part.allegations:
            progress.apply("note_advice", row.allegation, incident, actor=actor, at=at, given={"reason": note})
        kind = EventKind.ADVICE_NOTED
        history.record(incident, kind, actor=actor, at=at, referral=part.referral_no, detail=said)


@atomic
def record_consent(referral: Referral, allegation: Allegation, granted_by: str, *, actor: Actor, at: datetime) -> None:
    """Consent to prosecute was given, by whom; it must exist before proceedings begin."""
    demand(actor, referral.incident, Permission.ADVICE_GIVE)
    allegation.consent_type = allegation.consent_type or consent_asked(allegation)
    allegation.consent_granted_at, allegation.consent_granted_by = at, granted_by
    record_on(referral, allegation, EventKind.CONSENT_GIVEN, actor, at)


@atomic
def certify_knowledge(
    referral: Referral,
    allegation: Allegation,
    review: ProsecutorKnowledge,
    signed_on: date,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """A prosecutor certifies the day on which sufficient evidence was known (Communications Act 2003 s127(7))."""
    demand(actor, referral.incident, Permission.DECISION_RECORD)
    if review.allegation_id != allegation.id:
        raise RuleBroken("Choose a review of this offence.", field="review")
    if not review.sufficient_evidence:
        raise RuleBroken("That review did not find the evidence sufficient.", field="review")
    if not review.reviewed_on <= signed_on <= london_day(at):
        raise RuleBroken("The certificate is signed after the review, and not in the future.", field="signed_on")
    review.certificate_signed_on = signed_on
    record_on(referral, allegation, EventKind.KNOWLEDGE_CERTIFIED, actor, at)

"""Sentence and uplift: what was passed, and whether the court increased it for hostility."""

from dataclasses import dataclass
from datetime import date, datetime

from app.database.atomic import atomic
from app.database.session import db
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.errors import RuleBroken
from app.domain.events import EventKind
from app.domain.offence_forms import uplift_problem
from app.domain.permissions import Permission
from app.domain.vocabulary import ClockEvent, CourtFinding, Strand, UpliftBasis
from app.models.allegation import Allegation
from app.models.incident import Incident
from app.models.outcome import Hearing, Sentence
from app.services import history, progress
from app.services.authority import demand, refuse_witness_care, unchanged
from app.services.happenings import happened


@dataclass(frozen=True, slots=True, kw_only=True)
class UpliftAnswers:
    """The questions about hostility at sentence; what is left open stays a duty of the prosecutor."""

    uplift_sought: bool | None = None
    uplift_basis: UpliftBasis | None = None
    strand: Strand | None = None
    court_found_hostility: CourtFinding | None = None
    uplift_announced: bool | None = None
    sentence_before_uplift: str | None = None
    sentence_after_uplift: str | None = None
    reason_not_applied: str | None = None
    recorded_on_hrs: bool | None = None
    announced_in_open_court_at: datetime | None = None


UPLIFT = UpliftAnswers.__slots__


@atomic
def record_sentence(
    incident: Incident,
    hearing: Hearing,
    allegation: Allegation,
    *,
    kind: str,
    length: str,
    on: date,
    uplift: UpliftAnswers,
    actor: Actor,
    at: datetime,
) -> Sentence:
    """T16: the sentence as passed. Open questions about the uplift never hold back the recording."""
    refuse_witness_care(actor)
    if allegation.id not in {row.allegation_id for row in hearing.allegations}:
        raise RuleBroken("Choose an allegation of this hearing.", field="allegation")
    if on > london_day(at):
        raise RuleBroken("The sentence cannot lie in the future.", field="on")
    progress.apply("sentence", allegation, incident, actor=actor, at=at, given={"sentence": kind and length})
    sentence = Sentence(allegation_id=allegation.id, hearing_id=hearing.id, sentenced_on=on, type=kind, length=length)
    _put(sentence, allegation, uplift)
    db.session.add(sentence)
    said = f"{allegation.file_id}: {kind}, {length}"
    hearing.result = f"{hearing.result}; {said}" if hearing.result else said
    happened(incident, ClockEvent.SENTENCED, at=at, allegation=allegation)
    history.record(
        incident, EventKind.SENTENCED, actor=actor, at=at, allegation=allegation.id,
        person=allegation.suspect.person_id,
    )  # fmt: skip
    return sentence


def _put(sentence: Sentence, allegation: Allegation, uplift: UpliftAnswers) -> None:
    on = allegation.offence_from or sentence.sentenced_on
    if problem := uplift_problem(allegation.offence_type_key, uplift.strand, uplift.uplift_basis, on):
        raise RuleBroken(problem, field="uplift_basis")
    if uplift.uplift_announced and uplift.court_found_hostility is CourtFinding.NO:
        raise RuleBroken("The court cannot have increased it without finding hostility.", field="uplift_announced")
    for name in UPLIFT:
        setattr(sentence, name, getattr(uplift, name))


@atomic
def answer_uplift(
    incident: Incident,
    sentence: Sentence,
    uplift: UpliftAnswers,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Answer what was left open about the uplift."""
    demand(actor, incident, Permission.UPLIFT_RECORD)
    unchanged(sentence, seen)
    _put(sentence, sentence.allegation, uplift)
    history.record(incident, EventKind.UPLIFT_ANSWERED, actor=actor, at=at, allegation=sentence.allegation_id)

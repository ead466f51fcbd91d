"""Unmistakable words planted in the sensitive fields of a case, and the roles that may read each of them.

Transcribed by hand from the rows of the access matrix: a word found on a page of any other role is a leak.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database.atomic import atomic
from app.database.session import db
from app.models.event import Event, EventIncident
from app.models.incident import ConflictOfInterest
from app.models.material import (
    CaseDocument,
    DisclosureAnswers,
    EvidenceItem,
    HostilityItem,
    LineOfInquiry,
    MediaAnswerRow,
    Statement,
)
from app.models.people import Person, PersonCharacteristics, PersonContact
from app.models.referral import Decision, Referral, Review, Triage
from app.models.statement import StatementBackPage
from app.models.suspect import Suspect
from app.models.vault import EvidenceFile
from app.models.victim import Contact, Victim
from app.services import search_index
from app.services.demo.story import Story

POLICE = {"officer", "supervisor"}
PROSECUTORS = {"prosecutor", "senior_prosecutor"}
CASE = POLICE | PROSECUTORS | {"file_reviewer", "cps_operations"}
ALL_PARTIES = CASE | {"witness_care"}


@dataclass(frozen=True)
class Canary:
    """A word and who may read it."""

    word: str
    may: frozenset[str]


def _canary(word: str, may: set[str]) -> Canary:
    return Canary(f"CANARY-{word}-7Q", frozenset(may))


# By the row of the matrix that decides; the note names it.
ACCOUNT = _canary("ACCOUNT", CASE | {"partner"})  # 3; the organisation that wrote it reads its own text
ADDRESS = _canary("ADDRESS", POLICE | PROSECUTORS | {"witness_care", "caseworker"})  # 14
PLACE = _canary("PLACE", POLICE)  # 4: the exact address of an incident is asked of the police alone
PHONE = _canary("PHONE", POLICE | PROSECUTORS | {"witness_care", "caseworker"})  # 14
SAFE_NOTE = _canary("SAFENOTE", POLICE | PROSECUTORS | {"witness_care", "caseworker"})  # 14
BACK_PAGE = _canary("BACKPAGE", POLICE | PROSECUTORS)  # 14, of a witness
SUSPECT_PHONE = _canary("SUSPECTPHONE", POLICE | PROSECUTORS)  # 14
CHARACTERISTICS = _canary("FAITH", POLICE | PROSECUTORS | {"file_reviewer", "caseworker"})  # 15
VICTIM = _canary("VICTIMNAME", ALL_PARTIES | {"caseworker"})  # 13
WITNESS = _canary("WITNESSNAME", ALL_PARTIES)  # 13; a caseworker knows their own victim alone
SUSPECT = _canary("SUSPECTNAME", ALL_PARTIES)  # 16
ANTECEDENTS = _canary("ANTECEDENTS", CASE - {"cps_operations"})  # 16: operations read name, custody, bail
DEFENCE = _canary("DEFENCE", CASE - {"cps_operations"})  # 16
GROUNDS = _canary("ARRESTGROUNDS", CASE)  # 16: custody
NEEDS = _canary("MEDICALNEEDS", POLICE | PROSECUTORS | {"caseworker", "witness_care"})  # 60
PERSONAL = _canary("PERSONALSTATEMENT", POLICE | PROSECUTORS | {"caseworker", "witness_care"})  # 62
CONTACT_LOG = _canary("CONTACTLOG", POLICE | {"cps_operations", "caseworker", "witness_care"})  # 61
EVIDENCE = _canary("EXHIBIT", CASE)  # 19
FILE = _canary("FILENAME", CASE)  # 19
STATEMENT = _canary("STATEMENT", CASE)  # 19, 21
SENSITIVE = _canary("MG6LIKE", CASE)  # 19
QUOTE = _canary("QUOTE", CASE)  # 19
INQUIRY = _canary("INQUIRY", CASE)  # 19
MEDIA = _canary("MEDIA", CASE)  # 19
UNDERMINING = _canary("UNDERMINING", CASE)  # 19
OUTLINE = _canary("OUTLINE", CASE)  # 29
POLICE_VIEW = _canary("POLICEVIEW", CASE)  # 29
TRIAGE = _canary("TRIAGENOTE", CASE)  # 29
DECISION = _canary("DECISIONREASONS", CASE)  # 29
ANALYSIS = _canary("ANALYSIS", PROSECUTORS)  # 32: the prosecutors' own reasoning
ASSESSED = _canary("ASSESSED", PROSECUTORS)  # 32
CONFLICT = _canary("CONFLICT", {"supervisor", "senior_prosecutor"})  # 10
EVENT = _canary("EVENT", POLICE)  # 11: the events of a force are its officers' and supervisors'
CONDITION = _canary("CONDITION", POLICE)  # 11

CANARIES = [value for value in globals().values() if isinstance(value, Canary)]


@atomic
def plant(story: Story, *, of_partner: bool = True) -> None:
    """Put each word where it belongs, past the verbs: the question is what pages do with it."""
    story = story.reload()
    case = story.incident
    case.narrative, case.address = ACCOUNT.word, f"1 {PLACE.word} Street"
    if not of_partner:
        case.reporting_organisation_id = None
    _people(story)
    for model, words in _OF_CASE.items():
        row = db.session.scalars(select(model).where(model.incident_id == case.id).order_by(model.id)).first()
        assert row is not None, model
        _put(row, words)
    for row in db.session.scalars(select(Review).join(Review.referral).where(Referral.incident_id == case.id)):
        row.analysis = ANALYSIS.word
        for one in row.assessments:
            one.evidential_reasons = ASSESSED.word
    for row in db.session.scalars(select(Decision).join(Decision.referral).where(Referral.incident_id == case.id)):
        row.reasons = DECISION.word
    for row in db.session.scalars(select(Triage).join(Triage.referral).where(Referral.incident_id == case.id)):
        row.note, row.due_on = TRIAGE.word, story.now.date()
    event = db.session.scalars(select(Event).join(EventIncident).where(EventIncident.incident_id == case.id)).one()
    event.name, event.conditions[0].text = EVENT.word, CONDITION.word
    search_index.store(case.id)  # as the verbs would have done
    declared = story.cast.user("Bryn Mockridge")
    db.session.add(
        ConflictOfInterest(
            incident_id=case.id,
            user_id=declared.id,
            reason=CONFLICT.word,
            declared_at=story.now,
            declared_by_id=declared.id,
        )
    )
    db.session.add(DisclosureAnswers(incident_id=case.id, undermining_material_answer=UNDERMINING.word))


_OF_CASE: Mapping[Any, dict[str, Any]] = {
    EvidenceItem: {"description": EVIDENCE.word},
    EvidenceFile: {"name": FILE.word},
    Statement: {"text": STATEMENT.word, "signed": False},
    CaseDocument: {"title": SENSITIVE.word},
    HostilityItem: {"quote": QUOTE.word},
    LineOfInquiry: {"text": INQUIRY.word},
    MediaAnswerRow: {"reason": MEDIA.word},
    Referral: {"outline": OUTLINE.word, "police_view_evidential": POLICE_VIEW.word},
    Contact: {"note": CONTACT_LOG.word},
    Suspect: {"antecedents_summary": ANTECEDENTS.word, "defence_account": DEFENCE.word, "arrest_grounds": GROUNDS.word},
    Victim: {"needs": [NEEDS.word], "vps_summary": PERSONAL.word},
}


def _people(story: Story) -> None:
    victim, suspect = db.session.get_one(Person, story.victim.id), db.session.get_one(Person, story.suspect.id)
    victim.surname, suspect.surname = VICTIM.word, SUSPECT.word
    witness = db.session.scalars(
        select(Person).where(Person.incident_id == story.incident.id, Person.surname == "Bystander")
    ).one()
    witness.surname = WITNESS.word
    cards = {card.person_id: card for card in db.session.scalars(select(PersonContact))}
    mine, theirs = cards[victim.id], cards[suspect.id]
    mine.phones, mine.address, mine.note = [PHONE.word], ADDRESS.word, SAFE_NOTE.word
    theirs.phones = [SUSPECT_PHONE.word]
    for back in db.session.scalars(select(StatementBackPage)):
        back.unavailable = BACK_PAGE.word
    told = PersonCharacteristics(person=victim)
    told.told = {"religion": CHARACTERISTICS.word}
    db.session.add(told)


def _put(row: Any, words: dict[str, Any]) -> None:
    for name, value in words.items():
        setattr(row, name, value)

"""An address for every route that can be asked for, of one case: each thing it names is a thing of that case."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.database.session import db
from app.documents.registry import DOCUMENTS
from app.domain.vocabulary import ClockEvent, ItemStanding
from app.models.alert import Alert, AlertKind
from app.models.allegation import Act, Allegation, Crime, Element
from app.models.document import IssuedDocument
from app.models.event import EventCondition, EventFootage, EventIncident
from app.models.incident import ConflictOfInterest, Incident
from app.models.lifting import LiftProposal
from app.models.linking import CaseLink, DuplicateAnswer, SeriesCase
from app.models.material import CaseDocument, EvidenceItem, HostilityItem, LineOfInquiry, Statement
from app.models.online import OnlinePost, PreservationRequest
from app.models.outcome import Hearing, Sentence, VrrRequest
from app.models.people import IdentityLink, Person
from app.models.recording import TransferOffer
from app.models.referral import ActionItem, ActionPlan, Referral
from app.models.report_text import ChronologyEntry, PoliceReport, SettledMatch
from app.models.saved_filter import SavedFilter
from app.models.suspect import Suspect
from app.models.teamwork import CaseTask
from app.models.user import RoleProposal, User
from app.models.vault import EvidenceFile
from app.models.victim import DatedEvent, SupportReferral, Victim

PAPER = "case-summary"
# What no page needs: files with a name, the room of the tests.
NO_PAGE = {"static"}


def pages(app: Flask) -> dict[str, Rule]:
    """Every route of the product that answers to GET, by endpoint."""
    return {
        rule.endpoint: rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGE and not rule.endpoint.startswith("note")
    }


class Addresses:
    """The first thing of each kind of this case, under the names that routes give it."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident

    def of(self, rule: Rule) -> str | None:
        """The address of a page of this case; None where the case holds nothing to put into it."""
        return self._filled(rule, {name: self._value(rule.endpoint, name) for name in rule.arguments})

    def every(self, rule: Rule) -> list[str]:
        """As `of`, once for each person, referral and paper the address could name."""
        given = {name: self._value(rule.endpoint, name) for name in rule.arguments}
        several = [{}]
        if "person" in given:
            several = [{"person": file_id} for file_id in self._all(Person.file_id, Person)]
        elif "number" in given and rule.endpoint.split(".")[0] in ("referral", "review"):
            several = [{"number": number} for number in self._all(Referral.referral_no, Referral)]
        elif "key" in given:
            several = [{"key": key} for key in DOCUMENTS]
        found = [self._filled(rule, given | one) for one in several]
        return [path for path in found if path is not None]

    def _all(self, what: Any, model: Any) -> list[Any]:
        return list(db.session.scalars(select(what).where(model.incident_id == self.incident.id).order_by(model.id)))

    @staticmethod
    def _filled(rule: Rule, values: Mapping[str, Any]) -> str | None:
        if any(value is None for value in values.values()):
            return None
        path = rule.rule
        for name, value in values.items():
            for form in (f"<{name}>", f"<int:{name}>"):
                path = path.replace(form, str(value))
        return path

    def _value(self, endpoint: str, name: str) -> Any:
        if endpoint.startswith("people.") and name == "person":
            return self._suspect() if endpoint.split(".")[1] in ABOUT_SUSPECTS else self._victim()
        if endpoint.startswith("court.") and name == "person":
            return self._suspect()
        if endpoint == "transfer.withdraw" and name == "offer_id":
            return self.first(TransferOffer.id, TransferOffer)
        if name == "item" and endpoint == "material.accept_item":
            return self.first(EvidenceItem.file_id, EvidenceItem, EvidenceItem.standing == ItemStanding.WAITS)
        if name == "item" and endpoint in ABOUT_POSTS:
            return self.joined(EvidenceItem.file_id, OnlinePost.item, start=OnlinePost, model=EvidenceItem)
        if name == "number":
            return (NUMBERS.get(endpoint) or NUMBERS[endpoint.split(".")[0]])(self)
        return NAMES[name](self)

    def first(self, what: Any, model: Any, *which: Any) -> Any:
        """A column of the first row of this case."""
        found = select(what).where(model.incident_id == self.incident.id, *which)
        return db.session.scalars(found.order_by(model.id).limit(1)).first()

    def of_kind(self, kind: ClockEvent) -> str | None:
        """The first event of this kind."""
        found = select(DatedEvent.file_id).where(DatedEvent.incident_id == self.incident.id, DatedEvent.kind == kind)
        return db.session.scalars(found.order_by(DatedEvent.id)).first()

    def _suspect(self) -> str | None:
        return self._person(Suspect)

    def _victim(self) -> str | None:
        return self._person(Victim)

    def _person(self, model: Any) -> str | None:
        return db.session.scalars(
            select(Person.file_id)
            .join(model, model.person_id == Person.id)
            .where(Person.incident_id == self.incident.id)
            .order_by(Person.id)
        ).first()

    def of_event(self, model: Any) -> Any:
        """The first row of this kind of the first event the case is part of."""
        event_id = self.first(EventIncident.event_id, EventIncident)
        return db.session.scalars(select(model.id).where(model.event_id == event_id).order_by(model.id)).first()

    def joined(self, what: Any, *ways: Any, model: Any, start: Any = None) -> Any:
        found = select(what) if start is None else select(what).select_from(start)
        for way in ways:
            found = found.join(way)
        return db.session.scalars(found.where(model.incident_id == self.incident.id).order_by(what).limit(1)).first()

    def side(self, model: Any) -> Any:
        """Is this case one of the two of the pair?"""
        return (model.incident_id == self.incident.id) | (model.other_id == self.incident.id)

    def linked_with(self) -> str | None:
        """The reference of a case that this one was compared with, or is linked with."""
        for model in (DuplicateAnswer, CaseLink):
            row = db.session.scalars(select(model).where(self.side(model)).order_by(model.id)).first()
            if row is not None:
                return str((row.other if row.incident_id == self.incident.id else row.incident).reference)
        return None

    def in_the_other(self) -> str | None:
        """Somebody of that case."""
        found = select(Person.file_id).join(Incident).where(Incident.reference == self.linked_with())
        return db.session.scalars(found.order_by(Person.id)).first()


ABOUT_SUSPECTS = {
    "arrest", "background", "bail", "bail_for_decision", "breach", "court_bail", "custody_review", "extend_bail",
    "extend_detention", "interview", "release", "release_rui", "street_bail", "suspect", "warrant",
}  # fmt: skip

# Pages about an item that is an online post; its withdrawal is proposed too.
ABOUT_POSTS = {
    "material.post", "material.change_post", "material.check_post", "material.attribute", "material.ask_preservation",
    "material.renew_preservation", "material.answer_preservation", "material.end_preservation",
    "material.decide_withdrawal",
}  # fmt: skip

NAMES: Mapping[str, Callable[[Addresses], Any]] = {
    "upload": lambda a: "nothing-arrives",
    "reference": lambda a: a.incident.reference,
    "list_id": lambda a: db.session.scalars(select(SavedFilter.id).order_by(SavedFilter.id)).first() or 1,
    "person": lambda a: a._victim(),
    "allegation": lambda a: a.first(Allegation.file_id, Allegation),
    "hearing": lambda a: a.first(Hearing.file_id, Hearing),
    "grant": lambda a: a.of_kind(ClockEvent.COURT_BAIL_GRANTED),
    "item": lambda a: a.first(EvidenceItem.file_id, EvidenceItem),
    "file": lambda a: a.first(EvidenceFile.file_id, EvidenceFile),
    "statement": lambda a: a.first(Statement.file_id, Statement),
    "document": lambda a: a.first(CaseDocument.file_id, CaseDocument),
    "source": lambda a: a.first(EvidenceItem.file_id, EvidenceItem),
    "base": lambda a: "cja_s39",
    "action": lambda a: a.joined(ActionItem.action_no, ActionItem.plan, ActionPlan.referral, model=Referral),
    "rule": lambda a: "A1",
    "key": lambda a: PAPER,
    "role": lambda a: "officer",
    "user_id": lambda a: db.session.scalar(select(User.id).where(User.name == "Arden Samplewick")),
    "unit_id": lambda a: a.incident.unit_id,
    "session_id": lambda a: 1,
    "draft_id": lambda a: 1,
    "absence_id": lambda a: 1,
    "other": lambda a: a.linked_with(),
    "their": lambda a: a.in_the_other(),
    "duty_id": lambda a: 1,
    "event_id": lambda a: a.first(EventIncident.event_id, EventIncident),
    "alert_id": lambda a: db.session.scalar(select(Alert.id).where(Alert.kind == AlertKind.SIGN_IN_SURGE)),
    "offer_id": lambda a: db.session.scalar(
        select(TransferOffer.id).where(TransferOffer.answered_at.is_(None)).order_by(TransferOffer.id.desc())
    ),
}


def _referral_no(addresses: Addresses) -> Any:
    return addresses.first(Referral.referral_no, Referral)


def _crime(addresses: Addresses) -> Any:
    return addresses.first(Crime.id, Crime)


def _point(addresses: Addresses) -> Any:
    return addresses.joined(Element.id, Allegation, model=Allegation)


NUMBERS: Mapping[str, Callable[[Addresses], Any]] = {
    "material": lambda a: 1,  # a file that arrives in pieces; none does
    "referral": _referral_no,
    "review": _referral_no,
    "report": _crime,
    "court": _crime,
    "referral.answer": lambda a: a.joined(Referral.referral_no, Referral.action_plan, model=Referral),
    "court.decide_review": lambda a: a.first(VrrRequest.id, VrrRequest),
    "court.uplift": lambda a: a.joined(Sentence.id, Sentence.allegation, model=Allegation),
    "papers": lambda a: a.first(IssuedDocument.id, IssuedDocument),
    "offences.link": _point,
    "offences.support": _point,
    "offences.unlink": _point,
    "offences.restore_link": _point,
    "offences.change_act": lambda a: a.joined(Act.id, Allegation, model=Allegation),
    "material.renew_preservation": lambda a: a.first(PreservationRequest.id, PreservationRequest),
    "material.answer_preservation": lambda a: a.first(PreservationRequest.id, PreservationRequest),
    "material.end_preservation": lambda a: a.first(PreservationRequest.id, PreservationRequest),
    "material.link_entry": lambda a: a.joined(ChronologyEntry.id, PoliceReport, model=PoliceReport),
    "material.match": lambda a: a.joined(SettledMatch.id, PoliceReport, model=PoliceReport),
    "material.change_hostility": lambda a: a.first(HostilityItem.id, HostilityItem),
    "material.change_line": lambda a: a.first(LineOfInquiry.id, LineOfInquiry),
    "access_rules": lambda a: a.first(ConflictOfInterest.id, ConflictOfInterest),
    "access_rules.close_tries": lambda a: a.first(Alert.id, Alert),
    "access_rules.decide": lambda a: a.first(LiftProposal.id, LiftProposal),
    "events.change_condition": lambda a: a.of_event(EventCondition),
    "events.change_footage": lambda a: a.of_event(EventFootage),
    "log": lambda a: a.first(CaseTask.id, CaseTask),
    "linked": lambda a: a.first(SeriesCase.series_id, SeriesCase),
    "linked.end": lambda a: db.session.scalars(select(CaseLink.id).where(a.side(CaseLink)).limit(1)).first(),
    "linked.undo_person": lambda a: db.session.scalars(
        select(IdentityLink.id)
        .join(Person, Person.id == IdentityLink.person_id)
        .where(Person.incident_id == a.incident.id)
    ).first(),
    "care": lambda a: a.joined(SupportReferral.id, SupportReferral.victim, model=Victim),
    "administration": lambda a: db.session.scalar(select(RoleProposal.id).order_by(RoleProposal.id)),
}

"""A case offered to another force: what travels, once, and what each side may know before and after."""

from typing import Any

import pytest
from sqlalchemy import select

from app.database.session import db
from app.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken, WrongStage
from app.domain.stages import Status
from app.domain.vocabulary import ClockEvent, PartyRole
from app.models.audit import AuditEvent
from app.models.incident import ConflictOfInterest, Incident, OtherReference
from app.models.material import EvidenceItem, Statement
from app.models.people import Person, PersonCharacteristics, PersonContact
from app.models.recording import TransferOffer
from app.models.suspect import Suspect
from app.models.victim import Contact, DatedEvent, SupportReferral, Victim
from app.queries import transfers as questions
from app.queries.incidents import visible_to
from app.services import transfer
from app.services.demo import later_acts as acts
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stories import NOW, begin, give_safe_contact, support, tell

RECEIVER, THEIR_OFFICER, SENDER = "Greer Madeupson", "Ellis Pretendham", "Cleo Testerby"


def _full(story: Story) -> None:
    """An investigated case with evidence, a statement, a suspect, safe contact and victim support."""
    acts.ready(story)
    give_safe_contact(story)
    support(story)


@pytest.fixture
def story(database: str) -> Story:
    return tell(_full, begin())


def offer(story: Story, unit: str = "Z2-T1", name: str = SENDER) -> TransferOffer:
    return transfer.offer_transfer(
        story.incident, story.cast.unit(unit), "He lives in your area.", actor=story.who(name), at=NOW
    )


def accept(story: Story, made: TransferOffer, name: str = RECEIVER, **more: Any) -> Incident:
    return transfer.accept_transfer(made, actor=story.who(name), at=NOW, **more)


def seen_by(story: Story, name: str) -> set[str]:
    return {row.reference for row in db.session.scalars(visible_to(story.who(name)))}


@pytest.mark.both
def test_t37_the_receiving_force_opens_its_own_case(story: Story) -> None:
    received = accept(story, offer(story))
    old = story.incident
    assert (old.status, received.status) == (Status.TRANSFERRED_FORCE, Status.REPORTED)
    assert received.unit.code == "Z2-T1" and received.oic_id is None
    same = ("title", "narrative", "reported_at", "occurred_from", "location_description", "district", "channel")
    assert {name: getattr(received, name) for name in same} == {name: getattr(old, name) for name in same}
    assert [(row.strand, row.sub_strand) for row in received.strands] == [
        (row.strand, row.sub_strand) for row in old.strands
    ]
    assert [(row.by, row.basis) for row in received.perceptions] == [(row.by, row.basis) for row in old.perceptions]
    assert references(received) == {old.reference, old.force_ref} and references(old) == {received.reference}
    kinds = db.session.scalars(select(DatedEvent.kind).where(DatedEvent.incident_id == received.id)).all()
    assert list(kinds) == [ClockEvent.REPORT_RECEIVED]


def references(incident: Incident) -> set[str]:
    found = select(OtherReference.reference).where(OtherReference.incident_id == incident.id)
    return set(db.session.scalars(found))


def test_who_is_in_it_travels_with_the_way_to_reach_them_safely(story: Story) -> None:
    received = accept(story, offer(story))
    people = db.session.scalars(select(Person).where(Person.incident_id == received.id).order_by(Person.id)).all()
    by_role = {row.party_role: person for person in people for row in person.roles}
    assert {PartyRole.VICTIM, PartyRole.WITNESS, PartyRole.SUSPECT} <= set(by_role)
    card = db.session.scalars(
        select(PersonContact).where(PersonContact.person_id == by_role[PartyRole.VICTIM].id)
    ).one()
    assert (card.phones, card.unsafe_channels, card.voicemail_allowed) == (["07700 900123"], ["letter"], False)
    cards = select(PersonContact.id).where(PersonContact.person_id == by_role[PartyRole.SUSPECT].id)
    assert db.session.scalar(cards) is None, "how to reach a suspect stays with the force that learnt it"


def test_what_was_learnt_or_told_for_another_purpose_stays(story: Story) -> None:
    received = accept(story, offer(story))
    for model in (EvidenceItem, Statement):
        assert db.session.scalars(select(model).where(model.incident_id == story.incident.id)).first() is not None
        assert db.session.scalars(select(model).where(model.incident_id == received.id)).first() is None
    theirs = select(Victim.id).where(Victim.incident_id == received.id)
    for care in (SupportReferral, Contact):
        assert db.session.scalars(select(care).where(care.victim_id.in_(theirs))).first() is None
    victim = db.session.scalars(select(Victim).where(Victim.incident_id == received.id)).one()
    assert (victim.needs, victim.vps_summary, victim.victim_support) == (None, None, None)
    suspect = db.session.scalars(select(Suspect).where(Suspect.incident_id == received.id)).one()
    assert (suspect.antecedents_summary, suspect.defence_account, suspect.arrested_at) == (None, None, None)
    people = select(Person.id).where(Person.incident_id == received.id)
    told = select(PersonCharacteristics).where(PersonCharacteristics.person_id.in_(people))
    assert db.session.scalars(told).first() is None


@pytest.mark.both
def test_acc_2_what_each_side_may_open_before_and_after(story: Story) -> None:
    ours, made = story.incident.reference, offer(story)
    assert {name: ours in seen_by(story, name) for name in (SENDER, story.crew.officer, RECEIVER, THEIR_OFFICER)} == {
        SENDER: True, story.crew.officer: True, RECEIVER: False, THEIR_OFFICER: False,
    }  # fmt: skip
    assert [row.id for row in questions.waiting_for(story.who(RECEIVER))] == [made.id]
    assert questions.waiting_for(story.who(SENDER)) == []
    theirs = accept(story, made).reference
    assert {ours, theirs} & seen_by(story, RECEIVER) == {theirs}
    assert {ours, theirs} & seen_by(story, SENDER) == {ours}
    assert not {ours, theirs} & (seen_by(story, story.crew.officer) | seen_by(story, THEIR_OFFICER))
    assert questions.waiting_for(story.who(RECEIVER)) == []


def test_declined_with_a_reason_it_stays_and_can_be_offered_again(story: Story) -> None:
    made = offer(story)
    with pytest.raises(RuleBroken, match="Say why"):
        transfer.decline_transfer(made, " ", actor=story.who(RECEIVER), at=NOW)
    transfer.decline_transfer(made, "It happened on your side.", actor=story.who(RECEIVER), at=NOW)
    assert story.incident.status is Status.UNDER_INVESTIGATION
    assert [(row.accepted, row.answer) for row in questions.offers_of(story.incident)] == [
        (False, "It happened on your side.")
    ]
    assert db.session.scalars(select(Incident).where(Incident.unit_id == made.unit_id)).first() is None
    with pytest.raises(WrongStage):
        accept(story, made)
    accept(story, offer(story, "Z3-T1"), "Kit Examplar")


def test_con_5_an_offer_becomes_one_case(story: Story) -> None:
    made = offer(story)
    accept(story, made)
    with pytest.raises(WrongStage):
        accept(story, made)
    with pytest.raises(WrongStage):
        transfer.receive_transfer(made, actor=story.who(RECEIVER), at=NOW)
    assert len(db.session.scalars(select(Incident).where(Incident.unit_id == made.unit_id)).all()) == 1


def test_con_1_an_offer_answered_meanwhile_is_not_answered_again(story: Story) -> None:
    made = offer(story)
    with pytest.raises(Conflict):
        accept(story, made, seen=made.version + 1)


@pytest.mark.parametrize("name", [THEIR_OFFICER, SENDER, "Kit Examplar", "Umber Pleadwell", "Sorrel Witwell"])
def test_acc_2_only_a_supervisor_of_the_receiving_unit_answers(story: Story, name: str) -> None:
    made = offer(story)
    for answer in (
        lambda: accept(story, made, name),
        lambda: transfer.decline_transfer(made, "x", actor=story.who(name), at=NOW),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            answer()
    assert made.answered_at is None


@pytest.mark.parametrize("name", ["Arden Samplewick", RECEIVER, "Umber Pleadwell"])
def test_acc_2_only_a_supervisor_of_the_case_offers(story: Story, name: str) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        offer(story, name=name)


@pytest.mark.parametrize(("unit", "sentence"), [
    ("Z1-T2", "another force"), ("HVC-B1", "another force"), ("CPS-N-U1", "another force"),
])  # fmt: skip
def test_it_is_offered_to_another_force_only(story: Story, unit: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        offer(story, unit)


def test_one_offer_at_a_time(story: Story) -> None:
    offer(story)
    with pytest.raises(RuleBroken, match="offered already"):
        offer(story, "Z3-T1")


def test_acc_7_a_restricted_case_is_not_offered_and_its_offer_is_gone(story: Story) -> None:
    made = offer(story)
    story.incident.is_restricted = True
    db.session.commit()
    assert questions.waiting_for(story.who(RECEIVER)) == []
    with pytest.raises(NotFound):
        accept(story, made)


def test_acc_6_who_is_in_conflict_sees_neither_the_offer_nor_the_new_case(story: Story) -> None:
    made = offer(story)
    db.session.add(
        ConflictOfInterest(
            incident_id=story.incident.id, user_id=story.cast.user(RECEIVER).id, reason="A cousin", declared_at=NOW,
            declared_by_id=story.cast.user(SENDER).id,
        )
    )  # fmt: skip
    db.session.commit()
    assert questions.waiting_for(story.who(RECEIVER)) == []
    with pytest.raises(NotFound):
        accept(story, made)
    received = accept(story, made, "Hollis Figment")
    assert received.reference in seen_by(story, "Hollis Figment")
    assert received.reference not in seen_by(story, RECEIVER)


def test_aud_1_both_forces_stand_in_the_audit(story: Story) -> None:
    received = accept(story, offer(story))
    rows = db.session.execute(
        select(AuditEvent.action, AuditEvent.kind, AuditEvent.object_id, AuditEvent.recipient)
        .where(AuditEvent.action.in_(["transferred", "transfer_received"]))
        .order_by(AuditEvent.seq)
    ).all()
    found = {row.action: (row.kind, row.object_id, row.recipient) for row in rows}
    assert found["transferred"] == ("disclosure", story.incident.reference, "Easthaven Police")
    assert found["transfer_received"] == ("collection", received.reference, None)


def test_t37_a_case_the_cps_has_is_not_offered(database: str) -> None:
    story = tell(PATHS[Status.SUBMITTED_TO_CPS], begin())
    with pytest.raises(WrongStage):
        offer(story)

"""People of an imported case with their contact, and the rows of victims and suspects."""

from app.database.session import db
from app.domain.case_file.people import PersonFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.case_file.victims import SupportReferral as SupportFacts
from app.domain.case_file.victims import VictimFacts
from app.models.people import Person, PersonRole
from app.models.suspect import BailExtension, PaceExtension, Suspect
from app.models.victim import SupportReferral, Victim
from app.queries.records import branch_named
from app.services.case_import.rows import Rows
from app.services.people import ContactCard, put, store_contact


def people(rows: Rows) -> None:
    """Persons are new rows of this case, whoever they are elsewhere."""
    for facts in rows.case.people:
        rows.people[facts.person_id] = _person(rows, facts)
    db.session.flush()
    for card in rows.case.person_contacts:
        store_contact(
            rows.people[card.person_id],
            ContactCard(
                address=card.address,
                postcode=card.postcode,
                phones=card.phones,
                emails=card.emails,
                safe_channels=tuple(channel.value for channel in card.safe_channels),
                unsafe_channels=card.unsafe_channels,
                voicemail_allowed=card.voicemail_allowed,
                note=card.note,
            ),
        )


def _person(rows: Rows, facts: PersonFacts) -> Person:
    person = Person(incident=rows.incident, file_id=facts.person_id)
    put(person, facts, leave=("person_id", "party_roles"))
    person.roles = [PersonRole(party_role=role) for role in facts.party_roles]
    db.session.add(person)
    return person


VICTIM_WORDS = (
    "victim_support", "support_reason", "no_statement_reason", "evidence_led_assessment", "tier", "risk_level",
    "needs_assessed_at",
)  # fmt: skip


def victims(rows: Rows) -> None:
    for facts in rows.case.victims:
        victim = _victim(rows, facts)
        rows.victims[facts.person_id] = victim
        db.session.flush()
        if facts.injuries:
            rows.link("injured", victim.id, facts.injuries.source_ids)
        if facts.support_referral:
            _support(victim, facts.support_referral)


def _victim(rows: Rows, facts: VictimFacts) -> Victim:
    victim = Victim(incident_id=rows.incident.id, person=rows.people[facts.person_id])
    for name in VICTIM_WORDS:
        setattr(victim, name, getattr(facts, name))
    victim.withdrawal_statement_id = rows.statement(facts.withdrawal_statement_id)
    victim.tier_basis = tuple(basis.value for basis in facts.tier_basis)
    victim.special_measures = tuple(measure.value for measure in facts.special_measures)
    victim.needs = list(facts.needs) or None
    victim.injuries_description = facts.injuries.description if facts.injuries else None
    said = facts.vps
    victim.vps_offered_at, victim.vps_response = said.offered_at, said.response
    victim.vps_statement_id = rows.statement(said.statement_id)
    victim.vps_read_aloud, victim.vps_summary = said.read_aloud, said.summary
    if facts.updates:
        victim.has_update_choice = True
        victim.updates_every_days, victim.updates_channel = facts.updates.every_days, facts.updates.channel
        victim.updates_opted_out_at = facts.updates.opted_out_at
        victim.updates_recorded_by_id = rows.user(facts.updates.recorded_by)
    db.session.add(victim)
    return victim


def _support(victim: Victim, facts: SupportFacts) -> None:
    """A service that is an organisation here may take the referral; any other is a name, and gives nobody access."""
    branch = branch_named(facts.service)
    db.session.add(
        SupportReferral(
            victim=victim,
            referred_at=facts.referred_at,
            service=facts.service,
            unit_id=branch.id if branch else None,
            consent=facts.consent,
        )
    )


def suspects(rows: Rows) -> None:
    for facts in rows.case.suspects:
        rows.suspects[facts.person_id] = _suspect(rows, facts)
    db.session.flush()


def _suspect(rows: Rows, facts: SuspectFacts) -> Suspect:
    suspect = Suspect(
        incident_id=rows.incident.id,
        person=rows.people[facts.person_id],
        custody_status=facts.custody_status,
        arrested_at=facts.arrested_at,
        relevant_time=facts.relevant_time,
        detention_authorised_at=facts.detention_authorised_at,
        defence_account=facts.defence_account,
        vulnerability=facts.vulnerability,
    )
    suspect.pace_extensions = [
        PaceExtension(kind=item.kind, ends_at=item.ends_at, by=item.by) for item in facts.pace_extensions
    ]
    _interview_and_background(rows, suspect, facts)
    if facts.bail:
        suspect.bail_granted_at, suspect.bail_conditions = facts.bail.granted_at, facts.bail.conditions
        suspect.bail_extensions = [
            BailExtension(clock=item.clock, granted_on=item.granted_on, by_rank=item.by_rank)
            for item in facts.bail.extensions
        ]
    if facts.youth:
        suspect.has_youth_facts = True
        suspect.age_verified_by = facts.youth.age_verified_by
        suspect.appropriate_adult_id = rows.person(facts.youth.appropriate_adult_id)
        suspect.youth_justice_contact = facts.youth.youth_justice_contact
    db.session.add(suspect)
    return suspect


def _interview_and_background(rows: Rows, suspect: Suspect, facts: SuspectFacts) -> None:
    for name in ("status", "reason", "held_at", "under_caution", "is_no_comment", "summary"):
        setattr(suspect, f"interview_{name}", getattr(facts.interview, name))
    suspect.interview_summary_document_id = rows.document(facts.interview.summary_document_id)
    known = facts.antecedents
    suspect.pnc_result, suspect.pnc_id, suspect.antecedents_summary = known.pnc_result, known.pnc_id, known.summary
    suspect.bad_character_intended = known.bad_character_intended
    suspect.mg16_gateways = tuple(gateway.value for gateway in known.mg16_gateways)

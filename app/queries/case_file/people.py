"""People, contacts, victims and suspects of a case, as facts."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database.session import db
from app.domain.case_file import people as facts
from app.domain.case_file import suspects, victims
from app.domain.vocabulary import BadCharacterGateway, ContactChannel, SpecialMeasure, TierBasis
from app.models.people import Person, PersonContact
from app.models.suspect import Suspect
from app.models.victim import Victim
from app.queries.case_file.ids import Ids, in_order, number_of


def load_people(incident_id: int, ids: Ids) -> list[Person]:
    found = select(Person).where(Person.incident_id == incident_id).options(joinedload(Person.roles))
    rows = in_order(db.session.scalars(found).unique())
    ids.people.update({row.id: row.file_id for row in rows})
    return rows


def person_facts(row: Person) -> facts.PersonFacts:
    return facts.PersonFacts(
        person_id=row.file_id,
        party_roles=tuple(role.party_role for role in row.roles),
        given_names=row.given_names,
        surname=row.surname,
        organisation=row.organisation,
        date_of_birth=row.date_of_birth,
        sex=row.sex,
        occupation=row.occupation,
        language=row.language,
        interpreter_needed=row.interpreter_needed,
        is_key_witness=row.is_key_witness,
        is_vulnerable_or_intimidated=row.is_vulnerable_or_intimidated,
        statement_outstanding_due_on=row.statement_outstanding_due_on,
        same_person_note=row.same_person_note,
    )


def contact_facts(incident_id: int) -> tuple[facts.PersonContact, ...]:
    rows = db.session.scalars(
        select(PersonContact)
        .join(PersonContact.person)
        .where(Person.incident_id == incident_id)
        .options(contains_eager(PersonContact.person).joinedload(Person.incident))
        .order_by(PersonContact.id)
    )
    found = [
        facts.PersonContact(
            person_id=row.person.file_id,
            address=row.address,
            postcode=row.postcode,
            phones=tuple(row.phones or ()),
            emails=tuple(row.emails or ()),
            safe_channels=tuple(ContactChannel(word) for word in row.safe_channels or ()),
            unsafe_channels=tuple(row.unsafe_channels or ()),
            voicemail_allowed=row.voicemail_allowed,
            note=row.note,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda fact: number_of(fact.person_id)))


def load_victims(incident_id: int, ids: Ids, *, restricted: bool) -> tuple[victims.VictimFacts, ...]:
    rows = db.session.scalars(
        select(Victim)
        .where(Victim.incident_id == incident_id)
        .options(joinedload(Victim.person).joinedload(Person.incident), joinedload(Victim.support_referrals))
    )
    found = [_victim(row, ids, restricted=restricted) for row in rows.unique()]
    return tuple(sorted(found, key=lambda fact: number_of(fact.person_id)))


def victim_files(incident_id: int, ids: Ids) -> dict[int, str]:
    """Row id of a victim → the person's file id."""
    rows = db.session.execute(
        select(Victim.id, Victim.person_id).where(Victim.incident_id == incident_id).order_by(Victim.id)
    )
    return {row.id: ids.people[row.person_id] for row in rows}


def _victim(row: Victim, ids: Ids, *, restricted: bool) -> victims.VictimFacts:
    support = row.support_referrals[-1] if row.support_referrals else None
    return victims.VictimFacts(
        person_id=ids.people[row.person_id],
        victim_support=row.victim_support,
        support_reason=row.support_reason,
        no_statement_reason=row.no_statement_reason,
        withdrawal_statement_id=_statement(row.withdrawal_statement_id, ids),
        evidence_led_assessment=row.evidence_led_assessment,
        tier=row.tier,
        tier_basis=tuple(TierBasis(word) for word in row.tier_basis or ()),
        updates=_updates(row, ids),
        vps=victims.PersonalStatement(
            offered_at=row.vps_offered_at,
            response=row.vps_response,
            statement_id=_statement(row.vps_statement_id, ids),
            read_aloud=row.vps_read_aloud,
            summary=row.vps_summary,
        ),
        risk_level=row.risk_level,
        injuries=victims.Injuries(description=row.injuries_description, source_ids=ids.sources_of("injured", row.id))
        if row.injuries_description
        else None,
        needs_assessed_at=row.needs_assessed_at,
        needs=tuple(row.needs or ()) if restricted else (),
        special_measures=tuple(SpecialMeasure(word) for word in row.special_measures or ()),
        support_referral=victims.SupportReferral(
            referred_at=support.referred_at, service=support.service, consent=support.consent
        )
        if support
        else None,
    )


def _statement(row_id: int | None, ids: Ids) -> str | None:
    return None if row_id is None else ids.statements[row_id]


def _updates(row: Victim, ids: Ids) -> victims.UpdateChoice | None:
    if not row.has_update_choice:
        return None
    return victims.UpdateChoice(
        every_days=row.updates_every_days,
        channel=row.updates_channel,
        opted_out_at=row.updates_opted_out_at,
        recorded_by=ids.user(row.updates_recorded_by_id),
    )


def load_suspects(incident_id: int, ids: Ids) -> list[Suspect]:
    rows = db.session.scalars(
        select(Suspect)
        .where(Suspect.incident_id == incident_id)
        .options(
            joinedload(Suspect.pace_extensions),
            joinedload(Suspect.bail_extensions),
            selectinload(Suspect.custody_reviews),  # of these there may be many
        )
    )
    return sorted(rows.unique(), key=lambda row: number_of(ids.people[row.person_id]))


def suspect_facts(row: Suspect, ids: Ids) -> suspects.SuspectFacts:
    return suspects.SuspectFacts(
        person_id=ids.people[row.person_id],
        custody_status=row.custody_status,
        arrested_at=row.arrested_at,
        relevant_time=row.relevant_time,
        detention_authorised_at=row.detention_authorised_at,
        pace_extensions=tuple(
            suspects.PaceExtension(kind=item.kind, ends_at=item.ends_at, by=item.by) for item in row.pace_extensions
        ),
        bail=_bail(row),
        interview=suspects.Interview(
            status=row.interview_status,
            reason=row.interview_reason,
            held_at=row.interview_held_at,
            under_caution=row.interview_under_caution,
            is_no_comment=row.interview_is_no_comment,
            summary_document_id=None
            if row.interview_summary_document_id is None
            else ids.documents[row.interview_summary_document_id],
            summary=row.interview_summary,
        ),
        defence_account=row.defence_account,
        antecedents=suspects.Antecedents(
            pnc_result=row.pnc_result,
            pnc_id=row.pnc_id,
            summary=row.antecedents_summary,
            bad_character_intended=row.bad_character_intended,
            mg16_gateways=tuple(BadCharacterGateway(word) for word in row.mg16_gateways),
        ),
        youth=suspects.YouthFacts(
            age_verified_by=row.age_verified_by,
            appropriate_adult_id=ids.person(row.appropriate_adult_id),
            youth_justice_contact=row.youth_justice_contact,
        )
        if row.has_youth_facts
        else None,
        vulnerability=row.vulnerability,
    )


def _bail(row: Suspect) -> suspects.BailFacts | None:
    if row.bail_granted_at is None:
        return None
    return suspects.BailFacts(
        granted_at=row.bail_granted_at,
        conditions=row.bail_conditions,
        extensions=tuple(
            suspects.BailExtension(clock=item.clock, granted_on=item.granted_on, by_rank=item.by_rank)
            for item in row.bail_extensions
        ),
    )

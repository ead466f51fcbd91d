"""What a case file must keep beyond the contract before it is stored. A gap is fine, a contradiction is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from app.domain.calendar import london_day
from app.domain.case_file import BadCaseFile, CaseFile, from_json, problems_of
from app.domain.case_file.allegations import AllegationFacts
from app.domain.case_file.contract import Problem
from app.domain.case_file.links import broken_links
from app.domain.case_file.referrals import ReferralFacts
from app.domain.case_file.suspects import SuspectFacts
from app.domain.errors import RuleBroken
from app.domain.offences import catalogue
from app.domain.status_fit import status_problems
from app.domain.vocabulary import ContactOutcome, CrimeDecision, CustodyStatus, TriageResult
from app.services.allegations import AllegationDetails, check_details

Problems = Iterator[Problem]
# Outside these years neither a database nor a clock can count safely.
FIRST_YEAR, LAST_YEAR = 1800, 2199
LARGEST = 2**31 - 1


def checked(document: object, at: datetime) -> CaseFile:
    """The case file a document holds. Raises BadCaseFile naming each field that does not fit, and why."""
    if isinstance(document, Mapping):
        _refuse(tuple(unstorable(document)))
        _refuse(problems_of(document))
        _refuse(broken_links(document))
        case = from_json(document)
        _refuse(tuple(_odd_years(case, "")))
        _refuse((*_contradictions(case, at), *status_problems(case)))
        return case
    raise BadCaseFile((("/", "must be object"),))


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise BadCaseFile(problems)


def unstorable(value: Any, path: str = "") -> Problems:
    """Signs and numbers that JSON allows and a database does not."""
    if isinstance(value, str | int | float):
        if not _storable(value):
            yield path, "holds a sign or a number that cannot be kept"
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from unstorable(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from unstorable(inner, f"{path}/{at}")


def _storable(value: str | float) -> bool:
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return -LARGEST <= value <= LARGEST


def _odd_years(value: Any, path: str) -> Problems:
    if isinstance(value, date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            yield path, f"the year {value.year} is not plausible"
    elif is_dataclass(value):
        for member in fields(value):
            name = member.metadata.get("name", member.name)
            yield from _odd_years(getattr(value, member.name), f"{path}/{name}")
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _odd_years(inner, f"{path}/{at}")


def _contradictions(case: CaseFile, at: datetime) -> tuple[Problem, ...]:
    latest = max(at, case.source.exported_at)
    return tuple(
        chain(
            _report(case, latest),
            _crimes(case),
            *(_allegation(case, number, one, latest) for number, one in enumerate(case.allegations)),
            *(_suspect(number, one) for number, one in enumerate(case.suspects)),
            *(_referral(number, one) for number, one in enumerate(case.referrals)),
            _rows_pointed_to(case),
            _texts(case),
            _sets(case),
        )
    )


def _report(case: CaseFile, latest: datetime) -> Problems:
    report = case.incident
    if report.reported_at > latest:
        yield "/incident/reported_at", "the time of the report is in the future"
    if report.occurred_from and report.occurred_to and report.occurred_to < report.occurred_from:
        yield "/incident/occurred_to", "it cannot have ended before it began"
    if report.occurred_from and london_day(report.occurred_from) > london_day(report.reported_at):
        yield "/incident/occurred_from", "it cannot have happened after the day of the report"
    flagged = case.hate_strands or any(crime.hate_strands for crime in case.crimes)
    if case.perceived_by and not flagged and not case.crimes:
        yield "/hate_strands", "somebody perceived hostility, so at least one strand is needed"
    standing = [crime for crime in case.crimes if crime.cancelled_reason is None]
    if standing and report.crime_decision is not CrimeDecision.CRIME:
        yield "/incident/crime_decision", "must be crime, because the file holds a recorded crime"


def _crimes(case: CaseFile) -> Problems:
    for number, crime in enumerate(case.crimes):
        path = f"/crimes/{number}"
        if crime.offence_type_key not in catalogue():
            yield f"{path}/offence_type_key", f"{crime.offence_type_key} is not an offence of the list"
        if (crime.ho_outcome_code is None) != (crime.outcome_date is None):
            yield f"{path}/outcome_date", "an outcome has a code and a date"
    own: dict[str, AllegationFacts] = {one.allegation_id: one for one in case.allegations}
    for number, one in enumerate(case.allegations):
        other = own.get(one.alternative_to or "")
        if other is one:
            yield f"/allegations/{number}/alternative_to", "an offence is not its own alternative"
        elif other and other.suspect_person_id != one.suspect_person_id:
            yield f"/allegations/{number}/alternative_to", "an alternative is alleged against the same suspect"


def _allegation(case: CaseFile, number: int, one: AllegationFacts, latest: datetime) -> Problems:
    path = f"/allegations/{number}"
    if one.suspect_person_id not in {suspect.person_id for suspect in case.suspects}:
        yield f"{path}/suspect_person_id", f"{one.suspect_person_id} is not among the suspects"
    try:
        check_details(
            AllegationDetails(
                offence_type_key=one.offence_type_key, offence_from=one.offence_from, offence_to=one.offence_to
            ),
            london_day(latest),
        )
    except RuleBroken as error:
        yield f"{path}/{error.field}", str(error)


def _suspect(number: int, one: SuspectFacts) -> Problems:
    path = f"/suspects/{number}"
    if one.custody_status is CustodyStatus.IN_CUSTODY and one.arrested_at is None:
        yield f"{path}/arrested_at", "a suspect in custody has a time of arrest"
    if one.custody_status is CustodyStatus.PRECHARGE_BAIL and one.bail is None:
        yield f"{path}/bail", "a suspect on bail was granted it"
    if one.relevant_time and one.arrested_at and one.relevant_time < one.arrested_at:
        yield f"{path}/relevant_time", "detention is counted from the arrest or later"


def _referral(number: int, one: ReferralFacts) -> Problems:
    path = f"/referrals/{number}"
    if one.referral_no < 1:
        yield f"{path}/referral_no", "referrals are numbered from 1"
    if one.supervisor_check and one.supervisor_check.staff_id == one.drafted_by:
        yield f"{path}/supervisor_check/staff_id", "somebody other than the drafter checks the file"
    if one.triage and one.triage.result is TriageResult.REJECTED and one.triage.due_on is None:
        yield f"{path}/triage/due_on", "a rejected referral has a date by which to answer"
    if one.submitted_at is None and (one.triage or one.reviews or one.decisions or one.action_plan):
        yield f"{path}/submitted_at", "what was not sent cannot have been answered"
    for at, decision in enumerate(one.decisions):
        if decision.confirmed_by == decision.decided_by:
            yield f"{path}/decisions/{at}/confirmed_by", "somebody other than the decider confirms"
    if one.answers_referral_no is not None and one.answers_referral_no >= one.referral_no:
        yield f"{path}/answers_referral_no", "a referral answers an earlier one"


def _rows_pointed_to(case: CaseFile) -> Problems:
    """Contacts, sentences and the like hang on rows that must be there."""
    victims = {victim.person_id for victim in case.victims}
    for at, contact in enumerate(case.contacts):
        if contact.victim_person_id not in victims:
            yield f"/contacts/{at}/victim_person_id", f"{contact.victim_person_id} is not among the victims"
        if contact.answers_event_ids and contact.outcome is not ContactOutcome.TOLD:
            yield f"/contacts/{at}/outcome", "only where the victim was told can it answer an event"
    seen = set()
    for at, card in enumerate(case.person_contacts):
        if card.person_id in seen:
            yield f"/person_contacts/{at}/person_id", f"{card.person_id} comes twice"
        seen.add(card.person_id)


def _sets(case: CaseFile) -> Problems:
    """Lists that are sets: what is named twice was meant otherwise."""
    named: list[tuple[str, Sequence[str]]] = [("/hate_strands", case.hate_strands)]
    named += [(f"/people/{at}/party_roles", one.party_roles) for at, one in enumerate(case.people)]
    named += [(f"/crimes/{at}/victim_person_ids", one.victim_person_ids) for at, one in enumerate(case.crimes)]
    named += [(f"/crimes/{at}/hate_strands", one.hate_strands or ()) for at, one in enumerate(case.crimes)]
    named += [(f"/hearings/{at}/allegation_ids", one.allegation_ids) for at, one in enumerate(case.hearings)]
    named += [(f"/vrr_requests/{at}/allegation_ids", one.allegation_ids) for at, one in enumerate(case.vrr_requests)]
    named += [(f"/contacts/{at}/answers_event_ids", one.answers_event_ids) for at, one in enumerate(case.contacts)]
    for path, words in named:
        if len(set(words)) != len(words):
            yield path, "names the same twice"


def _texts(case: CaseFile) -> Problems:
    for at, statement in enumerate(case.statements):
        if statement.made_on > london_day(case.source.exported_at):
            yield f"/statements/{at}/made_on", "the date lies after the record was sent"
    matches = case.police_report.settled_matches if case.police_report else ()
    for at, match in enumerate(matches):
        if (match.confirmed_by is None) != (match.confirmed_at is None):
            yield f"/police_report/settled_matches/{at}/confirmed_at", "a confirmation has a person and a time"

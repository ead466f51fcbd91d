"""What a case file says about setting an outcome on a recorded crime; the rules themselves stand in `charging`."""

from collections.abc import Collection
from datetime import date

from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.charging import OutcomeFacts
from app.domain.deadlines.time_limits import allegation_time_limit
from app.domain.facts import decisions_on, person_of, strands_of_crime
from app.domain.vocabulary import VictimSupport

# What a supervisor confirms with a tick when an outcome asks for it.
CONFIRMATIONS = ("victim_consulted", "victim_told", "court_record", "supervisor_agreed")


def outcome_facts(
    case: CaseFile,
    crime_number: str,
    *,
    on: date,
    rationale: str | None,
    agency: str | None = None,
    confirmed: Collection[str] = (),
) -> OutcomeFacts:
    """What must be known before an outcome may be set on this crime. Its number must be in the case."""
    crime = next(one for one in case.crimes if one.crime_number == crime_number)
    allegations = [one for one in case.allegations if one.crime_number == crime_number]
    return OutcomeFacts(
        outcome_on=on,
        named_suspect=bool(allegations or case.suspects),
        hate_flagged=bool(strands_of_crime(case, crime)),
        charged_on=min((london_day(one.charged.issued_at) for one in allegations if one.charged), default=None),
        cps_decided=any(True for one in allegations for _ in decisions_on(case, one.allegation_id)),
        time_limit_ended_on=_limit_ended(case, allegations),
        suspect_born_on=_youngest(case, allegations),
        offence_on=min((one.offence_from for one in allegations if one.offence_from), default=None),
        victim_position_recorded=_position_recorded(case, crime.victim_person_ids),
        rationale=rationale,
        agency=agency,
        victim_consulted="victim_consulted" in confirmed,
        victim_told="victim_told" in confirmed,
        court_record="court_record" in confirmed,
        supervisor_agreed="supervisor_agreed" in confirmed,
    )


def _limit_ended(case: CaseFile, allegations: Collection[AllegationFacts]) -> date | None:
    """The last day of the latest limit; None while any allegation has none."""
    ends = [allegation_time_limit(case, one).due for one in allegations]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _youngest(case: CaseFile, allegations: Collection[AllegationFacts]) -> date | None:
    people = (person_of(case, one.suspect_person_id) for one in allegations)
    born = [person.date_of_birth for person in people if person is not None and person.date_of_birth is not None]
    return max(born, default=None)


def _position_recorded(case: CaseFile, victims: Collection[str]) -> bool:
    """A statement of the victim, or an answer about support with its reason."""
    said = any(one.person_id in victims for one in case.statements)
    answered = any(
        one.person_id in victims and one.victim_support not in (None, VictimSupport.UNKNOWN) and one.support_reason
        for one in case.victims
    )
    return said or answered

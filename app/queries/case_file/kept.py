"""What is kept for clocks and stands in no case file, as facts."""

from collections.abc import Sequence
from datetime import date

from app.domain.case_file import kept as facts
from app.models.suspect import Suspect
from app.models.victim import DatedEvent
from app.queries.case_file.ids import Ids


def kept_facts(
    suspects: Sequence[Suspect], events: Sequence[DatedEvent], ids: Ids, *, days: tuple[date, ...] = ()
) -> facts.KeptFacts:
    """What is kept of these suspects, the notices of appeal against grants of bail, and days of the case's own."""
    notices = tuple(
        facts.AppealNotice(event_id=row.file_id, given_at=row.oral_notice_at, written_at=row.written_notice_at)
        for row in events
        if row.oral_notice_at is not None
    )
    found = (_of_suspect(row, ids.people[row.person_id]) for row in suspects)
    some = tuple(one for one in found if one != facts.KeptOfSuspect(person_id=one.person_id))
    return facts.KeptFacts(suspects=some, notices=notices, days=days)


def _of_suspect(row: Suspect, person_id: str) -> facts.KeptOfSuspect:
    return facts.KeptOfSuspect(
        person_id=person_id,
        breach=_breach(row),
        street_bail=_street_bail(row),
        for_decision_at=row.bail_for_decision_at,
        other_agency=bool(row.bail_by_other_agency),
        longer_bail=tuple(
            facts.LongerBail(clock=one.clock, ends_on=one.ends_on, with_delay=bool(one.with_delay))
            for one in row.bail_extensions
            if one.ends_on is not None
        ),
        reviews=tuple(facts.ReviewHeld(kind=one.kind, held_at=one.held_at, by=one.by) for one in row.custody_reviews),
        disclosed_on=row.initial_disclosure_on,
    )


def _breach(row: Suspect) -> facts.BreachArrest | None:
    if row.breach_arrested_at is None or row.breach_minutes_left is None:
        return None
    return facts.BreachArrest(arrested_at=row.breach_arrested_at, minutes_left=row.breach_minutes_left)


def _street_bail(row: Suspect) -> facts.StreetBail | None:
    if row.street_bail_until is None or row.bail_granted_at is None:
        return None
    return facts.StreetBail(released_at=row.bail_granted_at, attend_on=row.street_bail_until)

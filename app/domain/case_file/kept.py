"""What this system keeps for its clocks and a case file has no place for; lost when a case leaves as a file."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.vocabulary import BailExtensionClock, CustodyReviewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachArrest:
    """Arrest for failing to answer pre-charge bail or breaching it; what was left on the detention clock then."""

    arrested_at: datetime
    minutes_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetBail:
    """Release elsewhere than at a station (PACE 1984 s30A), and the day on which the notice asks to attend."""

    released_at: datetime
    attend_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerBail:
    """Until when a longer period of bail was granted, and whether a court found the delay conditions met."""

    clock: BailExtensionClock
    ends_on: date | None
    with_delay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHeld:
    """A review of detention, or of a release under investigation, that was held."""

    kind: CustodyReviewKind
    held_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOfSuspect:
    """One suspect; `for_decision_at` is the release on bail for the Director's decision, `disclosed_on` the day of
    initial disclosure (CPIA 1996 s3)."""

    person_id: str
    breach: BreachArrest | None = None
    street_bail: StreetBail | None = None
    for_decision_at: datetime | None = None
    other_agency: bool = False
    longer_bail: tuple[LongerBail, ...] = ()
    reviews: tuple[ReviewHeld, ...] = ()
    disclosed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealNotice:
    """Oral notice of a prosecution appeal against a grant of bail, and the written one that follows."""

    event_id: str
    given_at: datetime
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFacts:
    """All of it. `days`: by when the case asks for what no case file has a place for."""

    suspects: tuple[KeptOfSuspect, ...] = ()
    notices: tuple[AppealNotice, ...] = ()
    days: tuple[date, ...] = ()

    def of(self, person_id: str) -> KeptOfSuspect:
        """What is kept of a suspect."""
        found = (one for one in self.suspects if one.person_id == person_id)
        return next(found, KeptOfSuspect(person_id=person_id))

    def notice_on(self, event_id: str) -> AppealNotice | None:
        """The notice of appeal against a grant of bail."""
        return next((one for one in self.notices if one.event_id == event_id), None)

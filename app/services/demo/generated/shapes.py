"""The shapes of generated cases: how far each has come, how often, how old, and what its history says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.events import EventKind
from app.domain.rollup import Standing, Track, roll_up
from app.domain.stages import Status
from app.domain.vocabulary import CustodyStatus

E = EventKind
HOUR, DAY = 60, 24 * 60
EVENTS: Final = 10


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which a case stands. Ages are days before the last day: (least, most); times are minutes from the
    report. A crime and an allegation exist where they have a status."""

    share: int
    ages: tuple[int, int]
    report: Status
    crime: Status | None = None
    alleged: Status | None = None
    custody: CustodyStatus = CustodyStatus.NOT_ARRESTED
    later: tuple[tuple[EventKind, int], ...] = ()

    @property
    def standing(self) -> Standing:
        """Stage and status, rolled up as those of any case."""
        tracks = [Track(status) for status in (self.alleged or self.crime,) if status is not None]
        return roll_up(self.report, tracks, (self.custody,))

    @property
    def in_court(self) -> bool:
        return self.alleged in (Status.FIRST_HEARING_LISTED, Status.FINALISED)

    @property
    def history(self) -> tuple[tuple[EventKind, int], ...]:
        """Ten entries: the report, its people, what came later, and what was gathered in between."""
        begun = ((E.REPORT_RECEIVED, 0), (E.PERSON_ADDED, 5), (E.PERSON_ADDED, 8), (E.PERSON_ADDED, 11))
        missing = EVENTS - len(begun) - len(self.later)
        gathered = tuple((E.EVIDENCE_ADDED, 20 + 5 * number) for number in range(missing))
        return tuple(sorted((*begun, *gathered, *self.later), key=lambda entry: entry[1]))


_RECORDED = ((E.ASSESSMENT_BEGUN, HOUR), (E.CRIME_RECORDED, 3 * HOUR), (E.ALLOCATED, 4 * HOUR))


def _recorded(
    share: int,
    ages: tuple[int, int],
    alleged: Status,
    *later: tuple[EventKind, int],
    custody: CustodyStatus = CustodyStatus.NOT_ARRESTED,
) -> Shape:
    """A case with a recorded crime and somebody named for it."""
    named = (*_RECORDED, (E.ALLEGATION_ADDED, 5 * HOUR), *later)
    return Shape(share, ages, Status.UNDER_ASSESSMENT, Status.UNDER_INVESTIGATION, alleged, custody, named)


ARREST, RELEASE, REFERRAL, CHARGE = 20 * HOUR, 30 * HOUR, 18 * DAY, 25 * DAY
NO_ACTION, HEARING, SENTENCE = 26 * DAY, 60 * DAY, 62 * DAY

SHAPES: Final[Mapping[str, Shape]] = {
    "reported": Shape(3, (1, 3), Status.REPORTED),
    "assessed": Shape(3, (1, 6), Status.UNDER_ASSESSMENT, later=((E.ASSESSMENT_BEGUN, HOUR),)),
    "investigated": _recorded(15, (2, 150), Status.UNDER_INVESTIGATION),
    "bailed": _recorded(
        5, (3, 85), Status.UNDER_INVESTIGATION, (E.SUSPECT_ARRESTED, ARREST), (E.SUSPECT_BAILED, RELEASE),
        custody=CustodyStatus.PRECHARGE_BAIL,
    ),
    "released": _recorded(
        5, (3, 150), Status.UNDER_INVESTIGATION, (E.SUSPECT_ARRESTED, ARREST), (E.SUSPECT_RELEASED, RELEASE),
        custody=CustodyStatus.RUI,
    ),
    "referred": _recorded(4, (19, 90), Status.SUBMITTED_TO_CPS, (E.REFERRED, REFERRAL)),
    "charged": _recorded(3, (26, 90), Status.REQUISITIONED, (E.CHARGED, CHARGE)),
    "listed": _recorded(
        4, (27, 75), Status.FIRST_HEARING_LISTED, (E.CHARGED, CHARGE), (E.HEARING_LISTED, CHARGE + HOUR),
    ),
    "ended": _recorded(
        46, (30, 1500), Status.NFA_POLICE, (E.ENDING_PROPOSED, NO_ACTION - HOUR), (E.ENDED_BY_POLICE, NO_ACTION),
    ),
    "complete": _recorded(12, (120, 1500), Status.FINALISED, (E.CHARGED, CHARGE), (E.SENTENCED, SENTENCE)),
}  # fmt: skip

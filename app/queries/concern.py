"""What of a case concerns one victim: the crimes that name them, and what hangs on those. Of the rest they hear none.

The progress of another victim's crime, or of a suspect who is alleged to have harmed somebody else alone, is not said
to this victim, nor to whoever supports them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Select, Text, cast, literal, null, select, union_all

from app.database.session import db
from app.domain.events import EventKind
from app.domain.rollup import Track, roll_up
from app.domain.stages import Status
from app.domain.telling import AFTER, about_hearing
from app.domain.vocabulary import CustodyStatus
from app.models.allegation import Allegation, Crime, CrimeVictim
from app.models.history import CaseEvent
from app.models.outcome import Hearing, HearingAllegation
from app.models.referral import Referral, ReferralAllegation
from app.models.suspect import Suspect
from app.models.victim import DatedEvent, Victim

# Acts about the case as a whole, told to every victim of it.
OF_THE_CASE = frozenset({EventKind.REPORT_RECEIVED, EventKind.ASSESSMENT_BEGUN, EventKind.ALLOCATED})


@dataclass(frozen=True, slots=True)
class _Allegation:
    """What of an allegation decides whom it concerns and where it stands."""

    crime: int
    suspect: int  # the suspect's person
    track: Track
    custody: CustodyStatus


@dataclass
class _Parts:
    """Of some cases, what decides whom what concerns."""

    crimes: dict[int, dict[int, Status]] = field(default_factory=dict)  # by case
    named: dict[int, set[int]] = field(default_factory=dict)  # persons by crime
    allegations: dict[int, _Allegation] = field(default_factory=dict)
    referrals: dict[int, set[str]] = field(default_factory=dict)  # numbers by allegation
    hearings: dict[int, set[tuple[int, str]]] = field(default_factory=dict)  # row and number by allegation
    acts: dict[int, list[tuple[int, EventKind, Mapping[str, str]]]] = field(default_factory=dict)  # by case, unordered


@dataclass(frozen=True, slots=True)
class Concern:
    """One victim's part of a case, and where it stands."""

    status: Status
    all_of_it: bool
    crimes: frozenset[int]
    allegations: frozenset[int]
    suspects: frozenset[int]  # their persons
    referrals: frozenset[str]
    hearings: frozenset[tuple[int, str]]
    past: tuple[EventKind, ...] = ()  # the acts that move this part, newest first

    def concerns(self, kind: EventKind, facts: Mapping[str, str]) -> bool:
        """Is this act of the history about this victim's part?"""
        if self.all_of_it or kind in OF_THE_CASE:
            return True
        for name, own in (
            ("allegation", self.allegations),
            ("crime", self.crimes),
            ("referral", self.referrals),
            ("hearing", frozenset(row for row, _ in self.hearings)),
            ("person", self.suspects),
        ):
            if name in facts:
                return facts[name] in {str(one) for one in own}
        return False

    def news(self, event: DatedEvent) -> bool:
        """Is this event about this victim's part? What is about nobody in particular is about every victim."""
        if self.all_of_it:
            return True
        if event.allegation_id is not None:
            return event.allegation_id in self.allegations
        if event.note and event.note.startswith(about_hearing("")):
            return event.note in {about_hearing(file_id) for _, file_id in self.hearings}
        return event.person_id is None or event.person_id in self.suspects

    def hearing(self, hearing: Hearing) -> bool:
        """Is anything of this victim's part before the court there?"""
        return self.all_of_it or hearing.id in {row for row, _ in self.hearings}


def of_victims(victims: Iterable[Victim]) -> dict[int, Concern]:
    """The part of each of these victims, by the victim's row; persons and cases must be loaded: one statement."""
    rows = list(victims)
    parts = _parts({row.incident_id for row in rows})
    found = {row.id: _concern(row, parts) for row in rows}
    return {row.id: _with_past(found[row.id], parts.acts.get(row.incident_id, ())) for row in rows}


def _with_past(concern: Concern, acts: Iterable[tuple[int, EventKind, Mapping[str, str]]]) -> Concern:
    newest_first = sorted(acts, key=lambda act: act[0], reverse=True)
    return replace(concern, past=tuple(kind for _, kind, facts in newest_first if concern.concerns(kind, facts)))


def _concern(victim: Victim, parts: _Parts) -> Concern:
    crimes = parts.crimes.get(victim.incident_id, {})
    own = {crime: status for crime, status in crimes.items() if victim.person_id in parts.named.get(crime, ())}
    everything, incident = len(own) == len(crimes), victim.person.incident
    mine = {number: one for number, one in parts.allegations.items() if one.crime in own}
    return Concern(
        status=incident.status if everything else _standing(incident.report_status, own, list(mine.values())),
        all_of_it=everything,
        crimes=frozenset(own),
        allegations=frozenset(mine),
        suspects=frozenset(one.suspect for one in mine.values()),
        referrals=frozenset[str]().union(*(parts.referrals.get(number, ()) for number in mine)),
        hearings=frozenset[tuple[int, str]]().union(*(parts.hearings.get(number, ()) for number in mine)),
    )


def _standing(report: Status, crimes: Mapping[int, Status], allegations: Sequence[_Allegation]) -> Status:
    """Rolled up from the victim's own tracks alone, as the case is from all of them."""
    with_allegation = {one.crime for one in allegations}
    tracks = [one.track for one in allegations]
    tracks += [
        Track(status)
        for crime, status in crimes.items()
        if crime not in with_allegation or status is Status.CANCELLED_RECORD
    ]
    return roll_up(report, tracks, [one.custody for one in allegations]).status


def _parts(cases: set[int]) -> _Parts:
    found = _Parts()
    for what, case, one, other, third, words, more, custody in db.session.execute(_all_parts(cases)):
        if what == "crime":
            found.crimes.setdefault(case, {})[one] = Status(words)
        elif what == "named":
            found.named.setdefault(one, set()).add(other)
        elif what == "allegation":
            track = Track(Status(words), Status(more) if more else None)
            found.allegations[one] = _Allegation(other, third, track, CustodyStatus(custody))
        elif what == "act":
            found.acts.setdefault(case, []).append((one, EventKind(words), json.loads(more)))
        elif what == "referral":
            found.referrals.setdefault(one, set()).add(str(other))
        else:
            found.hearings.setdefault(one, set()).add((other, words))
    return found


def _all_parts(cases: set[int]) -> CompoundSelect[Any]:
    """Crimes, whom they name, allegations, and what was sent or heard of those, as rows of one shape."""
    allegation, suspect, incident = Allegation.id, Suspect.person_id, Allegation.incident_id
    return union_all(
        _row("crime", Crime.incident_id, Crime.id, words=Crime.status).where(Crime.incident_id.in_(cases)),
        _row("named", Crime.incident_id, Crime.id, CrimeVictim.person_id)
        .join(CrimeVictim, CrimeVictim.crime_id == Crime.id)
        .where(Crime.incident_id.in_(cases)),
        _row(
            "allegation",
            incident,
            allegation,
            Allegation.crime_id,
            suspect,
            words=Allegation.status,
            more=Allegation.interrupted_status,
            custody=Suspect.custody_status,
        )
        .join(Suspect, Suspect.id == Allegation.suspect_id)
        .where(incident.in_(cases)),
        _row("referral", Referral.incident_id, ReferralAllegation.allegation_id, Referral.referral_no)
        .join(ReferralAllegation, ReferralAllegation.referral_id == Referral.id)
        .where(Referral.incident_id.in_(cases)),
        _row("hearing", Hearing.incident_id, HearingAllegation.allegation_id, Hearing.id, words=Hearing.file_id)
        .join(HearingAllegation, HearingAllegation.hearing_id == Hearing.id)
        .where(Hearing.incident_id.in_(cases)),
        _row("act", CaseEvent.incident_id, CaseEvent.id, words=CaseEvent.kind, more=CaseEvent.facts).where(
            CaseEvent.incident_id.in_(cases), CaseEvent.kind.in_(list(AFTER))
        ),
    )


def _row(what: str, case: Any, one: Any, other: Any = None, third: Any = None, *, words: Any = None, more: Any = None,
         custody: Any = None) -> Select[Any]:  # fmt: skip
    """Three numbers and three words; what a kind of row has not is empty."""
    numbers = [cast(null() if column is None else column, BigInteger) for column in (case, one, other, third)]
    texts = [cast(null() if column is None else column, Text) for column in (words, more, custody)]
    columns: list[Any] = [literal(what), *numbers, *texts]
    return select(*columns)

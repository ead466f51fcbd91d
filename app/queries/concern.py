"""What of a case concerns one victim: the crimes that name them, and what hangs on those. Of the rest they hear none.

The progress of another victim's crime, or of a suspect who is alleged to have harmed somebody else alone, is not said
to this victim, nor to whoever supports them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from app.database.session import db
from app.domain.events import EventKind
from app.domain.rollup import Track, roll_up
from app.domain.stages import Status
from app.domain.telling import AFTER, about_hearing
from app.models.allegation import Allegation, Crime, CrimeVictim
from app.models.history import CaseEvent
from app.models.outcome import Hearing, HearingAllegation
from app.models.referral import Referral, ReferralAllegation
from app.models.suspect import Suspect
from app.models.victim import DatedEvent, Victim

T = TypeVar("T")

# Acts about the case as a whole, told to every victim of it.
OF_THE_CASE = frozenset({EventKind.REPORT_RECEIVED, EventKind.ASSESSMENT_BEGUN, EventKind.ALLOCATED})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows of some cases that decide whom what concerns: six statements, however many cases."""

    crimes: Sequence[Crime]
    named: Mapping[int, frozenset[int]]  # persons by crime
    allegations: Sequence[Allegation]
    suspects: Sequence[Suspect]
    referrals: Mapping[int, frozenset[str]]  # numbers by allegation
    hearings: Mapping[int, frozenset[tuple[int, str]]]  # row and number by allegation


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

    def act(self, kind: EventKind, facts: Mapping[str, str]) -> bool:
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
    """The part of each of these victims, by the victim's row; their persons and cases must be loaded."""
    rows = list(victims)
    parts = _parts({row.incident_id for row in rows})
    return {row.id: _concern(row, parts) for row in rows}


def _concern(victim: Victim, parts: _Parts) -> Concern:
    case = victim.incident_id
    crimes = [one for one in parts.crimes if one.incident_id == case]
    own = [one for one in crimes if victim.person_id in parts.named.get(one.id, ())]
    everything = len(own) == len(crimes)
    allegations = [one for one in parts.allegations if one.crime_id in {crime.id for crime in own}]
    accused = {one.suspect_id for one in allegations}
    suspects = [one for one in parts.suspects if one.incident_id == case and (everything or one.id in accused)]
    return Concern(
        status=_standing(victim, own, allegations, suspects),
        all_of_it=everything,
        crimes=frozenset(one.id for one in own),
        allegations=frozenset(one.id for one in allegations),
        suspects=frozenset(one.person_id for one in suspects),
        referrals=frozenset[str]().union(*(parts.referrals.get(one.id, frozenset()) for one in allegations)),
        hearings=frozenset[tuple[int, str]]().union(*(parts.hearings.get(one.id, frozenset()) for one in allegations)),
    )


def _standing(
    victim: Victim, crimes: Sequence[Crime], allegations: Sequence[Allegation], suspects: Sequence[Suspect]
) -> Status:
    """Rolled up from the victim's own tracks alone, as the case is from all of them."""
    with_allegation = {one.crime_id for one in allegations}
    tracks = [Track(one.status, one.interrupted_status) for one in allegations]
    tracks += [
        Track(one.status) for one in crimes if one.id not in with_allegation or one.status is Status.CANCELLED_RECORD
    ]
    report = victim.person.incident.report_status
    return roll_up(report, tracks, [one.custody_status for one in suspects]).status


def _parts(cases: set[int]) -> _Parts:
    crimes = db.session.scalars(select(Crime).where(Crime.incident_id.in_(cases)).order_by(Crime.id)).all()
    named = db.session.execute(
        select(CrimeVictim.crime_id, CrimeVictim.person_id).join(Crime).where(Crime.incident_id.in_(cases))
    )
    allegations = db.session.scalars(
        select(Allegation).where(Allegation.incident_id.in_(cases)).order_by(Allegation.id)
    ).all()
    suspects = db.session.scalars(select(Suspect).where(Suspect.incident_id.in_(cases)).order_by(Suspect.id)).all()
    referrals = db.session.execute(
        select(ReferralAllegation.allegation_id, Referral.referral_no)
        .join(Referral, Referral.id == ReferralAllegation.referral_id)
        .where(Referral.incident_id.in_(cases))
    )
    hearings = db.session.execute(
        select(HearingAllegation.allegation_id, Hearing.id, Hearing.file_id)
        .join(Hearing, Hearing.id == HearingAllegation.hearing_id)
        .where(Hearing.incident_id.in_(cases))
    )
    return _Parts(
        crimes=crimes,
        named=_gathered((crime, person) for crime, person in named),
        allegations=allegations,
        suspects=suspects,
        referrals=_gathered((allegation, str(number)) for allegation, number in referrals),
        hearings=_gathered((allegation, (row, file_id)) for allegation, row, file_id in hearings),
    )


def _gathered(pairs: Iterable[tuple[int, T]]) -> dict[int, frozenset[T]]:
    found: dict[int, set[T]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def acts_of(incident_ids: Iterable[int]) -> dict[int, list[tuple[EventKind, Mapping[str, str]]]]:
    """The acts of each case that move it, with what they are about, newest first: one statement."""
    found: dict[int, list[tuple[EventKind, Mapping[str, str]]]] = {}
    rows = db.session.execute(
        select(CaseEvent.incident_id, CaseEvent.kind, CaseEvent.facts)
        .where(CaseEvent.incident_id.in_(list(incident_ids)), CaseEvent.kind.in_(list(AFTER)))
        .order_by(CaseEvent.id.desc())
    )
    for incident_id, kind, facts in rows:
        found.setdefault(incident_id, []).append((kind, facts))
    return found

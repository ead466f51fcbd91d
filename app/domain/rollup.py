"""Roll-up: the facts of a case → its stage and status. Pure; `services.progress` stores the result.

A track is an allegation, or a crime that has no allegation. While tracks live, the case stands where the furthest of
them stands; when all have ended, where the furthest ended, complete only when every track is. Cancelled and transferred
tracks hold nothing back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.stages import Stage, Status
from app.domain.vocabulary import CustodyStatus

_ORDER = {status: number for number, status in enumerate(Status)}
_CUSTODY = (
    (CustodyStatus.IN_CUSTODY, Status.SUSPECT_IN_CUSTODY),
    (CustodyStatus.PRECHARGE_BAIL, Status.SUSPECT_ON_PRECHARGE_BAIL),
    (CustodyStatus.RUI, Status.SUSPECT_RUI),
)


@dataclass(frozen=True, slots=True)
class Track:
    """An allegation, or a crime without one. `interrupted` is where a warrant found it."""

    status: Status
    interrupted: Status | None = None

    @property
    def rank(self) -> int:
        return _ORDER[self.interrupted or self.status]


@dataclass(frozen=True, slots=True)
class Standing:
    """Stage and status of a case."""

    stage: Stage
    status: Status


def roll_up(report: Status, tracks: Sequence[Track], custody: Sequence[CustodyStatus]) -> Standing:
    """`custody` holds the state of every suspect of the case."""
    status = _status(report, tracks, custody)
    return Standing(status.stage, status)


def _status(report: Status, tracks: Sequence[Track], custody: Sequence[CustodyStatus]) -> Status:
    if report is Status.TRANSFERRED_FORCE or not tracks:
        return report
    live = [track for track in tracks if not track.status.terminal]
    if live:
        furthest = max(live, key=lambda track: track.rank).status
        return _shown_for_suspects(custody) if furthest is Status.UNDER_INVESTIGATION else furthest
    ended = [track for track in tracks if track.status is not Status.CANCELLED_RECORD] or list(tracks)
    unfinished = [track for track in ended if track.status is not Status.FINALISED] or ended
    return max(unfinished, key=lambda track: track.rank).status


def _shown_for_suspects(custody: Sequence[CustodyStatus]) -> Status:
    """While the case is under investigation the most urgent state of a suspect is shown instead."""
    return next((status for state, status in _CUSTODY if state in custody), Status.UNDER_INVESTIGATION)

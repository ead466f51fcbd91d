"""Closed lists about stored files and about who had an exhibit, where and when."""

from app.domain.vocabulary.base import Labelled


class CustodyKind(Labelled):
    """What happened to an exhibit or to its file."""

    SEIZED = "seized", "Seized"
    RECEIVED = "received", "Received"
    MOVED = "moved", "Moved"
    COPIED = "copied", "Copied"
    VIEWED = "viewed", "Viewed"
    HANDED_OVER = "handed_over", "Handed over"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RESTORED = "restored", "Restored"


class ItemStanding(Labelled):
    """Does an item of evidence count? What does not is kept and marked, and stands in no paper and no exported file."""

    COUNTS = "counts", "Counts"
    WAITS = "waits", "Waits for the officer to accept it"
    DECLINED = "declined", "Not taken as evidence"
    WITHDRAWN = "withdrawn", "Withdrawn"


class MalwareState(Labelled):
    """What a malware check found; no check is no finding (UPL-11)."""

    UNSCANNED = "unscanned", "Not checked for malware"
    CLEAN = "clean", "Checked for malware: nothing found"
    INFECTED = "infected", "Malware found, so it is kept and not given out"


class StoreCheck(Labelled):
    """What the last look at a stored file found."""

    WHOLE = "whole", "Whole"
    DAMAGED = "damaged", "Not as it was stored"
    MISSING = "missing", "Missing"

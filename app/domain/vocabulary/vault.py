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


class MalwareState(Labelled):
    """What a malware check found; no check is no finding (UPL-11)."""

    UNSCANNED = "unscanned", "Not checked for malware"
    CLEAN = "clean", "Checked for malware: nothing found"
    INFECTED = "infected", "Malware found: it is kept and not given out"


class StoreCheck(Labelled):
    """What the last look at a stored file found."""

    WHOLE = "whole", "Whole"
    DAMAGED = "damaged", "Not as it was stored"
    MISSING = "missing", "Missing"


class TextFound(Labelled):
    """How the words of a page of a file were found, for the search."""

    LAYER = "layer", "Its text can be searched"
    MACHINE = "machine", "Text found by machine"
    NONE = "none", "No text layer"


class CopyState(Labelled):
    """How far the copy without hidden details of a file has come (UPL-8)."""

    WAITING = "waiting", "A copy without hidden details is being prepared"
    MADE = "made", "There is a copy without hidden details"
    FAILED = "failed", "No copy without hidden details could be made"

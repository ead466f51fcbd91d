"""A line of one's own activity as a person reads it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.audit import AuditEvent

# The audit holds codes; these are the words for those a person meets most.
WORDS = {
    "session:sign_in": "Signed in",
    "session:sign_out": "Signed out",
    "session:renew": "Went on with a new session",
    "session:end": "Signed another browser out",
    "user:password_changed": "Changed your password",
}
KINDS = {
    "consultation": "Opened a page",
    "alteration": "Changed something",
    "collection": "Added something",
    "disclosure": "Passed something on",
    "combination": "Linked records",
    "erasure": "Erased something",
    "refusal": "Was refused",
    "admin": "Administered",
    "auth": "Signed in or out",
}


@dataclass(frozen=True, slots=True)
class Line:
    """When, what, on which object, with which result."""

    when: datetime
    words: str
    on: str
    outcome: str


def line(event: AuditEvent) -> Line:
    """An event of the audit in words; it never holds what was read or written."""
    words = WORDS.get(event.action) or KINDS.get(event.kind, event.kind)
    about = f"{event.object_type} {event.object_id}" if event.object_id and event.object_type != "user" else ""
    page = event.action.removeprefix("page:").replace(".", ", ").replace("_", " ")
    on = about or (page if event.action.startswith("page:") else "")
    return Line(datetime.fromisoformat(event.at), words, on, "Done" if event.outcome == "done" else event.outcome)

"""The rows made so far, by the ids of the file: what later parts of the file point to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.case_file import CaseFile
from app.models.allegation import Allegation, Crime
from app.models.incident import Incident
from app.models.material import CaseDocument, EvidenceItem, Statement
from app.models.outcome import Hearing
from app.models.people import Person
from app.models.suspect import Suspect
from app.models.user import User
from app.models.victim import DatedEvent, Victim
from app.services.links import Source, replace_links


@dataclass
class Rows:
    """One import under way: the facts, the case, and file id → row."""

    case: CaseFile
    incident: Incident
    at: datetime
    staff: dict[str, User]
    people: dict[str, Person] = field(default_factory=dict)
    victims: dict[str, Victim] = field(default_factory=dict)
    suspects: dict[str, Suspect] = field(default_factory=dict)
    crimes: dict[str, Crime] = field(default_factory=dict)
    allegations: dict[str, Allegation] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    evidence: dict[str, EvidenceItem] = field(default_factory=dict)
    documents: dict[str, CaseDocument] = field(default_factory=dict)
    hearings: dict[str, Hearing] = field(default_factory=dict)
    events: dict[str, DatedEvent] = field(default_factory=dict)

    def user(self, staff_id: str | None) -> int | None:
        """The account of a member of staff of the file."""
        return None if staff_id is None else self.staff[staff_id].id

    def person(self, person_id: str | None) -> int | None:
        return None if person_id is None else self.people[person_id].id

    def statement(self, statement_id: str | None) -> int | None:
        return None if statement_id is None else self.statements[statement_id].id

    def document(self, document_id: str | None) -> int | None:
        return None if document_id is None else self.documents[document_id].id

    def source(self, file_id: str) -> Source:
        """The item, statement or document of this id."""
        kinds: dict[str, dict[str, EvidenceItem] | dict[str, Statement] | dict[str, CaseDocument]] = {
            "E": self.evidence,
            "S": self.statements,
            "D": self.documents,
        }
        return kinds[file_id[0]][file_id]

    def link(self, owner: str, row_id: int, file_ids: Iterable[str]) -> None:
        """Say what supports a point, in the order of the file."""
        found = [self.source(file_id) for file_id in file_ids]
        if found:
            replace_links(self.incident.id, owner, row_id, found)

"""A second process that compares what was acknowledged (titles on standard input) with what the database holds."""

import json
import sys
from collections import Counter

from sqlalchemy import func, select

from app.database.session import db
from app.domain.events import EventKind
from app.models.audit import AuditEvent
from app.models.clock import ClockRow
from app.models.history import CaseEvent
from app.models.incident import Assignment, Incident
from app.services.audit_check import CLEAN, verify
from wsgi import app


def main() -> None:
    acknowledged = sys.stdin.read().split()
    with app.app_context():
        titles = Counter(db.session.scalars(select(Incident.title)))
        entries = _counts(select(CaseEvent.incident_id).where(CaseEvent.kind == EventKind.REPORT_RECEIVED))
        clocks = _counts(select(ClockRow.incident_id).where(ClockRow.rule == "crime_recording"))
        hands = _counts(select(Assignment.incident_id))
        rows = db.session.execute(select(Incident.id, Incident.reference)).all()
        events = Counter(
            db.session.scalars(select(AuditEvent.object_id).where(AuditEvent.action == EventKind.REPORT_RECEIVED.value))
        )
        chain = verify(app.extensions["settings"].keys.audit)
        whole = [
            one.reference
            for one in rows
            if (entries[one.id], clocks[one.id], hands[one.id], events[one.reference]) == (1, 1, 1, 1)
        ]
        print(
            json.dumps(
                {
                    "acknowledged": len(acknowledged),
                    "stored": len(rows),
                    "lost": len([title for title in acknowledged if titles[title] == 0]),
                    "doubled": len([title for title, count in titles.items() if count > 1]),
                    "half_written": len(rows) - len(whole),
                    "audit_events": db.session.scalar(select(func.count()).select_from(AuditEvent)),
                    "chain_whole": chain.result == CLEAN,
                }
            )
        )


def _counts(statement: object) -> Counter[int]:
    return Counter(db.session.scalars(statement))  # type: ignore[call-overload] # any SELECT of one column of numbers


if __name__ == "__main__":
    main()

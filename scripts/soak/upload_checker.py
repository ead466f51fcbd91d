"""A second process that compares the files that were acknowledged (JSON on standard input) with what is there."""

import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.database.session import db
from app.domain.events import EventKind
from app.domain.vocabulary import CustodyKind
from app.models.audit import AuditEvent
from app.models.exhibit_custody import CustodyEntry
from app.models.history import CaseEvent
from app.models.vault import EvidenceFile, StoredFile
from app.services import evidence_store
from app.services.audit_check import CLEAN, verify
from app.services.vault import Damaged, content_of, vault
from wsgi import app


def main() -> None:
    acknowledged = [(name, digest) for name, digest in json.load(sys.stdin)]
    with app.app_context():
        files = db.session.scalars(select(EvidenceFile).where(EvidenceFile.parent_id.is_(None))).all()
        held = Counter((one.name, one.stored.sha256) for one in files)
        whole = [one for one in files if _is_whole(one)]
        history = Counter(db.session.scalars(select(CaseEvent.kind)))[EventKind.FILE_STORED]
        events = select(AuditEvent.seq).where(AuditEvent.action == EventKind.FILE_STORED.value)
        audited = len(db.session.scalars(events).all())
        chain = verify(app.extensions["settings"].keys.audit)
        db.session.rollback()
        evidence_store.sweep(datetime.now(UTC) + timedelta(hours=25))
        rows = len(db.session.scalars(select(StoredFile.id)).all())
        on_disk = sum(1 for one in vault().older_than(datetime.now(UTC) + timedelta(hours=1)))
        print(
            json.dumps(
                {
                    "acknowledged": len(acknowledged),
                    "stored": len(files),
                    "lost": len([one for one in acknowledged if not held[one]]),
                    "doubled": len([one for one, count in held.items() if count > 1]),
                    "half_written": len(files) - len(whole) + abs(len(files) - history) + abs(len(files) - audited),
                    "nobodys": abs(on_disk - rows),
                    "chain_whole": chain.result == CLEAN,
                }
            )
        )


def _is_whole(held: EvidenceFile) -> bool:
    """Every byte is there, and the custody chain says once that it was received."""
    received = select(CustodyEntry.id).where(
        CustodyEntry.evidence_file_id == held.id, CustodyEntry.kind == CustodyKind.RECEIVED
    )
    try:
        vault().verify(content_of(held))
    except Damaged:
        return False
    return len(db.session.scalars(received).all()) == 1


if __name__ == "__main__":
    main()

"""Released figures: what is not released by two people does not stand here. How the evidence store is."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.queries import evidence_files
from app.services import malware
from app.web.access import requires
from app.web.surfaces import Room, Surface

room = Room("insight", __name__, surface=Surface.STAFF)


@room.get("/figures")
@requires(Permission.STATISTICS_PUBLISHED)
def released() -> ResponseReturnValue:
    return render_template("insight/released.html")


@room.get("/evidence-store")
@requires(Permission.AUDIT_VERIFY)
def evidence_store() -> ResponseReturnValue:
    """Are the stored files what was stored? Counts alone: nothing of a case."""
    return render_template(
        "insight/evidence_store.html", report=evidence_files.store_report(), checks_malware=malware.is_on()
    )

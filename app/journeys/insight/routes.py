"""Released figures. What is not released by two people does not stand here."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.permissions import Permission
from app.web.access import requires
from app.web.surfaces import Room, Surface

room = Room("insight", __name__, surface=Surface.STAFF)


@room.get("/figures")
@requires(Permission.STATISTICS_PUBLISHED)
def released() -> ResponseReturnValue:
    return render_template("insight/released.html")

"""Up or down, and nothing else (LOG-4); served on every surface."""

from flask import Response
from flask.typing import ResponseReturnValue

from app.web.access import public
from app.web.surfaces import Room, Surface

room = Room("house", __name__, surface=Surface.BOTH)


@room.get("/health")
@public
def health() -> ResponseReturnValue:
    return Response("up\n", mimetype="text/plain")

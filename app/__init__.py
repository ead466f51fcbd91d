"""The house. `create_app` is its table of contents; no rule and no query lives here."""

from typing import TYPE_CHECKING

from flask import Flask

from app import cli
from app.database.durability import refuse_unsafe_server
from app.database.session import db, engine_options
from app.domain import law
from app.journeys import JOURNEYS
from app.web import access, arrivals, errors, filters, keys, log, navigation, printing, security, sessions
from app.web.extensions import csrf, migrate

if TYPE_CHECKING:
    from config import Settings


def create_app(settings: "Settings") -> Flask:
    """The application with these settings. Stops where a route declares no access or a room no surface."""
    app = Flask(__name__)
    app.config.from_mapping(settings.as_flask())
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    app.extensions["settings"] = settings
    keys.hand_out(settings)
    db.init_app(app)
    csrf.init_app(app)  # type: ignore[no-untyped-call] # Flask-WTF carries no types
    migrate.init_app(app, db, directory="migrations")
    log.init_app(app)
    security.init_app(app)
    sessions.init_app(app)
    arrivals.init_app(app)
    filters.init_app(app, strict=settings.strict_templates)
    errors.init_app(app)
    printing.init_app(app, settings)
    for room in JOURNEYS:
        if room.is_served(settings.surface):
            app.register_blueprint(room)
    cli.init_app(app, surface=settings.surface)
    access.refuse_undeclared_routes(app)
    law.check_all()
    navigation.refuse_dead_entries(app)
    if settings.production:
        with app.app_context():
            refuse_unsafe_server(db.engine)
    return app

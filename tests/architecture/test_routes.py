"""Every route says who may try it and what it records; every room says which door it is behind (ACC-1, AUD-1)."""

import csv
from pathlib import Path

import pytest
from flask import Blueprint, Flask

import config
from app import create_app
from app.domain.audit_chain import AuditKind
from app.domain.permissions import Permission
from app.journeys import JOURNEYS
from app.web.access import PUBLIC, SIGNED_IN, refuse_undeclared_routes
from app.web.surfaces import Room, Surface

# Transcribed by hand, one route a line: endpoint, who, kind of event its pages are recorded as.
EXPECTED = Path(__file__).resolve().parent.parent / "data" / "routes.csv"


@pytest.fixture(scope="module")
def product(tmp_path_factory) -> Flask:
    folder = tmp_path_factory.mktemp("routes")
    return create_app(config.for_tests(folder, f"sqlite:///{folder / 'x.sqlite3'}"))


def declared(product: Flask) -> dict[str, tuple[str, str]]:
    found = {}
    for endpoint, view in product.view_functions.items():
        if endpoint == "static":
            continue
        access = view.access
        who = access if isinstance(access, str) else " ".join(sorted(permission.value for permission in access))
        found[endpoint] = (who, view.records.value if view.records else "")
    return found


def test_aud_1_every_route_is_declared_as_the_table_says(product):
    rows = csv.DictReader(EXPECTED.read_text(encoding="utf-8").splitlines())
    assert declared(product) == {row["endpoint"]: (row["who"], row["records"]) for row in rows}


def test_acc_1_a_route_without_access_stops_the_app(product):
    app = Flask("bare")
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(RuntimeError, match="No access declared"):
        refuse_undeclared_routes(app)


def test_acc_1_a_blueprint_without_surface_stops_the_app():
    app = Flask("bare")
    app.register_blueprint(Blueprint("nowhere", __name__))
    with pytest.raises(RuntimeError, match="No surface named"):
        refuse_undeclared_routes(app)


def test_each_declaration_is_of_a_known_kind(product):
    for view in product.view_functions.values():
        if not hasattr(view, "access"):
            continue
        access = view.access
        assert access in (PUBLIC, SIGNED_IN) or all(isinstance(one, Permission) for one in access)
        assert (view.records is None) == (access == PUBLIC)
        assert view.records is None or isinstance(view.records, AuditKind)


def test_every_room_names_its_surface():
    assert all(isinstance(room, Room) and isinstance(room.surface, Surface) for room in JOURNEYS)


@pytest.mark.parametrize("surface", ["staff", "public"])
def test_surface_chooses_the_rooms_that_are_served(tmp_path, surface):
    settings = config.for_tests(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}", surface=surface)
    served = set(create_app(settings).blueprints)
    assert served == {room.name for room in JOURNEYS if room.surface.value in (surface, "both")}


def test_unsafe_methods_have_forms_only(product):
    """Whatever changes something is a form: nothing takes PUT or DELETE."""
    for rule in product.url_map.iter_rules():
        assert rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}, rule

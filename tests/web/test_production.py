"""Production as it starts: the cookie, and a database that keeps what it acknowledged (SESS-1, CON-4, AUTH-2)."""

import secrets

import pytest
from sqlalchemy import create_engine

import config
from app import create_app
from app.database.durability import refuse_unsafe_server
from app.web.keys import hand_out


@pytest.fixture
def production(app, tmp_path):
    """Settings of a production on SQLite, where no server's settings are looked at."""
    tmp_path.chmod(0o700)
    keys = {f"THROUGHLINE_{name.upper()}_KEY": secrets.token_hex(32) for name in config.KEY_NAMES}
    yield config.load(
        keys
        | {
            "APP_ENV": "production",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}",
            "TRUSTED_HOSTS": "cases.police.example",
        }
    )
    hand_out(app.extensions["settings"])  # the tests' own keys and the cheap hashing are back


def test_sess_1_hdr_1_the_cookie_and_hsts_in_production(production):
    browser = create_app(production).test_client()
    answer = browser.get("/sign-in", base_url="https://cases.police.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-throughline=") and "Domain" not in cookie
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_auth_2_the_cost_of_a_password_in_production(production):
    cost = production.password_cost
    assert cost.memory >= 19 * 1024 and cost.passes >= 2 and cost.lanes >= 1


@pytest.mark.postgres
def test_con_4_a_forgetful_server_stops_production(postgres):
    refuse_unsafe_server(create_engine(postgres.template.url))
    forgetful = create_engine(postgres.template.url, connect_args={"options": "-c synchronous_commit=off"})
    with pytest.raises(SystemExit, match="synchronous_commit off"):
        refuse_unsafe_server(forgetful)

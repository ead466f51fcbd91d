"""Headers on every answer, hosts, faults, and the log (HDR-1 to HDR-3, LOG-1 to LOG-3)."""

import json
import logging

import pytest
from werkzeug.exceptions import TooManyRequests

from app.domain import errors as refusals
from app.domain.roles import Role
from app.web import log
from app.web.log import JsonLines
from tests.factories import make_user

CANARY = "canary-7261"

RAISED = {
    400: None,
    403: refusals.NotAllowed("The reason"),
    404: refusals.NotFound("x"),
    409: refusals.WrongStage("It has moved on"),
    422: refusals.RuleBroken("A rule"),
    429: TooManyRequests(),
    500: RuntimeError(CANARY),
    503: refusals.NotRecorded("x"),
}


def hdr_1(response) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "http" not in policy
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }.items():
        assert response.headers[name] == value
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("status", sorted(RAISED))
def test_hdr_1_hdr_2_on_every_status(client, clock, monkeypatch, app, status):
    client.sign_in(make_user())
    if status == 400:
        response = client.post("/account/password", data={"current": "x"})
    else:

        def broken() -> str:
            raise RAISED[status]

        broken.access, broken.records = "signed_in", None
        monkeypatch.setitem(app.view_functions, "account.drafts", broken)
        response = client.get("/account/drafts")
    assert response.status_code == status
    hdr_1(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert CANARY not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PUT", "/sign-in", 405), ("GET", "/", 302), ("HEAD", "/sign-in", 200),
     ("GET", "/static/css/throughline.css", 200), ("TRACE", "/sign-in", 405)],
)  # fmt: skip
def test_hdr_1_without_signing_in(client, method, path, status):
    response = client.open(path, method=method)
    assert response.status_code == status
    hdr_1(response)


def test_hdr_1_too_large(client):
    response = client.post("/sign-in", data={"email": "x" * (3 * 1024 * 1024)})
    assert response.status_code == 413
    hdr_1(response)


def test_hdr_1_the_nonce_is_new_each_time(client):
    first, second = (client.get("/sign-in").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_hdr_3_an_unknown_host_is_refused(client, host):
    assert client.get("/sign-in", headers={"Host": host}).status_code == 400


def test_hdr_3_proxy_headers_are_not_believed(client):
    page = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert page.location == "/sign-in" and "Strict-Transport-Security" not in page.headers


@pytest.fixture
def lines(monkeypatch) -> list[str]:
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonLines().format(record))

    handler = Kept()
    monkeypatch.setattr(log.logger, "handlers", [handler])
    before = log.logger.level
    log.logger.setLevel(logging.INFO)
    yield written
    log.logger.setLevel(before)


def test_log_1_no_words_of_people_in_the_log(client, clock, lines):
    user = make_user(Role.OFFICER, name=f"Robin {CANARY}", email=f"{CANARY}@throughline.example")
    client.submit("/sign-in", {"email": user.email, "password": f"{CANARY}-password-wrong"})
    client.sign_in(user)
    client.get(f"/account/activity?q={CANARY}", headers={"User-Agent": CANARY})
    client.submit("/account/password", {"current": CANARY, "new": CANARY, CANARY[:6]: CANARY})
    client.get(f"/nowhere/{CANARY}")
    assert len(lines) > 5
    for line in lines:
        facts = json.loads(line)
        assert facts["at"].endswith("+00:00") and facts["request"]
        assert CANARY not in line


def test_log_3_a_fault_shows_a_reference_and_tells_nothing(client, clock, app, monkeypatch, lines):
    client.sign_in(make_user())

    def broken() -> str:
        raise RuntimeError(CANARY)

    broken.access, broken.records = "signed_in", None
    monkeypatch.setitem(app.view_functions, "account.drafts", broken)
    response = client.get("/account/drafts")
    assert response.status_code == 500 and "Traceback" not in response.text
    fault = next(json.loads(line) for line in lines if "fault" in line)
    assert fault["request"] in response.text and fault["error"] == "RuntimeError"
    assert CANARY not in "".join(lines)


def test_log_3_a_fault_while_showing_a_fault_is_still_a_page(client, clock, app, monkeypatch):
    monkeypatch.setattr("app.web.errors.render_template", lambda *_, **__: 1 / 0)
    broken = lambda: 1 / 0  # noqa: E731
    broken.access, broken.records = "signed_in", None
    monkeypatch.setitem(app.view_functions, "account.drafts", broken)
    response = client.get("/account/drafts")
    assert response.status_code == 500 and "Something went wrong" in response.text

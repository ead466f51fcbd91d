"""Every route that changes something refuses a form nobody was shown (INP-6), whoever sends it."""

import re

import pytest
from sqlalchemy import func, select

from app.database.session import db
from app.domain.roles import Role
from app.models.audit import AuditEvent
from tests.factories import make_user

EXAMPLES = {"int": "1", "default": "HC-26-4K7Q2MD9", "string": "x", "path": "x"}


def unsafe_addresses(app) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            found.append(re.sub(r"<(?:(\w+)[^:>]*:)?\w+>", lambda match: EXAMPLES[match[1] or "default"], rule.rule))
    return sorted(found)


@pytest.mark.parametrize("kind", ["missing", "wrong", "other session's", "json", "method override"])
def test_inp_6_no_unsafe_route_takes_a_form_without_its_token(app, client, clock, kind):
    other = app.test_client().sign_in(make_user(Role.OFFICER))
    stolen = other.page("/account/drafts").select_one("input[name=csrf_token]")["value"]
    user = make_user(*Role)
    addresses = unsafe_addresses(app)
    assert len(addresses) >= 6
    for role in (Role.OFFICER, Role.ADMINISTRATOR):
        client.sign_in(user, role)
        before = db.session.scalar(select(func.count()).select_from(AuditEvent))
        for address in addresses:
            if kind == "json":
                response = client.post(address, json={"csrf_token": stolen})
            elif kind == "method override":
                response = client.post(f"{address}?_method=GET", headers={"X-HTTP-Method-Override": "GET"})
            else:
                data = {"missing": {}, "wrong": {"csrf_token": "made-up"}}.get(kind, {"csrf_token": stolen})
                response = client.post(address, data=data)
            assert response.status_code in (400, 404), (address, response.status_code)
        kinds = db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.seq).offset(before)).all()
        assert set(kinds) <= {"refusal"}


def test_inp_6_reading_changes_nothing(app, client, clock):
    """GET of every address without arguments: nothing but audit and session rows is written."""
    client.sign_in(make_user(*Role), Role.OFFICER)
    tables = [table for table in db.metadata.sorted_tables if not table.name.startswith(("audit_", "user_session"))]

    def sizes() -> dict[str, int]:
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}

    before = sizes()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments:
            assert client.get(rule.rule).status_code < 500, rule.rule
    assert sizes() == before


PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "{{ 7*7 }}", "{% raw %}",
    "</textarea><script>alert(1)</script>", "javascript:alert(1)", "&lt;script&gt;", "<!--", "]]>", "<a href=//evil>",
    "<style>*{}</style>", "${7*7}", "<math><mi//xlink:href='data:x,1'>", "<iframe srcdoc='<b>'>", "\u2028<script>",
    "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "`-alert(1)-`",
)  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_inp_4_what_was_typed_comes_back_as_text(client, clock, payload):
    user = make_user(name=f"Robin {payload}")
    client.sign_in(user)
    response = client.submit(f"/note/{user.id}", {"phone": payload, "note": payload + "x" * 200})
    assert response.status_code == 422
    from tests.inspection import soup

    page = soup(response.text)
    assert page.select_one("#phone")["value"] == payload
    assert page.select_one("#note").get_text().lstrip("\n").startswith(payload)
    assert payload in page.select_one("header").get_text()
    assert not page.select("script:not([src]), iframe, math, svg[onload], body[onload]")

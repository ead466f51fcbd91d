"""One person at a browser, as far as measuring needs it: a connection kept open, cookies, forms sent as shown."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup

HOST = "127.0.0.1"
PATIENCE = 120
# The server closes a connection on which nothing was asked for two seconds.
IDLE_SECONDS = 1.0


class Client:
    """Requests to one server; `took` is the time of the last one in seconds, from sending to the last byte."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self.cookies = dict(cookies or {})
        self.took, self.answered = 0.0, 0.0
        self.status = 0
        self.location = ""

    def get(self, address: str) -> bytes:
        """The body of a page. Raises RuntimeError where the answer is another than 200."""
        body = self.ask("GET", address, None, {})
        if self.status != 200:
            raise RuntimeError(f"{address} answered {self.status}")
        return body

    def post(self, address: str, fields: dict[str, str]) -> None:
        """Send a form. Raises RuntimeError where it was not taken: a form that is taken answers with a redirection."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = self.ask("POST", address, urlencode(fields).encode(), form)
        if self.status != 303:
            said = BeautifulSoup(body, "html.parser").select(".govuk-error-summary, .error, [role=alert]")
            raise RuntimeError(f"{address} answered {self.status}: {[one.get_text(' ', strip=True) for one in said]}")

    def ask(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        """The body of any answer; `status` and `location` say which it was."""
        headers = headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if time.perf_counter() - self.answered > IDLE_SECONDS:
            self.connection.close()
            self.connection.connect()
        begun = time.perf_counter()
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        self.answered = time.perf_counter()
        self.took = self.answered - begun
        self.status, self.location = answer.status, answer.getheader("Location") or ""
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        return read

    def sign_in(self, email: str, password: str) -> None:
        fields = fields_of(self.get("/sign-in"), "email")
        self.post("/sign-in", fields | {"email": email, "password": password})


def fields_of(page: bytes, named: str) -> dict[str, str]:
    """What the form that has a field of this name would send as it stands."""
    form: Any = next(
        one for one in BeautifulSoup(page, "html.parser").select("form") if one.find(attrs={"name": named})
    )
    found: dict[str, str] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", field.name)
        if kind in ("submit", "file") or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            found[field["name"]] = chosen.get("value", "") if chosen else ""
        elif field.name == "textarea":
            found[field["name"]] = field.get_text().removeprefix("\n")
        else:
            found[field["name"]] = field.get("value", "")
    return found


def linked(page: bytes) -> list[str]:
    """Style sheets, scripts, fonts loaded ahead, pictures: what a browser fetches with a page it sees first."""
    found = BeautifulSoup(page, "html.parser").select(
        "link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src], img[src]"
    )
    addresses = [str(one.get("href") or one.get("src")) for one in found]
    return [one for one in dict.fromkeys(addresses) if not re.match("data:", one)]

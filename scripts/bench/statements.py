"""How many statements a page takes, counted at the driver in a process of the product."""

import json
import re
import sys

from bs4 import BeautifulSoup
from sqlalchemy import Engine, event

from scripts.bench.client import fields_of
from wsgi import app

# Who asks and with which duties, and the end of the audit chain: the same for every page.
OF_EVERY_PAGE = re.compile(r"\bFROM\s+(user_session|audit_head)\b", re.IGNORECASE)
READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)


def main() -> None:
    """Email, password and addresses in; one line of JSON out: address → how many statements read for this page."""
    email, password, *addresses = sys.argv[1:]
    client, heard = app.test_client(), []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if READS.match(statement) and not OF_EVERY_PAGE.search(statement):
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    fields = fields_of(client.get("/sign-in").data, "email")
    client.post("/sign-in", data=fields | {"email": email, "password": password})
    found = {}
    for address in addresses:
        client.get(address)  # the first of a process fills what is kept: lists, law, templates
        heard.clear()
        answer = client.get(address)
        assert answer.status_code == 200 and BeautifulSoup(answer.data, "html.parser").select("main"), address
        found[address] = len(heard)
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""Bad input over every route: never a fault of the server, never a traceback."""

import logging
import os
import random
from typing import Any

REQUESTS = int(os.environ.get("SOAK_REQUESTS", "10000"))
WORDS = ["", "0", "-1", "\0", "é" * 500, "<script>", "' OR 1=1 --", "../../etc", "%00", "{{7*7}}", "9" * 40, "💥"]
FIELDS = ("email", "password", "csrf_token", "form_token", "version", "q", "after", "x")


def generated_requests() -> dict[str, Any]:
    """From the door, signed in as nobody; forms of people who are signed in are tried by the tests."""
    from wsgi import app

    logging.disable(logging.INFO)  # a line a request helps nobody here
    chance = random.Random(1)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    client, faults = app.test_client(), []
    for _ in range(REQUESTS):
        rule = chance.choice(rules)
        method = chance.choice(("GET", "POST", "HEAD", "PUT", "OPTIONS"))
        data = {chance.choice(FIELDS): chance.choice(WORDS) for _ in range(4)}
        answer = client.open(
            _address(chance, rule.rule), method=method, query_string=data if method == "GET" else None, data=data
        )
        if answer.status_code >= 500 or b"Traceback" in answer.data:
            faults.append([method, rule.rule, answer.status_code])
    return {"requests": REQUESTS, "faults": faults[:10], "held": not faults}


def _address(chance: random.Random, rule: str) -> str:
    parts = (
        chance.choice(("1", "HC-26-4K7Q2MD9", chance.choice(WORDS))) if part.startswith("<") else part
        for part in rule.split("/")
    )
    return "/".join(parts) or "/"

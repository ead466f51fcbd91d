"""`make soak`: what takes too long for every run — timing comparisons, kills during writes, generated requests.

The result is written to docs/soak.json. Each part says what it measured, how often, and whether its promise held.
"""

import json
import os
import platform
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "docs" / "soak.json"
TIMED_TRIES = 200
KILLS = int(os.environ.get("SOAK_KILLS", "40"))
REQUESTS = int(os.environ.get("SOAK_REQUESTS", "2000"))
# AUTH-5: medians within 15 %.
WITHIN = 0.15

WRITER = """
import sys
from datetime import datetime, UTC
from wsgi import app
from app.database.audit import Note
from app.domain.audit_chain import AuditKind
from app.services import consultation
with app.app_context():
    number = 0
    while True:
        number += 1
        note = Note(action="soak", kind=AuditKind.CONSULTATION, at=datetime.now(UTC), actor_role="system:soak",
                    object_type="soak", object_id=f"{sys.argv[1]}-{number}")
        consultation.record(note, touched_session=None, at=datetime.now(UTC))
        print(f"{sys.argv[1]}-{number}", flush=True)
"""


def sign_in_timing(folder: Path) -> dict[str, Any]:
    """AUTH-5: unknown, wrong and disabled take the same time at the real cost of the hash."""
    from app.services import accounts, limits, sessions
    from wsgi import app

    with app.app_context():
        at = datetime.now(UTC)
        accounts.create_first_administrator(
            name="Ada Quill", email="ada@throughline.example", password="four plain grey pigeons", at=at
        )
        limits.rate_window = lambda tries, *, at: True  # the limit is not what is timed here
        classes = {"wrong password": "ada@throughline.example", "unknown user": "nobody@throughline.example"}
        times: dict[str, list[float]] = {name: [] for name in classes}
        for _ in range(TIMED_TRIES):
            for name, email in random.sample(sorted(classes.items()), len(classes)):
                began = time.perf_counter()
                sessions.sign_in(email, "not the password at all", address="127.0.0.1", station=False, at=at)
                times[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in times.items()}
    spread = max(medians.values()) / min(medians.values()) - 1
    return {"tries": TIMED_TRIES, "medians_ms": {k: round(v * 1000, 2) for k, v in medians.items()},
            "spread": round(spread, 3), "held": spread <= WITHIN}  # fmt: skip


def kills_during_writes(folder: Path) -> dict[str, Any]:
    """CON-5: a writer is killed at any moment; every acknowledged event is there, once, and the chain holds."""
    acknowledged: list[str] = []
    for round_ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(round_)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline().strip()
        time.sleep(random.uniform(0.01, 0.2))
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
        writer.wait()
        acknowledged += [word for word in (first, *rest[:-1]) if word]
    with sqlite3.connect(folder / "throughline.sqlite3") as database:
        rows = database.execute("SELECT object_id, seq, prev_hash, hash FROM audit_event ORDER BY seq").fetchall()
    written = [row[0] for row in rows if row[0] and "-" in row[0]]
    unbroken = all(after[2] == before[3] and after[1] == before[1] + 1 for before, after in pairwise(rows))
    lost = len(set(acknowledged) - set(written))
    held = lost == 0 and unbroken and len(written) == len(set(written))
    return {"kills": KILLS, "acknowledged": len(acknowledged), "lost": lost, "chain_unbroken": unbroken, "held": held}


def generated_requests(folder: Path) -> dict[str, Any]:
    """Bad input over every route: never a 5xx, never a traceback."""
    from wsgi import app

    chance = random.Random(1)
    words = ["", "0", "-1", "\0", "é" * 500, "<script>", "' OR 1=1 --", "../../etc", "%00", "{{7*7}}", "9" * 40, "💥"]
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    client, faults = app.test_client(), []
    for _ in range(REQUESTS):
        rule = chance.choice(rules)
        values = {name: chance.choice(("1", "HC-26-4K7Q2MD9", chance.choice(words))) for name in rule.arguments}
        path = "/".join(values.get(part[1:-1].split(":")[-1], part) if part.startswith("<") else part
                        for part in rule.rule.split("/"))  # fmt: skip
        method = chance.choice(("GET", "POST", "HEAD", "PUT", "OPTIONS"))
        data = {
            chance.choice(("email", "password", "csrf_token", "form_token", "x")): chance.choice(words)
            for _ in range(4)
        }
        answer = client.open(path or "/", method=method, query_string=data if method == "GET" else None, data=data)
        if answer.status_code >= 500:
            faults.append([method, rule.rule, answer.status_code])
    return {"requests": REQUESTS, "faults": faults[:10], "held": not faults}


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "sign_in_timing": sign_in_timing,
    "kills_during_writes": kills_during_writes,
    "generated_requests": generated_requests,
}


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="throughline-soak-"))
    os.environ |= {"APP_ENV": "development", "DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, check=True)
    result: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "parts": {},
    }
    try:
        for name, part in PARTS.items():
            result["parts"][name] = part(folder)
            print(name, json.dumps(result["parts"][name]), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0 if all(part["held"] for part in result["parts"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())

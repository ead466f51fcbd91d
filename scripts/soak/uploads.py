"""CON-5 and CON-6 for files: the web process is killed in the midst of uploads; nothing is lost, nothing is doubled."""

import http.client
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from scripts.bench.client import Client, fields_of
from scripts.bench.servers import serving
from scripts.soak.places import DATABASES, ROOT, Place, free_port, fresh_place, people
from scripts.soak.writer import OFFICER

KILLS = int(os.environ.get("SOAK_KILLS", "20"))
PASSWORD = "four plain grey pigeons"
PIECE = 1024 * 1024
PATIENCE_SECONDS = 60
#: What `scripts.soak.dying` can be told, in the order in which a file passes. The first is a random byte of it.
STEPS = (
    "stream",
    "piece written",
    "all bytes in",
    "checked",
    "file on disk",
    "name on disk",
    "row written",
    "before commit",
    "committed",
    "answering",
)
CASE = """
from datetime import UTC, datetime
from app.domain.roles import Role
from app.domain.vocabulary import Availability, EvidenceKind, EvidenceUsage
from app.queries.actors import actor_of, user_by_email
from app.services.material import EvidenceDetails, add_evidence
from app.services.reporting import receive_report
from scripts.soak.writer import OFFICER, report
from wsgi import app
with app.app_context():
    now = datetime.now(UTC)
    officer = user_by_email(OFFICER)
    mine = actor_of(officer, Role.OFFICER, on=now.date())
    case = receive_report(report("uploads", now), unit_id=officer.unit_id, actor=mine, at=now)
    details = EvidenceDetails(kind=EvidenceKind.DOCUMENT, description="Files", is_core_evidence=False,
                              usage=EvidenceUsage.USED, availability=Availability.HELD)
    print(case.reference, add_evidence(case, details, actor=mine, at=now).file_id)
"""


def kills_during_uploads() -> dict[str, Any]:
    """On both databases, at each step so many kills, as a form and in pieces in turns; then a second process looks."""
    found = {}
    for database in DATABASES:
        with fresh_place(database) as place:
            found[database] = _kill(place)
    return {"kills_a_step": KILLS, "steps": STEPS, **found, "held": all(one["held"] for one in found.values())}


def _kill(place: Place) -> dict[str, Any]:
    people(place)
    made = subprocess.run([sys.executable, "-c", CASE], cwd=ROOT, env=place.env, check=True, stdout=subprocess.PIPE)
    reference, item = made.stdout.decode().split()[-2:]
    with tempfile.TemporaryDirectory(prefix="throughline-dying-") as folder:
        order = Path(folder) / "order"
        env, port = place.env | {"DIES_AT": str(order)}, free_port()
        with serving(env, port, "scripts.soak.dying:app"):
            sender = _Sender(port, order, f"/cases/{reference}/evidence/items/{item}")
            acknowledged = [sender.send(step, number) for step in STEPS for number in range(KILLS)]
    checked = subprocess.run(
        [sys.executable, "-m", "scripts.soak.upload_checker"], input=json.dumps(acknowledged), cwd=ROOT, env=place.env,
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(checked.stdout.splitlines()[-1])
    broken = seen["lost"] + seen["doubled"] + seen["half_written"] + seen["nobodys"]
    died = sender.died
    return seen | {"died": died, "held": not broken and seen["chain_whole"] and died == KILLS * len(STEPS)}


class _Sender:
    """A browser that sends again what was not acknowledged, as people and the product's own script do."""

    def __init__(self, port: int, order: Path, item: str) -> None:
        self.client, self.order, self.item = Client(port), order, item
        self.died = 0
        self.client.sign_in(OFFICER, PASSWORD)

    def send(self, step: str, number: int) -> tuple[str, str]:
        """One file through one death to its acknowledgement; gives its name and hash."""
        content = (secrets.token_hex(random.randint(1, PIECE)) + "\n").encode()
        name = f"{step} {number}.txt".replace(" ", "-")
        told = str(random.randint(1, len(content))) if step == "stream" else step
        in_pieces = step == "piece written" or (number % 2 and step != "stream")
        fields = fields_of(self._until_answered("GET", f"{self.item}/file"), "received_from")
        self.order.write_text(told, encoding="ascii")
        if in_pieces:
            self._in_pieces(name, content, fields["csrf_token"])
        else:
            self._as_a_form(name, content, fields)
        self.died += not self.order.exists()
        self.order.unlink(missing_ok=True)
        return name, sha256(content).hexdigest()

    def _as_a_form(self, name: str, content: bytes, fields: dict[str, str]) -> None:
        edge = secrets.token_hex(16)
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 for key, value in fields.items()]  # fmt: skip
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = "".join(parts).encode() + f"{head}Content-Type: text/plain\r\n\r\n".encode() + content
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        self._until_answered("POST", f"{self.item}/file", body + f"\r\n--{edge}--\r\n".encode(), kind)

    def _in_pieces(self, name: str, content: bytes, token: str) -> None:
        about = {"csrf_token": token, "name": name, "size": str(len(content)), "declared": "text/plain",
                 "fingerprint": f"{name}|{len(content)}", "received_from": ""}  # fmt: skip
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        begun = json.loads(self._until_answered("POST", f"{self.item}/arriving", urlencode(about).encode(), form))
        following = begun["next"]
        while following * PIECE < len(content):
            piece = content[following * PIECE : (following + 1) * PIECE]
            headers = {"X-CSRFToken": token, "Content-Type": "application/octet-stream"}
            said = self._until_answered("POST", f"{begun['address']}/{following}", piece, headers)
            following = json.loads(said)["next"]
        self._until_answered("POST", f"{begun['address']}/finish", urlencode({"csrf_token": token}).encode(), form)

    def _until_answered(
        self, method: str, address: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        """Send until somebody answers. Raises RuntimeError where the answer is no acknowledgement."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                answer = self.client.ask(method, address, body, headers or {})
            except (OSError, http.client.HTTPException):
                self.client.connection.close()
                time.sleep(0.05)
                continue
            if self.client.status in (200, 303):
                return answer
            raise RuntimeError(f"{address} answered {self.client.status}: {answer[:300]!r}")
        raise RuntimeError(f"{address}: nobody answers any more")

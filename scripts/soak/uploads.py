"""The largest file through a real web server: what its workers hold in memory meanwhile (UPL-1)."""

import http.client
import json
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.bench.client import Client, fields_of
from scripts.bench.servers import Server, serving
from scripts.soak.places import Place, fresh_place

MIB = 1024 * 1024
LARGEST, MOST_MEMORY = 512 * MIB, 200 * MIB
EMAIL, PASSWORD = "arden.samplewick@northmarsh.example", "four plain grey pigeons"
A_CASE = f"""
import json
from datetime import datetime, timedelta, UTC
from app.database.atomic import atomic
from app.models.material import EvidenceItem
from app.services.demo import later_acts
from app.services.demo.cast import Cast, build_cast, crew_of
from app.services.demo.plots import PLOTS
from app.services.demo.story import Story
from wsgi import app
with app.app_context():
    now = datetime.now(UTC)
    build_cast({PASSWORD!r}, at=now - timedelta(days=500))
    story = Story(cast=Cast(now.date()), crew=crew_of("Z1"), plot=PLOTS[0], now=now - timedelta(days=30), number=1,
                  until=now)
    atomic(later_acts.ready)(story)
    item = next(one for one in story.material if isinstance(one, EvidenceItem))
    print(json.dumps([story.incident.reference, item.file_id]))
"""


class _Watch(threading.Thread):
    """The most memory that one worker had while the file came."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.most, self.over = server, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.most = max([self.most, *map(_resident, self.server.processes)])


def _resident(process: int) -> int:
    """Bytes of memory of this process, shared ones too; 0 where it has just ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)


def _form(fields: dict[str, str]) -> Iterator[bytes]:
    """A form with a recording of the largest size, in pieces of 1 MiB; the first piece says how much comes."""
    line, data = b"--a-line-between", LARGEST - 44
    typed = [b'%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (line, name.encode(), value.encode())
             for name, value in fields.items()]  # fmt: skip
    about = b'; name="file"; filename="long.wav"\r\nContent-Type: audio/wav\r\n\r\n'
    sound = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    wave = b"RIFF" + struct.pack("<I", data + 36) + b"WAVE" + sound + b"data" + struct.pack("<I", data)
    yield b"".join(typed) + line + b"\r\nContent-Disposition: form-data" + about + wave
    for number in range(0, data, MIB):
        yield bytes([number // MIB % 251]) * min(MIB, data - number)
    yield b"\r\n" + line + b"--\r\n"


def _send(client: Client, port: int, address: str) -> int:
    """Send the form whole, as a browser without scripts does; gives the status of the answer."""
    fields = fields_of(client.get(address), "received_from")
    length = sum(len(piece) for piece in _form(fields))
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
        "Content-Type": "multipart/form-data; boundary=a-line-between",
        "Content-Length": str(length),
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("POST", address, _form(fields), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _told(place: Place) -> tuple[str, str]:
    said, _ = place.python("-c", A_CASE).communicate(timeout=600)
    reference, item = json.loads(said.splitlines()[-1])
    return reference, item


def largest_upload() -> dict[str, Any]:
    """512 MiB through the form of one item of evidence."""
    with fresh_place("sqlite") as place:
        reference, item = _told(place)
        with serving(place.env, port := _free_port()) as server:
            client = Client(port)
            client.sign_in(EMAIL, PASSWORD)
            watch = _Watch(server)
            watch.start()
            status = _send(client, port, f"/cases/{reference}/evidence/items/{item}/file")
            watch.over.set()
            watch.join()
    return {
        "mib": LARGEST // MIB,
        "status": status,
        "most_memory_mib": watch.most // MIB,
        "held": status == 303 and watch.most < MOST_MEMORY,
    }

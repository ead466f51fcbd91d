"""CON-5: a process that takes in reports is killed at any moment; what it acknowledged is there, whole and once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

from scripts.soak.places import DATABASES, ROOT, Place, fresh_place, people

KILLS = int(os.environ.get("SOAK_KILLS", "20"))


def kills_during_writes() -> dict[str, Any]:
    """On both databases: so many kills, then a second process looks."""
    found = {}
    for database in DATABASES:
        with fresh_place(database) as place:
            found[database] = _kill(place)
    return {"kills": KILLS, **found, "held": all(one["held"] for one in found.values())}


def _kill(place: Place) -> dict[str, Any]:
    people(place)
    acknowledged: list[str] = []
    for number in range(KILLS):
        writer = place.python("-m", "scripts.soak.writer", str(number))
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(random.uniform(0.01, 0.4))
        writer.send_signal(signal.SIGKILL)
        printed = first + writer.stdout.read()
        writer.wait()
        # A line cut short by the kill was not acknowledged.
        acknowledged += [line[:-1] for line in printed.splitlines(keepends=True) if line.endswith("\n")]
    checked = subprocess.run(
        [sys.executable, "-m", "scripts.soak.checker"], input="\n".join(acknowledged), cwd=ROOT, env=place.env,
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(checked.stdout)
    broken = seen["lost"] + seen["doubled"] + seen["half_written"]
    return seen | {"held": not broken and seen["chain_whole"] and seen["acknowledged"] >= KILLS}

"""Runs every part, prints each result as it comes, and writes docs/soak.json."""

import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from scripts.soak.kills import kills_during_writes
from scripts.soak.notices import kills_of_the_worker
from scripts.soak.places import ROOT, fresh_place
from scripts.soak.requests import generated_requests
from scripts.soak.timing import sign_in_timing
from scripts.soak.uploads import largest_upload

RESULT = ROOT / "docs" / "soak.json"
# Each says what it measured, how often, and whether its promise held. Kills start processes of their own.
IN_THIS_PROCESS: tuple[Callable[[], dict[str, Any]], ...] = (sign_in_timing, generated_requests)


def main() -> int:
    parts: dict[str, Any] = {}
    with fresh_place("sqlite") as place:
        os.environ |= place.env
        for part in (*IN_THIS_PROCESS, kills_during_writes, kills_of_the_worker, largest_upload):
            parts[part.__name__] = part()
            print(part.__name__, json.dumps(parts[part.__name__]), flush=True)
    result = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "parts": parts,
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0 if all(part["held"] for part in parts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Measures on databases of the sizes given, prints each run as it ends, and writes docs/performance.json and .md.

python -m scripts.bench sqlite:1000 postgresql:1000
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from scripts.bench import measures, report
from scripts.bench.client import Client
from scripts.bench.servers import serving
from scripts.soak.places import ROOT, Place, free_port, fresh_place

# One person asks for what a hundred would: their limits (RATE-3) would be measured and not the pages.
OWN_LIMITS = "1000000,60,10,60"
PARTS = ("flask", "sqlalchemy", "gunicorn", "jinja2")


def _printed(env: dict[str, str], *words: str) -> Any:
    """The line of JSON that a program of the product prints last."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _measured(place: Place, known: dict[str, Any]) -> dict[str, Any]:
    """Figures by name, what was nearly least of the times, and the calibration's p50 in milliseconds."""
    sqlite = f"sqlite:///{place.env['DATA_DIR']}/throughline.sqlite3"
    base = place.env | {
        "BENCH_DATABASE": place.env.get("DATABASE_URL", sqlite),
        "BENCH_OFFICER": str(known["officer"]),
    }
    with serving(place.env, free_port()) as product:
        with serving(base, free_port(), "scripts.bench.calibration:app") as calibration:
            client = measures.signed_in(product.port, known)
            times = measures.one_client(measures.steps(client, Client(calibration.port), known))
            print(json.dumps(times), flush=True)
            eight = measures.eight_clients(product, calibration, known)
            print(json.dumps(eight), flush=True)
        weight = measures.sizes(measures.signed_in(product.port, known))
        loaded = {"print_shop_loaded": int(product.has_loaded("libpango"))}
        figures = _figures(times) | {name: eight[name] for name in ("share", "megabytes", "growth")} | weight | loaded
    return {
        "calibration_ms": times["calibration"]["p50_ms"],
        "figures": figures,
        "quiet": {name: one["quiet"] for name, one in times.items() if name != "calibration"},
    }


def _figures(times: dict[str, dict[str, float]]) -> dict[str, float]:
    ratios = {name: one["ratio"] for name, one in times.items() if name != "calibration"}
    for name in ("deep", "filter"):
        ratios[name] = round(ratios[name] / ratios["list"], 2)
    return ratios


def _run(database: str, cases: int) -> dict[str, Any]:
    load = round(os.getloadavg()[0], 1)
    with fresh_place(database) as place:
        place.env.update(APP_ENV="demo", OWN_LIMITS=OWN_LIMITS)
        known = _printed(place.env, "scripts.bench.database", str(cases))
        case = f"/cases/{known['references'][0]}"
        counted = _printed(place.env, "scripts.bench.statements", known["email"], known["password"], "/work", case)
        measured = _measured(place, known)
    measured["figures"] |= {"list_statements": counted["/work"], "case_statements": counted[case]}
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return {
        "database": database,
        "cases": cases,
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": commit.stdout.decode().strip(),
        "cores": os.cpu_count(),
        "load": load,
        "versions": {
            "Python": platform.python_version(),
            database: ".".join(map(str, known["server"])),
            **{name: version(name) for name in PARTS},
        },
        "rows": known["rows"],
        "generated_in_seconds": known["generated_in_seconds"],
        **measured,
    }


def main() -> int:
    held = True
    for wanted in sys.argv[1:]:
        database, cases = wanted.split(":")
        run = _run(database, int(cases))
        report.write(run)
        print(json.dumps(run), flush=True)
        held &= all(report.PROMISES[name].held(value) for name, value in run["figures"].items())
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

"""docs/performance.md, made of docs/performance.json and of nothing else: what was not measured has no place."""

import json
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.soak.places import ROOT

RESULT = ROOT / "docs" / "performance.json"
PAGE = ROOT / "docs" / "performance.md"
_HOLDS = {"at most": operator.le, "at least": operator.ge, "is": operator.eq}


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure: what it says, its unit, and what was promised of it."""

    says: str
    unit: str
    how: str
    limit: float

    def held(self, value: float) -> bool:
        return bool(_HOLDS[self.how](value, self.limit))


PROMISES: Mapping[str, Promise] = {
    "list": Promise("Case list, first page, p50", "times calibration", "at most", 8),
    "deep": Promise("Deep page of the list, p50", "times the first page", "at most", 1.3),
    "filter": Promise("Filtered list, p50", "times the first page", "at most", 1.3),
    "case": Promise("Case page, p50", "times calibration", "at most", 10),
    "search": Promise("Search for two words, newest 25, p50", "times calibration", "at most", 45),
    "save": Promise("Saving a change, to the answer after COMMIT, p50", "times calibration", "at most", 14),
    "share": Promise("List with eight clients, requests a second", "of the calibration's", "at least", 0.15),
    "list_statements": Promise("Statements that read for the list, besides session and audit", "", "at most", 6),
    "case_statements": Promise("Statements that read for the case page, besides session and audit", "", "at most", 10),
    "list_kb": Promise("List, compressed", "kB", "at most", 15),
    "cold_kb": Promise("First visit with everything it loads, compressed", "kB", "at most", 150),
    "cold_requests": Promise("Requests of a first visit", "", "at most", 8),
    "megabytes": Promise("Memory of two web processes after the run", "MB", "at most", 250),
    "growth": Promise("Memory after so many requests", "times that of the warm processes", "at most", 1.1),
    "print_shop_loaded": Promise("Web processes that loaded the print shop", "", "is", 0),
}


def write(run: Mapping[str, Any]) -> None:
    """Keep a run, in place of an earlier one of the same database and size, and write the page again."""
    runs = json.loads(RESULT.read_text(encoding="utf-8"))["runs"] if RESULT.exists() else []
    kept = [one for one in runs if (one["database"], one["cases"]) != (run["database"], run["cases"])]
    result = {"runs": sorted([*kept, dict(run)], key=lambda one: (one["cases"], one["database"]))}
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(page(result), encoding="utf-8")


def page(result: Mapping[str, Any]) -> str:
    """The page for these results."""
    lines = [
        "# How fast it is",
        "",
        "Written by `make bench` and `make bench-1m` from `performance.json`; nobody edits it. Times are multiples of",
        "the calibration, measured in turns in the same run: one Flask route, one indexed SELECT of 25 rows, one plain",
        "table, under the same server with the same processes. Limits on tries are as shipped; no run reaches them.",
        "The one person who asks searches without a limit.",
    ]
    for run in result["runs"]:
        lines += ["", *_run(run)]
    return "\n".join(lines) + "\n"


def _run(run: Mapping[str, Any]) -> list[str]:
    rows = ", ".join(f"{count:,} {name}" for name, count in run["rows"].items())
    versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    quiet = ", ".join(f"{name} {ratio:g}" for name, ratio in run["quiet"].items())
    return [
        f"## {run['cases']:,} cases on {run['database']}",
        "",
        f"Commit {run['commit']}, {run['at']}, {run['cores']} cores, load {run['load']} at the start. {versions}.",
        f"Generated in {run['generated_in_seconds']} s: {rows}. Calibration p50: {run['calibration_ms']} ms.",
        f"Nearly the least of the times, which other programs disturb less, as multiples of the same: {quiet}.",
        "",
        "| figure | measured | promised | held |",
        "|---|---|---|---|",
        *(_line(name, promise, run["figures"]) for name, promise in PROMISES.items() if name in run["figures"]),
    ]


def _line(name: str, promise: Promise, figures: Mapping[str, float]) -> str:
    value, unit = figures[name], f" {promise.unit}" if promise.unit else ""
    held = "yes" if promise.held(value) else "**no**"
    return f"| {promise.says} | {value:g}{unit} | {promise.how} {promise.limit:g} | {held} |"

"""The page about speed holds what was measured and nothing else."""

import json
from pathlib import Path
from typing import Any

from scripts.bench import report

MEASURED: dict[str, Any] = {
    "database": "sqlite", "cases": 1000, "at": "2026-11-23T12:00+00:00", "commit": "abc1234", "cores": 2, "load": 0.1,
    "versions": {"Python": "3.11"}, "rows": {"cases": 1000}, "generated_in_seconds": 2.0, "calibration_ms": 1.5,
    "figures": {"list": 7.5, "save": 15.0},
    "quiet": {"list": 7.0, "save": 13.0},
}  # fmt: skip


def test_the_page_is_what_the_measurements_make_of_it() -> None:
    assert report.PAGE.exists() == report.RESULT.exists()
    if report.RESULT.exists():
        result = json.loads(report.RESULT.read_text(encoding="utf-8"))
        assert report.PAGE.read_text(encoding="utf-8") == report.page(result), "somebody edited docs/performance.md"


def test_a_figure_that_was_not_measured_has_no_line() -> None:
    page = report.page({"runs": [MEASURED]})
    assert "| Case list, first page, p50 | 7.5 times calibration | at most 8 | yes |" in page
    assert "| 15 times calibration | at most 14 | **no** |" in page
    assert page.count("| at ") == len(MEASURED["figures"])


def test_a_run_takes_the_place_of_the_earlier_one(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(report, "RESULT", tmp_path / "performance.json")
    monkeypatch.setattr(report, "PAGE", tmp_path / "performance.md")
    report.write(MEASURED)
    report.write(MEASURED | {"database": "postgresql"})
    report.write(MEASURED | {"figures": {"list": 6.0}})
    runs = json.loads(report.RESULT.read_text(encoding="utf-8"))["runs"]
    assert [(one["database"], one["figures"]["list"]) for one in runs] == [("postgresql", 7.5), ("sqlite", 6.0)]

"""Cells of the access matrix that no test expects anything of: `python -m scripts.untested_cells`.

The policy the product reads is compared with the transcription the tests keep, which a test walks line by line. Prints
each cell without a line there, and each line that repeats or names no cell; exits with 1 where there is one.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POLICY = ROOT / "app" / "domain" / "data" / "access.csv"
EXPECTED = ROOT / "tests" / "data" / "access_matrix.csv"
NOT_ACTORS = {"row", "permission", "says"}
Cell = tuple[str, str]


def cells_of(policy: Iterable[str]) -> list[Cell]:
    """Every cell of the policy, the empty ones too: an empty cell is a refusal, and a refusal is tested."""
    return [(row["permission"], actor) for row in csv.DictReader(policy) for actor in row if actor not in NOT_ACTORS]


def expected_in(lines: Iterable[str]) -> list[Cell]:
    """The cells a transcription holds; its comments are left out. A line without an answer expects nothing."""
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [(row["permission"], row["actor"]) for row in rows if row["cell"].strip()]


def complaints(policy: Iterable[str], lines: Iterable[str]) -> Iterator[str]:
    """A line for each cell that is not expected exactly once."""
    cells, expected = cells_of(policy), Counter(expected_in(lines))
    for permission, actor in cells:
        if not expected[permission, actor]:
            yield f"no test: {permission} for {actor}"
    for (permission, actor), times in expected.items():
        if (permission, actor) not in cells:
            yield f"no such cell: {permission} for {actor}"
        elif times > 1:
            yield f"{times} lines: {permission} for {actor}"


def main() -> int:
    """Print what is wrong; 0 where every cell is expected once."""
    policy = POLICY.read_text(encoding="utf-8").splitlines()
    found = list(complaints(policy, EXPECTED.read_text(encoding="utf-8").splitlines()))
    print("\n".join(found) or f"Each of {len(cells_of(policy))} cells is tested.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

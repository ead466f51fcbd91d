"""The script that finds cells of the access matrix without a test finds them, and finds none today."""

import pytest

from scripts.untested_cells import complaints, main

POLICY = ["row,permission,says,officer,public", "1,case:report,Record a report,yes,", "2,case:find,Find a case,A H,"]
LINES = [
    "# a comment",
    "row,permission,actor,cell",
    "1,case:report,officer,yes",
    "1,case:report,public,-",
    "2,case:find,officer,A H",
    "2,case:find,public,-",
]


def test_acc_2_every_cell_of_the_matrix_has_a_test(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert "cells is tested" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (LINES, []),
        (LINES[:-1], ["no test: case:find for public"]),
        ([*LINES[:-1], "2,case:find,public,"], ["no test: case:find for public"]),
        ([*LINES, "2,case:find,public,-"], ["2 lines: case:find for public"]),
        ([*LINES, "3,case:fly,public,-"], ["no such cell: case:fly for public"]),
    ],
)
def test_it_names_what_is_missing_repeated_or_unknown(lines: list[str], said: list[str]) -> None:
    assert list(complaints(POLICY, lines)) == said

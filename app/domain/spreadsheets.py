"""Tables for a spreadsheet program: CSV that no program takes for formulas (EXP-1).

RFC 4180, every cell quoted, with the mark by which programs know UTF-8.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = frozenset("=+-@＝＋－＠")
_STARTS_CELL = ("\t", "\r", "\n")
MARK = "'"


def harmless(text: str) -> str:
    """The text as a program shows it and does not reckon it: a mark goes before what could begin a formula."""
    visible = next((sign for sign in text if not _unseen(sign)), "")
    return MARK + text if visible in _STARTS_FORMULA or text.startswith(_STARTS_CELL) else text


def _unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign).startswith("C")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and rows of text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")

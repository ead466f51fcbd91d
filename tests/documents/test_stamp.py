"""An issued copy: stamped on every page, still PDF/UA-1, bound to the paper without marks by its hash."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import page
import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTFigure

from app.documents import pdf
from app.documents.client import PrintClient
from app.documents.limits import RenderFailed
from app.documents.stamp import IssuedPdf, Marks, check_value, stamp
from app.documents.wire import PrintJob
from tests.documents.papers import SAMPLES, paper, plain, text_of

MARKS = Marks(
    requester="Detective Constable Odile Penfeather 7001QX",
    recipient="Crown Prosecution Service, Testshire",
    purpose="Charging decision <b>now</b>",
    issued_at=datetime(2026, 6, 8, 9, 30, tzinfo=UTC),
    version="3",
)


class HereAndNow(PrintClient):
    """Prints in this process: what the pool does is tested with the pool."""

    def render(self, job: PrintJob, timeout: float | None = None) -> bytes:
        return pdf.to_pdf(job.variants, job.assets, tagged=job.tagged)


def issued(name: str, key: str, marks: Marks = MARKS) -> IssuedPdf:
    return stamp(paper(name, key), marks, HereAndNow())


@pytest.mark.parametrize("key", ["case-summary", "police-report"])
@pytest.mark.parametrize("name", [SAMPLES[0], SAMPLES[3]])
def test_each_page_says_who_for_whom_why_and_when(name: str, key: str) -> None:
    made = issued(name, key)
    check = check_value(hashlib.sha256(paper(name, key)).hexdigest())
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        total = len(opened.pages)
    for number in range(total):
        text = plain(text_of(made.pdf, [number]))
        assert "Issued 8 Jun 2026, 10:30 (London) at the request of Detective Constable Odile Penfeather 7001QX" in text
        assert "For Crown Prosecution Service, Testshire. Purpose: Charging decision <b>now</b>. Version 3." in text
        assert f"Check: {check}" in text


@pytest.mark.parametrize("name", [SAMPLES[0], SAMPLES[3]])
def test_it_stays_accessible(name: str) -> None:
    report = page.validate_pdf_bytes(issued(name, "case-summary").pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_hashes_are_of_the_bytes() -> None:
    made = issued(SAMPLES[0], "police-report")
    assert made.sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert made.unstamped_sha256 == hashlib.sha256(paper(SAMPLES[0], "police-report")).hexdigest()


def test_two_issues_of_one_render_differ_only_in_the_stamp() -> None:
    other = Marks("Somebody Else", "Defence", "Service", datetime(2026, 1, 8, 9, 30, tzinfo=UTC), "3")
    first, second = issued(SAMPLES[0], "police-report"), issued(SAMPLES[0], "police-report", other)
    assert first.sha256 != second.sha256
    assert first.unstamped_sha256 == second.unstamped_sha256
    before = plain(text_of(paper(SAMPLES[0], "police-report"), [0]))
    after = plain(text_of(second.pdf, [0]))
    assert [word for word in before.split() if word not in after] == []
    assert "8 Jan 2026, 09:30 (London)" in after


def letters_of(thing: Any) -> Iterator[LTChar]:
    if isinstance(thing, LTChar):
        yield thing
    elif isinstance(thing, Iterable):
        for part in thing:
            yield from letters_of(part)


@pytest.mark.parametrize("name", [SAMPLES[0], SAMPLES[3]])
def test_the_stamp_stands_upright_below_everything_else(name: str) -> None:
    long = replace(MARKS, requester="Wide Wide " * 20, recipient="M m " * 40, purpose="Why " * 40)
    for layout in extract_pages(io.BytesIO(issued(name, "case-summary", long).pdf)):
        stamped = [letter for part in layout if isinstance(part, LTFigure) for letter in letters_of(part)]
        others = [letter for part in layout if not isinstance(part, LTFigure) for letter in letters_of(part)]
        assert "Check:" in "".join(letter.get_text() for letter in stamped)
        assert all(letter.matrix[0] > 0 < letter.matrix[3] and letter.y0 > 8 for letter in stamped)
        assert max(letter.y1 for letter in stamped) < min(letter.y0 for letter in others)


def test_the_stamp_is_marked_as_laid_over() -> None:
    with pikepdf.open(io.BytesIO(issued(SAMPLES[0], "police-report").pdf)) as opened:
        for one in opened.pages:
            assert b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in one.Contents[-1].read_bytes()


def test_a_check_value_is_twelve_digits_in_three_groups() -> None:
    assert check_value("7f2c91d4a0b6ffff") == "7F2C 91D4 A0B6"


def test_no_stamp_when_its_print_fails() -> None:
    class Broken(PrintClient):
        def render(self, job: PrintJob, timeout: float | None = None) -> bytes:
            raise RenderFailed("broken.")

    with pytest.raises(RenderFailed):
        stamp(paper(SAMPLES[0], "police-report"), MARKS, Broken())

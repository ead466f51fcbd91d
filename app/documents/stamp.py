"""A reader's marks on an issued copy: who asked, for whom, why, when, and the check value of the bare paper."""

import hashlib
import html
import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf

from app.documents import typefaces
from app.documents.client import PrintClient
from app.documents.limits import RenderFailed
from app.documents.wire import PrintJob
from app.documents.wording import clipped, moment

# Signs of each name and of the purpose that fit the free space; the record of issue holds the whole.
_LONGEST = 60
# Marked as something laid over the page: readers of the tagged text pass it by, and the paper stays PDF/UA-1.
_BEFORE = b"Q /Artifact <</Type /Pagination /Subtype /Footer>> BDC q "
_AFTER = b" Q EMC"
_PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Issued</title></head>'
    '<body class="stamp">{lines}</body></html>'
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is stamped on an issued copy. `issued_at` is an instant; it is printed in London time."""

    requester: str
    recipient: str
    purpose: str
    issued_at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class IssuedPdf:
    """The bytes to hand out and to keep, their SHA-256, and the SHA-256 of the paper before it was stamped."""

    pdf: bytes
    sha256: str
    unstamped_sha256: str


def stamp(pdf: bytes, marks: Marks, printer: PrintClient) -> IssuedPdf:
    """Lay the marks into the space every page keeps free at its foot."""
    unstamped = hashlib.sha256(pdf).hexdigest()
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in lines_of(marks, unstamped))
    overlay = printer.render(PrintJob((typefaces.with_codes(_PAGE.format(lines=lines)),), tagged=False))
    with pikepdf.open(io.BytesIO(pdf)) as paper, pikepdf.open(io.BytesIO(overlay)) as marked:
        if len(marked.pages) > 1:
            raise RenderFailed("the words of the stamp do not fit the page.")
        form = paper.copy_foreign(marked.pages[0].as_form_xobject())
        for page in paper.pages:
            name = page.add_resource(form, pikepdf.Name.XObject)
            page.contents_add(b"q", prepend=True)  # the page's own turning of its axes must end before the stamp
            page.contents_add(_BEFORE + str(name).encode("ascii") + b" Do" + _AFTER)
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    issued = out.getvalue()
    return IssuedPdf(issued, hashlib.sha256(issued).hexdigest(), unstamped)


def lines_of(marks: Marks, unstamped_sha256: str) -> tuple[str, str]:
    """The two lines that are stamped, short enough for the space kept free."""
    who, whom, why = (clipped(text, _LONGEST) for text in (marks.requester, marks.recipient, marks.purpose))
    return (
        f"Issued {moment(marks.issued_at)} (London) at the request of {who}.",
        f"For {whom}. Purpose: {why}. Version {marks.version}. Check: {check_value(unstamped_sha256)}",
    )


def check_value(sha256: str) -> str:
    """The first twelve hex digits in three groups, as a person compares them: `7F2C 91D4 A0B6`."""
    digits = sha256[:12].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 12, 4))

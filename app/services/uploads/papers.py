"""PDF: nothing that runs, opens or carries something else; so many pages and objects at most."""

from typing import BinaryIO

import pikepdf

from app.services.uploads.verdict import Flag, Refused

MOST_PAGES = 2_000
MOST_OBJECTS = 500_000
# Names that make a paper act. Found anywhere in it, it is refused.
ACTS = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/EmbeddedFile", "/XFA", "/GoToE", "/ImportData"})
_TRAILING = 1024
_ACTING = "The PDF can start a program or carries another file. Print it to a plain PDF and send that."


def begins(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


def check(opened: BinaryIO, size: int) -> tuple[Flag, ...]:
    """Open it without drawing it; look at each object for what acts."""
    opened.seek(max(0, size - _TRAILING))
    if b"%%EOF" not in opened.read():
        raise Refused("The PDF is damaged, or something stands behind its end.")
    opened.seek(0)
    try:
        with pikepdf.open(opened, attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("The PDF is protected by a password. Send a copy without one.")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Refused("The PDF has too many parts.")
            if len(pdf.pages) > MOST_PAGES:
                raise Refused("The PDF has more than 2,000 pages. Send it in parts.")
            for held in pdf.objects:
                _refuse_acts(held)
    except pikepdf.PasswordError as error:
        raise Refused("The PDF is protected by a password. Send a copy without one.") from error
    except pikepdf.PdfError as error:
        raise Refused("The PDF is damaged.") from error
    return ()


def _refuse_acts(held: pikepdf.Object, depth: int = 0) -> None:
    """The object itself and what is written inside it; what it points to is an object of its own."""
    if depth > 40:
        raise Refused("The PDF is nested too deeply.")
    if isinstance(held, pikepdf.Array):
        for item in (one for one in held.as_list() if not getattr(one, "is_indirect", False)):
            _refuse_acts(item, depth + 1)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in held.items():
            if key in ACTS or (key in ("/S", "/Type") and str(value) in ACTS):
                raise Refused(_ACTING)
            if not getattr(value, "is_indirect", False):
                _refuse_acts(value, depth + 1)

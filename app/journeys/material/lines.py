"""One row of the material: an item, a statement with its signature, a paper, words of hostility."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app import formatting
from app.domain.permissions import Permission
from app.domain.vocabulary import SignatureManner
from app.models.material import Statement
from app.models.statement import StatementSignature
from app.queries.copies import pictured_of
from app.services.viewing import is_locked
from app.web.case_pages import Frame
from app.web.clock import today

P = Permission


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a section: number, what it is, where it stands, the words behind a press, the page to change it."""

    id: str
    what: str
    second: str
    mark: tuple[str, str]
    more: tuple[str, str] | None
    covered: str
    address: str | None
    others: tuple[tuple[str, str], ...] = ()  # words and address of what else can be done with it
    picture: tuple[str, str] | None = None  # address and words of its small picture


def address(frame: Frame, page: str, **number: Any) -> str | None:
    """The page on which a row is changed, for who may change it."""
    if not frame.may(P.CASE_EDIT):
        return None
    return url_for(f"material.{page}", reference=frame.case.reference, **number)


def pictures(frame: Frame) -> dict[int, tuple[str, str]]:
    """The first small picture of each item that has one, by the item's row, for who may see it."""
    found: dict[int, tuple[str, str]] = {}
    for one in pictured_of(frame.case) if frame.may(P.EVIDENCE_VIEW) else ():
        if not is_locked(one.original, *one.copies.values()):
            file = one.original
            place = url_for("material.show_small", reference=frame.case.reference, file=file.file_id)
            found.setdefault(file.evidence_item_id, (place, f"Small picture of {file.name}"))
    return found


def statement_line(frame: Frame, row: Statement, signature: StatementSignature | None) -> Line:
    """A statement: whose, of when, who signed which words; what can be done with it."""
    made = f"{row.kind.label}, made {formatting.day(row.made_on, today())}."
    pages = (
        [("Sign", address(frame, "sign_paper", statement=row.file_id))]
        if not row.signed and frame.may(P.EVIDENCE_VIEW)
        else []
    )
    if frame.may(P.PERSON_CONTACT):
        pages.append(
            ("Back page", url_for("material.back_page", reference=frame.case.reference, statement=row.file_id))
        )
    return Line(
        id=row.file_id,
        what=row.person.full_name.strip(),
        second=f"{made} {signature_words(signature)}".strip() if signature and row.signed else made,
        mark=_signed_mark(row, signature),
        more=("Read the statement", row.text) if frame.may(P.EVIDENCE_VIEW) else None,
        covered="",
        address=address(frame, "change_statement", statement=row.file_id),
        others=tuple((words, page) for words, page in pages if page),
    )


def _signed_mark(row: Statement, signature: StatementSignature | None) -> tuple[str, str]:
    if row.signed:
        return "met", "Signed"
    if signature is not None:
        return "warning", f"Version {row.text_version}, changed after it was signed: not signed"
    return "warning", "Not signed"


def signature_words(row: StatementSignature) -> str:
    """Who signed, when, how, who was present, and the hash of the words."""
    when = formatting.day_time(row.signed_at)
    present = f" {row.present} was present." if row.present else ""
    original = f" Original: {row.original_reference}." if row.original_reference else ""
    manner = {
        SignatureManner.PASSWORD: "with their own password",
        SignatureManner.PAPER: "on paper",
        SignatureManner.PRESENCE: "on screen",
    }[row.manner]
    return f"Signed by {row.signed_name}, {when}, {manner}.{present}{original} SHA-256 of the words: {row.text_sha256}."

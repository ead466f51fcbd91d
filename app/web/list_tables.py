"""A list that leaves the product as a table for a spreadsheet: the question before it, and the answer."""

from typing import Any

from flask import Response, make_response

from app.services import list_export
from app.web.clock import now, today
from app.web.fields import LongTextField
from app.web.sessions import actor


def table_reason() -> Any:
    """The field of every form that is asked before a list leaves the product."""
    return LongTextField(
        "What is the table for?",
        hint="The reason is recorded with the cases in the table.",
        rows=2,
        most=1000,
        required="Say what the table is for",
    )


def handed_out(table: list_export.Table, reason: str, *, name: str) -> Response:
    """The table as a file. Raises NotAllowed without the right, RuleBroken where it is too long."""
    response = make_response(list_export.hand_out(table, reason, actor=actor(), at=now()))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today().isoformat()}.csv"'
    return response

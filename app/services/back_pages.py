"""The back page of a statement: a document of its own that points to it, and to which the statement points."""

from sqlalchemy import select

from app.database.session import db
from app.domain.errors import RuleBroken
from app.domain.vocabulary import MgForm
from app.models.material import CaseDocument, Statement


def join_statement(document: CaseDocument) -> None:
    """Keep both pointers in step: a back page belongs to one statement, and no other statement keeps it.

    Raises RuleBroken for a statement of another case, and where another back page is there already.
    """
    statement = None if document.statement_id is None else db.session.get(Statement, document.statement_id)
    if document.statement_id is not None and (statement is None or statement.incident_id != document.incident_id):
        raise RuleBroken("Choose a statement of this case.", field="statement_id")
    for row in db.session.scalars(select(Statement).where(Statement.back_page_document_id == document.id)):
        row.back_page_document_id = None
    if statement is not None and document.mg_form is MgForm.MG11_BACK:
        if statement.back_page_document_id is not None:
            raise RuleBroken("This statement has another back page.", field="statement_id")
        statement.back_page_document_id = document.id
    db.session.flush()

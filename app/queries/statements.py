"""Who signed which words of a statement, and its back page."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database.session import db
from app.models.incident import Incident
from app.models.material import Statement
from app.models.statement import StatementBackPage, StatementSignature


def signatures_of(incident: Incident) -> dict[int, StatementSignature]:
    """Row id of a statement → the latest signature under it, with who recorded it."""
    rows = db.session.scalars(
        select(StatementSignature)
        .join(Statement, Statement.id == StatementSignature.statement_id)
        .where(Statement.incident_id == incident.id)
        .options(joinedload(StatementSignature.recorded_by))
        .order_by(StatementSignature.text_version)
    )
    return {row.statement_id: row for row in rows}


def standing_signatures(incident: Incident) -> list[tuple[Statement, StatementSignature]]:
    """The statements whose words as they stand now are signed here, with that signature."""
    rows = db.session.execute(
        select(Statement, StatementSignature)
        .join(StatementSignature, StatementSignature.statement_id == Statement.id)
        .where(Statement.incident_id == incident.id, StatementSignature.text_version == Statement.text_version)
        .order_by(Statement.id)
    )
    return [(statement, signature) for statement, signature in rows if statement.signed]


def signature_of(statement: Statement) -> StatementSignature | None:
    """The latest signature under a statement; its words may be older than those that stand there now."""
    return db.session.scalars(
        select(StatementSignature)
        .where(StatementSignature.statement_id == statement.id)
        .order_by(StatementSignature.text_version.desc())
        .limit(1)
    ).one_or_none()


def back_page_of(statement: Statement) -> StatementBackPage | None:
    """What is kept of the back page besides contact details, for who may read those."""
    return db.session.scalars(
        select(StatementBackPage).where(StatementBackPage.statement_id == statement.id)
    ).one_or_none()

"""The whole case across five people in a real browser, with scripts and without: report to sentence, and the PDF."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.database.session import db
from app.documents.client import PrintClient
from app.domain.stages import Status
from app.models.incident import Incident
from app.services import outcome
from app.services.demo.cast import build_cast
from tests.browser.conftest import Opening
from tests.browser.walkthrough import PASSWORD, Walk
from tests.conftest import FrozenClock


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_case_goes_from_report_to_sentence_across_five_people(
    app: Flask, visitor: Opening, clock: FrozenClock, render_pool: Path, scripts: bool
) -> None:
    app.extensions["printer"] = PrintClient(render_pool, alone=False)
    build_cast(PASSWORD, at=clock.at - timedelta(days=100))
    walk = Walk(app, visitor, clock, scripts)
    for act in (
        walk.officer_reports,
        walk.supervisor_allocates,
        walk.officer_investigates,
        walk.supervisor_checks,
        walk.operations_accept,
        walk.prosecutor_decides,
        walk.officer_charges,
        walk.court_decides,
        walk.officer_refers_and_caseworker_accepts,
    ):
        act()
        clock.move(minutes=5)
    assert walk.officer_takes_the_summary().startswith(b"%PDF")
    db.session.rollback()
    case = db.session.scalars(select(Incident).where(Incident.reference == walk.reference)).one()
    assert case.status is Status.SENTENCED
    assert outcome.finalise(case.id, as_of=clock.at + timedelta(days=400), at=clock.at)
    assert db.session.get_one(Incident, case.id).status is Status.FINALISED

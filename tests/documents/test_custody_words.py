"""What a paper says of custody: the limit that ends it, never a review or a notice beside it."""

from typing import Any

from app.documents.blocks import text_of
from app.documents.contexts import first_page, parts
from app.documents.contexts.desk import Desk
from app.documents.dossier import Dossier
from tests.documents.papers import SAMPLES, dossier_of
from tests.domain.deadlines.cases import at, changed, event, referral, suspect
from tests.domain.deadlines.test_court import before_court

BUS, *_, MOSQUE = SAMPLES


def custody_of(dossier: Dossier) -> str:
    desk = Desk.of(dossier)
    return text_of(parts.custody(desk, dossier.case.suspects[0]))


def remanded(file: dict[str, Any]) -> None:
    before_court(file)
    file["allegations"].append(file["allegations"][0] | {"allegation_id": "A3", "offence_type_key": "poa_s5"})


def test_in_custody_of_a_court_the_earliest_limit_is_named() -> None:
    case = changed(
        MOSQUE,
        remanded,
        suspect(custody_status="remanded"),
        event("first_remand", "2026-11-02T12:00:00Z", person_id="P3"),
    )
    line = custody_of(dossier_of(case, at("2026-11-23T09:00:00Z")))
    assert line.startswith("Remanded in custody. Custody time limit, summary: ")
    assert "24 Dec 2026" in line
    assert "either way" not in line and "Notice" not in line


def held(file: dict[str, Any]) -> None:
    suspect(
        custody_status="in_custody",
        arrested_at="2026-11-23T06:00:00Z",
        relevant_time="2026-11-23T07:00:00Z",
        detention_authorised_at="2026-11-23T07:10:00Z",
    )(file)


def test_a_review_of_detention_is_not_what_a_decision_must_meet() -> None:
    case = changed(BUS, held, referral(1, submitted_at="2026-11-23T08:00:00Z"))
    dossier = dossier_of(case, at("2026-11-23T09:00:00Z"))
    assert "review" not in custody_of(dossier)
    asked = " ".join(text_of(line) for line in first_page.build(Desk.of(dossier), first_page.AMOUNTS[0]).asked)
    assert "Decision needed by" in asked and "(detention without charge)" in asked

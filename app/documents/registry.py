"""The documents this house prints, as a table: title, template, permission, audience and builder of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.documents.blocks import Paper
from app.documents.contexts import case_summary, charging_request, custody_chain, police_report, review_record
from app.documents.contexts.case_summary import CaseSummary
from app.documents.dossier import Dossier
from app.domain.permissions import Permission

Built = Paper | CaseSummary


class Audience(StrEnum):
    """Who may come to read a paper; its builder leaves out all that they may not see."""

    DEFENCE = "defence"
    CPS = "cps"
    PROSECUTION = "prosecution"


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of paper. `build` gives its variants, from the most to the least detailed."""

    key: str
    title: str
    template: str
    permission: Permission
    audience: Audience
    build: Callable[[Dossier], tuple[Built, ...]]


def _one(build: Callable[[Dossier], Paper]) -> Callable[[Dossier], tuple[Built, ...]]:
    return lambda dossier: (build(dossier),)


DOCUMENTS: Mapping[str, Document] = {
    document.key: document
    for document in (
        Document(
            "case-summary",
            "Case summary",
            "case_summary.html",
            Permission.REFERRAL_READ,
            Audience.CPS,
            case_summary.build,
        ),
        Document(
            "police-report",
            "Police report",
            "police_report.html",
            Permission.CASE_READ,
            Audience.DEFENCE,
            _one(police_report.build),
        ),
        Document(
            "charging-request",
            "Charging request",
            "charging_request.html",
            Permission.REFERRAL_READ,
            Audience.CPS,
            _one(charging_request.build),
        ),
        Document(
            "review-record",
            "Prosecutor's review record",
            "review_record.html",
            Permission.DECISION_RECORD,
            Audience.PROSECUTION,
            _one(review_record.build),
        ),
        Document(
            "custody-chain",
            "Custody chain",
            "custody_chain.html",
            Permission.EVIDENCE_LIST,
            Audience.CPS,
            _one(custody_chain.build),
        ),
    )
}

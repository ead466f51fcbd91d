"""The texts of a case file that the defence may read: scanned for personal details before a paper is issued."""

from collections.abc import Mapping

from app.domain.case_file.root import CaseFile

#: Texts of the report that are one field each.
OF_REPORT = (
    "headline", "identification", "exhibits_note", "injuries_loss_damage", "interview", "antecedents",
    "victim_impact", "orders_sought",
)  # fmt: skip


def disclosable_texts(case: CaseFile) -> Mapping[str, str]:
    """Pointer into the case file → text: report (without settled matches), wordings, statements in short, the place."""
    found: dict[str, str | None] = {"/incident/location/description": case.incident.location.description}
    report = case.police_report
    if report is not None:
        found |= {f"/police_report/{name}": getattr(report, name) for name in OF_REPORT}
        found |= {f"/police_report/chronology/{n}/text": one.text for n, one in enumerate(report.chronology)}
        found |= {
            f"/police_report/witness_evidence/{n}/text": one.text for n, one in enumerate(report.witness_evidence)
        }
    found |= {f"/allegations/{n}/wording": one.wording for n, one in enumerate(case.allegations)}
    found |= {f"/victims/{n}/vps/summary": one.vps.summary for n, one in enumerate(case.victims)}
    return {pointer: text for pointer, text in found.items() if text}

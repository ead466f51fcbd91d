"""Shapes decisions on unused items and words that stay in the police report."""

from collections.abc import Mapping

from app import formatting
from app.models.material import EvidenceItem
from app.models.report_text import SettledMatch
from app.web.clock import today

NAMES = {
    "headline": "What is said to have happened",
    "identification": "How the suspect is identified",
    "exhibits_note": "About the exhibits",
    "injuries_loss_damage": "Injury, loss and damage",
    "interview": "Interview",
    "antecedents": "Previous convictions",
    "victim_impact": "What it meant for the victim",
    "orders_sought": "Orders asked for",
    "chronology": "What happened when",
    "witness_evidence": "What witnesses say",
    "wording": "Particulars of an offence",
    "vps": "Personal statement in short",
    "location": "Where it happened",
}


def decision_facts(row: EvidenceItem) -> tuple[tuple[str, str], ...]:
    """The decision for a reader who does not take it."""
    decision = row.disclosure_decision
    return (
        ("Item", row.description),
        ("Used or unused", row.usage.label),
        ("The prosecutor's decision", decision.label if decision else "Not decided yet"),
    )


def text_choices(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each text by its name and how it begins."""
    return [(pointer, f"{_name(pointer)}: {_beginning(text)}") for pointer, text in texts.items()]


def _name(pointer: str) -> str:
    return next((words for key, words in NAMES.items() if key in pointer.split("/")), pointer)


def _beginning(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def answers(row: SettledMatch, *, confirms: bool) -> list[tuple[str, str]]:
    """What can be done about words that were marked."""
    back = ("back", "They are not needed: take it back")
    return [("confirm", "They are needed: confirm it"), back] if confirms and row.confirmed_at is None else [back]


def match_lead(row: SettledMatch) -> str:
    """The words, why, by whom, and whether somebody has confirmed it."""
    who = f"{row.by.named}, {formatting.day(row.at, today())}"
    stands = f"Confirmed by {row.confirmed_by.named}." if row.confirmed_by else "Not confirmed yet."
    return f"“{row.match}”. {row.reason_code.label}: {row.reason} Marked by {who}. {stands}"

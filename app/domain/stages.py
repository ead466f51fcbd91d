"""Stages and statuses: what each means, who acts, who waits, and what a victim is told (`data/statuses.csv`)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from app.domain.roles import Role


class Stage(StrEnum):
    """The four stages people are shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Stage":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    REPORT = "report", "Report"
    INVESTIGATION = "investigation", "Investigation"
    REFERRAL = "referral", "CPS referral"
    OUTCOME = "outcome", "Outcome"


class Level(StrEnum):
    """On which fact of a case a status lives."""

    REPORT = "report"
    CRIME = "crime"
    SUSPECT = "suspect"
    ALLEGATION = "allegation"


class Status(StrEnum):
    """Every status, in the order of the roll-up: the later row outranks the earlier (warrant_issued apart)."""

    REPORTED = "reported"
    UNDER_ASSESSMENT = "under_assessment"
    NON_CRIME = "non_crime"
    RECORDED = "recorded"
    CANCELLED_RECORD = "cancelled_record"
    TRANSFERRED_FORCE = "transferred_force"
    UNDER_INVESTIGATION = "under_investigation"
    SUSPECT_IN_CUSTODY = "suspect_in_custody"
    SUSPECT_ON_PRECHARGE_BAIL = "suspect_on_precharge_bail"
    SUSPECT_RUI = "suspect_rui"
    EARLY_ADVICE_REQUESTED = "early_advice_requested"
    EARLY_ADVICE_GIVEN = "early_advice_given"
    SUPERVISOR_REVIEW = "supervisor_review"
    SUBMITTED_TO_CPS = "submitted_to_cps"
    TRIAGE_REJECTED = "triage_rejected"
    TRIAGE_ACCEPTED = "triage_accepted"
    PROSECUTOR_REVIEW = "prosecutor_review"
    ACTION_PLAN_ISSUED = "action_plan_issued"
    RESUBMITTED = "resubmitted"
    ADMIN_FINALISED = "admin_finalised"
    CHARGE_AUTHORISED = "charge_authorised"
    NFA_POLICE = "nfa_police"
    NFA_CPS_EVIDENTIAL = "nfa_cps_evidential"
    NFA_CPS_PUBLIC_INTEREST = "nfa_cps_public_interest"
    OOCR_AUTHORISED = "oocr_authorised"
    OOCR_COMPLETED = "oocr_completed"
    OOCR_BREACHED = "oocr_breached"
    CHARGED = "charged"
    REQUISITIONED = "requisitioned"
    SUMMONSED = "summonsed"
    FIRST_HEARING_LISTED = "first_hearing_listed"
    PLEA_ENTERED = "plea_entered"
    SENT_TO_CROWN_COURT = "sent_to_crown_court"
    PTPH_LISTED = "ptph_listed"
    TRIAL_LISTED = "trial_listed"
    TRIAL_IN_PROGRESS = "trial_in_progress"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    STAYED = "stayed"
    LIE_ON_FILE = "lie_on_file"
    AWAITING_SENTENCE = "awaiting_sentence"
    SENTENCED = "sentenced"
    APPEAL_PENDING = "appeal_pending"
    FINALISED = "finalised"
    WARRANT_ISSUED = "warrant_issued"

    @property
    def meaning(self) -> "Meaning":
        return MEANINGS[self]

    @property
    def label(self) -> str:
        return MEANINGS[self].label

    @property
    def terminal(self) -> bool:
        return MEANINGS[self].terminal

    @property
    def stage(self) -> Stage:
        """The stage people are shown: the six of the table as four."""
        return shown_stage(self)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the status table. `acts` holds a sentence for each role whose turn it is; all others wait."""

    level: Level
    table_stage: str
    label: str
    terminal: bool
    reopens: bool
    awaits_duty: str | None
    acts: Mapping[Role, str]
    wait: str
    victim: str

    def for_role(self, role: Role) -> tuple[bool, str]:
        """(must this role act, the sentence). A senior prosecutor stands in for a prosecutor."""
        acting = self.acts.get(role)
        if acting is None and role is Role.SENIOR_PROSECUTOR:
            acting = self.acts.get(Role.PROSECUTOR)
        return (True, acting) if acting else (False, self.wait)


def _acts(cell: str) -> dict[Role, str]:
    pairs = (part.split("=", 1) for part in cell.split("|") if part)
    return {Role(role): sentence for role, sentence in pairs}


def _read() -> dict[Status, Meaning]:
    text = files("app.domain").joinpath("data/statuses.csv").read_text(encoding="utf-8")
    meanings = {
        Status(row["status"]): Meaning(
            level=Level(row["level"]),
            table_stage=row["stage"],
            label=row["label"],
            terminal=row["terminal"] == "yes",
            reopens=row["reopens"] == "yes",
            awaits_duty=row["awaits_duty"] or None,
            acts=_acts(row["acts"]),
            wait=row["wait"],
            victim=row["victim"],
        )
        for row in csv.DictReader(text.splitlines())
    }
    if list(meanings) != list(Status):
        raise RuntimeError("statuses.csv and Status differ, or stand in another order")
    return meanings


MEANINGS: Mapping[Status, Meaning] = _read()


def shown_stage(status: Status) -> Stage:
    """Report, Investigation, CPS referral (with charge authorised) or Outcome (all other charging, court, outcome)."""
    if status is Status.CHARGE_AUTHORISED:
        return Stage.REFERRAL
    stage = MEANINGS[status].table_stage
    return Stage(stage) if stage in {"report", "investigation", "referral"} else Stage.OUTCOME


# Status in which an allegation is before a court and not ended.
LIVE_COURT = frozenset(s for s in Status if MEANINGS[s].table_stage == "court" and not MEANINGS[s].terminal)
# The statuses an allegation can have.
OF_ALLEGATION = frozenset(s for s in Status if MEANINGS[s].level is Level.ALLEGATION)
# The statuses a crime can have while it has no allegation (the last three are its own words for the same ends).
OF_CRIME = frozenset(
    {Status.RECORDED, Status.CANCELLED_RECORD, Status.UNDER_INVESTIGATION, Status.NFA_POLICE, Status.FINALISED}
)
OF_REPORT = frozenset({Status.REPORTED, Status.UNDER_ASSESSMENT, Status.NON_CRIME, Status.TRANSFERRED_FORCE})

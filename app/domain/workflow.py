"""The workflow as a table (`data/steps.csv`): which step leads where, who may take it, what must hold first.

T14 needs no row: a hate-flagged allegation has no way from the police to a charge but T13 after a prosecutor's
decision, and the inspector's emergency route of T38.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from app.domain.access import Relationship, allows
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.permissions import Permission
from app.domain.roles import Rank, Role
from app.domain.stages import LIVE_COURT, OF_ALLEGATION, Level, Status


class Fact(StrEnum):
    """What a step may require; the label finishes "First …"."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Fact":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    REPORT_TIME = "report_time", "record when it was reported"
    CRIME_TEST = "crime_test", "record why, on balance, this is a crime"
    PROPOSAL = "proposal", "let somebody else propose it"
    REASON = "reason", "give the reason"
    VERIFIED_REASON = "verified_reason", "give the verified information that shows it"
    OFFICER = "officer", "choose an officer"
    OUTCOME_CODE = "outcome_code", "choose an outcome that fits the case"
    QUESTIONS = "questions", "write the questions for the prosecutor"
    CHECK_PASSED = "check_passed", "have the file checked by a supervisor or file reviewer"
    NO_BLOCKS = "no_blocks", "mend what the file check says stops this file"
    REASON_CODE = "reason_code", "choose at least one reason"
    DUE_DATE = "due_date", "give the date by which it is needed"
    ACTIONS = "actions", "write at least one action with reason and date"
    TEST_RECORDED = "test_recorded", "record the test for this allegation"
    CONSENT = "consent", "record the consent to prosecute that this offence needs"
    TIME_LIMIT = "time_limit", "choose another offence: the time limit for this one has ended"
    NOT_FLAGGED = "not_flagged", "have it confirmed by a prosecutor: this case is flagged as hate crime"
    SECOND_PROSECUTOR = "second_prosecutor", "let a senior prosecutor other than the decider confirm"
    AUTHORISED_WORDING = "authorised_wording", "use the wording the prosecutor authorised"
    ISSUED_IN_TIME = "issued_in_time", "check the date of issue: the time limit had ended by then"
    SENTENCE = "sentence", "record the sentence"
    ENDED_BY_CPS = "ended_by_cps", "find a decision of the CPS: this case was not ended by one"
    ENDED_BY_POLICE = "ended_by_police", "find a decision of the police: this case was not ended by one"
    EVIDENCE_WAS_OFFERED = (
        "evidence_was_offered",
        "accept the acquittal: where no evidence was offered it cannot restart",
    )
    DRAFT = "draft", "complete the draft referral"
    DRAFTER = "drafter", "record who drafted it"
    PROSECUTOR = "prosecutor", "choose a prosecutor of this unit without a conflict"
    ALL_ANSWERED = "all_answered", "answer every action or reason"
    SOMETHING_NEW = "something_new", "add something new since the last time"
    ANSWERS_ACTION_PLAN = "answers_action_plan", "answer an action plan"
    ADVICE = "advice", "write the advice"
    DAYS_WITHOUT_REPLY = "days_without_reply", "wait until the days allowed for a reply have passed"
    REMINDERS = "reminders", "log two reminders"
    ELIGIBILITY = "eligibility", "record why the suspect is eligible"
    CONDITIONS = "conditions", "record the conditions and the date"
    CONDITIONS_MET = "conditions_met", "record what was done"
    BREACH = "breach", "record what was not done"
    CHOSEN_BY_CPS = "chosen_by_cps", "go on with the investigation: the police chose the resolution"
    CHOSEN_BY_POLICE = "chosen_by_police", "go back to the prosecutor: the CPS chose the resolution"
    COURT_DATE = "court_date", "give court, date and time"
    PLEA = "plea", "record the plea"
    SENDING_DATE = "sending_date", "give the date of sending"
    PLEA_NOT_GUILTY = "plea_not_guilty", "record a plea of not guilty, or that none was entered"
    TRIAL_DATE = "trial_date", "give the date on which the trial began"
    JURY_DISCHARGED = "jury_discharged", "record that the jury was discharged"
    GUILTY = "guilty", "record a plea or verdict of guilty"
    NOT_GUILTY = "not_guilty", "record the verdict, or that no evidence was offered"
    DATE_OR_REASON = "date_or_reason", "give the date of sentence or the reason there is none"
    WARRANT_DATE = "warrant_date", "give the date"
    APPELLANT = "appellant", "say who appeals and when"
    APPEAL_RESULT = "appeal_result", "record the result of the appeal"
    OUTCOME_SET = "outcome_set", "set the outcome of the crime"
    UPLIFT_ANSWERED = "uplift_answered", "answer the questions about the uplift"
    CLOCKS_ENDED = "clocks_ended", "wait for the appeal and review periods to end"
    RECEIVING_FORCE = "receiving_force", "have the receiving force accept"
    NO_REFERRAL = "no_referral", "wait: the case is with the CPS"
    EMERGENCY_GROUNDS = "emergency_grounds", "say why detention after charge is justified"
    PACE_END = "pace_end", "give the time at which the custody clock ends"
    NO_PROSECUTOR = "no_prosecutor", "say why no prosecutor could be reached in time"
    POLICE_MAY_CHARGE = "police_may_charge", "refer it: the police may not charge this offence"
    SUPERVISOR_CHARGES = "supervisor_charges", "ask a supervisor to decide the charge"
    LIMIT_ON_CHARGE = "limit_on_charge", "check the date of charge: the time limit had ended by then"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `permission` None = the system alone; `target` None = the status before the warrant."""

    name: str
    number: str
    level: Level
    sources: frozenset[Status]
    target: Status | None
    permission: Permission | None
    rank: Rank | None
    needs: tuple[Fact, ...]
    says: str


_BEFORE_CONVICTION = LIVE_COURT - {Status.CONVICTED, Status.AWAITING_SENTENCE}
_GROUPS: Mapping[str, frozenset[Status]] = {
    "live": frozenset(s for s in OF_ALLEGATION if not s.terminal),
    "live_court": LIVE_COURT,
    "live_court_without_warrant": LIVE_COURT - {Status.WARRANT_ISSUED},
    "court_before_conviction": _BEFORE_CONVICTION,
    "terminal_or_sentenced": frozenset(
        s for s in OF_ALLEGATION if (s.terminal and s is not Status.FINALISED) or s is Status.SENTENCED
    ),
}


def _sources(cell: str) -> frozenset[Status]:
    found: set[Status] = set()
    for word in cell.split():
        found |= _GROUPS.get(word) or {Status(word)}
    return frozenset(found)


def _read() -> dict[str, Step]:
    text = files("app.domain").joinpath("data/steps.csv").read_text(encoding="utf-8")
    steps = [
        Step(
            name=row["step"],
            number=row["number"],
            level=Level(row["level"]),
            sources=_sources(row["from"]),
            target=None if row["to"] == "interrupted" else Status(row["to"]),
            permission=None if row["permission"] == "system" else Permission(row["permission"]),
            rank=Rank(row["rank"]) if row["rank"] else None,
            needs=tuple(Fact(word) for word in row["needs"].split()),
            says=row["says"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
    if len({step.name for step in steps}) != len(steps):
        raise RuntimeError("steps.csv names a step twice")
    return {step.name: step for step in steps}


# Every step by its name.
STEPS: Mapping[str, Step] = _read()


@dataclass(frozen=True, slots=True)
class Mover:
    """Who takes a step. `system` is a job: it takes the system's steps and no other."""

    role: Role | None
    live: frozenset[Relationship]
    rank: Rank = Rank.STAFF

    @property
    def is_system(self) -> bool:
        return self.role is None


def steps_open_to(role: Role, live: Set[Relationship], level: Level, status: Status) -> tuple[Step, ...]:
    """The steps this role may take from here, as far as role, relationship and status decide."""
    return tuple(
        step
        for step in STEPS.values()
        if step.level is level and status in step.sources and step.permission and allows(role, step.permission, live)
    )


def check_step(step: Step, status: Status, mover: Mover, holds: Callable[[Fact], bool]) -> None:
    """May this subject take this step now? Raises WrongStage, NotAllowed or RuleBroken with words for the person."""
    if status not in step.sources:
        raise WrongStage(f"You cannot {step.says} now: the status is “{status.label}”.")
    if not _may(step, mover):
        raise NotAllowed(f"It is not for you to {step.says}.")
    if step.rank and not mover.is_system and not mover.rank.at_least(step.rank):
        raise NotAllowed(f"Only an officer of {step.rank.value.replace('_', ' ')} rank or above may {step.says}.")
    missing = [fact for fact in step.needs if not holds(fact)]
    if missing:
        raise RuleBroken(f"To {step.says}, first {_in_words(fact.label for fact in missing)}.", field=missing[0].value)


def _may(step: Step, mover: Mover) -> bool:
    if mover.role is None:
        return True
    return step.permission is not None and allows(mover.role, step.permission, mover.live)


def _in_words(labels: Iterable[str]) -> str:
    words = list(labels)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def reachable(start: Status, level: Level) -> frozenset[Status]:
    """Every status that a chain of steps of this level can reach from `start`."""
    found, fresh = {start}, {start}
    while fresh:
        fresh = {
            step.target for step in STEPS.values() if step.level is level and step.target and step.sources & fresh
        } - found
        found |= fresh
    return frozenset(found)

"""Reports that are no crime: what is kept of them in each mode, whose details, and how their people are called.

The mode is the local choice `nchi_recording_mode` on the day of the finding. A report can be closed in every mode; the
mode only decides whether a record of it is kept. Source: Code of practice on non-crime hate incidents (in force 3 June
2023) and its review; whether the Code has been replaced is not confirmed.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.calendar import months_after
from app.domain.errors import RuleBroken
from app.domain.policies import Policy
from app.domain.vocabulary import PartyRole
from app.domain.vocabulary.base import Labelled

MODE = "nchi_recording_mode"
# Details of the subject that are kept are looked at again within so many months.
REVIEW_WITHIN = 12
# And they go at the latest so many months after they were first kept.
KEPT_AT_MOST = 72


class RecordingMode(Labelled):
    """How a force keeps reports that are no crime."""

    CODE2023 = "code2023", "As a non-crime hate incident, under the Code of 2023"
    ASB_INTEL = "asb_intel", "As anti-social behaviour or intelligence, where it is serious"
    OFF = "off", "Not at all"


class RecordKept(Labelled):
    """What stays of a report found to be no crime, beside the report and the finding themselves."""

    HATE_INCIDENT = "hate_incident", "A non-crime hate incident, with who perceived it"
    ASB_INTELLIGENCE = "asb_intelligence", "Anti-social behaviour or intelligence, without the hate flag"
    NOTHING = "nothing", "No record beside the closed report"


class SubjectGround(Labelled):
    """The Code's two grounds for keeping who the subject is: a real risk of one or the other."""

    SIGNIFICANT_HARM = "significant_harm", "A real risk of significant harm to somebody"
    FUTURE_CRIME = "future_crime", "A real risk of a future crime"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A supervisor's decision that details of the subject are kept: why, and when it is looked at again."""

    ground: SubjectGround
    reason: str
    review_on: date


def mode_of(choice: Policy) -> RecordingMode:
    """The mode a policy names. Raises ValueError for a word that is none."""
    return RecordingMode(choice.value)


def record_in(mode: RecordingMode, *, worth_keeping: bool) -> RecordKept:
    """What the mode keeps. Raises RuleBroken where a record is asked for in a mode that keeps none.

    `worth_keeping`: under the Code, neither trivial, malicious nor irrational, with a basis for hostility; as
    anti-social behaviour or intelligence, serious.
    """
    if not worth_keeping:
        return RecordKept.NOTHING
    if mode is RecordingMode.OFF:
        raise RuleBroken("This force keeps no record of reports that are no crime.", field="worth_keeping")
    return RecordKept.HATE_INCIDENT if mode is RecordingMode.CODE2023 else RecordKept.ASB_INTELLIGENCE


def check_threshold(threshold: Threshold, kept: RecordKept, on: date) -> None:
    """Raise RuleBroken where the subject's details may not be kept: no record, no words, no review within a year."""
    if kept is RecordKept.NOTHING:
        raise RuleBroken("Where no record is kept, no details of the subject are kept.", field="keep_subject")
    if not threshold.reason.strip():
        raise RuleBroken("Say what the risk is.", field="threshold_reason")
    if not on < threshold.review_on <= months_after(on, REVIEW_WITHIN):
        raise RuleBroken("Choose a day within the next twelve months.", field="review_on")


def check_kept_on(threshold: Threshold, since: date) -> None:
    """Raise RuleBroken where details first kept on that day would be looked at only after they must go."""
    if threshold.review_on > months_after(since, KEPT_AT_MOST):
        raise RuleBroken("Details of the subject are kept for six years at most.", field="review_on")


# How people of a report that is no crime are called: nobody is a victim or a suspect of what is not a crime.
WORDS = {PartyRole.VICTIM: "Complainant", PartyRole.SUSPECT: "Subject"}


def role_word(role: PartyRole, *, non_crime: bool) -> str:
    """The label of a role, in the words of a report that is no crime where it is one."""
    return WORDS.get(role, role.label) if non_crime else role.label


def in_its_words(text: str) -> str:
    """Words written for cases of crime, as a report that is no crime says them."""
    for old, word in ({role.label: word for role, word in WORDS.items()} | {"Offence": "Incident"}).items():
        text = text.replace(old, word).replace(old.lower(), word.lower())
    return text

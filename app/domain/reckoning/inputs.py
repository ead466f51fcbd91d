"""What must be known to reckon one rule beside the day or instant it starts from, and how it is read from text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, NoReturn

from app.domain.calendar import LONDON
from app.domain.deadlines.clock import Moment
from app.domain.errors import RuleBroken
from app.domain.vocabulary.base import Labelled
from app.domain.wall_clock import instant

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = 10_000
#: The most that one warrant of further detention may allow (PACE 1984 s43).
WARRANT_HOURS = 36


class BadInput(RuleBroken):
    """Something given cannot be used; `field` names the argument: rule, variant, from, at, or an input."""


class InputKind(Labelled):
    DAY = "day", "a day such as 2026-11-23"
    INSTANT = "instant", "an instant such as 2026-11-23T10:00:00Z"
    MOMENT = "day or instant", "a day or an instant"
    NUMBER = "number", "a whole number"
    DURATION = "hours and minutes", "hours and minutes such as 3:15"
    WORD = "word", "one of the words"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a rule may ask for; `words` are the choices of a word, `most` the largest number."""

    name: str
    kind: InputKind
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    most: int = LONGEST


def read(wanted: Input, text: str) -> Any:
    """The value of an input. Raises BadInput where the text is not of its kind."""
    return READERS[wanted.kind](wanted, text)


def read_moment(name: str, text: str) -> Moment:
    """A day, or an instant; a wall clock without an offset is London's. Raises BadInput."""
    if len(text) == len("2026-11-23"):
        return _day(Input(name, InputKind.DAY, ""), text)
    return _instant(Input(name, InputKind.MOMENT, ""), text)


def _day(wanted: Input, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        _refuse(wanted, text)
    _in_range(wanted, found.year)
    return found


def _instant(wanted: Input, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        _refuse(wanted, text)
    if len(text) <= len("2026-11-23"):
        _refuse(wanted, text)
    _in_range(wanted, found.year)
    if found.tzinfo is not None:
        return found
    try:
        at = instant(found.date(), time(found.hour, found.minute))
    except RuleBroken as error:
        raise BadInput(f"{error}: give an offset, as in 2026-11-23T10:00:00+00:00.", field=wanted.name) from error
    return at.astimezone(LONDON).replace(second=found.second)


def _number(wanted: Input, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LONGEST)) or int(text) > wanted.most:
        raise BadInput(f"{text!r} is not a whole number from 0 to {wanted.most}.", field=wanted.name)
    return int(text)


def _minutes(wanted: Input, text: str) -> int:
    hours, colon, minutes = text.partition(":")
    sound = colon and len(minutes) == 2 and all(part.isascii() and part.isdigit() for part in (hours, minutes))
    if not sound or len(hours) > 2 or int(minutes) >= 60:
        _refuse(wanted, text)
    return int(hours) * 60 + int(minutes)


def _word(wanted: Input, text: str) -> str:
    if text not in wanted.words:
        raise BadInput(f"{text!r} is not one of {', '.join(wanted.words)}.", field=wanted.name)
    return text


def _moment(wanted: Input, text: str) -> Moment:
    return read_moment(wanted.name, text)


def _in_range(wanted: Input, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(f"the year {year} does not lie between {FIRST_YEAR} and {LAST_YEAR}.", field=wanted.name)


def _refuse(wanted: Input, text: str) -> NoReturn:
    raise BadInput(f"{text!r} is not {wanted.kind.label}.", field=wanted.name)


READERS: Mapping[InputKind, Callable[[Input, str], Any]] = MappingProxyType(
    {
        InputKind.DAY: _day,
        InputKind.INSTANT: _instant,
        InputKind.MOMENT: _moment,
        InputKind.NUMBER: _number,
        InputKind.DURATION: _minutes,
        InputKind.WORD: _word,
    }
)


def _set_for(what: str) -> Input:
    return Input("set_for", InputKind.DAY, what)


HEARING = Input("hearing", InputKind.MOMENT, "First hearing")
MODE = Input(
    "mode",
    InputKind.WORD,
    "Mode of trial of the offence; a summary-only offence is refused",
    words=("summary_only", "either_way", "indictable_only"),
)
SET_BY_COURT = _set_for("Day set by the court, where it set one")
LISTED = _set_for("Day for which the court listed it")
USED = Input("days_used", InputKind.NUMBER, "Days already spent in custody for the offence before this start; else 0")

#: What each rule may ask for beside its start; a rule that is not here asks for nothing more.
INPUTS: Mapping[str, tuple[Input, ...]] = MappingProxyType(
    {
        "slt_prosecutor_knowledge_6m_3y": (
            Input("knowledge", InputKind.DAY, "Day sufficient evidence came to a prosecutor's knowledge, if it has"),
        ),
        "slt_da_assault": (
            Input("first_statement", InputKind.DAY, "Day of the first statement or video interview", required=True),
        ),
        "pace_36h": (MODE,),
        "pace_warrant": (
            MODE,
            Input("issued", InputKind.INSTANT, "When the warrant was issued; else the total is reckoned"),
            Input("hours", InputKind.NUMBER, "Hours the warrant allows, at most 36; else 36", most=WARRANT_HOURS),
        ),
        "pace_bail_breach": (
            Input("remaining", InputKind.DURATION, "Time left on the detention clock at the arrest", required=True),
        ),
        "bail_court_2": (SET_BY_COURT,),
        "bail_suspend_cps": (
            Input("bail_ends", InputKind.DAY, "Last day of bail without the suspension", required=True),
            Input("resumed", InputKind.DAY, "Day the Director asked for more, and the period resumed"),
        ),
        "cps_decision_red": (Input("pace_ends", InputKind.INSTANT, "When the detention clock ends, if earlier"),),
        "action_plan": (_set_for("Day set for the action; else the default"),),
        "first_hearing_gap": (LISTED,),
        "first_hearing_ngap": (LISTED,),
        "first_hearing_custody": (HEARING,),
        "file_post_charge_custody": (HEARING,),
        "file_post_charge_bail": (HEARING,),
        "idpc": (HEARING,),
        "upgrade_file": (SET_BY_COURT,),
        "disclosure_initial": (SET_BY_COURT,),
        "defence_statement": (SET_BY_COURT,),
        "ptph": (LISTED,),
        "ptph_papers": (SET_BY_COURT,),
        "pros_evidence_crown": (SET_BY_COURT,),
        "ctl_summary": (USED,),
        "ctl_either_way": (
            USED,
            Input("summary_trial_decided", InputKind.DAY, "Day summary trial was decided; shortens it to 56 days"),
        ),
        "ctl_crown": (USED,),
        "uls": (Input("request_received", InputKind.DAY, "Day the Attorney General received a victim's request"),),
        "retention_review": (_set_for("Day set by local policy"),),
        "R6-FREQ": (Input("every_days", InputKind.NUMBER, "Agreed interval in days"),),
        "R6-MEET": (_set_for("Day on which the letter is due"),),
        "R7-VPS": (_set_for("Day of the sentence"),),
    }
)  # fmt: skip

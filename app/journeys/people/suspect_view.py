"""Shapes what is known of a suspect: custody, interview, background, and what can be recorded now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from app import formatting
from app.domain.access import knows_history
from app.domain.actor import Actor
from app.domain.extensions import BAIL_RANK, DETENTION_RANK
from app.domain.permissions import Permission
from app.domain.vocabulary import BadCharacterGateway, CustodyStatus, InterviewStatus
from app.models.suspect import BailExtension, CustodyReview, Suspect
from app.services.custody import REVIEW_RANK, detention_after_breach_ends
from app.services.extensions import bail_end
from app.services.suspects import COMES_FROM, STREET_BAIL_FROM, bail_may_last_until
from app.web.case_pages import Frame
from app.web.clock import today

P = Permission
Facts = tuple[tuple[str, str], ...]
# What can be recorded → the state it leads to, the words of its link.
MOVES = {
    "arrest": (CustodyStatus.IN_CUSTODY, "Record an arrest"),
    "bail": (CustodyStatus.PRECHARGE_BAIL, "Release on bail"),
    "release_rui": (CustodyStatus.RUI, "Release under investigation"),
    "release": (CustodyStatus.NOT_ARRESTED, "Release without charge"),
}
# What can make a state last longer → the state, the words of its link.
LONGER = {
    "extend_detention": (CustodyStatus.IN_CUSTODY, "Authorise longer detention"),
    "warrant": (CustodyStatus.IN_CUSTODY, "Record a warrant of further detention"),
    "extend_bail": (CustodyStatus.PRECHARGE_BAIL, "Extend bail"),
    "court_bail": (CustodyStatus.PRECHARGE_BAIL, "Record bail extended by a court"),
}


@dataclass(frozen=True, slots=True)
class SuspectPage:
    """One suspect as the page shows him."""

    name: str
    sentence: str
    custody: Facts
    moves: tuple[tuple[str, str], ...]
    history: bool
    interview: Facts
    interview_address: str | None
    background: Facts
    background_address: str | None


def suspect_page(frame: Frame, row: Suspect, at: datetime) -> SuspectPage:
    """Everything about custody, interview and background this reader may see, and the links to what can be done."""

    def address(page: str) -> str:
        return url_for(f"people.{page}", reference=frame.case.reference, person=row.person.file_id)

    history = knows_history(frame.standing)
    records, edits = frame.may(P.CUSTODY_RECORD), frame.may(P.CASE_EDIT)
    open_moves = [(words, address(name)) for name, (to, words) in MOVES.items() if row.custody_status in COMES_FROM[to]]
    open_moves += [(words, address(name)) for name, words in _beside(row)]
    return SuspectPage(
        name=row.person.full_name.strip(),
        sentence=_sentence(row, at),
        custody=_custody(row),
        moves=tuple(open_moves) if records else (),
        history=history,
        interview=_interview(row) if history else (),
        interview_address=address("interview") if records else None,
        background=_background(row) if history else (),
        background_address=address("background") if edits else None,
    )


def _beside(row: Suspect) -> Iterator[tuple[str, str]]:
    """What else can be recorded as the suspect stands: longer periods, breach, street bail, reviews."""
    state = row.custody_status
    if state in STREET_BAIL_FROM:
        yield "street_bail", "Record street bail"
    after_breach = state is CustodyStatus.IN_CUSTODY and row.breach_arrested_at is not None
    if row.street_bail_until is None and not after_breach:
        yield from ((name, words) for name, (one, words) in LONGER.items() if state is one)
    if state is CustodyStatus.PRECHARGE_BAIL and row.street_bail_until is None:
        yield "breach", "Record an arrest for breach of bail"
        yield "bail_for_decision", "Bail is for the decision of the CPS"
    if state is CustodyStatus.RUI or (state is CustodyStatus.IN_CUSTODY and row.detention_authorised_at):
        yield "custody_review", "Record a review"


def _sentence(row: Suspect, at: datetime) -> str:
    match row.custody_status:
        case CustodyStatus.IN_CUSTODY if ends := detention_after_breach_ends(row):
            until = formatting.day_time(ends, today())
            return f"In police custody after a breach of bail, until {until}. {formatting.how_long_left(ends, at)}."
        case CustodyStatus.IN_CUSTODY if row.relevant_time:
            since = formatting.day_time(row.relevant_time, today())
            return f"In police custody. The 24 hours count from {since}; the clock is on the overview."
        case CustodyStatus.PRECHARGE_BAIL if row.street_bail_until:
            return f"On street bail; must attend a station on {formatting.day(row.street_bail_until, today())}."
        case CustodyStatus.PRECHARGE_BAIL if row.bail_ends_on:
            left = formatting.how_long_left(row.bail_ends_on, at)
            return f"On pre-charge bail until {formatting.day(row.bail_ends_on, today())}. {left}."
        case CustodyStatus.RUI if row.released_at:
            return f"Released under investigation since {formatting.day(row.released_at, today())}."
        case _:
            return f"{row.custody_status.label}."


def _when(value: datetime | None) -> str:
    return formatting.day_time(value, today()) if value else ""


def _custody(row: Suspect) -> Facts:
    facts = (
        ("Arrested", _when(row.arrested_at)),
        ("Grounds", row.arrest_grounds or ""),
        ("Relevant time", _when(row.relevant_time)),
        ("Detention authorised", _when(row.detention_authorised_at)),
        ("Reviews held", "\n".join(_review(one) for one in row.custody_reviews)),
        ("Longer detention", "\n".join(f"Until {_when(one.ends_at)}: {one.by}" for one in row.pace_extensions)),
        ("Released", _when(row.released_at)),
        ("Reason for release", row.release_reason or ""),
        ("Bail until", formatting.day(row.bail_ends_on, today()) if row.bail_ends_on else ""),
        ("Bail conditions", "\n".join(row.bail_conditions)),
        ("Bail authorised by", row.bail_authorised_by or ""),
        ("Case of another agency", "Yes: HMRC, NCA, SFO or FCA" if row.bail_by_other_agency else ""),
        ("Bail for the decision of the CPS since", _when(row.bail_for_decision_at)),
        ("Arrested for breach of bail", _when(row.breach_arrested_at)),
        ("The breach", row.breach_grounds or ""),
        ("Bail extended", "\n".join(_longer_bail(one) for one in row.bail_extensions)),
    )
    return tuple((label, words) for label, words in facts if words)


def _longer_bail(row: BailExtension) -> str:
    until = f" until {formatting.day(row.ends_on, today())}" if row.ends_on else ""
    return f"On {formatting.day(row.granted_on, today())}{until}: {row.by_rank}"


def _review(row: CustodyReview) -> str:
    return f"{row.kind.label}, {_when(row.held_at)}, {row.by}: {row.outcome}"


def review_lead(row: Suspect, reader: Actor) -> str:
    """Whose review it is, and how often one is held."""
    if row.custody_status is not CustodyStatus.IN_CUSTODY:
        return "A release under investigation has no limit in law. It is reviewed every 30 days, counted from the last."
    words = (
        f"An officer of {REVIEW_RANK.words} rank or above reviews detention 6 hours after it was authorised, and every "
        "9 hours after the review before (Police and Criminal Evidence Act 1984, section 40)."
    )
    return words if reader.rank.at_least(REVIEW_RANK) else f"{words} Your rank is below that."


def _yes(value: bool | None) -> str:
    return "Not answered" if value is None else "Yes" if value else "No"


def _interview(row: Suspect) -> Facts:
    if row.interview_status is None:
        return ()
    if row.interview_status is not InterviewStatus.INTERVIEWED:
        return (("Interview", row.interview_status.label), ("Why", row.interview_reason or "Not stated"))
    return (
        ("Interview", f"{row.interview_status.label}, {_when(row.interview_held_at) or 'no date given'}"),
        ("Under caution", _yes(row.interview_under_caution)),
        ("No comment throughout", _yes(row.interview_is_no_comment)),
        ("What was said", row.interview_summary or "Not written"),
        ("The suspect's account", row.defence_account or "None recorded"),
    )


def _background(row: Suspect) -> Facts:
    gateways = formatting.listed(BadCharacterGateway(one).label for one in row.mg16_gateways)
    facts = (
        ("Police National Computer", row.pnc_result.label if row.pnc_result else ""),
        ("PNC number", row.pnc_id or ""),
        ("Previous convictions", row.antecedents_summary or ""),
        ("Bad character", f"{_yes(row.bad_character_intended)}{f', {gateways}' if gateways else ''}"),
        ("Age checked by", row.age_verified_by or ""),
        ("Appropriate adult", row.appropriate_adult.full_name.strip() if row.appropriate_adult else ""),
        ("Youth justice team", row.youth_justice_contact or ""),
        ("Vulnerability", row.vulnerability or ""),
    )
    known = row.pnc_result or row.antecedents_summary or row.bad_character_intended is not None
    return tuple((label, words) for label, words in facts if words) if known or row.has_youth_facts else ()


def bail_lead(row: Suspect) -> str:
    """The latest day on which the first bail can end, and why."""
    if row.arrested_at is None:
        return ""
    last = formatting.day(bail_may_last_until(row), today())
    if row.bail_extensions:
        return f"At the latest until {last}, the last day of the longest period granted."
    return (
        f"At the latest until {last}: 3 months beginning with the day after the arrest, or 6 in a case of another "
        "agency (Police and Criminal Evidence Act 1984, section 47ZB)."
    )


def detention_lead(reader: Actor) -> str:
    """Whose decision it is, and how far it reaches."""
    words = (
        f"An officer of {DETENTION_RANK.words} rank or above authorises it, for an indictable offence, before 24 hours "
        "are over: to 36 hours at the latest (Police and Criminal Evidence Act 1984, section 42)."
    )
    return words if reader.rank.at_least(DETENTION_RANK) else f"{words} Your rank is below that."


def longer_bail_lead(row: Suspect) -> str:
    """Until when bail runs now, and who extends it."""
    ends = bail_end(row)
    now_ends = f"Bail ends on {formatting.day(ends, today())} as it stands. " if ends else ""
    ranks = formatting.listed(rank.words for rank in BAIL_RANK.values())
    return (
        f"{now_ends}In order: {ranks}, each of that rank or above. The time counts from the day after the arrest "
        "(Police and Criminal Evidence Act 1984, sections 47ZD to 47ZF)."
    )

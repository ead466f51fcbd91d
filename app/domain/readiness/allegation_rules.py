"""Rules about each allegation: dates and time limits."""

from collections.abc import Iterator
from datetime import date

from app.domain.calendar import written_day
from app.domain.case_file.allegations import AllegationFacts
from app.domain.deadlines.clock import in_time
from app.domain.deadlines.time_limits import TimeLimit, allegation_time_limit
from app.domain.offences import catalogue
from app.domain.readiness.rule import Asked, CannotTell, Finding


def has_allegation(asked: Asked) -> bool:
    return bool(asked.case.allegations)


def has_limit_to_work_out(asked: Asked) -> bool:
    return any(limit.due is not None for _, limit in _limits(asked))


def has_summary_only(asked: Asked) -> bool:
    return any(limit.has_limit for _, limit in _limits(asked))


def limit_ended(asked: Asked) -> Iterator[Finding]:
    """A limit that was kept by a charge in time no longer matters."""
    for allegation, limit in _limits(asked):
        if limit.due is None or limit.due >= asked.today or _charged_in_time(allegation, limit.due):
            continue
        yield Finding(
            message=f"{title(allegation)}: time limit ended on {written_day(limit.due)}. "
            "CPS cannot charge it; propose another offence or use outcome 17.",
            where=f"allegations/{allegation.allegation_id}/offence_type_key",
        )


def limit_missing(asked: Asked) -> Iterator[Finding]:
    for allegation, limit in _limits(asked):
        if limit.has_limit and limit.due is None:
            more = f" {limit.problem}" if limit.starts is not None and limit.problem else ""
            yield Finding(
                message=f"Enter the date of the offence so the time limit can be worked out.{more}",
                where=f"allegations/{allegation.allegation_id}/offence_to",
            )


def dates_wrong(asked: Asked) -> Iterator[Finding]:
    for allegation in asked.case.allegations:
        if _dates_are_wrong(allegation.offence_from, allegation.offence_to, asked.today):
            yield Finding(
                message="Check the offence dates.", where=f"allegations/{allegation.allegation_id}/offence_from"
            )


def _dates_are_wrong(first: date | None, last: date | None, today: date) -> bool:
    if first is None or last is None:
        return True
    return last < first or last > today


def _limits(asked: Asked) -> Iterator[tuple[AllegationFacts, TimeLimit]]:
    for allegation in asked.case.allegations:
        if allegation.offence_type_key not in catalogue():
            raise CannotTell(f"The offence {allegation.offence_type_key} is not in the catalogue.")
        yield allegation, allegation_time_limit(asked.case, allegation)


def _charged_in_time(allegation: AllegationFacts, due: date) -> bool:
    return allegation.charged is not None and in_time(due, allegation.charged.issued_at)


def title(allegation: AllegationFacts) -> str:
    """The offence as messages name it."""
    return catalogue()[allegation.offence_type_key].title

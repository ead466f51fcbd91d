"""The defence statement, counted from the day of initial disclosure (CPIA 1996 s3) to each defendant."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.case_file import CaseFile
from app.domain.deadlines.clock import Clock, clock_by, unrecorded_standing
from app.domain.deadlines.counting import PRIMITIVES
from app.domain.deadlines.court import CONCLUDED, OVER, sent_on
from app.domain.facts import allegations_of_suspect
from app.domain.law import clock_rule


def defence_statement_clocks(case: CaseFile, at: datetime) -> Iterator[Clock]:
    """14 days for summary trial, where it is voluntary; 28 where anything had been sent to the Crown Court by then."""
    for suspect in case.suspects:
        day = case.kept.of(suspect.person_id).disclosed_on
        if day is None:
            continue
        charged = [one for one in allegations_of_suspect(case, suspect.person_id) if one.charged is not None]
        sent = [found for one in charged if (found := sent_on(case, one.allegation_id)) is not None]
        rule = clock_rule("defence_statement", day, "crown" if any(found <= day for found in sent) else "summary")
        if rule is None:
            continue
        due = PRIMITIVES[rule.counting](day, rule.length)
        over = bool(charged) and all(one.status in CONCLUDED for one in charged)
        ending = OVER if over else unrecorded_standing(due, at)
        yield clock_by(rule, subject=suspect.person_id, starts=day, due=due, ending=ending)

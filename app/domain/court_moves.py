"""The way a court result takes an allegation: the shortest chain of the step table's court moves."""

from collections.abc import Mapping

from app.domain.errors import WrongStage
from app.domain.stages import Status
from app.domain.workflow import STEPS

# The moves a result may take, in the order in which they are tried. A conviction leads on only when the result is about
# sentence; a warrant and an ending other than a verdict are one move.
CHAIN = (
    "enter_plea",
    "plea_at_ptph",
    "send_from_first_hearing",
    "send_after_plea",
    "list_trial",
    "begin_trial",
    "discharge_jury",
    "convict",
    "acquit",
    "dismiss",
    "adjourn_sentence",
    "discontinue",
    "stay",
    "lie_on_file",
    "issue_warrant",
)
# Where a result may not pass through: each would be a result of its own.
_STOPS: Mapping[Status, frozenset[Status]] = {
    Status.TRIAL_LISTED: frozenset(
        {Status.CONVICTED, Status.ACQUITTED, Status.SENT_TO_CROWN_COURT, Status.WARRANT_ISSUED}
    ),
    Status.CONVICTED: frozenset({Status.SENT_TO_CROWN_COURT, Status.ACQUITTED, Status.WARRANT_ISSUED}),
    Status.ACQUITTED: frozenset({Status.SENT_TO_CROWN_COURT, Status.CONVICTED, Status.WARRANT_ISSUED}),
    Status.AWAITING_SENTENCE: frozenset({Status.SENT_TO_CROWN_COURT, Status.ACQUITTED, Status.WARRANT_ISSUED}),
}


def moves_to(source: Status, target: Status) -> tuple[str, ...]:
    """The names of the steps from `source` to `target`; none where it stands there already.

    Raises WrongStage where the court's moves do not lead there.
    """
    if source is target:
        return ()
    stops = _STOPS.get(target, frozenset())
    ways: dict[Status, tuple[str, ...]] = {source: ()}
    fresh = [source]
    while fresh:
        here = fresh.pop(0)
        for name in CHAIN:
            step = STEPS[name]
            there = step.target
            if here not in step.sources or there is None or there in ways or there in stops:
                continue
            ways[there] = (*ways[here], name)
            if there is target:
                return ways[there]
            if not there.terminal and there is not Status.WARRANT_ISSUED:
                fresh.append(there)
    raise WrongStage(f"An allegation at “{source.label}” cannot become “{target.label}” by a court result.")

"""The step table, walked exhaustively: reached, left, refused in words; the roll-up of every set of tracks."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import Relationship
from app.domain.court_moves import moves_to
from app.domain.errors import NotAllowed, RuleBroken, WrongStage
from app.domain.law import hearing_results
from app.domain.permissions import Permission
from app.domain.roles import Rank, Role
from app.domain.rollup import Track, roll_up
from app.domain.stages import LIVE_COURT, MEANINGS, OF_ALLEGATION, OF_CRIME, OF_REPORT, Level, Stage, Status
from app.domain.vocabulary import CustodyStatus
from app.domain.workflow import STEPS, Fact, Mover, Step, check_step, reachable, steps_open_to

EVERY = frozenset(Relationship)
# The numbers of process.md 1.3 that are moves of a report, a crime or an allegation; T14 is the absence of one.
NUMBERS = {f"T{number}" for number in range(1, 39)} - {"T14"}


def may_take(step: Step) -> Mover:
    """Somebody with every relationship, in the first role that may take the step; a job for the system's own."""
    if step.permission is None:
        return Mover(None, frozenset())
    for role in Role:
        if step in steps_open_to(role, EVERY, step.level, next(iter(step.sources))):
            return Mover(role, EVERY, step.rank or Rank.CONSTABLE)
    raise AssertionError(f"nobody may take {step.name}")


def test_every_transition_of_the_law_is_a_row() -> None:
    assert {step.number for step in STEPS.values()} == NUMBERS


def test_every_status_is_reached_and_only_endings_are_final() -> None:
    assert reachable(Status.UNDER_INVESTIGATION, Level.ALLEGATION) == OF_ALLEGATION
    assert reachable(Status.RECORDED, Level.CRIME) == OF_CRIME
    assert reachable(Status.REPORTED, Level.REPORT) >= OF_REPORT
    left = set[Status]().union(*(step.sources for step in STEPS.values()))
    of_suspects = {status for status in Status if MEANINGS[status].level is Level.SUSPECT}
    assert {status for status in Status if not status.terminal} - of_suspects <= left


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_a_step_is_taken_from_its_sources_and_from_nowhere_else(step: Step) -> None:
    mover = may_take(step)
    for status in Status:
        if status in step.sources:
            check_step(step, status, mover, lambda fact: True)
        else:
            with pytest.raises(WrongStage, match="You cannot"):
                check_step(step, status, mover, lambda fact: True)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_each_missing_fact_is_named_in_words(step: Step) -> None:
    mover, source = may_take(step), next(iter(step.sources))
    for missing in step.needs:
        with pytest.raises(RuleBroken) as refused:
            check_step(step, source, mover, lambda fact, missing=missing: fact is not missing)
        assert missing.label in str(refused.value)
        assert refused.value.field == missing.value


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_nobody_takes_a_step_without_a_relationship(step: Step) -> None:
    for role in Role:
        with pytest.raises(NotAllowed):
            check_step(step, next(iter(step.sources)), Mover(role, frozenset(), Rank.SUPERINTENDENT), lambda fact: True)


def test_t14_no_way_from_the_police_to_a_charge_of_a_flagged_offence_but_the_inspectors() -> None:
    charging = {Status.CHARGED, Status.REQUISITIONED, Status.SUMMONSED}
    from_police = {
        step.name for step in STEPS.values() if step.target in charging and Status.CHARGE_AUTHORISED not in step.sources
    }
    assert from_police == {"charge_in_emergency", "charge_at_station"}
    assert Fact.NOT_FLAGGED in STEPS["charge_at_station"].needs
    assert STEPS["charge_in_emergency"].rank is Rank.INSPECTOR
    for rank in (Rank.CONSTABLE, Rank.SERGEANT, Rank.STAFF):
        with pytest.raises(NotAllowed, match="inspector"):
            check_step(
                STEPS["charge_in_emergency"],
                Status.UNDER_INVESTIGATION,
                Mover(Role.SUPERVISOR, EVERY, rank),
                lambda fact: True,
            )


def test_the_system_alone_completes_a_case() -> None:
    own = {step.name for step in STEPS.values() if step.permission is None}
    assert own == {"back_to_prosecutor", "finalise", "finalise_crime"}
    for name, role in itertools.product(own, Role):
        with pytest.raises(NotAllowed):
            check_step(STEPS[name], next(iter(STEPS[name].sources)), Mover(role, EVERY), lambda fact: True)


@pytest.mark.parametrize("status", list(Status))
def test_each_status_says_who_acts_who_waits_and_what_a_victim_is_told(status: Status) -> None:
    meaning = status.meaning
    assert meaning.wait and meaning.victim and meaning.label
    acting = {role for role in Role if meaning.for_role(role)[0]}
    assert bool(acting) != status.terminal
    assert all(meaning.for_role(role)[1] for role in Role)


SHOWN = {
    "report": Stage.REPORT,
    "investigation": Stage.INVESTIGATION,
    "referral": Stage.REFERRAL,
    "charging": Stage.OUTCOME,
    "court": Stage.OUTCOME,
    "outcome": Stage.OUTCOME,
}


@pytest.mark.parametrize("status", list(Status))
def test_six_stages_are_shown_as_four(status: Status) -> None:
    expected = Stage.REFERRAL if status is Status.CHARGE_AUTHORISED else SHOWN[status.meaning.table_stage]
    assert status.stage is expected


tracks = st.lists(st.sampled_from(sorted(OF_ALLEGATION | OF_CRIME)).map(Track), min_size=1, max_size=5)
custody = st.lists(st.sampled_from(CustodyStatus), max_size=3)


@given(tracks, custody)
def test_a_case_stands_where_its_furthest_live_track_stands(rows: list[Track], held: list[CustodyStatus]) -> None:
    found = roll_up(Status.UNDER_ASSESSMENT, rows, held)
    live = [row.status for row in rows if not row.status.terminal]
    assert found.stage is found.status.stage
    if not live:
        assert found.status.terminal
        countable = [row.status for row in rows if row.status is not Status.CANCELLED_RECORD]
        assert (found.status is Status.FINALISED) == bool(countable and set(countable) == {Status.FINALISED})
    elif found.status.meaning.level is Level.SUSPECT:
        assert max(live, key=list(Status).index) is Status.UNDER_INVESTIGATION
    else:
        assert found.status in live


def test_a_warrant_ranks_where_it_interrupted() -> None:
    warrant = Track(Status.WARRANT_ISSUED, Status.FIRST_HEARING_LISTED)
    assert roll_up(Status.UNDER_ASSESSMENT, [warrant, Track(Status.TRIAL_LISTED)], []).status is Status.TRIAL_LISTED
    assert roll_up(Status.UNDER_ASSESSMENT, [warrant, Track(Status.CHARGED)], []).status is Status.WARRANT_ISSUED


def test_suspects_are_shown_while_the_case_is_under_investigation() -> None:
    rows = [Track(Status.UNDER_INVESTIGATION)]
    urgent = [CustodyStatus.RUI, CustodyStatus.PRECHARGE_BAIL, CustodyStatus.IN_CUSTODY]
    assert roll_up(Status.UNDER_ASSESSMENT, rows, urgent).status is Status.SUSPECT_IN_CUSTODY
    assert roll_up(Status.UNDER_ASSESSMENT, rows, urgent[:2]).status is Status.SUSPECT_ON_PRECHARGE_BAIL
    assert roll_up(Status.UNDER_ASSESSMENT, rows, urgent[:1]).status is Status.SUSPECT_RUI
    assert roll_up(Status.UNDER_ASSESSMENT, [Track(Status.CHARGED)], urgent).status is Status.CHARGED


def test_cancelled_and_transferred_hold_nothing_back() -> None:
    done, cancelled = Track(Status.FINALISED), Track(Status.CANCELLED_RECORD)
    assert roll_up(Status.UNDER_ASSESSMENT, [done, cancelled], []).status is Status.FINALISED
    assert roll_up(Status.TRANSFERRED_FORCE, [Track(Status.UNDER_INVESTIGATION)], []).status is Status.TRANSFERRED_FORCE
    assert roll_up(Status.REPORTED, [], []).status is Status.REPORTED


# Each result of 1.3b from the statuses at which a court can give it, and where it leads.
FROM = {
    "plea_guilty": {Status.FIRST_HEARING_LISTED, Status.PTPH_LISTED, Status.TRIAL_LISTED, Status.PLEA_ENTERED},
    "found_guilty": {Status.TRIAL_LISTED, Status.TRIAL_IN_PROGRESS},
    "plea_not_guilty": {Status.FIRST_HEARING_LISTED, Status.PTPH_LISTED, Status.PLEA_ENTERED},
    "no_plea": {Status.FIRST_HEARING_LISTED, Status.PTPH_LISTED},
    "sent": {Status.FIRST_HEARING_LISTED, Status.PLEA_ENTERED},
    "found_not_guilty": {Status.TRIAL_LISTED, Status.TRIAL_IN_PROGRESS},
    "dismissed": {Status.SENT_TO_CROWN_COURT, Status.PTPH_LISTED},
    "no_evidence_offered": {Status.FIRST_HEARING_LISTED, Status.TRIAL_LISTED},
    "hung": {Status.TRIAL_IN_PROGRESS},
    "withdrawn": LIVE_COURT - {Status.CONVICTED, Status.AWAITING_SENTENCE},
    "discontinued": LIVE_COURT - {Status.CONVICTED, Status.AWAITING_SENTENCE},
    "lie_on_file": LIVE_COURT,
    "stayed": LIVE_COURT,
    "warrant": LIVE_COURT - {Status.WARRANT_ISSUED},
    "committed_for_sentence": {Status.FIRST_HEARING_LISTED, Status.CONVICTED},
    "sentence_deferred": {Status.CONVICTED},
    "deceased": LIVE_COURT,
    "unfit": LIVE_COURT,
    "no_verdict": {Status.TRIAL_LISTED, Status.TRIAL_IN_PROGRESS},
}


@pytest.mark.parametrize("result", sorted(FROM))
def test_a_result_leads_by_moves_of_the_table(result: str) -> None:
    row = next(row for key, row in hearing_results().items() if key.value == result)
    for source in FROM[result]:
        here = source
        for name in moves_to(source, Status(row.moves_to)):
            assert here in STEPS[name].sources
            here = STEPS[name].target or here
        assert here is Status(row.moves_to)


def test_a_result_never_passes_through_a_conviction_to_an_acquittal() -> None:
    for source in LIVE_COURT - {Status.WARRANT_ISSUED}:
        for target in (Status.ACQUITTED, Status.TRIAL_LISTED):
            try:
                steps = moves_to(source, target)
            except WrongStage:
                continue
            assert "convict" not in steps


def test_every_permission_of_a_step_is_one_somebody_holds() -> None:
    for step in STEPS.values():
        if step.permission is not None:
            assert isinstance(step.permission, Permission)
            assert may_take(step).role is not None

"""The demonstration cases: about 300 stories in believable shares, two at least at every status."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from app.database import audit
from app.database.atomic import atomic
from app.database.session import db
from app.domain.calendar import london_day, start_of_day
from app.domain.stages import Stage, Status
from app.domain.vocabulary import OutcomeCode, Strand
from app.models.outbox import Outbox
from app.queries.demo_accounts import cases_told
from app.services.demo.belonging import NEEDED, link_cases
from app.services.demo.cast import FORCES, Cast, build_cast, crew_of
from app.services.demo.opening import Named
from app.services.demo.paths import PATHS, Path
from app.services.demo.plots import PLOTS, Plot
from app.services.demo.variety import DISTRICTS, DemoStory, Turn, end_police_case

CASES = 300
AT_LEAST = 2
ACCOUNTS_SINCE = timedelta(days=600)

#: Shares of the cases beyond two at each status, in parts of a thousand. Most recorded hate crime ends with the police:
#: no suspect, a victim who does not want to go on, not enough evidence; about one in ten leads to a charge.
SHARES: Mapping[Status, int] = {
    Status.REPORTED: 50,
    Status.UNDER_ASSESSMENT: 40,
    Status.NON_CRIME: 40,
    Status.RECORDED: 40,
    Status.UNDER_INVESTIGATION: 200,
    Status.SUSPECT_ON_PRECHARGE_BAIL: 40,
    Status.SUSPECT_RUI: 50,
    Status.SUPERVISOR_REVIEW: 20,
    Status.SUBMITTED_TO_CPS: 20,
    Status.TRIAGE_ACCEPTED: 15,
    Status.PROSECUTOR_REVIEW: 30,
    Status.ACTION_PLAN_ISSUED: 20,
    Status.NFA_POLICE: 260,
    Status.NFA_CPS_EVIDENTIAL: 20,
    Status.REQUISITIONED: 15,
    Status.FIRST_HEARING_LISTED: 15,
    Status.TRIAL_LISTED: 25,
    Status.SENTENCED: 30,
    Status.FINALISED: 70,
}
#: How the police end a case, in parts of a hundred (the outcomes of others than those charged).
ENDINGS: Mapping[OutcomeCode, int] = {
    OutcomeCode.NO_SUSPECT: 37,
    OutcomeCode.EVIDENTIAL_VICTIM_WITHDRAWS: 36,
    OutcomeCode.EVIDENTIAL_VICTIM_SUPPORTS: 27,
}
STRANDS: Mapping[Strand, int] = {
    Strand.RACE: 68,
    Strand.RELIGION: 8,
    Strand.SEXUAL_ORIENTATION: 12,
    Strand.DISABILITY: 7,
    Strand.TRANSGENDER: 3,
    Strand.OTHER_LOCAL: 2,
}
#: Days before the last day at which a story begins, by the stage at which it is to stand: (least, most).
AGES: Mapping[Stage, tuple[int, int]] = {
    Stage.REPORT: (1, 9),
    Stage.INVESTIGATION: (3, 75),
    Stage.REFERRAL: (16, 60),
    Stage.OUTCOME: (45, 165),
}
#: Statuses that take longer, or do not last.
OWN_AGES: Mapping[Status, tuple[int, int]] = {
    Status.SUSPECT_IN_CUSTODY: (1, 1),
    Status.ADMIN_FINALISED: (130, 165),
}
HOURS = (1, 8, 9, 11, 13, 14, 15, 16, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 23)
WEEKEND = (4, 5, 6)  # Friday to Sunday
NEWS = timedelta(days=2)
UNFLAGGED_SHARE, PARTNER_SHARE, CARD_SHARE, SUPPORT_SHARE = 0.06, 0.08, 0.5, 0.25
SECOND_SUSPECT_SHARE, ALTERNATIVE_SHARE = 0.12, 0.15


@dataclass(frozen=True, slots=True)
class Plan:
    """One case to be told: the status it is to reach, how, and by which force."""

    status: Status
    path: Path
    turn: Turn
    force: str


def load(
    seed: int,
    as_of: datetime,
    *,
    password: str,
    count: int = CASES,
    progress: Callable[[str], object] = lambda words: None,
) -> int:
    """Make the accounts and tell the cases up to the beginning of the day; gives how many were told.

    What was told before is not told again: an interrupted run goes on where it stopped.

    The same seed and day give the same data; the clock of the machine is never read.
    """
    until = start_of_day(london_day(as_of))
    build_cast(password, at=until - ACCOUNTS_SINCE)
    before = cases_told()
    cast, rng = Cast(london_day(as_of)), random.Random(seed)  # noqa: S311 - invented cases, not secrets
    plans = list(_plans(rng, count))
    belonging = _belonging(plans)
    twice: Named | None = None
    for number, plan in enumerate(plans, start=1):
        story = _story(plan, cast, rng, number, until)
        if number in belonging[:2]:
            story.victim_is = twice = twice or story.victim_named
        if number <= before:
            continue
        with audit.recorded_at(until):
            _tell(plan, story)
        db.session.expunge_all()
        if number % 50 == 0:
            progress(f"{number} of {len(plans)} cases")
    with audit.recorded_at(until):
        link_cases(FORCES[0][0], belonging, cast, until=until)
    return max(0, len(plans) - before)


def _belonging(plans: list[Plan]) -> list[int]:
    """The numbers of the stories that belong together: investigations of one team, and nothing is drawn for it."""
    force, _ = FORCES[0]
    wanted = (Status.UNDER_INVESTIGATION, force)
    found = [number for number, plan in enumerate(plans, start=1) if (plan.status, plan.force) == wanted]
    return found[:NEEDED] if len(found) >= NEEDED else []


@atomic
def _tell(plan: Plan, story: DemoStory) -> None:
    """One transaction a story: every verb of it joins. Of what happened long ago nobody is told today."""
    plan.path(story)
    story.finish()
    db.session.execute(delete(Outbox).where(Outbox.promised_at < story.until - NEWS))


def _plans(rng: random.Random, count: int) -> Iterator[Plan]:
    """Twice each status, the rest by shares, in an order that does not show it; a smaller count is a part of that."""
    statuses = [status for status in Status for _ in range(AT_LEAST)]
    more = max(0, count - len(statuses))
    statuses += rng.choices(list(SHARES), weights=list(SHARES.values()), k=more)
    rng.shuffle(statuses)
    first_of: set[Status] = set()
    for status in statuses[:count]:
        ending = rng.choices(list(ENDINGS), weights=list(ENDINGS.values()))[0]
        path = end_police_case(ending) if status is Status.NFA_POLICE else PATHS[status]
        # One case of each status is told by the force that has a reviewer, witness care and administrators here.
        force = rng.choice([code for code, _ in FORCES]) if status in first_of else FORCES[0][0]
        first_of.add(status)
        yield Plan(status, path, _turn(rng, status), force)


def _turn(rng: random.Random, status: Status) -> Turn:
    """What makes this case differ from others of its status."""
    early = status.stage is Stage.REPORT
    return Turn(
        flagged=not (status in (Status.UNDER_INVESTIGATION, Status.NFA_POLICE) and rng.random() < UNFLAGGED_SHARE * 3),
        by_partner=status is not Status.NON_CRIME and rng.random() < PARTNER_SHARE,
        by_caseworker=status is not Status.NON_CRIME and rng.random() < PARTNER_SHARE / 2,
        with_card=rng.random() < CARD_SHARE,
        with_support=not early and rng.random() < SUPPORT_SHARE,
        with_second_suspect=not early and rng.random() < SECOND_SUSPECT_SHARE,
        with_alternative=status.stage in (Stage.INVESTIGATION, Stage.REFERRAL) and rng.random() < ALTERNATIVE_SHARE,
        channel_number=rng.randrange(1000),
        age_of_victim=min(88, max(17, int(rng.gauss(36, 14)))),
        age_of_suspect=min(79, max(18, int(rng.gauss(33, 12)))),
    )


def _story(plan: Plan, cast: Cast, rng: random.Random, number: int, until: datetime) -> DemoStory:
    return DemoStory(
        cast=cast,
        crew=crew_of(plan.force),
        plot=_plot(rng, flagged=plan.turn.flagged),
        now=_begins(rng, plan.status, until),
        number=number,
        until=until,
        flagged=plan.turn.flagged,
        turn=plan.turn,
        district=rng.choice(DISTRICTS[plan.force]),
        born=(until.year - plan.turn.age_of_victim, until.year - plan.turn.age_of_suspect),
    )


def _plot(rng: random.Random, *, flagged: bool) -> Plot:
    strand = rng.choices(list(STRANDS), weights=list(STRANDS.values()))[0]
    plots = [plot for plot in PLOTS if plot.strand is strand] if flagged else [p for p in PLOTS if p.fits_unflagged]
    return rng.choice(plots)


def _begins(rng: random.Random, status: Status, until: datetime) -> datetime:
    """More in the evening and from Friday to Sunday."""
    least, most = OWN_AGES.get(status, AGES[status.stage])
    days = [rng.randint(least, most) for _ in range(2)]
    moments = [
        until - timedelta(days=day) + timedelta(hours=rng.choice(HOURS), minutes=rng.randrange(60)) for day in days
    ]
    return next((at for at in moments if at.weekday() in WEEKEND), moments[0])

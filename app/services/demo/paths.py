"""Paths: for every status, the acts that bring a story there. What shows that each status can be reached by verbs."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from app.domain.calendar import london_day
from app.domain.stages import Status
from app.domain.vocabulary import CancelGround, ChargeMethod, DecisionCode, HearingResult, HearingType, ReferralType
from app.models.outcome import Hearing
from app.services import appeals, court, cps, outcome, recording, transfer
from app.services.demo import care_acts, court_acts
from app.services.demo import later_acts as acts
from app.services.demo.story import Story

Path = Callable[[Story], object]
H, T = HearingResult, HearingType


def _recorded(story: Story) -> Story:
    return story.report().assess().record()


def _investigated(story: Story) -> Story:
    return _recorded(story).allocate()


def _named(story: Story) -> Story:
    return _investigated(story).name_suspect()


def _charged(story: Story) -> Story:
    return court_acts.put_charge(acts.authorised(story))


def _first_hearing(story: Story) -> tuple[Story, Hearing]:
    _charged(story)
    return story, court_acts.hear(story, T.FIRST_HEARING_NGAP)


def _after_first(kind: HearingResult, reason: str | None = None) -> Callable[[Story], Story]:
    def path(story: Story) -> Story:
        _, hearing = _first_hearing(story)
        return court_acts.result(story, hearing, kind, reason)

    return path


def _sent(story: Story) -> Story:
    return _after_first(H.SENT)(story)


def _ptph(story: Story) -> None:
    _sent(story)
    court_acts.hear(story, T.PTPH, crown=True)


def _convicted(story: Story) -> Hearing:
    _, hearing = _first_hearing(story)
    court_acts.result(story, hearing, H.PLEA_GUILTY)
    return hearing


def _sentenced(story: Story) -> None:
    court_acts.sentence(story, _convicted(story))


def _trial_begun(story: Story) -> None:
    _after_first(H.PLEA_NOT_GUILTY)(story)
    court.begin_trial(
        story.incident,
        story.allegation,
        london_day(story.now),
        actor=story.who(story.crew.operations),
        at=story.later(hours=2),
    )


def _plea_noted(story: Story) -> None:
    """A plea noted before the court has said what follows."""
    _first_hearing(story)
    court.note_plea(story.incident, story.allegation, actor=story.who(story.crew.operations), at=story.later(hours=3))


def _cancelled(story: Story) -> None:
    recording.cancel_crime(
        _investigated(story).incident,
        story.crime,
        CancelGround.DUPLICATE,
        "The same crime is recorded under another number.",
        actor=story.supervisor,
        at=story.later(hours=5),
    )


def _transferred(story: Story) -> None:
    _investigated(story)
    other = "Z2" if story.crew.team.startswith("Z1") else "Z1"
    offer = transfer.offer_transfer(
        story.incident,
        story.cast.unit(f"{other}-T1"),
        "It happened in your area, and the man lives there.",
        actor=story.supervisor,
        at=story.later(hours=3),
    )
    receiver = "Hollis Figment" if other == "Z2" else "Dara Fictwell"
    transfer.accept_transfer(offer, actor=story.who(receiver), at=story.later(hours=3))


def _closed_by_cps(story: Story) -> None:
    acts.reject(acts.referred(story))
    operations = story.who(story.crew.operations)
    for _ in range(2):
        cps.remind(story.referral, actor=operations, at=story.later(days=20))
    cps.close_without_reply(story.referral, actor=operations, at=story.later(days=60))


def _appealed(story: Story) -> None:
    _sentenced(story)
    appeals.lodge_appeal(
        story.incident,
        story.allegation,
        "The defendant",
        london_day(story.now),
        actor=story.who(story.crew.operations),
        at=story.later(days=2),
    )


def _finalised(story: Story) -> None:
    care_acts.support(acts.end_by_police(acts.ready(story)))
    outcome.finalise(story.incident.id, as_of=story.now + timedelta(days=400), at=story.now)


def _resubmitted(story: Story) -> None:
    acts.reject(acts.referred(story))
    acts.draft(story, ReferralType.RESUBMISSION, outline="A new copy of the recording, tried on another machine.")
    acts.send(acts.check(acts.offer(story)))


def _breached(story: Story) -> None:
    acts.breach(acts.resolve(acts.review(acts.under_review(story))))


PATHS: Mapping[Status, Path] = {
    Status.REPORTED: lambda s: s.report(by_officer=False),
    Status.UNDER_ASSESSMENT: lambda s: s.report().assess(),
    Status.NON_CRIME: lambda s: s.report().assess().not_a_crime(),
    Status.RECORDED: _recorded,
    Status.CANCELLED_RECORD: _cancelled,
    Status.TRANSFERRED_FORCE: _transferred,
    Status.UNDER_INVESTIGATION: lambda s: _named(s).allege(),
    Status.SUSPECT_IN_CUSTODY: lambda s: _named(s).arrest(),
    Status.SUSPECT_ON_PRECHARGE_BAIL: lambda s: _named(s).arrest().interview().bail().allege(),
    Status.SUSPECT_RUI: lambda s: _named(s).arrest().interview().release().allege().gather(),
    Status.EARLY_ADVICE_REQUESTED: acts.ask_advice,
    Status.EARLY_ADVICE_GIVEN: lambda s: acts.advise(acts.ask_advice(s)),
    Status.SUPERVISOR_REVIEW: lambda s: acts.offer(acts.draft(acts.ready(s))),
    Status.SUBMITTED_TO_CPS: acts.referred,
    Status.TRIAGE_REJECTED: lambda s: acts.reject(acts.referred(s)),
    Status.TRIAGE_ACCEPTED: lambda s: acts.accept(acts.referred(s)),
    Status.PROSECUTOR_REVIEW: acts.under_review,
    Status.ACTION_PLAN_ISSUED: lambda s: acts.plan(acts.under_review(s)),
    Status.RESUBMITTED: _resubmitted,
    Status.ADMIN_FINALISED: _closed_by_cps,
    Status.CHARGE_AUTHORISED: acts.authorised,
    Status.NFA_POLICE: lambda s: acts.end_by_police(acts.ready(s)),
    Status.NFA_CPS_EVIDENTIAL: lambda s: acts.refuse(acts.review(acts.under_review(s), met=False)),
    Status.NFA_CPS_PUBLIC_INTEREST: lambda s: acts.refuse(
        acts.review(acts.under_review(s)), DecisionCode.NFA_PUBLIC_INTEREST
    ),
    Status.OOCR_AUTHORISED: lambda s: acts.resolve(acts.review(acts.under_review(s))),
    Status.OOCR_COMPLETED: lambda s: acts.keep(acts.resolve(acts.review(acts.under_review(s)))),
    Status.OOCR_BREACHED: _breached,
    Status.CHARGED: lambda s: court_acts.put_charge(acts.authorised(s), ChargeMethod.CHARGE),
    Status.REQUISITIONED: _charged,
    Status.SUMMONSED: lambda s: court_acts.put_charge(acts.authorised(s), ChargeMethod.SUMMONS),
    Status.FIRST_HEARING_LISTED: _first_hearing,
    Status.PLEA_ENTERED: _plea_noted,
    Status.SENT_TO_CROWN_COURT: _sent,
    Status.PTPH_LISTED: _ptph,
    Status.TRIAL_LISTED: _after_first(H.PLEA_NOT_GUILTY),
    Status.TRIAL_IN_PROGRESS: _trial_begun,
    Status.CONVICTED: _convicted,
    Status.ACQUITTED: _after_first(H.NO_EVIDENCE_OFFERED, "The only witness has moved abroad."),
    Status.DISCONTINUED: _after_first(H.DISCONTINUED, "New evidence undermines recognition."),
    Status.STAYED: _after_first(H.STAYED, "Abuse of process found by the court."),
    Status.LIE_ON_FILE: _after_first(H.LIE_ON_FILE, "Pleaded guilty to another matter."),
    Status.AWAITING_SENTENCE: _after_first(H.COMMITTED_FOR_SENTENCE, "Powers thought insufficient."),
    Status.SENTENCED: _sentenced,
    Status.APPEAL_PENDING: _appealed,
    Status.FINALISED: _finalised,
    Status.WARRANT_ISSUED: _after_first(H.WARRANT),
}

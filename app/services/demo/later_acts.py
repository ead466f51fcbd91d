"""Later acts of a story: referral, decision, charge, court, what a support service does."""

from datetime import timedelta

from sqlalchemy import select

from app.database.session import db
from app.domain.calendar import london_day
from app.domain.vocabulary import (
    ChargeMethod,
    CodeTest,
    ContactChannel,
    ContactOutcome,
    CourtFinding,
    CourtKind,
    DecisionCode,
    HearingResult,
    HearingType,
    NfaSubReason,
    OutcomeCode,
    ReferralCategory,
    ReferralType,
    SupportConsent,
    TriageReason,
    UpliftBasis,
)
from app.models.outcome import Hearing
from app.models.victim import DatedEvent
from app.services import advice, care, charging, court, cps, decisions, people, referral, sentencing
from app.services import investigation as cases
from app.services.demo.story import Story


def ready(story: Story) -> Story:
    """Investigated, with a file that nothing stops."""
    return story.report().assess().record().allocate().name_suspect().interview().allege().gather()


def draft(story: Story, kind: ReferralType = ReferralType.CHARGING, outline: str | None = None) -> Story:
    story.referral = referral.draft(
        story.incident,
        referral.ReferralDetails(
            referral_type=kind,
            code_test=None if kind is ReferralType.EARLY_ADVICE else CodeTest.FCT,
            referral_category=ReferralCategory.GREEN_PRIORITY,
            outline=outline or "One account with a recording that bears it out; hostility shown in the words.",
            police_view_evidential="Met: account, recording and recognition agree.",
            police_view_public_interest="Met: hostility towards a stranger in a public place.",
            early_advice_questions=("Is the recording enough to prove who spoke?",)
            if kind is ReferralType.EARLY_ADVICE
            else (),
        ),
        [story.allegation],
        actor=story.officer,
        at=story.later(hours=2),
    )
    return story


def offer(story: Story) -> Story:
    referral.offer_for_check(story.referral, actor=story.officer, at=story.later(hours=1))
    return story


def check(story: Story) -> Story:
    referral.pass_check(story.referral, actor=story.supervisor, at=story.later(hours=3))
    return story


def send(story: Story) -> Story:
    referral.submit(story.referral, actor=story.supervisor, at=story.later(minutes=30))
    return story


def referred(story: Story) -> Story:
    return send(check(offer(draft(ready(story)))))


def reject(story: Story) -> Story:
    at = story.later(hours=20)
    cps.reject(
        story.referral,
        reasons=[TriageReason.MISSING_MEDIA],
        due_on=london_day(at) + timedelta(days=14),
        note="The recording does not open.",
        actor=story.who(story.crew.operations),
        at=at,
    )
    return story


def accept(story: Story) -> Story:
    cps.accept(story.referral, actor=story.who(story.crew.operations), at=story.later(hours=20))
    return story


def to_prosecutor(story: Story) -> Story:
    cps.allocate_prosecutor(
        story.referral,
        story.cast.user(story.crew.prosecutor),
        actor=story.who(story.crew.operations),
        at=story.later(hours=2),
    )
    return story


def under_review(story: Story) -> Story:
    return to_prosecutor(accept(referred(story)))


def plan(story: Story) -> Story:
    at = story.later(days=1)
    decisions.issue_action_plan(
        story.referral,
        [
            decisions.ActionAsked(
                text="Obtain the sound of the recording.",
                reason="Who spoke decides whether a charge is possible.",
                due_on=london_day(at) + timedelta(days=14),
                owner="Officer in the case",
            )
        ],
        actor=story.who(story.crew.prosecutor),
        at=at,
    )
    return story


def answer(story: Story) -> Story:
    """The actions are answered and the answers sent; the file goes back to the same prosecutor."""
    plan_rows = story.referral.action_plan
    for item in plan_rows.actions if plan_rows else ():
        referral.answer_action(item, "The sound is clear and attached.", actor=story.officer, at=story.later(days=2))
    draft(story, ReferralType.RESUBMISSION, outline="The sound of the recording is added.")
    return send(check(offer(story)))


def review(story: Story, *, met: bool = True) -> Story:
    decisions.record_review(
        story.referral,
        "The account is consistent, the recording bears it out, and recognition is strong.",
        [
            decisions.TestApplied(
                allegation=story.allegation,
                code_test=CodeTest.FCT,
                evidential_met=met,
                evidential_reasons="Two sources agree." if met else "Nobody else heard the words.",
                public_interest_met=True if met else None,
                public_interest_reasons="Hostility towards a stranger." if met else None,
            )
        ],
        actor=story.who(story.crew.prosecutor),
        at=story.later(hours=5),
    )
    return story


def authorise(story: Story) -> Story:
    decisions.decide(
        story.referral,
        story.allegation,
        decisions.DecisionDetails(
            code=DecisionCode.CHARGE_FCT,
            reasons="Both stages are met and hostility can be proved.",
            wording=story.allegation.wording,
        ),
        actor=story.who(story.crew.prosecutor),
        at=story.later(hours=1),
    )
    return story


def refuse(story: Story, code: DecisionCode = DecisionCode.NFA_EVIDENTIAL) -> Story:
    decision = decisions.decide(
        story.referral,
        story.allegation,
        decisions.DecisionDetails(
            code=code,
            reasons="The words cannot be proved to the standard needed.",
            nfa_sub_reason=NfaSubReason.IDENTIFICATION if code is DecisionCode.NFA_EVIDENTIAL else None,
        ),
        actor=story.who(story.crew.prosecutor),
        at=story.later(hours=1),
    )
    if decision.awaits_confirmation:
        decisions.confirm_refusal(decision, actor=story.who(story.crew.senior), at=story.later(hours=4))
    return story


def resolve(story: Story) -> Story:
    at = story.later(hours=1)
    decisions.decide(
        story.referral,
        story.allegation,
        decisions.DecisionDetails(
            code=DecisionCode.OOCR_COMMUNITY,
            reasons="Accepts responsibility; the victim agrees.",
            eligibility="No previous record; accepts what was done.",
            conditions="A letter of apology and a course.",
            conditions_due_on=london_day(at) + timedelta(days=60),
        ),
        actor=story.who(story.crew.prosecutor),
        at=at,
    )
    return story


def keep(story: Story) -> Story:
    charging.keep_resolution(
        story.incident,
        story.allegation,
        "Letter written and course attended.",
        OutcomeCode.COMMUNITY_RESOLUTION,
        actor=story.officer,
        at=story.later(days=10),
    )
    return story


def breach(story: Story) -> Story:
    charging.break_resolution(
        story.incident, story.allegation, "The course was not attended.", actor=story.officer, at=story.later(days=10)
    )
    return story


def authorised(story: Story) -> Story:
    return authorise(review(under_review(story)))


def put_charge(story: Story, method: ChargeMethod = ChargeMethod.POSTAL_REQUISITION) -> Story:
    at = story.later(days=1)
    charging.charge(
        story.incident,
        story.allegation,
        method=method,
        issued_at=at,
        bailed=True if method is ChargeMethod.CHARGE else None,
        actor=story.officer,
        at=at,
    )
    return story


def hear(story: Story, kind: HearingType, *, days: int = 2, crown: bool = False) -> Hearing:
    """List a hearing some days ahead and let it come."""
    at = story.later(hours=6)
    hearing = court.list_hearing(
        story.incident,
        court.HearingDetails(
            court="Northmarsh Crown Court" if crown else "Northmarsh Magistrates' Court",
            court_kind=CourtKind.CROWN_COURT if crown else CourtKind.MAGISTRATES,
            listed_at=min(at + timedelta(days=days), story.until),
            hearing_type=kind,
        ),
        [story.allegation],
        actor=story.who(story.crew.operations),
        at=at,
    )
    return hearing


def result(story: Story, hearing: Hearing, kind: HearingResult, reason: str | None = None) -> Story:
    """The hearing comes, and the court does this. Decisions of the prosecutor are the prosecutor's to record."""
    at = story.later(days=3)
    court.record_result(
        story.incident,
        hearing,
        story.allegation,
        court.Result(result=kind, on=london_day(at), reason=reason),
        actor=story.who(story.crew.prosecutor),
        at=at,
    )
    return story


def sentence(story: Story, hearing: Hearing, *, answered: bool = True) -> Story:
    at = story.later(days=2)
    uplift = sentencing.UpliftAnswers(
        uplift_sought=True,
        uplift_basis=UpliftBasis.S66,
        strand=story.plot.strand,
        court_found_hostility=CourtFinding.YES,
        uplift_announced=True,
        sentence_before_uplift="80 hours of unpaid work",
        sentence_after_uplift="120 hours of unpaid work",
        recorded_on_hrs=True,
        announced_in_open_court_at=at,
    )
    sentencing.record_sentence(
        story.incident,
        hearing,
        story.allegation,
        kind="Community order",
        length="120 hours of unpaid work",
        on=london_day(at),
        uplift=uplift if answered else sentencing.UpliftAnswers(),
        actor=story.who(story.crew.prosecutor),
        at=at,
    )
    return story


def ask_advice(story: Story) -> Story:
    return send(check(offer(draft(ready(story), ReferralType.EARLY_ADVICE))))


def advise(story: Story) -> Story:
    cps.allocate_prosecutor(
        story.referral,
        story.cast.user(story.crew.prosecutor),
        actor=story.who(story.crew.operations),
        at=story.later(hours=5),
    )
    advice.give_advice(
        story.referral,
        "The recording is enough once the sound is added.",
        actor=story.who(story.crew.prosecutor),
        at=story.later(hours=20),
    )
    return story


def end_by_police(story: Story, outcome: OutcomeCode = OutcomeCode.EVIDENTIAL_VICTIM_SUPPORTS) -> Story:
    cases.propose_ending(
        story.incident,
        story.crime,
        outcome=outcome,
        reason="Every reasonable line has been followed; the evidence does not reach the standard.",
        actor=story.officer,
        at=story.later(days=3),
    )
    cases.end_by_police(
        story.incident,
        story.crime,
        confirmed=("victim_told", "victim_consulted", "supervisor_agreed"),
        actor=story.supervisor,
        at=story.later(hours=20),
    )
    return story


def support(story: Story) -> Story:
    """The victim agrees to support, a caseworker takes the referral, and the officer tells her where the case is."""
    victim = people.victim_of(story.victim)
    assert victim is not None  # noqa: S101 - a person added as victim has a victim's row
    offered = care.refer_to_support(
        story.incident,
        victim,
        story.cast.unit(story.crew.branch),
        SupportConsent.GIVEN,
        actor=story.officer,
        at=story.later(hours=1),
    )
    care.accept_support(offered, actor=story.who(story.crew.caseworker), at=story.later(hours=20))
    news = db.session.scalars(
        select(DatedEvent).where(DatedEvent.incident_id == story.incident.id).order_by(DatedEvent.id)
    ).all()
    care.record_contact(
        story.incident,
        victim,
        care.ContactDetails(
            at=story.later(hours=1), channel=ContactChannel.PHONE, outcome=ContactOutcome.TOLD, events=news
        ),
        actor=story.officer,
        at=story.now,
    )
    return story

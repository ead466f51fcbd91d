"""Later acts of a story: referral, decision, charge, court, what a support service does."""

from datetime import timedelta

from app.domain.calendar import london_day
from app.domain.vocabulary import (
    CodeTest,
    DecisionCode,
    NfaSubReason,
    OutcomeCode,
    ReferralCategory,
    ReferralType,
    TriageReason,
)
from app.services import action_answers, advice, charging, cps, decisions, drafting, referral, reviews, second_look
from app.services import investigation as cases
from app.services.demo.story import Story


def ready(story: Story) -> Story:
    """Investigated, with a file that nothing stops."""
    return story.report().assess().record().allocate().name_suspect().interview().allege().gather()


def draft(story: Story, kind: ReferralType = ReferralType.CHARGING, outline: str | None = None) -> Story:
    story.referral = drafting.draft(
        story.incident,
        drafting.ReferralDetails(
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
        story.all_allegations,
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
        said, at = "The sound is clear and attached.", story.later(days=2)
        action_answers.answer_action(item, said, actor=story.officer, at=at)
    draft(story, ReferralType.RESUBMISSION, outline="The sound of the recording is added.")
    return send(check(offer(story)))


def review(story: Story, *, met: bool = True) -> Story:
    reviews.record_review(
        story.referral,
        "The account is consistent, the recording bears it out, and recognition is strong.",
        [
            reviews.TestApplied(
                allegation=allegation,
                code_test=CodeTest.FCT,
                evidential_met=met,
                evidential_reasons="Two sources agree." if met else "Nobody else heard the words.",
                public_interest_met=True if met else None,
                public_interest_reasons="Hostility towards a stranger." if met else None,
            )
            for allegation in story.all_allegations
        ],
        actor=story.who(story.crew.prosecutor),
        at=story.later(hours=5),
    )
    return story


def authorise(story: Story) -> Story:
    at = story.later(hours=1)
    for allegation in story.all_allegations:
        decisions.decide(
            story.referral,
            allegation,
            decisions.DecisionDetails(
                code=DecisionCode.CHARGE_FCT,
                reasons="Both stages are met and hostility can be proved.",
                wording=allegation.wording,
            ),
            actor=story.who(story.crew.prosecutor),
            at=at,
        )
    return story


def refuse(story: Story, code: DecisionCode = DecisionCode.NFA_EVIDENTIAL) -> Story:
    at = story.later(hours=1)
    evidential = code is DecisionCode.NFA_EVIDENTIAL
    made = [
        decisions.decide(
            story.referral,
            allegation,
            decisions.DecisionDetails(
                code=code,
                reasons="The words cannot be proved to the standard needed."
                if evidential
                else "Both have moved on with an apology, and a prosecution would do more harm than good.",
                nfa_sub_reason=NfaSubReason.IDENTIFICATION if evidential else None,
            ),
            actor=story.who(story.crew.prosecutor),
            at=at,
        )
        for allegation in story.all_allegations
    ]
    at = story.later(hours=4)
    for decision in made:
        if decision.awaits_confirmation:
            second_look.confirm_refusal(decision, actor=story.who(story.crew.senior), at=at)
    return story


def resolve(story: Story) -> Story:
    at = story.later(hours=1)
    for allegation in story.all_allegations:
        decisions.decide(
            story.referral,
            allegation,
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
    at = story.later(days=10)
    for allegation in story.all_allegations:
        charging.keep_resolution(
            story.incident,
            allegation,
            "Letter written and course attended.",
            OutcomeCode.COMMUNITY_RESOLUTION,
            actor=story.officer,
            at=at,
        )
    return story


def breach(story: Story) -> Story:
    at = story.later(days=10)
    for allegation in story.all_allegations:
        charging.break_resolution(
            story.incident, allegation, "The course was not attended.", actor=story.officer, at=at
        )
    return story


def authorised(story: Story) -> Story:
    return authorise(review(under_review(story)))


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

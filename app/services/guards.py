"""What must hold before a step: each fact of the step table is looked up here, in the rows or in what was given.

A fact without a line of its own holds when the person gave something for it under its name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import exists, func, select

from app.database.session import db
from app.domain import charging, policies
from app.domain.actor import Actor
from app.domain.calendar import london_day
from app.domain.case_file import CaseFile
from app.domain.case_file.allegations import AllegationFacts
from app.domain.deadlines import allegation_time_limit, open_ends
from app.domain.events import BETWEEN_CASES, EventKind
from app.domain.facts import is_hate_flagged
from app.domain.offences import offence
from app.domain.roles import CPS_ROLES, Role
from app.domain.stages import Status
from app.domain.vocabulary import ChargingAuthority, ConsentType
from app.domain.workflow import Fact
from app.models.allegation import Allegation, Crime
from app.models.history import CaseEvent
from app.models.incident import ConflictOfInterest, Incident
from app.models.outcome import Sentence
from app.models.referral import ActionItem, ActionPlan, Assessment, Decision, Referral, Review
from app.models.user import User
from app.queries.case_file import gather


@dataclass
class Guard:
    """One step being checked: the case, its subject, who asks, and what they gave."""

    incident: Incident
    subject: Incident | Crime | Allegation
    actor: Actor
    at: datetime
    given: Mapping[str, Any]
    earlier: int | None

    def holds(self, fact: Fact) -> bool:
        """Does this fact hold now?"""
        look_up = LOOK_UPS.get(fact)
        return look_up(self) if look_up else bool(self.given.get(fact.value))

    @cached_property
    def case(self) -> CaseFile:
        """The facts of the case as they are now."""
        db.session.flush()
        return gather(self.incident).case

    @property
    def allegation(self) -> Allegation:
        if not isinstance(self.subject, Allegation):
            raise TypeError("this fact is asked of an allegation")
        return self.subject

    @property
    def facts(self) -> AllegationFacts:
        """The allegation as the rules see it."""
        return next(one for one in self.case.allegations if one.allegation_id == self.allegation.file_id)

    @property
    def referral(self) -> Referral:
        """The referral the step is about."""
        found = self.given.get("referral")
        if not isinstance(found, Referral):
            raise TypeError("this fact is asked of a referral")
        return found


def _proposal(guard: Guard) -> bool:
    return guard.actor.is_system or (guard.earlier is not None and guard.earlier != guard.actor.user_id)


def _check_passed(guard: Guard) -> bool:
    referral = guard.referral
    checker = referral.checked_by_id
    return checker is not None and checker not in (referral.drafted_by_id, guard.incident.oic_id)


def _no_blocks(guard: Guard) -> bool:
    readiness = guard.given.get("readiness")
    return readiness is not None and readiness.may_submit


def _test_recorded(guard: Guard) -> bool:
    recorded = exists().where(
        Assessment.allegation_id == guard.allegation.id,
        Assessment.review_id == Review.id,
        Review.referral_id == guard.referral.id,
    )
    return bool(db.session.scalar(select(recorded)))


def _consent(guard: Guard) -> bool:
    needed = offence(guard.allegation.offence_type_key).consent is not ConsentType.NONE
    asked = guard.allegation.consent_type not in (None, ConsentType.NONE)
    return not (needed or asked) or guard.allegation.consent_granted_at is not None


def _in_time_on(guard: Guard, moment: datetime) -> bool:
    limit = allegation_time_limit(guard.case, guard.facts)
    if not limit.has_limit:
        return True
    return limit.due is not None and london_day(moment) <= limit.due


def _time_limit(guard: Guard) -> bool:
    return _in_time_on(guard, guard.at)


def _issued_in_time(guard: Guard) -> bool:
    return _in_time_on(guard, guard.given["issued_at"])


def _not_flagged(guard: Guard) -> bool:
    return not is_hate_flagged(guard.case, guard.facts)


def _second_prosecutor(guard: Guard) -> bool:
    return guard.actor.role is Role.SENIOR_PROSECUTOR and guard.earlier not in (None, guard.actor.user_id)


def _wording(guard: Guard) -> bool:
    given = guard.given.get("wording")
    return bool(guard.allegation.wording) and given in (None, guard.allegation.wording)


def _decided_by_cps(guard: Guard) -> bool:
    decided = exists().where(Decision.allegation_id == guard.allegation.id, Decision.awaits_confirmation.is_(False))
    return bool(db.session.scalar(select(decided)))


def _evidence_was_offered(guard: Guard) -> bool:
    return guard.allegation.shown_ending != "no_evidence_offered"


def _prosecutor(guard: Guard) -> bool:
    chosen = guard.given.get("prosecutor")
    if not isinstance(chosen, User) or chosen.disabled_at is not None:
        return False
    roles = {role.role for role in chosen.roles}
    held = guard.referral.unit
    in_unit = held is not None and chosen.unit.path.startswith(held.path)
    return bool(roles & (CPS_ROLES - {Role.CPS_OPERATIONS})) and in_unit and not _has_conflict(guard, chosen.id)


def _has_conflict(guard: Guard, user_id: int) -> bool:
    live = exists().where(
        ConflictOfInterest.incident_id == guard.incident.id,
        ConflictOfInterest.user_id == user_id,
        ConflictOfInterest.lifted_at.is_(None),
    )
    return bool(db.session.scalar(select(live)))


def _previous(guard: Guard) -> Referral | None:
    """The referral that a resubmission answers."""
    return db.session.scalars(
        select(Referral).where(
            Referral.incident_id == guard.incident.id,
            Referral.referral_no == guard.referral.answers_referral_no,
        )
    ).one_or_none()


def _all_answered(guard: Guard) -> bool:
    open_actions = db.session.scalar(
        select(func.count())
        .select_from(ActionItem)
        .join(ActionPlan, ActionPlan.id == ActionItem.plan_id)
        .join(Referral, Referral.id == ActionPlan.referral_id)
        .where(
            Referral.incident_id == guard.incident.id,
            Referral.referral_no == guard.referral.answers_referral_no,
            ActionItem.answered_at.is_(None),
        )
    )
    return not open_actions and bool(guard.referral.outline)


def _something_new(guard: Guard) -> bool:
    """Something was added or changed on the file since the referral that this one answers was sent."""
    previous = _previous(guard)
    if previous is None or previous.submitted_at is None:
        return False
    added = exists().where(
        CaseEvent.incident_id == guard.incident.id,
        CaseEvent.occurred_at > previous.submitted_at,
        CaseEvent.actor_role.in_((Role.OFFICER.value, Role.SUPERVISOR.value)),
        CaseEvent.kind.not_in(BETWEEN_CASES),
    )
    return guard.actor.is_system or bool(db.session.scalar(select(added)))


def _answers_action_plan(guard: Guard) -> bool:
    previous = _previous(guard)
    return previous is not None and previous.action_plan is not None


def _same_prosecutor(guard: Guard) -> bool:
    """A prosecutor is chosen from the unit; an answer goes back to the one who asked."""
    return guard.referral.prosecutor_id is not None if guard.given.get("prosecutor") is None else _prosecutor(guard)


def _days_without_reply(guard: Guard) -> bool:
    referral = guard.referral
    since = referral.action_plan.issued_at if referral.action_plan else None
    since = since or (referral.triage.at if referral.triage else None)
    days = policies.number("admin_close_after_days", london_day(guard.at))
    return since is not None and guard.at - since >= timedelta(days=days)


def _reminders(guard: Guard) -> bool:
    logged = db.session.scalar(
        select(func.count())
        .select_from(CaseEvent)
        .where(
            CaseEvent.incident_id == guard.incident.id,
            CaseEvent.kind == EventKind.REMINDED,
            CaseEvent.occurred_at > guard.referral.submitted_at,
        )
    )
    return (logged or 0) >= policies.number("admin_close_reminders", london_day(guard.at))


def _outcome_set(guard: Guard) -> bool:
    crime = guard.subject if isinstance(guard.subject, Crime) else guard.allegation.crime
    return crime.ho_outcome_code is not None


def _uplift_answered(guard: Guard) -> bool:
    sentences = db.session.scalars(
        select(Sentence).where(Sentence.allegation_id == guard.allegation.id).order_by(Sentence.id)
    ).all()
    return _not_flagged(guard) or all(sentence.uplift_answered for sentence in sentences)


def _clocks_ended(guard: Guard) -> bool:
    return not open_ends(guard.case, guard.at)


def _no_referral(guard: Guard) -> bool:
    beyond = exists().where(
        Allegation.incident_id == guard.incident.id, Allegation.status != Status.UNDER_INVESTIGATION
    )
    return not db.session.scalar(select(beyond))


def _police_may_charge(guard: Guard) -> bool:
    expected = bool(guard.given.get("guilty_plea_expected"))
    return charging.authority_of(guard.case, guard.facts, guilty_plea_expected=expected) is ChargingAuthority.POLICE


def _supervisor_charges(guard: Guard) -> bool:
    return guard.actor.role is Role.SUPERVISOR


LOOK_UPS: Mapping[Fact, Callable[[Guard], bool]] = {
    Fact.PROPOSAL: _proposal,
    Fact.CHECK_PASSED: _check_passed,
    Fact.NO_BLOCKS: _no_blocks,
    Fact.TEST_RECORDED: _test_recorded,
    Fact.CONSENT: _consent,
    Fact.TIME_LIMIT: _time_limit,
    Fact.ISSUED_IN_TIME: _issued_in_time,
    Fact.LIMIT_ON_CHARGE: _issued_in_time,
    Fact.NOT_FLAGGED: _not_flagged,
    Fact.SECOND_PROSECUTOR: _second_prosecutor,
    Fact.AUTHORISED_WORDING: _wording,
    Fact.ENDED_BY_CPS: _decided_by_cps,
    Fact.ENDED_BY_POLICE: lambda guard: not _decided_by_cps(guard),
    Fact.EVIDENCE_WAS_OFFERED: _evidence_was_offered,
    Fact.PROSECUTOR: _same_prosecutor,
    Fact.ALL_ANSWERED: _all_answered,
    Fact.SOMETHING_NEW: _something_new,
    Fact.ANSWERS_ACTION_PLAN: _answers_action_plan,
    Fact.DAYS_WITHOUT_REPLY: _days_without_reply,
    Fact.REMINDERS: _reminders,
    Fact.CHOSEN_BY_CPS: lambda guard: not guard.allegation.oocr_by_police,
    Fact.CHOSEN_BY_POLICE: lambda guard: guard.allegation.oocr_by_police,
    Fact.OUTCOME_SET: _outcome_set,
    Fact.UPLIFT_ANSWERED: _uplift_answered,
    Fact.CLOCKS_ENDED: _clocks_ended,
    Fact.NO_REFERRAL: _no_referral,
    Fact.POLICE_MAY_CHARGE: _police_may_charge,
    Fact.SUPERVISOR_CHARGES: _supervisor_charges,
}

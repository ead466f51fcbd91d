"""Referrals to the CPS: numbered, checked, sent with an immutable snapshot; triage, review, decisions, action plan."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import (
    CodeTest,
    CpsRoute,
    DecisionCode,
    NfaSubReason,
    ReferralCategory,
    ReferralType,
    RuleAnswerKind,
    TriageResult,
)
from app.models.allegation import Allegation
from app.models.base import Base, Row, Versioned, closed_list
from app.models.incident import Incident
from app.models.user import Unit, User


class Referral(Versioned, Base):
    """One sending of a case to the CPS. Once sent, its snapshot is never changed."""

    __tablename__ = "referral"
    __table_args__ = (
        UniqueConstraint("incident_id", "referral_no"),
        CheckConstraint("referral_no >= 1", name="number_from_one"),
        CheckConstraint("(checked_by_id IS NULL) = (checked_at IS NULL)", name="check_whole"),
        CheckConstraint(
            "checked_by_id IS NULL OR drafted_by_id IS NULL OR checked_by_id <> drafted_by_id",
            name="checker_is_not_drafter",
        ),
        CheckConstraint("(snapshot IS NULL) = (snapshot_sha256 IS NULL)", name="snapshot_whole"),
        Index("ix_referral_unit", "unit_id", "submitted_at", "incident_id"),
        Index("ix_referral_prosecutor", "prosecutor_id", "incident_id"),
        Index("ix_referral_leading", "leading_id"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    referral_no: Mapped[int]
    referral_type: Mapped[ReferralType] = mapped_column(closed_list(ReferralType, "referral_type"))
    code_test: Mapped[CodeTest | None] = mapped_column(closed_list(CodeTest, "code_test"))
    referral_category: Mapped[ReferralCategory | None] = mapped_column(
        closed_list(ReferralCategory, "referral_category")
    )
    cps_route: Mapped[CpsRoute | None] = mapped_column(closed_list(CpsRoute, "cps_route"))
    answers_referral_no: Mapped[int | None]
    leading_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))  # in which this travels
    delay_explanation: Mapped[str | None]
    outline: Mapped[str | None]
    police_view_evidential: Mapped[str | None]
    police_view_public_interest: Mapped[str | None]
    has_police_view: Mapped[bool] = mapped_column(default=False)
    remand_grounds: Mapped[str | None]
    early_advice_questions: Mapped[tuple[str, ...] | None]

    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    offered_for_check_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    checked_at: Mapped[datetime | None]
    returned_reason: Mapped[str | None]  # why the checker gave it back, until it is offered again
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[datetime | None]
    snapshot: Mapped[dict[str, Any] | None]
    snapshot_sha256: Mapped[str | None]

    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # the CPS unit that holds it
    prosecutor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    allocated_at: Mapped[datetime | None]
    advice: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship()
    unit: Mapped[Unit | None] = relationship()
    drafted_by: Mapped[User | None] = relationship(foreign_keys=[drafted_by_id])
    checked_by: Mapped[User | None] = relationship(foreign_keys=[checked_by_id])
    prosecutor: Mapped[User | None] = relationship(foreign_keys=[prosecutor_id])
    leading: Mapped["Referral | None"] = relationship(remote_side="Referral.id", back_populates="travelling")
    travelling: Mapped[list["Referral"]] = relationship(back_populates="leading", order_by="Referral.id")
    allegations: Mapped[list["ReferralAllegation"]] = relationship(
        cascade="all, delete-orphan", order_by="ReferralAllegation.id"
    )
    tt_conditions: Mapped[list["TtCondition"]] = relationship(
        cascade="all, delete-orphan", order_by="TtCondition.condition"
    )
    rule_answers: Mapped[list["RuleAnswer"]] = relationship(cascade="all, delete-orphan", order_by="RuleAnswer.id")
    triage: Mapped["Triage | None"] = relationship(back_populates="referral")
    reviews: Mapped[list["Review"]] = relationship(back_populates="referral", order_by="Review.id")
    decisions: Mapped[list["Decision"]] = relationship(back_populates="referral", order_by="Decision.id")
    action_plan: Mapped["ActionPlan | None"] = relationship(back_populates="referral")


class ReferralAllegation(Row, Base):
    """An allegation sent in a referral."""

    __tablename__ = "referral_allegation"
    __table_args__ = (UniqueConstraint("referral_id", "allegation_id"), Index(None, "allegation_id"))

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))

    allegation: Mapped[Allegation] = relationship()


class TtCondition(Row, Base):
    """One of the five conditions of the Threshold Test."""

    __tablename__ = "tt_condition"
    __table_args__ = (
        UniqueConstraint("referral_id", "condition"),
        CheckConstraint("condition BETWEEN 1 AND 5", name="one_of_five"),
    )

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    condition: Mapped[int]
    met: Mapped[bool | None]
    reason: Mapped[str | None]


class RuleAnswer(Row, Base):
    """A supervisor's override of a block, or an officer's reason for a warning."""

    __tablename__ = "rule_answer"
    __table_args__ = (Index(None, "referral_id"),)

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    rule: Mapped[str]
    kind: Mapped[RuleAnswerKind] = mapped_column(closed_list(RuleAnswerKind, "kind"))
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

    by: Mapped[User] = relationship()


class Triage(Versioned, Base):
    """The CPS's administrative check of a referral."""

    __tablename__ = "triage"
    __table_args__ = (
        UniqueConstraint("referral_id"),
        CheckConstraint("result <> 'rejected' OR due_on IS NOT NULL", name="date_if_rejected"),
    )

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    result: Mapped[TriageResult] = mapped_column(closed_list(TriageResult, "result"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason_codes: Mapped[tuple[str, ...] | None]
    due_on: Mapped[date | None]
    note: Mapped[str | None]

    referral: Mapped[Referral] = relationship(back_populates="triage")


class Review(Versioned, Base):
    """A prosecutor's review: append-only once signed; later reviews add, never edit."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "referral_id"),)

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    prosecutor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[datetime]
    analysis: Mapped[str]

    referral: Mapped[Referral] = relationship(back_populates="reviews")
    prosecutor: Mapped[User] = relationship()
    assessments: Mapped[list["Assessment"]] = relationship(cascade="all, delete-orphan", order_by="Assessment.id")


class Assessment(Row, Base):
    """The test applied to one allegation: both stages of the Full Code Test, with reasons."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("review_id", "allegation_id"), Index(None, "allegation_id"))

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    code_test: Mapped[CodeTest] = mapped_column(closed_list(CodeTest, "code_test"))
    evidential_met: Mapped[bool]
    evidential_reasons: Mapped[str]
    public_interest_met: Mapped[bool | None]
    public_interest_reasons: Mapped[str | None]

    allegation: Mapped[Allegation] = relationship()


class Decision(Versioned, Base):
    """A prosecutor's decision on one allegation in one referral."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(None, "referral_id"),
        Index(None, "allegation_id"),
        CheckConstraint("confirmed_by_id <> decided_by_id", name="confirmed_by_another"),
    )

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    allegation_id: Mapped[int] = mapped_column(ForeignKey("allegation.id"))
    decision_code: Mapped[DecisionCode] = mapped_column(closed_list(DecisionCode, "decision_code"))
    nfa_sub_reason: Mapped[NfaSubReason | None] = mapped_column(closed_list(NfaSubReason, "nfa_sub_reason"))
    reasons: Mapped[str]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_at: Mapped[datetime | None]
    awaits_confirmation: Mapped[bool] = mapped_column(default=False)
    overturned_at: Mapped[datetime | None]  # a refusal the second prosecutor did not confirm: kept, never effective
    communicated_at: Mapped[datetime | None]  # told before it came here, as the sender says; here by contact

    referral: Mapped[Referral] = relationship(back_populates="decisions")
    allegation: Mapped[Allegation] = relationship()
    decided_by: Mapped[User] = relationship(foreign_keys=[decided_by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])


class ActionPlan(Versioned, Base):
    """Numbered, dated work a prosecutor asks police to do before deciding."""

    __tablename__ = "action_plan"
    __table_args__ = (UniqueConstraint("referral_id"),)

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    referral: Mapped[Referral] = relationship(back_populates="action_plan")
    actions: Mapped[list["ActionItem"]] = relationship(
        back_populates="plan", cascade="all, delete-orphan", order_by="ActionItem.action_no"
    )


class ActionItem(Versioned, Base):
    """One action: what is asked, why it goes to the heart of the decision, by when, and the answer."""

    __tablename__ = "action_item"
    __table_args__ = (UniqueConstraint("plan_id", "action_no"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"))
    action_no: Mapped[int]
    text: Mapped[str]
    reason: Mapped[str]
    owner: Mapped[str | None]
    due_on: Mapped[date]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]

    plan: Mapped[ActionPlan] = relationship(back_populates="actions")

"""Waits of the door, starting passwords, blocks that two people lift, alerts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

KINDS = (
    "report_received", "report_changed", "assessment_begun", "crime_recorded", "non_crime_proposed",
    "non_crime_confirmed", "crime_changed", "crime_cancelled", "report_reopened", "perception_changed", "allocated",
    "supervised", "transfer_offered", "transferred", "person_added", "person_changed", "contact_details_changed",
    "characteristics_changed", "victim_changed", "suspect_changed", "suspect_arrested", "suspect_bailed",
    "suspect_released", "suspect_freed", "detention_extended", "bail_extended", "suspect_interviewed",
    "allegation_added", "allegation_changed", "hostility_added", "hostility_changed", "evidence_added",
    "evidence_changed", "statement_added", "statement_changed", "document_added", "document_changed",
    "inquiry_changed", "disclosure_changed", "disclosure_decided", "match_marked", "match_confirmed",
    "report_text_changed", "report_certified", "ending_proposed", "ended_by_police", "advice_asked", "advice_given",
    "advice_noted", "referral_drafted", "check_asked", "check_passed", "check_returned", "rule_answered",
    "referred", "resubmitted", "triage_accepted", "triage_rejected", "prosecutor_allocated", "reviewed",
    "knowledge_certified", "action_plan_sent", "action_answered", "reminded", "cps_file_closed",
    "charge_authorised", "refusal_proposed", "charge_refused", "refusal_overturned", "consent_awaited",
    "consent_given", "decision_communicated", "resolution_agreed", "resolution_kept", "resolution_broken",
    "charged", "charged_by_police", "hearing_listed", "hearing_changed", "court_result", "sentenced",
    "uplift_answered", "appeal_lodged", "appeal_decided", "warrant_ended", "outcome_set", "review_requested",
    "review_decided", "reopened", "finalised", "support_offered", "support_accepted", "victim_contacted",
    "event_recorded", "conflict_declared", "conflict_lifted", "restricted", "restriction_changed",
    "restriction_lifted", "document_issued", "imported",
)
NEW_KINDS = ("lift_proposed", "lift_refused")


def upgrade() -> None:
    op.add_column("rate_window", sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))
    # Not in batch mode: rebuilding the table would lose the index on the lower-case address.
    op.add_column("user_account", sa.Column("starting_password_until", sa.DateTime(timezone=True), nullable=True))
    with _conflicts() as batch_op:
        batch_op.add_column(sa.Column("person_id", Id, nullable=True))
        batch_op.create_foreign_key("fk_conflict_of_interest_person_id_person", "person", ["person_id"], ["id"])
    _create_lift_proposal()
    _create_alert()
    _allow_kinds(KINDS + NEW_KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM case_event WHERE kind IN ('lift_proposed', 'lift_refused')")
    _allow_kinds(KINDS)
    op.drop_table("alert")
    op.drop_table("lift_proposal")
    with _conflicts() as batch_op:
        batch_op.drop_constraint("fk_conflict_of_interest_person_id_person", type_="foreignkey")
        batch_op.drop_column("person_id")
    op.drop_column("user_account", "starting_password_until")
    op.drop_column("rate_window", "waits_until")


def _conflicts():
    """The table of conflicts, read without the tables it points to: SQLite cannot read back all of their indexes."""
    return op.batch_alter_table("conflict_of_interest", schema=None, reflect_kwargs={"resolve_fks": False})


def _create_lift_proposal() -> None:
    op.create_table(
        "lift_proposal",
        sa.Column("incident_id", Id, nullable=False),
        sa.Column("conflict_id", Id, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", Id, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", Id, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_lift_proposal_two_people")
        ),
        sa.CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL) AND (decided_by_id IS NULL) = (approved IS NULL)",
            name=op.f("ck_lift_proposal_decided_whole"),
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_lift_proposal_incident_id_incident")),
        sa.ForeignKeyConstraint(
            ["conflict_id"],
            ["conflict_of_interest.id"],
            name=op.f("fk_lift_proposal_conflict_id_conflict_of_interest"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_lift_proposal_proposed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_lift_proposal_decided_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lift_proposal")),
    )
    op.create_index("ix_lift_proposal_incident_id", "lift_proposal", ["incident_id"])


def _create_alert() -> None:
    kind = sa.Enum(
        "conflict_try", "sign_in_surge", name="kind", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "alert",
        sa.Column("kind", kind, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("incident_id", Id, nullable=True),
        sa.Column("user_id", Id, nullable=True),
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.CheckConstraint(
            "(kind = 'conflict_try') = (incident_id IS NOT NULL AND user_id IS NOT NULL)",
            name=op.f("ck_alert_try_is_whole"),
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_alert_incident_id_incident")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_alert_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index("ix_alert_kind_at", "alert", ["kind", "at"])
    op.create_index("ix_alert_incident_id", "alert", ["incident_id"])


def _allow_kinds(kinds: tuple[str, ...]) -> None:
    """Which kinds the history takes. SQLite rebuilds the table for it and forgets the trigger, which is made again."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_case_event_kind"), "case_event", type_="check")
        op.create_check_constraint(op.f("ck_case_event_kind"), "case_event", f"kind IN ({listed})")
        return
    with op.batch_alter_table("case_event", schema=None, reflect_kwargs={"resolve_fks": False}) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_event_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_event_kind"), f"kind IN ({listed})")
    op.execute(
        "CREATE TRIGGER refuse_case_event_update BEFORE UPDATE ON case_event "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )

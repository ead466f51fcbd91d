"""The store"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables()
    add_guards()


def downgrade() -> None:
    remove_guards()
    drop_tables()


def create_tables() -> None:
    op.create_table('audit_event',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('event_id', sa.Text(), nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.Column('org_id', sa.Integer(), nullable=True),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_role', sa.Text(), nullable=False),
    sa.Column('session_ref', sa.Text(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('object_type', sa.Text(), nullable=True),
    sa.Column('object_id', sa.Text(), nullable=True),
    sa.Column('reason_code', sa.Text(), nullable=True),
    sa.Column('recipient', sa.Text(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('content_digest', sa.Text(), nullable=True),
    sa.Column('detail_digest', sa.Text(), nullable=True),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('prev_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit_event')),
    sa.UniqueConstraint('event_id', name=op.f('uq_audit_event_event_id')),
    sa.UniqueConstraint('hash', name=op.f('uq_audit_event_hash'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_object_type_object_id'), ['object_type', 'object_id'], unique=False)

    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_audit_head_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('job_run',
    sa.Column('job', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', 'day', name=op.f('pk_job_run'))
    )
    op.create_table('organisation',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('police_force', 'cps', 'support_service', 'community', 'oversight', 'court', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('cps_unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('issues_urns', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['cps_unit_id'], ['unit.id'], name='fk_organisation_cps_unit_id_unit', use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('code', name=op.f('uq_organisation_code')),
    sa.UniqueConstraint('name', name=op.f('uq_organisation_name'))
    )
    op.create_table('outbox',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('payload', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('promised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_open', ['done_at', 'due_at'], unique=False)

    op.create_table('public_rate_window',
    sa.Column('key_digest', sa.Text(), nullable=False),
    sa.Column('window_starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key_digest', 'window_starts_at', name=op.f('pk_public_rate_window'))
    )
    op.create_table('rate_window',
    sa.Column('key_digest', sa.Text(), nullable=False),
    sa.Column('window_starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key_digest', 'window_starts_at', name=op.f('pk_rate_window'))
    )
    op.create_table('reference_counter',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_reference_counter'))
    )
    op.create_table('audit_detail',
    sa.Column('event_id', sa.Text(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.Column('body', sa.JSON(none_as_null=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['audit_event.event_id'], name=op.f('fk_audit_detail_event_id_audit_event')),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_audit_detail'))
    )
    op.create_table('unit',
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('force', 'command', 'team', 'witness_care', 'cps_area', 'cps_unit', 'service', 'branch', 'office', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_unit_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('code', name=op.f('uq_unit_code'))
    )
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_path'), ['path'], unique=False)

    op.create_table('user_account',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rank', sa.Enum('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent', 'staff', name='rank', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('collar_number', sa.Text(), nullable=True),
    sa.Column('work_phone', sa.Text(), nullable=True),
    sa.Column('auth_epoch', sa.Integer(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_demo', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('disabled_at IS NOT NULL OR email IS NOT NULL', name=op.f('ck_user_account_enabled_has_email')),
    sa.CheckConstraint('disabled_at IS NOT NULL OR password_hash IS NOT NULL', name=op.f('ck_user_account_enabled_has_password')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_user_account_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account'))
    )
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_account_unit_id'), ['unit_id'], unique=False)

    op.create_table('duty',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('custody', 'crime_registrar', 'disclosure_officer', 'unit_head', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('given_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_from <= valid_to', name=op.f('ck_duty_dates_in_order')),
    sa.ForeignKeyConstraint(['given_by_id'], ['user_account.id'], name=op.f('fk_duty_given_by_id_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_duty_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty'))
    )
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_user_id'), ['user_id'], unique=False)

    op.create_table('incident',
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('digest_salt', sa.LargeBinary(), nullable=False),
    sa.Column('force_ref', sa.Text(), nullable=True),
    sa.Column('urn', sa.Text(), nullable=True),
    sa.Column('source_system', sa.Text(), nullable=True),
    sa.Column('source_record_id', sa.Text(), nullable=True),
    sa.Column('source_exported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('oic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('supervisor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reported_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reporting_organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('lead_incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reported_by_role', sa.Enum('victim', 'witness', 'on_behalf', 'professional', 'organisation', 'officer', name='reported_by_role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('channel', sa.Enum('call_999', 'call_101', 'station', 'officer_on_street', 'online_form', 'third_party', 'app', 'other', name='channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('crime_decision', sa.Enum('pending', 'crime', 'non_crime', name='crime_decision', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('crime_decision_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('crime_decision_reason', sa.Text(), nullable=True),
    sa.Column('non_crime_reason', sa.Text(), nullable=True),
    sa.Column('non_crime_proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('occurred_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('occurred_to', sa.DateTime(timezone=True), nullable=True),
    sa.Column('occurred_precision', sa.Text(), nullable=False),
    sa.Column('occurred_typed', sa.Text(), nullable=True),
    sa.Column('narrative', sa.Text(), nullable=False),
    sa.Column('is_protest', sa.Boolean(), nullable=True),
    sa.Column('is_domestic_abuse', sa.Boolean(), nullable=True),
    sa.Column('community_tension', sa.Text(), nullable=True),
    sa.Column('no_hostility_found_reason', sa.Text(), nullable=True),
    sa.Column('location_kind', sa.Enum('street', 'home', 'transport', 'school', 'work', 'place_of_worship', 'shop', 'event', 'online', 'other', name='location_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('location_description', sa.Text(), nullable=False),
    sa.Column('district', sa.Text(), nullable=True),
    sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('coordinates_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('report_status', sa.Enum('reported', 'under_assessment', 'non_crime', 'recorded', 'cancelled_record', 'transferred_force', 'under_investigation', 'suspect_in_custody', 'suspect_on_precharge_bail', 'suspect_rui', 'early_advice_requested', 'early_advice_given', 'supervisor_review', 'submitted_to_cps', 'triage_rejected', 'triage_accepted', 'prosecutor_review', 'action_plan_issued', 'resubmitted', 'admin_finalised', 'charge_authorised', 'nfa_police', 'nfa_cps_evidential', 'nfa_cps_public_interest', 'oocr_authorised', 'oocr_completed', 'oocr_breached', 'charged', 'requisitioned', 'summonsed', 'first_hearing_listed', 'plea_entered', 'sent_to_crown_court', 'ptph_listed', 'trial_listed', 'trial_in_progress', 'convicted', 'acquitted', 'discontinued', 'stayed', 'lie_on_file', 'awaiting_sentence', 'sentenced', 'appeal_pending', 'finalised', 'warrant_issued', name='report_status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('stage', sa.Enum('report', 'investigation', 'referral', 'outcome', name='stage', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('reported', 'under_assessment', 'non_crime', 'recorded', 'cancelled_record', 'transferred_force', 'under_investigation', 'suspect_in_custody', 'suspect_on_precharge_bail', 'suspect_rui', 'early_advice_requested', 'early_advice_given', 'supervisor_review', 'submitted_to_cps', 'triage_rejected', 'triage_accepted', 'prosecutor_review', 'action_plan_issued', 'resubmitted', 'admin_finalised', 'charge_authorised', 'nfa_police', 'nfa_cps_evidential', 'nfa_cps_public_interest', 'oocr_authorised', 'oocr_completed', 'oocr_breached', 'charged', 'requisitioned', 'summonsed', 'first_hearing_listed', 'plea_entered', 'sent_to_crown_court', 'ptph_listed', 'trial_listed', 'trial_in_progress', 'convicted', 'acquitted', 'discontinued', 'stayed', 'lie_on_file', 'awaiting_sentence', 'sentenced', 'appeal_pending', 'finalised', 'warrant_issued', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('next_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_due_rule', sa.Text(), nullable=True),
    sa.Column('is_restricted', sa.Boolean(), nullable=False),
    sa.Column('transfer_to_unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(next_due_at IS NULL) = (next_due_rule IS NULL)', name=op.f('ck_incident_next_due_whole')),
    sa.CheckConstraint('lead_incident_id IS NULL OR lead_incident_id <> id', name=op.f('ck_incident_not_its_own_lead')),
    sa.CheckConstraint('occurred_to IS NULL OR occurred_from <= occurred_to', name=op.f('ck_incident_occurred_in_order')),
    sa.ForeignKeyConstraint(['lead_incident_id'], ['incident.id'], name=op.f('fk_incident_lead_incident_id_incident')),
    sa.ForeignKeyConstraint(['non_crime_proposed_by_id'], ['user_account.id'], name=op.f('fk_incident_non_crime_proposed_by_id_user_account')),
    sa.ForeignKeyConstraint(['oic_id'], ['user_account.id'], name=op.f('fk_incident_oic_id_user_account')),
    sa.ForeignKeyConstraint(['reported_by_id'], ['user_account.id'], name=op.f('fk_incident_reported_by_id_user_account')),
    sa.ForeignKeyConstraint(['reporting_organisation_id'], ['organisation.id'], name=op.f('fk_incident_reporting_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['supervisor_id'], ['user_account.id'], name=op.f('fk_incident_supervisor_id_user_account')),
    sa.ForeignKeyConstraint(['transfer_to_unit_id'], ['unit.id'], name=op.f('fk_incident_transfer_to_unit_id_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_incident_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident')),
    sa.UniqueConstraint('reference', name=op.f('uq_incident_reference')),
    sa.UniqueConstraint('source_system', 'source_record_id', name=op.f('uq_incident_source_system_source_record_id'))
    )
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.create_index('ix_incident_district', ['district'], unique=False)
        batch_op.create_index('ix_incident_oic_due', ['oic_id', 'next_due_at', 'id'], unique=False)
        batch_op.create_index('ix_incident_status', ['status', 'id'], unique=False)
        batch_op.create_index('ix_incident_unit_due', ['unit_id', 'next_due_at', 'id'], unique=False)

    op.create_table('kept_form',
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_kept_form_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_form')),
    sa.UniqueConstraint('token', name=op.f('uq_kept_form_token'))
    )
    with op.batch_alter_table('kept_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_form_user_id'), ['user_id'], unique=False)

    op.create_table('role_proposal',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('officer', 'supervisor', 'file_reviewer', 'prosecutor', 'senior_prosecutor', 'cps_operations', 'caseworker', 'witness_care', 'partner', 'analyst', 'administrator', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved', sa.Boolean(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(decided_by_id IS NULL) = (decided_at IS NULL)', name=op.f('ck_role_proposal_decided_whole')),
    sa.CheckConstraint('decided_by_id IS NULL OR decided_by_id <> proposed_by_id', name=op.f('ck_role_proposal_two_administrators')),
    sa.CheckConstraint('decided_by_id IS NULL OR decided_by_id <> user_id', name=op.f('ck_role_proposal_approver_does_not_gain')),
    sa.CheckConstraint('proposed_by_id <> user_id', name=op.f('ck_role_proposal_proposer_does_not_gain')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_role_proposal_decided_by_id_user_account')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user_account.id'], name=op.f('fk_role_proposal_proposed_by_id_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_role_proposal_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_proposal'))
    )
    with op.batch_alter_table('role_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_proposal_user_id'), ['user_id'], unique=False)

    op.create_table('submission',
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('route', sa.Text(), nullable=False),
    sa.Column('body_digest', sa.Text(), nullable=False),
    sa.Column('result_url', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user_account.id'], name=op.f('fk_submission_actor_id_user_account')),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_submission'))
    )
    op.create_table('user_role',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('officer', 'supervisor', 'file_reviewer', 'prosecutor', 'senior_prosecutor', 'cps_operations', 'caseworker', 'witness_care', 'partner', 'analyst', 'administrator', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['granted_by_id'], ['user_account.id'], name=op.f('fk_user_role_granted_by_id_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_role_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_role')),
    sa.UniqueConstraint('user_id', 'role', name=op.f('uq_user_role_user_id_role'))
    )
    op.create_table('user_session',
    sa.Column('token_digest', sa.Text(), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.Enum('officer', 'supervisor', 'file_reviewer', 'prosecutor', 'senior_prosecutor', 'cps_operations', 'caseworker', 'witness_care', 'partner', 'analyst', 'administrator', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('auth_epoch', sa.Integer(), nullable=False),
    sa.Column('csrf_secret', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_session_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_user_session_token_digest'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_user_id'), ['user_id'], unique=False)

    op.create_table('assignment',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_assignment_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_assignment_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_incident_id'), ['incident_id'], unique=False)
        batch_op.create_index('ix_assignment_live', ['user_id', 'ended_at', 'incident_id'], unique=False)

    op.create_table('case_event',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('report_received', 'report_changed', 'assessment_begun', 'crime_recorded', 'non_crime_proposed', 'non_crime_confirmed', 'crime_cancelled', 'report_reopened', 'perception_changed', 'allocated', 'transfer_offered', 'transferred', 'person_added', 'person_changed', 'contact_details_changed', 'victim_changed', 'suspect_changed', 'suspect_arrested', 'suspect_bailed', 'suspect_released', 'suspect_freed', 'suspect_interviewed', 'allegation_added', 'allegation_changed', 'hostility_added', 'hostility_changed', 'evidence_added', 'evidence_changed', 'statement_added', 'statement_changed', 'document_added', 'document_changed', 'inquiry_changed', 'disclosure_changed', 'report_text_changed', 'report_certified', 'ending_proposed', 'ended_by_police', 'advice_asked', 'advice_given', 'advice_noted', 'referral_drafted', 'check_asked', 'check_passed', 'check_returned', 'rule_answered', 'referred', 'resubmitted', 'triage_accepted', 'triage_rejected', 'prosecutor_allocated', 'reviewed', 'action_plan_sent', 'action_answered', 'reminded', 'cps_file_closed', 'charge_authorised', 'refusal_proposed', 'charge_refused', 'refusal_overturned', 'consent_awaited', 'consent_given', 'decision_communicated', 'resolution_agreed', 'resolution_kept', 'resolution_broken', 'charged', 'charged_by_police', 'hearing_listed', 'hearing_changed', 'court_result', 'sentenced', 'uplift_answered', 'appeal_lodged', 'appeal_decided', 'warrant_ended', 'outcome_set', 'review_requested', 'review_decided', 'reopened', 'finalised', 'support_offered', 'support_accepted', 'victim_contacted', 'event_recorded', 'conflict_declared', 'conflict_lifted', 'restricted', 'restriction_changed', 'restriction_lifted', 'document_issued', 'imported', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('actor_role', sa.Text(), nullable=False),
    sa.Column('facts', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user_account.id'], name=op.f('fk_case_event_actor_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_event_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_event'))
    )
    with op.batch_alter_table('case_event', schema=None) as batch_op:
        batch_op.create_index('ix_case_event_incident', ['incident_id', 'id'], unique=False)

    op.create_table('case_staff',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('rank_or_grade', sa.Text(), nullable=False),
    sa.Column('collar_number', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_staff_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_case_staff_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_staff')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_case_staff_incident_id_file_id'))
    )
    op.create_table('clock',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('variant', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('event', sa.Text(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('status', sa.Enum('running', 'suspended', 'met', 'met_late', 'breached', 'excused', 'not_required', 'closed', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ended_reason', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('unconfirmed', sa.Boolean(), nullable=False),
    sa.Column('is_legal', sa.Boolean(), nullable=False),
    sa.Column('owner_role', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('due_on IS NULL OR due_at IS NOT NULL', name=op.f('ck_clock_day_has_its_end')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_clock_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock'))
    )
    with op.batch_alter_table('clock', schema=None) as batch_op:
        batch_op.create_index('ix_clock_incident', ['incident_id', 'due_at'], unique=False)

    op.create_table('conflict_of_interest',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('declared_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('lifted_by_id IS NULL OR lifted_by_id <> user_id', name=op.f('ck_conflict_of_interest_not_lifted_by_oneself')),
    sa.ForeignKeyConstraint(['declared_by_id'], ['user_account.id'], name=op.f('fk_conflict_of_interest_declared_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_conflict_of_interest_incident_id_incident')),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['user_account.id'], name=op.f('fk_conflict_of_interest_lifted_by_id_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_conflict_of_interest_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict_of_interest'))
    )
    with op.batch_alter_table('conflict_of_interest', schema=None) as batch_op:
        batch_op.create_index('ix_conflict_live', ['user_id', 'lifted_at', 'incident_id'], unique=False)

    op.create_table('crime_record',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('crime_number', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('offence_type_key', sa.Text(), nullable=False),
    sa.Column('has_no_victim', sa.Boolean(), nullable=False),
    sa.Column('own_strands', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Enum('reported', 'under_assessment', 'non_crime', 'recorded', 'cancelled_record', 'transferred_force', 'under_investigation', 'suspect_in_custody', 'suspect_on_precharge_bail', 'suspect_rui', 'early_advice_requested', 'early_advice_given', 'supervisor_review', 'submitted_to_cps', 'triage_rejected', 'triage_accepted', 'prosecutor_review', 'action_plan_issued', 'resubmitted', 'admin_finalised', 'charge_authorised', 'nfa_police', 'nfa_cps_evidential', 'nfa_cps_public_interest', 'oocr_authorised', 'oocr_completed', 'oocr_breached', 'charged', 'requisitioned', 'summonsed', 'first_hearing_listed', 'plea_entered', 'sent_to_crown_court', 'ptph_listed', 'trial_listed', 'trial_in_progress', 'convicted', 'acquitted', 'discontinued', 'stayed', 'lie_on_file', 'awaiting_sentence', 'sentenced', 'appeal_pending', 'finalised', 'warrant_issued', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ho_outcome_code', sa.Enum('1', '1A', '2', '2A', '3', '3A', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', name='ho_outcome_code', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('outcome_date', sa.Date(), nullable=True),
    sa.Column('outcome_reason', sa.Text(), nullable=True),
    sa.Column('outcome_agency', sa.Text(), nullable=True),
    sa.Column('outcome_confirmed', sa.JSON(), nullable=False),
    sa.Column('cancelled_reason', sa.Text(), nullable=True),
    sa.Column('proposed_ending', sa.Text(), nullable=True),
    sa.Column('proposed_outcome', sa.Enum('1', '1A', '2', '2A', '3', '3A', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', name='proposed_outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("status <> 'cancelled_record' OR cancelled_reason IS NOT NULL", name=op.f('ck_crime_record_reason_if_cancelled')),
    sa.CheckConstraint('(ho_outcome_code IS NULL) = (outcome_date IS NULL)', name=op.f('ck_crime_record_outcome_whole')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_crime_record_incident_id_incident')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user_account.id'], name=op.f('fk_crime_record_proposed_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_record')),
    sa.UniqueConstraint('incident_id', 'crime_number', name=op.f('uq_crime_record_incident_id_crime_number'))
    )
    op.create_table('disclosure_answers',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('undermining_material_answer', sa.Text(), nullable=True),
    sa.Column('sensitive_material_exists', sa.Boolean(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_disclosure_answers_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure_answers')),
    sa.UniqueConstraint('incident_id', name=op.f('uq_disclosure_answers_incident_id'))
    )
    op.create_table('draft',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_draft_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_draft_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
    sa.UniqueConstraint('user_id', 'path', name=op.f('uq_draft_user_id_path'))
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_incident_id'), ['incident_id'], unique=False)

    op.create_table('hearing',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('court', sa.Text(), nullable=False),
    sa.Column('court_kind', sa.Enum('magistrates', 'crown_court', 'youth_court', name='court_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('listed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hearing_type', sa.Enum('first_hearing_gap', 'first_hearing_ngap', 'first_hearing_custody', 'ptph', 'trial', 'sentence', 'newton_hearing', 'bail', 'other', name='hearing_type', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_hearing_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_hearing_incident_id_file_id'))
    )
    with op.batch_alter_table('hearing', schema=None) as batch_op:
        batch_op.create_index('ix_hearing_listed_at', ['listed_at'], unique=False)

    op.create_table('incident_strand',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('strand', sa.Enum('race', 'religion', 'disability', 'sexual_orientation', 'transgender', 'other_local', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sub_strand', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_strand_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_strand')),
    sa.UniqueConstraint('incident_id', 'strand', 'sub_strand', name=op.f('uq_incident_strand_incident_id_strand_sub_strand'))
    )
    op.create_table('issued_document',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('version_no', sa.Integer(), nullable=False),
    sa.Column('is_draft', sa.Boolean(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('requester_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('requester', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('render_sha256', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('length(render_sha256) = 64', name=op.f('ck_issued_document_whole_render_hash')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_issued_document_whole_hash')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_issued_document_incident_id_incident')),
    sa.ForeignKeyConstraint(['requester_id'], ['user_account.id'], name=op.f('fk_issued_document_requester_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issued_document')),
    sa.UniqueConstraint('incident_id', 'key', 'version_no', name=op.f('uq_issued_document_incident_id_key_version_no'))
    )
    with op.batch_alter_table('issued_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_issued_document_sha256'), ['sha256'], unique=False)

    op.create_table('line_of_inquiry',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('done', 'outstanding', 'not_pursued', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('points_to', sa.Enum('towards', 'away', 'both', 'unknown', name='points_to', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('target_date', sa.Date(), nullable=True),
    sa.Column('impact', sa.Text(), nullable=True),
    sa.Column('not_pursued_reason', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_line_of_inquiry_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_line_of_inquiry'))
    )
    with op.batch_alter_table('line_of_inquiry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_line_of_inquiry_incident_id'), ['incident_id'], unique=False)

    op.create_table('linked_investigation',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_linked_investigation_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_linked_investigation'))
    )
    with op.batch_alter_table('linked_investigation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_linked_investigation_incident_id'), ['incident_id'], unique=False)

    op.create_table('media_answer',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('cctv', 'body_worn_video', 'call_999', 'phone', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answer', sa.Enum('yes', 'no', name='answer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_media_answer_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_media_answer')),
    sa.UniqueConstraint('incident_id', 'kind', name=op.f('uq_media_answer_incident_id_kind'))
    )
    op.create_table('online_conduct',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('platform', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('account_handle', sa.Text(), nullable=True),
    sa.Column('display_name', sa.Text(), nullable=True),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('captured_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attribution_methods', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_online_conduct_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_online_conduct')),
    sa.UniqueConstraint('incident_id', name=op.f('uq_online_conduct_incident_id'))
    )
    op.create_table('other_reference',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('organisation', sa.Text(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_other_reference_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_other_reference'))
    )
    with op.batch_alter_table('other_reference', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_other_reference_incident_id'), ['incident_id'], unique=False)

    op.create_table('perception',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by', sa.Enum('victim', 'witness', 'officer', 'organisation', 'other', name='by', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('basis', sa.Enum('perceived', 'actual', name='basis', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_perception_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_perception')),
    sa.UniqueConstraint('incident_id', 'by', name=op.f('uq_perception_incident_id_by'))
    )
    op.create_table('person',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('given_names', sa.Text(), nullable=False),
    sa.Column('surname', sa.Text(), nullable=False),
    sa.Column('organisation', sa.Text(), nullable=True),
    sa.Column('date_of_birth', sa.Date(), nullable=True),
    sa.Column('sex', sa.Enum('female', 'male', 'other', 'not_stated', name='sex', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('occupation', sa.Text(), nullable=True),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('interpreter_needed', sa.Boolean(), nullable=True),
    sa.Column('is_key_witness', sa.Boolean(), nullable=True),
    sa.Column('is_vulnerable_or_intimidated', sa.Boolean(), nullable=True),
    sa.Column('statement_outstanding_due_on', sa.Date(), nullable=True),
    sa.Column('same_person_note', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_person_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_person_incident_id_file_id'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index('ix_person_surname', ['surname'], unique=False)

    op.create_table('police_report',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('headline', sa.Text(), nullable=False),
    sa.Column('identification', sa.Text(), nullable=False),
    sa.Column('exhibits_note', sa.Text(), nullable=True),
    sa.Column('injuries_loss_damage', sa.Text(), nullable=True),
    sa.Column('interview', sa.Text(), nullable=True),
    sa.Column('antecedents', sa.Text(), nullable=True),
    sa.Column('victim_impact', sa.Text(), nullable=True),
    sa.Column('orders_sought', sa.Text(), nullable=True),
    sa.Column('officer_certified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('supervisor_certified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_police_report_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_police_report')),
    sa.UniqueConstraint('incident_id', name=op.f('uq_police_report_incident_id'))
    )
    op.create_table('referral',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_no', sa.Integer(), nullable=False),
    sa.Column('referral_type', sa.Enum('charging', 'early_advice', 'resubmission', 'appeal', name='referral_type', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('code_test', sa.Enum('fct', 'tt', name='code_test', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('referral_category', sa.Enum('red', 'green', 'green_priority', name='referral_category', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('cps_route', sa.Enum('area', 'cps_direct', 'scctd', name='cps_route', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answers_referral_no', sa.Integer(), nullable=True),
    sa.Column('delay_explanation', sa.Text(), nullable=True),
    sa.Column('outline', sa.Text(), nullable=True),
    sa.Column('police_view_evidential', sa.Text(), nullable=True),
    sa.Column('police_view_public_interest', sa.Text(), nullable=True),
    sa.Column('has_police_view', sa.Boolean(), nullable=False),
    sa.Column('remand_grounds', sa.Text(), nullable=True),
    sa.Column('early_advice_questions', sa.JSON(), nullable=True),
    sa.Column('drafted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('offered_for_check_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('checked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_reason', sa.Text(), nullable=True),
    sa.Column('submitted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('snapshot', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('snapshot_sha256', sa.Text(), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('prosecutor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('allocated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('advice', sa.Text(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(checked_by_id IS NULL) = (checked_at IS NULL)', name=op.f('ck_referral_check_whole')),
    sa.CheckConstraint('(snapshot IS NULL) = (snapshot_sha256 IS NULL)', name=op.f('ck_referral_snapshot_whole')),
    sa.CheckConstraint('checked_by_id IS NULL OR drafted_by_id IS NULL OR checked_by_id <> drafted_by_id', name=op.f('ck_referral_checker_is_not_drafter')),
    sa.CheckConstraint('referral_no >= 1', name=op.f('ck_referral_number_from_one')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['user_account.id'], name=op.f('fk_referral_checked_by_id_user_account')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['user_account.id'], name=op.f('fk_referral_drafted_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_referral_incident_id_incident')),
    sa.ForeignKeyConstraint(['prosecutor_id'], ['user_account.id'], name=op.f('fk_referral_prosecutor_id_user_account')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['user_account.id'], name=op.f('fk_referral_submitted_by_id_user_account')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_referral_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('incident_id', 'referral_no', name=op.f('uq_referral_incident_id_referral_no'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index('ix_referral_prosecutor', ['prosecutor_id', 'incident_id'], unique=False)
        batch_op.create_index('ix_referral_unit', ['unit_id', 'submitted_at', 'incident_id'], unique=False)

    op.create_table('rendered_document',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('cache_key', sa.Text(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_rendered_document_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rendered_document')),
    sa.UniqueConstraint('incident_id', 'key', 'cache_key', name=op.f('uq_rendered_document_incident_id_key_cache_key'))
    )
    op.create_table('restriction_member',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['user_account.id'], name=op.f('fk_restriction_member_added_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_restriction_member_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_restriction_member_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restriction_member')),
    sa.UniqueConstraint('incident_id', 'user_id', name=op.f('uq_restriction_member_incident_id_user_id'))
    )
    with op.batch_alter_table('restriction_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_restriction_member_user_id'), ['user_id'], unique=False)

    op.create_table('action_plan',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['issued_by_id'], ['user_account.id'], name=op.f('fk_action_plan_issued_by_id_user_account')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_action_plan_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_plan')),
    sa.UniqueConstraint('referral_id', name=op.f('uq_action_plan_referral_id'))
    )
    op.create_table('chronology_entry',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['police_report.id'], name=op.f('fk_chronology_entry_report_id_police_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chronology_entry'))
    )
    with op.batch_alter_table('chronology_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chronology_entry_report_id'), ['report_id'], unique=False)

    op.create_table('crime_strand',
    sa.Column('crime_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('strand', sa.Enum('race', 'religion', 'disability', 'sexual_orientation', 'transgender', 'other_local', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['crime_id'], ['crime_record.id'], name=op.f('fk_crime_strand_crime_id_crime_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_strand')),
    sa.UniqueConstraint('crime_id', 'strand', name=op.f('uq_crime_strand_crime_id_strand'))
    )
    op.create_table('crime_victim',
    sa.Column('crime_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['crime_id'], ['crime_record.id'], name=op.f('fk_crime_victim_crime_id_crime_record')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_crime_victim_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_victim')),
    sa.UniqueConstraint('crime_id', 'person_id', name=op.f('uq_crime_victim_crime_id_person_id'))
    )
    with op.batch_alter_table('crime_victim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_crime_victim_person_id'), ['person_id'], unique=False)

    op.create_table('evidence_item',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('exhibit_ref', sa.Text(), nullable=True),
    sa.Column('kind', sa.Enum('cctv', 'body_worn_video', 'call_999', 'phone_media', 'screenshot', 'message_export', 'photograph', 'document', 'medical', 'forensic', 'object', 'subscriber_data', 'device_extraction', 'log', 'other', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('is_core_evidence', sa.Boolean(), nullable=False),
    sa.Column('usage', sa.Enum('used', 'unused', name='usage', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_sensitive', sa.Boolean(), nullable=True),
    sa.Column('schedule', sa.Enum('mg6c', 'mg6d', name='schedule', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('item_no', sa.Integer(), nullable=True),
    sa.Column('disclosure_decision', sa.Enum('disclose', 'clearly_not_disclosable', 'inspect', 'inspect_in_house', name='disclosure_decision', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('availability', sa.Enum('held', 'outstanding', 'unobtainable', name='availability', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('produced_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('obtained_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('media_minutes', sa.Double(), nullable=True),
    sa.Column('transcript', sa.Text(), nullable=True),
    sa.Column('file_name', sa.Text(), nullable=True),
    sa.Column('file_sha256', sa.Text(), nullable=True),
    sa.Column('file_byte_size', sa.Integer(), nullable=True),
    sa.Column('file_link', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('item_no >= 1', name=op.f('ck_evidence_item_item_no_from_one')),
    sa.CheckConstraint('length(file_sha256) = 64', name=op.f('ck_evidence_item_whole_hash')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_evidence_item_incident_id_incident')),
    sa.ForeignKeyConstraint(['produced_by_id'], ['person.id'], name=op.f('fk_evidence_item_produced_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_item')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_evidence_item_incident_id_file_id'))
    )
    op.create_table('hostility_item',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('strand', sa.Enum('race', 'religion', 'disability', 'sexual_orientation', 'transgender', 'other_local', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('limb', sa.Enum('demonstrates', 'motivated', 'both', 'none', name='limb', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('translation', sa.Text(), nullable=True),
    sa.Column('said_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('time_relation', sa.Enum('before', 'during', 'after', name='time_relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_hostility_item_incident_id_incident')),
    sa.ForeignKeyConstraint(['said_by_id'], ['person.id'], name=op.f('fk_hostility_item_said_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hostility_item'))
    )
    with op.batch_alter_table('hostility_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hostility_item_incident_id'), ['incident_id'], unique=False)

    op.create_table('identity_link',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('same_as_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('person_id < same_as_id', name=op.f('ck_identity_link_smaller_first')),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['user_account.id'], name=op.f('fk_identity_link_accepted_by_id_user_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_identity_link_person_id_person')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user_account.id'], name=op.f('fk_identity_link_proposed_by_id_user_account')),
    sa.ForeignKeyConstraint(['same_as_id'], ['person.id'], name=op.f('fk_identity_link_same_as_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identity_link')),
    sa.UniqueConstraint('person_id', 'same_as_id', name=op.f('uq_identity_link_person_id_same_as_id'))
    )
    with op.batch_alter_table('identity_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identity_link_same_as_id'), ['same_as_id'], unique=False)

    op.create_table('person_characteristics',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('told_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_characteristics_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_characteristics')),
    sa.UniqueConstraint('person_id', name=op.f('uq_person_characteristics_person_id'))
    )
    op.create_table('person_contact',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('postcode_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('phones_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('emails_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('safe_channels_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('unsafe_channels_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('voicemail_allowed_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_contact_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_contact')),
    sa.UniqueConstraint('person_id', name=op.f('uq_person_contact_person_id'))
    )
    op.create_table('person_role',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('party_role', sa.Enum('suspect', 'victim', 'witness', 'appropriate_adult', 'solicitor', 'officer', 'expert', name='party_role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_role_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_role')),
    sa.UniqueConstraint('person_id', 'party_role', name=op.f('uq_person_role_person_id_party_role'))
    )
    op.create_table('presumption_answer',
    sa.Column('disclosure_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('answer', sa.Enum('held', 'not_held', 'not_applicable', name='answer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['disclosure_id'], ['disclosure_answers.id'], name=op.f('fk_presumption_answer_disclosure_id_disclosure_answers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presumption_answer')),
    sa.UniqueConstraint('disclosure_id', 'category', name=op.f('uq_presumption_answer_disclosure_id_category'))
    )
    op.create_table('review',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('prosecutor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('analysis', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['prosecutor_id'], ['user_account.id'], name=op.f('fk_review_prosecutor_id_user_account')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_review_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_referral_id'), ['referral_id'], unique=False)

    op.create_table('rule_answer',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('override', 'acknowledgement', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_rule_answer_by_id_user_account')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_rule_answer_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_answer'))
    )
    with op.batch_alter_table('rule_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_answer_referral_id'), ['referral_id'], unique=False)

    op.create_table('settled_match',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('match', sa.Text(), nullable=False),
    sa.Column('reason_code', sa.Enum('place_of_offence', 'quoted_words', 'evidential', name='reason_code', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(confirmed_by_id IS NULL) = (confirmed_at IS NULL)', name=op.f('ck_settled_match_confirmed_whole')),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_settled_match_by_id_user_account')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['user_account.id'], name=op.f('fk_settled_match_confirmed_by_id_user_account')),
    sa.ForeignKeyConstraint(['report_id'], ['police_report.id'], name=op.f('fk_settled_match_report_id_police_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settled_match'))
    )
    with op.batch_alter_table('settled_match', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_settled_match_report_id'), ['report_id'], unique=False)

    op.create_table('statement',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('witness', 'victim_personal', 'withdrawal', 'community_impact', 'producing', 'expert', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('taken_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('signed', sa.Boolean(), nullable=False),
    sa.Column('declaration', sa.Boolean(), nullable=False),
    sa.Column('is_draft', sa.Boolean(), nullable=True),
    sa.Column('is_recorded_interview', sa.Boolean(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('back_page_document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['back_page_document_id'], ['case_document.id'], name='fk_statement_back_page', use_alter=True),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_statement_incident_id_incident')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_statement_person_id_person')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['user_account.id'], name=op.f('fk_statement_taken_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_statement_incident_id_file_id'))
    )
    op.create_table('suspect',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('custody_status', sa.Enum('not_arrested', 'in_custody', 'precharge_bail', 'rui', 'voluntary', 'remanded', 'court_bail', name='custody_status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('arrested_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('arrest_grounds', sa.Text(), nullable=True),
    sa.Column('relevant_time', sa.DateTime(timezone=True), nullable=True),
    sa.Column('detention_authorised_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('release_reason', sa.Text(), nullable=True),
    sa.Column('bail_granted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bail_conditions', sa.JSON(), nullable=False),
    sa.Column('bail_ends_on', sa.Date(), nullable=True),
    sa.Column('bail_authorised_by', sa.Text(), nullable=True),
    sa.Column('interview_status', sa.Enum('interviewed', 'declined', 'not_interviewed', name='interview_status', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('interview_reason', sa.Text(), nullable=True),
    sa.Column('interview_held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('interview_under_caution', sa.Boolean(), nullable=True),
    sa.Column('interview_is_no_comment', sa.Boolean(), nullable=True),
    sa.Column('interview_summary_document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('interview_summary', sa.Text(), nullable=True),
    sa.Column('defence_account', sa.Text(), nullable=True),
    sa.Column('pnc_result', sa.Enum('print', 'no_trace', name='pnc_result', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('pnc_id', sa.Text(), nullable=True),
    sa.Column('antecedents_summary', sa.Text(), nullable=True),
    sa.Column('bad_character_intended', sa.Boolean(), nullable=True),
    sa.Column('mg16_gateways', sa.JSON(), nullable=False),
    sa.Column('has_youth_facts', sa.Boolean(), nullable=False),
    sa.Column('age_verified_by', sa.Text(), nullable=True),
    sa.Column('appropriate_adult_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('youth_justice_contact', sa.Text(), nullable=True),
    sa.Column('vulnerability', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("custody_status <> 'in_custody' OR arrested_at IS NOT NULL", name=op.f('ck_suspect_arrested_if_in_custody')),
    sa.CheckConstraint("custody_status <> 'precharge_bail' OR bail_granted_at IS NOT NULL", name=op.f('ck_suspect_granted_if_on_bail')),
    sa.ForeignKeyConstraint(['appropriate_adult_id'], ['person.id'], name=op.f('fk_suspect_appropriate_adult_id_person')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_suspect_incident_id_incident')),
    sa.ForeignKeyConstraint(['interview_summary_document_id'], ['case_document.id'], name='fk_suspect_summary_case_document', use_alter=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_suspect_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspect')),
    sa.UniqueConstraint('person_id', name=op.f('uq_suspect_person_id'))
    )
    with op.batch_alter_table('suspect', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suspect_incident_id'), ['incident_id'], unique=False)

    op.create_table('triage',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('result', sa.Enum('accepted', 'rejected', name='result', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reason_codes', sa.JSON(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("result <> 'rejected' OR due_on IS NOT NULL", name=op.f('ck_triage_date_if_rejected')),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_triage_by_id_user_account')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_triage_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triage')),
    sa.UniqueConstraint('referral_id', name=op.f('uq_triage_referral_id'))
    )
    op.create_table('tt_condition',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('condition', sa.Integer(), nullable=False),
    sa.Column('met', sa.Boolean(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('condition BETWEEN 1 AND 5', name=op.f('ck_tt_condition_one_of_five')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_tt_condition_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tt_condition')),
    sa.UniqueConstraint('referral_id', 'condition', name=op.f('uq_tt_condition_referral_id_condition'))
    )
    op.create_table('victim',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('victim_support', sa.Enum('supports', 'does_not_support', 'undecided', 'unknown', name='victim_support', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('support_reason', sa.Text(), nullable=True),
    sa.Column('no_statement_reason', sa.Text(), nullable=True),
    sa.Column('withdrawal_statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('evidence_led_assessment', sa.Text(), nullable=True),
    sa.Column('tier', sa.Enum('standard', 'enhanced', name='tier', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('tier_basis', sa.JSON(), nullable=True),
    sa.Column('has_update_choice', sa.Boolean(), nullable=False),
    sa.Column('updates_every_days', sa.Integer(), nullable=True),
    sa.Column('updates_channel', sa.Text(), nullable=True),
    sa.Column('updates_opted_out_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updates_recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('vps_offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('vps_response', sa.Enum('made', 'declined', 'wants_later', 'not_answered', name='vps_response', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vps_statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('vps_read_aloud', sa.Enum('self', 'other', 'prosecutor', 'no', 'not_answered', name='vps_read_aloud', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('vps_summary', sa.Text(), nullable=True),
    sa.Column('risk_level', sa.Enum('standard', 'medium', 'high', name='risk_level', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('injuries_description', sa.Text(), nullable=True),
    sa.Column('needs_assessed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('needs_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('special_measures', sa.JSON(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_victim_incident_id_incident')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_victim_person_id_person')),
    sa.ForeignKeyConstraint(['updates_recorded_by_id'], ['user_account.id'], name=op.f('fk_victim_updates_recorded_by_id_user_account')),
    sa.ForeignKeyConstraint(['vps_statement_id'], ['statement.id'], name='fk_victim_vps_statement', use_alter=True),
    sa.ForeignKeyConstraint(['withdrawal_statement_id'], ['statement.id'], name='fk_victim_withdrawal_statement', use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_victim')),
    sa.UniqueConstraint('person_id', name=op.f('uq_victim_person_id'))
    )
    with op.batch_alter_table('victim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_victim_incident_id'), ['incident_id'], unique=False)

    op.create_table('vrr_request',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('scheme', sa.Enum('police', 'cps', name='scheme', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('victim_person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stage', sa.Enum('acknowledged', 'local_resolution', 'independent_review', 'closed', name='stage', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('result', sa.Enum('upheld', 'overturned', 'apology_only', name='result', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_vrr_request_incident_id_incident')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user_account.id'], name=op.f('fk_vrr_request_reviewer_id_user_account')),
    sa.ForeignKeyConstraint(['victim_person_id'], ['person.id'], name=op.f('fk_vrr_request_victim_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vrr_request'))
    )
    with op.batch_alter_table('vrr_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vrr_request_incident_id'), ['incident_id'], unique=False)

    op.create_table('witness_evidence',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_witness_evidence_person_id_person')),
    sa.ForeignKeyConstraint(['report_id'], ['police_report.id'], name=op.f('fk_witness_evidence_report_id_police_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_evidence'))
    )
    with op.batch_alter_table('witness_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_witness_evidence_report_id'), ['report_id'], unique=False)

    op.create_table('action_item',
    sa.Column('plan_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('action_no', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['action_plan.id'], name=op.f('fk_action_item_plan_id_action_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_item')),
    sa.UniqueConstraint('plan_id', 'action_no', name=op.f('uq_action_item_plan_id_action_no'))
    )
    op.create_table('allegation',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('suspect_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('crime_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offence_type_key', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=True),
    sa.Column('offence_from', sa.Date(), nullable=True),
    sa.Column('offence_to', sa.Date(), nullable=True),
    sa.Column('charging_authority', sa.Enum('police', 'cps', name='charging_authority', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('reported', 'under_assessment', 'non_crime', 'recorded', 'cancelled_record', 'transferred_force', 'under_investigation', 'suspect_in_custody', 'suspect_on_precharge_bail', 'suspect_rui', 'early_advice_requested', 'early_advice_given', 'supervisor_review', 'submitted_to_cps', 'triage_rejected', 'triage_accepted', 'prosecutor_review', 'action_plan_issued', 'resubmitted', 'admin_finalised', 'charge_authorised', 'nfa_police', 'nfa_cps_evidential', 'nfa_cps_public_interest', 'oocr_authorised', 'oocr_completed', 'oocr_breached', 'charged', 'requisitioned', 'summonsed', 'first_hearing_listed', 'plea_entered', 'sent_to_crown_court', 'ptph_listed', 'trial_listed', 'trial_in_progress', 'convicted', 'acquitted', 'discontinued', 'stayed', 'lie_on_file', 'awaiting_sentence', 'sentenced', 'appeal_pending', 'finalised', 'warrant_issued', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('interrupted_status', sa.Enum('reported', 'under_assessment', 'non_crime', 'recorded', 'cancelled_record', 'transferred_force', 'under_investigation', 'suspect_in_custody', 'suspect_on_precharge_bail', 'suspect_rui', 'early_advice_requested', 'early_advice_given', 'supervisor_review', 'submitted_to_cps', 'triage_rejected', 'triage_accepted', 'prosecutor_review', 'action_plan_issued', 'resubmitted', 'admin_finalised', 'charge_authorised', 'nfa_police', 'nfa_cps_evidential', 'nfa_cps_public_interest', 'oocr_authorised', 'oocr_completed', 'oocr_breached', 'charged', 'requisitioned', 'summonsed', 'first_hearing_listed', 'plea_entered', 'sent_to_crown_court', 'ptph_listed', 'trial_listed', 'trial_in_progress', 'convicted', 'acquitted', 'discontinued', 'stayed', 'lie_on_file', 'awaiting_sentence', 'sentenced', 'appeal_pending', 'finalised', 'warrant_issued', name='interrupted_status', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('shown_ending', sa.Text(), nullable=True),
    sa.Column('hostility_strands', sa.JSON(), nullable=True),
    sa.Column('alternative_to_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('venue_view', sa.Enum('magistrates', 'crown_court', 'not_stated', name='venue_view', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('identification_methods', sa.JSON(), nullable=False),
    sa.Column('is_online', sa.Boolean(), nullable=True),
    sa.Column('echr_note', sa.Text(), nullable=True),
    sa.Column('damage_owner', sa.Text(), nullable=True),
    sa.Column('damage_cost_gbp', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.Column('consent_type', sa.Enum('none', 'dpp', 'dpp_personal', 'attorney_general', name='consent_type', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('consent_requested_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('consent_granted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('consent_granted_by', sa.Text(), nullable=True),
    sa.Column('domestic_abuse_first_statement_on', sa.Date(), nullable=True),
    sa.Column('charged_method', sa.Enum('charge', 'postal_requisition', 'summons', name='charged_method', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('charged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('charged_bailed', sa.Boolean(), nullable=True),
    sa.Column('police_charge_grounds', sa.Text(), nullable=True),
    sa.Column('police_charge_pace_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('police_charge_no_prosecutor', sa.Text(), nullable=True),
    sa.Column('oocr_kind', sa.Text(), nullable=True),
    sa.Column('oocr_conditions', sa.Text(), nullable=True),
    sa.Column('oocr_due_on', sa.Date(), nullable=True),
    sa.Column('oocr_by_police', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("(status = 'warrant_issued') = (interrupted_status IS NOT NULL)", name=op.f('ck_allegation_warrant_interrupts')),
    sa.CheckConstraint("status NOT IN ('charged', 'requisitioned', 'summonsed') OR charged_at IS NOT NULL", name=op.f('ck_allegation_date_if_charged')),
    sa.CheckConstraint('(charged_method IS NULL) = (charged_at IS NULL)', name=op.f('ck_allegation_charge_whole')),
    sa.CheckConstraint('alternative_to_id <> id', name=op.f('ck_allegation_not_its_own_alternative')),
    sa.CheckConstraint('damage_cost_gbp >= 0', name=op.f('ck_allegation_cost_not_negative')),
    sa.CheckConstraint('offence_from <= offence_to', name=op.f('ck_allegation_offence_dates_in_order')),
    sa.ForeignKeyConstraint(['alternative_to_id'], ['allegation.id'], name=op.f('fk_allegation_alternative_to_id_allegation')),
    sa.ForeignKeyConstraint(['crime_id'], ['crime_record.id'], name=op.f('fk_allegation_crime_id_crime_record')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_allegation_incident_id_incident')),
    sa.ForeignKeyConstraint(['suspect_id'], ['suspect.id'], name=op.f('fk_allegation_suspect_id_suspect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_allegation')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_allegation_incident_id_file_id'))
    )
    with op.batch_alter_table('allegation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_allegation_crime_id'), ['crime_id'], unique=False)
        batch_op.create_index('ix_allegation_status', ['status'], unique=False)
        batch_op.create_index(batch_op.f('ix_allegation_suspect_id'), ['suspect_id'], unique=False)

    op.create_table('bail_extension',
    sa.Column('suspect_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('clock', sa.Enum('bail_ext_1', 'bail_ext_2', 'bail_ext_complex', 'bail_court_1', 'bail_court_2', name='clock', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('granted_on', sa.Date(), nullable=False),
    sa.Column('by_rank', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['suspect_id'], ['suspect.id'], name=op.f('fk_bail_extension_suspect_id_suspect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bail_extension'))
    )
    with op.batch_alter_table('bail_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bail_extension_suspect_id'), ['suspect_id'], unique=False)

    op.create_table('case_document',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('mg_form', sa.Enum('MG1', 'MG2', 'MG3', 'MG3A', 'MG4', 'MG4A', 'MG5', 'MG6', 'MG6C', 'MG6D', 'MG6E', 'MG7', 'MG9_court', 'MG9_police', 'MG10', 'MG11', 'MG11_back', 'MG12', 'MG13', 'MG15', 'MG16', 'MG18', 'MG19', 'MG20', 'SDC', 'PNC', 'VPS', 'CIS', 'other', name='mg_form', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('about_person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('document_version', sa.Integer(), nullable=True),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.Column('bundles', sa.JSON(), nullable=False),
    sa.Column('contains_unredacted_personal_data', sa.Boolean(), nullable=False),
    sa.Column('redaction_status', sa.Enum('not_checked', 'not_needed', 'redacted', 'not_redacted_reasoned', name='redaction_status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('redaction_reason', sa.Text(), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('file_name', sa.Text(), nullable=True),
    sa.Column('file_sha256', sa.Text(), nullable=True),
    sa.Column('file_byte_size', sa.Integer(), nullable=True),
    sa.Column('file_link', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('length(file_sha256) = 64', name=op.f('ck_case_document_whole_hash')),
    sa.ForeignKeyConstraint(['about_person_id'], ['person.id'], name=op.f('fk_case_document_about_person_id_person')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_case_document_decided_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_document_incident_id_incident')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_case_document_statement_id_statement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_document')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_case_document_incident_id_file_id'))
    )
    op.create_table('contact',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('victim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('channel', sa.Enum('phone', 'text', 'email', 'letter', 'in_person', 'support_worker', name='channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('outcome', sa.Enum('told', 'spoke_not_told', 'voicemail', 'no_answer', 'returned', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_contact_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_contact_incident_id_incident')),
    sa.ForeignKeyConstraint(['victim_id'], ['victim.id'], name=op.f('fk_contact_victim_id_victim')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_incident_id'), ['incident_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contact_victim_id'), ['victim_id'], unique=False)

    op.create_table('contact_digest',
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['person_contact.id'], name=op.f('fk_contact_digest_contact_id_person_contact')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_digest'))
    )
    with op.batch_alter_table('contact_digest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_digest_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index('ix_contact_digest_digest', ['digest'], unique=False)

    op.create_table('key_time',
    sa.Column('evidence_item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('starts', sa.Text(), nullable=False),
    sa.Column('ends', sa.Text(), nullable=True),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['evidence_item_id'], ['evidence_item.id'], name=op.f('fk_key_time_evidence_item_id_evidence_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_time'))
    )
    with op.batch_alter_table('key_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_key_time_evidence_item_id'), ['evidence_item_id'], unique=False)

    op.create_table('pace_extension',
    sa.Column('suspect_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('superintendent_36h', 'court_warrant', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['suspect_id'], ['suspect.id'], name=op.f('fk_pace_extension_suspect_id_suspect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pace_extension'))
    )
    with op.batch_alter_table('pace_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pace_extension_suspect_id'), ['suspect_id'], unique=False)

    op.create_table('support_referral',
    sa.Column('victim_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('referred_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('service', sa.Text(), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('consent', sa.Enum('given', 'refused', 'not_asked', name='consent', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('caseworker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("accepted_at IS NULL OR consent = 'given'", name=op.f('ck_support_referral_accepted_only_with_consent')),
    sa.CheckConstraint('(accepted_at IS NULL) = (caseworker_id IS NULL)', name=op.f('ck_support_referral_accepted_by_somebody')),
    sa.ForeignKeyConstraint(['caseworker_id'], ['user_account.id'], name=op.f('fk_support_referral_caseworker_id_user_account')),
    sa.ForeignKeyConstraint(['referred_by_id'], ['user_account.id'], name=op.f('fk_support_referral_referred_by_id_user_account')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_support_referral_unit_id_unit')),
    sa.ForeignKeyConstraint(['victim_id'], ['victim.id'], name=op.f('fk_support_referral_victim_id_victim')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_referral'))
    )
    with op.batch_alter_table('support_referral', schema=None) as batch_op:
        batch_op.create_index('ix_support_referral_caseworker', ['caseworker_id', 'ended_at'], unique=False)
        batch_op.create_index('ix_support_referral_unit', ['unit_id', 'accepted_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_support_referral_victim_id'), ['victim_id'], unique=False)

    op.create_table('act',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_act_allegation_id_allegation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_act'))
    )
    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_act_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('appeal',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_whom', sa.Text(), nullable=False),
    sa.Column('lodged_on', sa.Date(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(decided_on IS NULL) = (result IS NULL)', name=op.f('ck_appeal_decided_whole')),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_appeal_allegation_id_allegation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal'))
    )
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeal_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('assessment',
    sa.Column('review_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_test', sa.Enum('fct', 'tt', name='code_test', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('evidential_met', sa.Boolean(), nullable=False),
    sa.Column('evidential_reasons', sa.Text(), nullable=False),
    sa.Column('public_interest_met', sa.Boolean(), nullable=True),
    sa.Column('public_interest_reasons', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_assessment_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_assessment_review_id_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment')),
    sa.UniqueConstraint('review_id', 'allegation_id', name=op.f('uq_assessment_review_id_allegation_id'))
    )
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('dated_event',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('report_received', 'crime_recorded', 'first_contact', 'investigation_refused', 'suspect_arrested', 'detention_authorised', 'suspect_interviewed', 'released_no_charge', 'released_on_bail_or_rui', 'bail_changed', 'suspect_charged', 'police_nfa', 'cps_nfa', 'proceedings_stopped_or_altered', 'oocr_decided', 'referral_submitted', 'referral_accepted', 'action_plan_issued', 'decision_communicated', 'vrr_requested', 'hearing_date_received', 'bail_outcome_received', 'warrant_or_rearrest_received', 'hearing_held', 'victim_must_attend_received', 'not_guilty_plea', 'first_remand', 'sent_to_crown_court', 'voluntary_bill_preferred', 'convicted', 'sentenced', 'outcome_received', 'sentence_received', 'appeal_event_received', 'court_bail_granted', 'expenses_claim_received', 'property_not_needed', 'complaint_received', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_dated_event_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_dated_event_incident_id_incident')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_dated_event_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dated_event')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_dated_event_incident_id_file_id'))
    )
    op.create_table('decision',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decision_code', sa.Enum('charge_fct', 'charge_tt', 'charge_alternative', 'nfa_evidential', 'nfa_public_interest', 'further_evidence', 'early_advice', 'oocr_caution', 'oocr_conditional', 'oocr_youth', 'oocr_community', 'return_not_ready', 'consent_pending', 'admin_closed', name='decision_code', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('nfa_sub_reason', sa.Enum('no_case_element', 'identification', 'conflict_of_evidence', 'victim_not_support', 'victim_unreliable', 'witness_unavailable', 'inadmissible', 'undermining_material', 'defence_not_rebutted', 'hostility_not_provable', name='nfa_sub_reason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('awaits_confirmation', sa.Boolean(), nullable=False),
    sa.Column('overturned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('communicated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('confirmed_by_id <> decided_by_id', name=op.f('ck_decision_confirmed_by_another')),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_decision_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['user_account.id'], name=op.f('fk_decision_confirmed_by_id_user_account')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_decision_decided_by_id_user_account')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_decision_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_allegation_id'), ['allegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_referral_id'), ['referral_id'], unique=False)

    op.create_table('element',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('offence', 'hostility', 'identification', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_element_allegation_id_allegation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_element'))
    )
    with op.batch_alter_table('element', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_element_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('hearing_allegation',
    sa.Column('hearing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_hearing_allegation_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_hearing_allegation_hearing_id_hearing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearing_allegation')),
    sa.UniqueConstraint('hearing_id', 'allegation_id', name=op.f('uq_hearing_allegation_hearing_id_allegation_id'))
    )
    with op.batch_alter_table('hearing_allegation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hearing_allegation_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('plea',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hearing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('plea', sa.Enum('guilty', 'not_guilty', 'no_plea', 'guilty_alternative', name='plea', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_plea_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_plea_hearing_id_hearing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plea'))
    )
    with op.batch_alter_table('plea', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plea_allegation_id'), ['allegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plea_hearing_id'), ['hearing_id'], unique=False)

    op.create_table('prosecutor_knowledge',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=False),
    sa.Column('prosecutor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sufficient_evidence', sa.Boolean(), nullable=False),
    sa.Column('certificate_signed_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_prosecutor_knowledge_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['prosecutor_id'], ['user_account.id'], name=op.f('fk_prosecutor_knowledge_prosecutor_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prosecutor_knowledge'))
    )
    with op.batch_alter_table('prosecutor_knowledge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prosecutor_knowledge_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('referral_allegation',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_referral_allegation_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_allegation_referral_id_referral')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_allegation')),
    sa.UniqueConstraint('referral_id', 'allegation_id', name=op.f('uq_referral_allegation_referral_id_allegation_id'))
    )
    with op.batch_alter_table('referral_allegation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_allegation_allegation_id'), ['allegation_id'], unique=False)

    op.create_table('sentence',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hearing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sentenced_on', sa.Date(), nullable=False),
    sa.Column('type', sa.Text(), nullable=False),
    sa.Column('length', sa.Text(), nullable=False),
    sa.Column('uplift_sought', sa.Boolean(), nullable=True),
    sa.Column('uplift_basis', sa.Enum('s66', 'inherent', 'none', name='uplift_basis', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('strand', sa.Enum('race', 'religion', 'disability', 'sexual_orientation', 'transgender', 'other_local', name='strand', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('court_found_hostility', sa.Enum('yes', 'no', 'not_recorded', name='court_found_hostility', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('uplift_announced', sa.Boolean(), nullable=True),
    sa.Column('sentence_before_uplift', sa.Text(), nullable=True),
    sa.Column('sentence_after_uplift', sa.Text(), nullable=True),
    sa.Column('reason_not_applied', sa.Text(), nullable=True),
    sa.Column('recorded_on_hrs', sa.Boolean(), nullable=True),
    sa.Column('announced_in_open_court_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_sentence_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_sentence_hearing_id_hearing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sentence'))
    )
    with op.batch_alter_table('sentence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sentence_allegation_id'), ['allegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sentence_hearing_id'), ['hearing_id'], unique=False)

    op.create_table('verdict',
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hearing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('verdict', sa.Enum('guilty', 'not_guilty', 'guilty_alternative', 'hung', 'no_verdict', name='verdict', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_verdict_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_verdict_hearing_id_hearing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdict'))
    )
    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verdict_allegation_id'), ['allegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_verdict_hearing_id'), ['hearing_id'], unique=False)

    op.create_table('vrr_allegation',
    sa.Column('request_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('allegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['allegation_id'], ['allegation.id'], name=op.f('fk_vrr_allegation_allegation_id_allegation')),
    sa.ForeignKeyConstraint(['request_id'], ['vrr_request.id'], name=op.f('fk_vrr_allegation_request_id_vrr_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vrr_allegation')),
    sa.UniqueConstraint('request_id', 'allegation_id', name=op.f('uq_vrr_allegation_request_id_allegation_id'))
    )
    op.create_table('contact_event',
    sa.Column('contact_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_contact_event_contact_id_contact')),
    sa.ForeignKeyConstraint(['event_id'], ['dated_event.id'], name=op.f('fk_contact_event_event_id_dated_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_event')),
    sa.UniqueConstraint('contact_id', 'event_id', name=op.f('uq_contact_event_contact_id_event_id'))
    )
    with op.batch_alter_table('contact_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_event_event_id'), ['event_id'], unique=False)

    op.create_table('source_link',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('element_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('act_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('chronology_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('injured_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('capture_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('attribution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('hostility_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('evidence_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('statement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(CASE WHEN element_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN act_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN chronology_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN injured_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN action_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN capture_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN attribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN hostility_id IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_source_link_one_owner')),
    sa.CheckConstraint('(CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN statement_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN document_id IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_source_link_one_source')),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_source_link_act_id_act')),
    sa.ForeignKeyConstraint(['action_id'], ['action_item.id'], name=op.f('fk_source_link_action_id_action_item')),
    sa.ForeignKeyConstraint(['attribution_id'], ['online_conduct.id'], name=op.f('fk_source_link_attribution_id_online_conduct')),
    sa.ForeignKeyConstraint(['capture_id'], ['online_conduct.id'], name=op.f('fk_source_link_capture_id_online_conduct')),
    sa.ForeignKeyConstraint(['chronology_id'], ['chronology_entry.id'], name=op.f('fk_source_link_chronology_id_chronology_entry')),
    sa.ForeignKeyConstraint(['document_id'], ['case_document.id'], name=op.f('fk_source_link_document_id_case_document')),
    sa.ForeignKeyConstraint(['element_id'], ['element.id'], name=op.f('fk_source_link_element_id_element')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence_item.id'], name=op.f('fk_source_link_evidence_id_evidence_item')),
    sa.ForeignKeyConstraint(['hostility_id'], ['hostility_item.id'], name=op.f('fk_source_link_hostility_id_hostility_item')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_source_link_incident_id_incident')),
    sa.ForeignKeyConstraint(['injured_id'], ['victim.id'], name=op.f('fk_source_link_injured_id_victim')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_source_link_statement_id_statement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_link'))
    )
    with op.batch_alter_table('source_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_source_link_incident_id'), ['incident_id'], unique=False)



def drop_tables() -> None:
    with op.batch_alter_table('source_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_source_link_incident_id'))

    op.drop_table('source_link')
    with op.batch_alter_table('contact_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_event_event_id'))

    op.drop_table('contact_event')
    op.drop_table('vrr_allegation')
    with op.batch_alter_table('verdict', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_verdict_hearing_id'))
        batch_op.drop_index(batch_op.f('ix_verdict_allegation_id'))

    op.drop_table('verdict')
    with op.batch_alter_table('sentence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sentence_hearing_id'))
        batch_op.drop_index(batch_op.f('ix_sentence_allegation_id'))

    op.drop_table('sentence')
    with op.batch_alter_table('referral_allegation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_allegation_allegation_id'))

    op.drop_table('referral_allegation')
    with op.batch_alter_table('prosecutor_knowledge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_prosecutor_knowledge_allegation_id'))

    op.drop_table('prosecutor_knowledge')
    with op.batch_alter_table('plea', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plea_hearing_id'))
        batch_op.drop_index(batch_op.f('ix_plea_allegation_id'))

    op.drop_table('plea')
    with op.batch_alter_table('hearing_allegation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hearing_allegation_allegation_id'))

    op.drop_table('hearing_allegation')
    with op.batch_alter_table('element', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_element_allegation_id'))

    op.drop_table('element')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_referral_id'))
        batch_op.drop_index(batch_op.f('ix_decision_allegation_id'))

    op.drop_table('decision')
    op.drop_table('dated_event')
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_allegation_id'))

    op.drop_table('assessment')
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appeal_allegation_id'))

    op.drop_table('appeal')
    with op.batch_alter_table('act', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_act_allegation_id'))

    op.drop_table('act')
    with op.batch_alter_table('support_referral', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_support_referral_victim_id'))
        batch_op.drop_index('ix_support_referral_unit')
        batch_op.drop_index('ix_support_referral_caseworker')

    op.drop_table('support_referral')
    with op.batch_alter_table('pace_extension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pace_extension_suspect_id'))

    op.drop_table('pace_extension')
    with op.batch_alter_table('key_time', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_key_time_evidence_item_id'))

    op.drop_table('key_time')
    with op.batch_alter_table('contact_digest', schema=None) as batch_op:
        batch_op.drop_index('ix_contact_digest_digest')
        batch_op.drop_index(batch_op.f('ix_contact_digest_contact_id'))

    op.drop_table('contact_digest')
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_victim_id'))
        batch_op.drop_index(batch_op.f('ix_contact_incident_id'))

    op.drop_table('contact')
    op.drop_table('case_document')
    with op.batch_alter_table('bail_extension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bail_extension_suspect_id'))

    op.drop_table('bail_extension')
    with op.batch_alter_table('allegation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_allegation_suspect_id'))
        batch_op.drop_index('ix_allegation_status')
        batch_op.drop_index(batch_op.f('ix_allegation_crime_id'))

    op.drop_table('allegation')
    op.drop_table('action_item')
    with op.batch_alter_table('witness_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_witness_evidence_report_id'))

    op.drop_table('witness_evidence')
    with op.batch_alter_table('vrr_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vrr_request_incident_id'))

    op.drop_table('vrr_request')
    with op.batch_alter_table('victim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_victim_incident_id'))

    op.drop_table('victim')
    op.drop_table('tt_condition')
    op.drop_table('triage')
    with op.batch_alter_table('suspect', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suspect_incident_id'))

    op.drop_table('suspect')
    op.drop_table('statement')
    with op.batch_alter_table('settled_match', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_settled_match_report_id'))

    op.drop_table('settled_match')
    with op.batch_alter_table('rule_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_answer_referral_id'))

    op.drop_table('rule_answer')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_referral_id'))

    op.drop_table('review')
    op.drop_table('presumption_answer')
    op.drop_table('person_role')
    op.drop_table('person_contact')
    op.drop_table('person_characteristics')
    with op.batch_alter_table('identity_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identity_link_same_as_id'))

    op.drop_table('identity_link')
    with op.batch_alter_table('hostility_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hostility_item_incident_id'))

    op.drop_table('hostility_item')
    op.drop_table('evidence_item')
    with op.batch_alter_table('crime_victim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_crime_victim_person_id'))

    op.drop_table('crime_victim')
    op.drop_table('crime_strand')
    with op.batch_alter_table('chronology_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chronology_entry_report_id'))

    op.drop_table('chronology_entry')
    op.drop_table('action_plan')
    with op.batch_alter_table('restriction_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_restriction_member_user_id'))

    op.drop_table('restriction_member')
    op.drop_table('rendered_document')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('ix_referral_unit')
        batch_op.drop_index('ix_referral_prosecutor')

    op.drop_table('referral')
    op.drop_table('police_report')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index('ix_person_surname')

    op.drop_table('person')
    op.drop_table('perception')
    with op.batch_alter_table('other_reference', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_other_reference_incident_id'))

    op.drop_table('other_reference')
    op.drop_table('online_conduct')
    op.drop_table('media_answer')
    with op.batch_alter_table('linked_investigation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_linked_investigation_incident_id'))

    op.drop_table('linked_investigation')
    with op.batch_alter_table('line_of_inquiry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_line_of_inquiry_incident_id'))

    op.drop_table('line_of_inquiry')
    with op.batch_alter_table('issued_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_issued_document_sha256'))

    op.drop_table('issued_document')
    op.drop_table('incident_strand')
    with op.batch_alter_table('hearing', schema=None) as batch_op:
        batch_op.drop_index('ix_hearing_listed_at')

    op.drop_table('hearing')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_incident_id'))

    op.drop_table('draft')
    op.drop_table('disclosure_answers')
    op.drop_table('crime_record')
    with op.batch_alter_table('conflict_of_interest', schema=None) as batch_op:
        batch_op.drop_index('ix_conflict_live')

    op.drop_table('conflict_of_interest')
    with op.batch_alter_table('clock', schema=None) as batch_op:
        batch_op.drop_index('ix_clock_incident')

    op.drop_table('clock')
    op.drop_table('case_staff')
    with op.batch_alter_table('case_event', schema=None) as batch_op:
        batch_op.drop_index('ix_case_event_incident')

    op.drop_table('case_event')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_live')
        batch_op.drop_index(batch_op.f('ix_assignment_incident_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_session_user_id'))

    op.drop_table('user_session')
    op.drop_table('user_role')
    op.drop_table('submission')
    with op.batch_alter_table('role_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_proposal_user_id'))

    op.drop_table('role_proposal')
    with op.batch_alter_table('kept_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_form_user_id'))

    op.drop_table('kept_form')
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.drop_index('ix_incident_unit_due')
        batch_op.drop_index('ix_incident_status')
        batch_op.drop_index('ix_incident_oic_due')
        batch_op.drop_index('ix_incident_district')

    op.drop_table('incident')
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duty_user_id'))

    op.drop_table('duty')
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_account_unit_id'))

    op.drop_table('user_account')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_path'))
        batch_op.drop_index(batch_op.f('ix_unit_organisation_id'))

    op.drop_table('unit')
    op.drop_table('audit_detail')
    op.drop_table('reference_counter')
    op.drop_table('rate_window')
    op.drop_table('public_rate_window')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_open')

    op.drop_table('outbox')
    op.drop_table('organisation')
    op.drop_table('job_run')
    op.drop_table('audit_head')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_object_type_object_id'))
        batch_op.drop_index(batch_op.f('ix_audit_event_actor_id'))

    op.drop_table('audit_event')

LATE_KEYS = (
    ("organisation", "fk_organisation_cps_unit_id_unit", "cps_unit_id", "unit"),
    ("statement", "fk_statement_back_page", "back_page_document_id", "case_document"),
    ("suspect", "fk_suspect_summary_case_document", "interview_summary_document_id", "case_document"),
    ("victim", "fk_victim_vps_statement", "vps_statement_id", "statement"),
    ("victim", "fk_victim_withdrawal_statement", "withdrawal_statement_id", "statement"),
)
# What no role of the running application may change, and which acts are refused.
APPEND_ONLY = (
    ("audit_event", ("UPDATE", "DELETE")),
    ("case_event", ("UPDATE",)),
    ("issued_document", ("UPDATE",)),
)


def add_guards() -> None:
    """Keys that close circles, append-only tables, the snapshot that never changes, the head of an empty chain."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        for table, name, column, target in LATE_KEYS:
            op.create_foreign_key(name, table, target, [column], ["id"])
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    op.create_index("uq_user_account_email", "user_account", [sa.text("lower(email)")], unique=True)
    for table, acts in APPEND_ONLY:
        for act in acts:
            _refuse(postgresql, f"{table}_{act.lower()}", f"BEFORE {act} ON {table}", "")
    changed = "IS DISTINCT FROM" if postgresql else "IS NOT"
    _refuse(
        postgresql,
        "referral_snapshot",
        "BEFORE UPDATE ON referral",
        f"OLD.snapshot_sha256 IS NOT NULL AND NEW.snapshot_sha256 {changed} OLD.snapshot_sha256",
    )
    op.execute(f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{'0' * 64}')")


def _refuse(postgresql: bool, name: str, when: str, condition: str) -> None:
    clause = f"WHEN ({condition}) " if condition else ""
    if postgresql:
        op.execute(f"CREATE TRIGGER refuse_{name} {when} FOR EACH ROW {clause}EXECUTE FUNCTION refuse_change()")
    else:
        op.execute(f"CREATE TRIGGER refuse_{name} {when} {clause}BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def remove_guards() -> None:
    """Undo add_guards; the tables' own triggers go with them on SQLite."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, name, _, _ in LATE_KEYS:
        op.drop_constraint(name, table, type_="foreignkey")
    op.execute("DROP FUNCTION refuse_change() CASCADE")

"""Events, and what hangs on the recording decision"""

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


NEW_KINDS = ('transfer_declined', 'transfer_received', 'relevance_recorded', 'event_linked', 'event_unlinked')


def upgrade() -> None:
    op.create_table('local_policy',
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('set_by', sa.Text(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_from <= valid_to', name=op.f('ck_local_policy_days_in_order')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_local_policy_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_local_policy')),
    sa.UniqueConstraint('organisation_id', 'name', 'valid_from', name=op.f('uq_local_policy_organisation_id_name_valid_from'))
    )
    op.create_table('event',
    sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('type', sa.Enum('demonstration', 'match', 'festival', 'vigil', 'trigger_event', 'election', 'religious_holiday', name='type', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('begins_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('operation_name', sa.Text(), nullable=True),
    sa.Column('expected_number', sa.Integer(), nullable=True),
    sa.Column('actual_number', sa.Integer(), nullable=True),
    sa.Column('arrest_count', sa.Integer(), nullable=True),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('actual_number >= 0', name=op.f('ck_event_actual_not_negative')),
    sa.CheckConstraint('arrest_count >= 0', name=op.f('ck_event_arrests_not_negative')),
    sa.CheckConstraint('begins_on <= ends_on', name=op.f('ck_event_days_in_order')),
    sa.CheckConstraint('expected_number >= 0', name=op.f('ck_event_expected_not_negative')),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_event_created_by_id_user_account')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_event_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index('ix_event_force_day', ['organisation_id', 'begins_on', 'id'], unique=False)

    op.create_table('event_condition',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('power', sa.Enum('s12', 's14', name='power', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('imposed_by', sa.Text(), nullable=False),
    sa.Column('imposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_condition_event_id_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_condition'))
    )
    with op.batch_alter_table('event_condition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_condition_event_id'), ['event_id'], unique=False)

    op.create_table('event_footage',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('held_at', sa.Text(), nullable=False),
    sa.Column('begins_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reference', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('ends_at IS NULL OR begins_at <= ends_at', name=op.f('ck_event_footage_times_in_order')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_footage_event_id_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_footage'))
    )
    with op.batch_alter_table('event_footage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_footage_event_id'), ['event_id'], unique=False)

    op.create_table('event_incident',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('relation', sa.Enum('at', 'on_the_way', 'dispersal', 'online', 'reprisal', name='relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('linked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_incident_event_id_event')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_event_incident_incident_id_incident')),
    sa.ForeignKeyConstraint(['linked_by_id'], ['user_account.id'], name=op.f('fk_event_incident_linked_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_incident')),
    sa.UniqueConstraint('incident_id', 'event_id', name=op.f('uq_event_incident_incident_id_event_id'))
    )
    with op.batch_alter_table('event_incident', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_incident_event_id'), ['event_id'], unique=False)

    op.create_table('non_crime_finding',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mode', sa.Enum('code2023', 'asb_intel', 'off', name='mode', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('record', sa.Enum('hate_incident', 'asb_intelligence', 'nothing', name='record', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ground', sa.Enum('significant_harm', 'future_crime', name='ground', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('threshold_reason', sa.Text(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint("record <> 'nothing' OR ground IS NULL", name=op.f('ck_non_crime_finding_no_subject_without_record')),
    sa.CheckConstraint('(ground IS NULL) = (threshold_reason IS NULL) AND (ground IS NULL) = (review_on IS NULL)', name=op.f('ck_non_crime_finding_threshold_whole')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_non_crime_finding_decided_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_non_crime_finding_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_non_crime_finding'))
    )
    with op.batch_alter_table('non_crime_finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_non_crime_finding_incident_id'), ['incident_id'], unique=False)

    op.create_table('paper_relevance',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('prosecutor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_paper_relevance_incident_id_incident')),
    sa.ForeignKeyConstraint(['prosecutor_id'], ['user_account.id'], name=op.f('fk_paper_relevance_prosecutor_id_user_account')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_paper_relevance_recorded_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_relevance'))
    )
    with op.batch_alter_table('paper_relevance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_relevance_incident_id'), ['incident_id'], unique=False)

    op.create_table('transfer_offer',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('offered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('received_as_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(answered_at IS NULL) = (answered_by_id IS NULL) AND (answered_at IS NULL) = (accepted IS NULL)', name=op.f('ck_transfer_offer_answered_whole')),
    sa.CheckConstraint('accepted IS NULL OR accepted = (received_as_id IS NOT NULL)', name=op.f('ck_transfer_offer_received_if_accepted')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user_account.id'], name=op.f('fk_transfer_offer_answered_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_transfer_offer_incident_id_incident')),
    sa.ForeignKeyConstraint(['offered_by_id'], ['user_account.id'], name=op.f('fk_transfer_offer_offered_by_id_user_account')),
    sa.ForeignKeyConstraint(['received_as_id'], ['incident.id'], name=op.f('fk_transfer_offer_received_as_id_incident')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_transfer_offer_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfer_offer')),
    sa.UniqueConstraint('received_as_id', name=op.f('uq_transfer_offer_received_as_id'))
    )
    with op.batch_alter_table('transfer_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_transfer_offer_incident_id'), ['incident_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_transfer_offer_unit_id_answered_at'), ['unit_id', 'answered_at'], unique=False)

    op.create_table('crime_cancellation',
    sa.Column('crime_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ground', sa.Enum('no_crime', 'duplicate', 'error', 'other_force', name='ground', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['crime_id'], ['crime_record.id'], name=op.f('fk_crime_cancellation_crime_id_crime_record')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_crime_cancellation_decided_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_cancellation')),
    sa.UniqueConstraint('crime_id', name=op.f('uq_crime_cancellation_crime_id'))
    )

    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    op.drop_table('crime_cancellation')
    with op.batch_alter_table('transfer_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_transfer_offer_unit_id_answered_at'))
        batch_op.drop_index(batch_op.f('ix_transfer_offer_incident_id'))

    op.drop_table('transfer_offer')
    with op.batch_alter_table('paper_relevance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_relevance_incident_id'))

    op.drop_table('paper_relevance')
    with op.batch_alter_table('non_crime_finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_non_crime_finding_incident_id'))

    op.drop_table('non_crime_finding')
    with op.batch_alter_table('event_incident', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_incident_event_id'))

    op.drop_table('event_incident')
    with op.batch_alter_table('event_footage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_footage_event_id'))

    op.drop_table('event_footage')
    with op.batch_alter_table('event_condition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_condition_event_id'))

    op.drop_table('event_condition')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index('ix_event_force_day')

    op.drop_table('event')
    op.drop_table('local_policy')

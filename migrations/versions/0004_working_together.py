"""Working together"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('absence',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begins_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('stand_in_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('begins_on <= ends_on', name=op.f('ck_absence_days_in_order')),
    sa.CheckConstraint('stand_in_id IS NULL OR stand_in_id <> user_id', name=op.f('ck_absence_somebody_else')),
    sa.ForeignKeyConstraint(['stand_in_id'], ['user_account.id'], name=op.f('fk_absence_stand_in_id_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_absence_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_user_id_ends_on'), ['user_id', 'ends_on'], unique=False)

    op.create_table('case_follow',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_follow_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_case_follow_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_follow')),
    sa.UniqueConstraint('incident_id', 'user_id', name=op.f('uq_case_follow_incident_id_user_id'))
    )
    with op.batch_alter_table('case_follow', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_follow_user_id'), ['user_id'], unique=False)

    op.create_table('case_note',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('log', 'comment', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('side', sa.Enum('police', 'cps', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_note_incident_id_incident')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user_account.id'], name=op.f('fk_case_note_written_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_note'))
    )
    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_note_incident_id_side_id'), ['incident_id', 'side', 'id'], unique=False)

    op.create_table('case_task',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('says', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('remind_on', sa.Date(), nullable=True),
    sa.Column('given_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.CheckConstraint('(done_at IS NULL) = (done_by_id IS NULL)', name=op.f('ck_case_task_done_by_somebody')),
    sa.CheckConstraint('remind_on IS NULL OR due_on IS NULL OR remind_on <= due_on', name=op.f('ck_case_task_reminded_in_time')),
    sa.ForeignKeyConstraint(['done_by_id'], ['user_account.id'], name=op.f('fk_case_task_done_by_id_user_account')),
    sa.ForeignKeyConstraint(['given_by_id'], ['user_account.id'], name=op.f('fk_case_task_given_by_id_user_account')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_task_incident_id_incident')),
    sa.ForeignKeyConstraint(['owner_id'], ['user_account.id'], name=op.f('fk_case_task_owner_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_task'))
    )
    with op.batch_alter_table('case_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_task_incident_id_done_at'), ['incident_id', 'done_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_task_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('ix_case_task_reminder', ['done_at', 'remind_on'], unique=False)

    op.create_table('clock_state',
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('changes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('police_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('police_rule', sa.Text(), nullable=True),
    sa.Column('police_level', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_clock_state_incident_id_incident')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock_state')),
    sa.UniqueConstraint('incident_id', name=op.f('uq_clock_state_incident_id'))
    )
    with op.batch_alter_table('clock_state', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_clock_state_changes_at'), ['changes_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_clock_state_police_due_at'), ['police_due_at'], unique=False)

    op.create_table('notice',
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('incident_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('event', 'followed', 'mention', 'task', 'reminder', 'clock', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('facts', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_notice_incident_id_incident')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_notice_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('user_id', 'key', name=op.f('uq_notice_user_id_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_incident_id'), ['incident_id'], unique=False)
        batch_op.create_index('ix_notice_of_user', ['user_id', 'seen_at', 'id'], unique=False)

    op.create_table('note_mention',
    sa.Column('note_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['note_id'], ['case_note.id'], name=op.f('fk_note_mention_note_id_case_note')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_note_mention_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note_mention')),
    sa.UniqueConstraint('note_id', 'user_id', name=op.f('uq_note_mention_note_id_user_id'))
    )
    with op.batch_alter_table('note_mention', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_mention_user_id'), ['user_id'], unique=False)

    # What somebody wrote into the log stays as it was written; disposal may take it away whole.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TRIGGER refuse_case_note_update BEFORE UPDATE ON case_note"
                   " FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    else:
        op.execute("CREATE TRIGGER refuse_case_note_update BEFORE UPDATE ON case_note"
                   " BEGIN SELECT RAISE(ABORT, 'append-only'); END")

    # Cases that are there already are looked at by the first worker that runs.
    op.execute(sa.text(
        "INSERT INTO clock_state (incident_id, changes_at) SELECT id, created_at FROM incident"
        " WHERE next_due_at IS NOT NULL"
    ))


def downgrade() -> None:
    with op.batch_alter_table('note_mention', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_mention_user_id'))

    op.drop_table('note_mention')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_of_user')
        batch_op.drop_index(batch_op.f('ix_notice_incident_id'))

    op.drop_table('notice')
    with op.batch_alter_table('clock_state', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_clock_state_police_due_at'))
        batch_op.drop_index(batch_op.f('ix_clock_state_changes_at'))

    op.drop_table('clock_state')
    with op.batch_alter_table('case_task', schema=None) as batch_op:
        batch_op.drop_index('ix_case_task_reminder')
        batch_op.drop_index(batch_op.f('ix_case_task_owner_id'))
        batch_op.drop_index(batch_op.f('ix_case_task_incident_id_done_at'))

    op.drop_table('case_task')
    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_note_incident_id_side_id'))

    op.drop_table('case_note')
    with op.batch_alter_table('case_follow', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_follow_user_id'))

    op.drop_table('case_follow')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_user_id_ends_on'))

    op.drop_table('absence')

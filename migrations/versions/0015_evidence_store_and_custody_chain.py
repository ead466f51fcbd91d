"""The evidence store and the custody chain of exhibits.

Revision ID: 0015
Revises: 0014
"""
import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEW_KINDS = ('file_stored', 'original_taken', 'custody_recorded')
STEPS = ('seized', 'received', 'moved', 'copied', 'viewed', 'handed_over', 'withdrawn')


def _one_of(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('stored_file',
    sa.Column('store_name', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('frame_hashes', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_result', _one_of('check_result', 'whole', 'damaged', 'missing'), nullable=True),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_stored_file_whole_hash')),
    sa.CheckConstraint('byte_size >= 1', name=op.f('ck_stored_file_not_empty')),
    sa.CheckConstraint('(checked_at IS NULL) = (check_result IS NULL)', name=op.f('ck_stored_file_checked_whole')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('store_name', name=op.f('uq_stored_file_store_name')),
    )
    op.create_index(op.f('ix_stored_file_checked_at'), 'stored_file', ['checked_at'])

    op.create_table('evidence_file',
    sa.Column('evidence_item_id', BIG_ID, nullable=False),
    sa.Column('incident_id', BIG_ID, nullable=False),
    sa.Column('stored_file_id', BIG_ID, nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('flags', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('malware_state', _one_of('malware_state', 'unscanned', 'clean', 'infected'), nullable=False),
    sa.Column('uploaded_by_id', BIG_ID, nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('parent_id', BIG_ID, nullable=True),
    sa.Column('tool', sa.Text(), nullable=True),
    sa.Column('tool_version', sa.Text(), nullable=True),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.CheckConstraint('parent_id IS NULL OR parent_id <> id', name=op.f('ck_evidence_file_not_its_own_parent')),
    sa.CheckConstraint('(parent_id IS NULL) = (tool IS NULL)', name=op.f('ck_evidence_file_copy_names_its_tool')),
    sa.ForeignKeyConstraint(['evidence_item_id'], ['evidence_item.id'], name=op.f('fk_evidence_file_evidence_item_id_evidence_item')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_evidence_file_incident_id_incident')),
    sa.ForeignKeyConstraint(['parent_id'], ['evidence_file.id'], name=op.f('fk_evidence_file_parent_id_evidence_file')),
    sa.ForeignKeyConstraint(['stored_file_id'], ['stored_file.id'], name=op.f('fk_evidence_file_stored_file_id_stored_file')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['user_account.id'], name=op.f('fk_evidence_file_uploaded_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_file')),
    sa.UniqueConstraint('incident_id', 'file_id', name=op.f('uq_evidence_file_incident_id_file_id')),
    )
    for column in ('evidence_item_id', 'stored_file_id', 'uploaded_by_id'):
        op.create_index(op.f(f'ix_evidence_file_{column}'), 'evidence_file', [column])

    op.create_table('custody_entry',
    sa.Column('evidence_item_id', BIG_ID, nullable=False),
    sa.Column('evidence_file_id', BIG_ID, nullable=True),
    sa.Column('kind', _one_of('kind', *STEPS), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', BIG_ID, nullable=False),
    sa.Column('by_name', sa.Text(), nullable=True),
    sa.Column('from_holder', sa.Text(), nullable=True),
    sa.Column('to_holder', sa.Text(), nullable=True),
    sa.Column('from_place', sa.Text(), nullable=True),
    sa.Column('to_place', sa.Text(), nullable=True),
    sa.Column('seal_number', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=True),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_custody_entry_whole_hash')),
    sa.CheckConstraint('at <= recorded_at', name=op.f('ck_custody_entry_not_before_it_happens')),
    sa.ForeignKeyConstraint(['evidence_file_id'], ['evidence_file.id'], name=op.f('fk_custody_entry_evidence_file_id_evidence_file')),
    sa.ForeignKeyConstraint(['evidence_item_id'], ['evidence_item.id'], name=op.f('fk_custody_entry_evidence_item_id_evidence_item')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_custody_entry_recorded_by_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custody_entry')),
    )
    op.create_index('ix_custody_entry_item_at', 'custody_entry', ['evidence_item_id', 'at', 'id'])
    op.create_index(op.f('ix_custody_entry_evidence_file_id'), 'custody_entry', ['evidence_file_id'])

    op.create_table('arriving_file',
    sa.Column('upload_id', sa.Text(), nullable=False),
    sa.Column('evidence_item_id', BIG_ID, nullable=False),
    sa.Column('user_id', BIG_ID, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('declared', sa.Text(), nullable=True),
    sa.Column('received_from', sa.Text(), nullable=True),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('key_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('evidence_file_id', BIG_ID, nullable=True),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.CheckConstraint('byte_size >= 1', name=op.f('ck_arriving_file_not_empty')),
    sa.CheckConstraint('pieces >= 0', name=op.f('ck_arriving_file_pieces_not_negative')),
    sa.ForeignKeyConstraint(['evidence_file_id'], ['evidence_file.id'], name=op.f('fk_arriving_file_evidence_file_id_evidence_file')),
    sa.ForeignKeyConstraint(['evidence_item_id'], ['evidence_item.id'], name=op.f('fk_arriving_file_evidence_item_id_evidence_item')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_arriving_file_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arriving_file')),
    sa.UniqueConstraint('upload_id', name=op.f('uq_arriving_file_upload_id')),
    )
    for column in ('evidence_item_id', 'user_id', 'last_at'):
        op.create_index(op.f(f'ix_arriving_file_{column}'), 'arriving_file', [column])

    # What was said of an exhibit stays said; disposal may take the whole chain away.
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('CREATE TRIGGER refuse_custody_entry_update BEFORE UPDATE ON custody_entry'
                   ' FOR EACH ROW EXECUTE FUNCTION refuse_change()')
    else:
        op.execute('CREATE TRIGGER refuse_custody_entry_update BEFORE UPDATE ON custody_entry'
                   " BEGIN SELECT RAISE(ABORT, 'append-only'); END")
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])
    allow('alert', 'kind', [*members_of('alert', 'kind'), 'damaged_file'])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    op.execute("DELETE FROM alert WHERE kind = 'damaged_file'")
    allow('alert', 'kind', [one for one in members_of('alert', 'kind') if one != 'damaged_file'])
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    for table in ('arriving_file', 'custody_entry', 'evidence_file', 'stored_file'):
        op.drop_table(table)

"""Where in a source a point is shown; signatures and back pages of statements.

Revision ID: 0007
Revises: 0006
"""
import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# New kinds of entry in the history, each with the one before which it stands.
NEW_KINDS = (('statement_signed', 'document_added'), ('back_page_changed', 'document_added'))


def upgrade() -> None:
    with op.batch_alter_table('source_link', schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
        batch_op.add_column(sa.Column('key_time', sa.Text(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f('ck_source_link_key_time_of_a_point'), 'key_time IS NULL OR element_id IS NOT NULL'
        )
    # The default stays: on SQLite other tables point to this one, which a copy would not outlive.
    op.add_column('statement', sa.Column('text_version', sa.Integer(), nullable=False, server_default='1'))

    op.create_table('statement_signature',
    sa.Column('statement_id', BIG_ID, nullable=False),
    sa.Column('text_version', sa.Integer(), nullable=False),
    sa.Column('manner', sa.Enum('password', 'paper', 'presence', name='manner', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('signed_name', sa.Text(), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.Text(), nullable=False),
    sa.Column('present', sa.Text(), nullable=True),
    sa.Column('original_reference', sa.Text(), nullable=True),
    sa.Column('recorded_by_id', BIG_ID, nullable=False),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.CheckConstraint('length(text_sha256) = 64', name=op.f('ck_statement_signature_whole_hash')),
    sa.CheckConstraint('text_version >= 1', name=op.f('ck_statement_signature_version_from_one')),
    sa.CheckConstraint("(manner = 'password') = (present IS NULL)", name=op.f('ck_statement_signature_somebody_present')),
    sa.CheckConstraint("(manner = 'paper') = (original_reference IS NOT NULL)", name=op.f('ck_statement_signature_original_if_on_paper')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_statement_signature_recorded_by_id_user_account')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_statement_signature_statement_id_statement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_signature')),
    sa.UniqueConstraint('statement_id', 'text_version', name=op.f('uq_statement_signature_statement_id_text_version'))
    )

    op.create_table('statement_back_page',
    sa.Column('statement_id', BIG_ID, nullable=False),
    sa.Column('incident_id', BIG_ID, nullable=False),
    sa.Column('unavailable_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('needs_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('medical_consent_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_statement_back_page_incident_id_incident')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_statement_back_page_statement_id_statement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_back_page')),
    sa.UniqueConstraint('statement_id', name=op.f('uq_statement_back_page_statement_id'))
    )

    # What somebody signed stays as it was signed; disposal may take it away whole.
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('CREATE TRIGGER refuse_statement_signature_update BEFORE UPDATE ON statement_signature'
                   ' FOR EACH ROW EXECUTE FUNCTION refuse_change()')
    else:
        op.execute('CREATE TRIGGER refuse_statement_signature_update BEFORE UPDATE ON statement_signature'
                   " BEGIN SELECT RAISE(ABORT, 'append-only'); END")

    known = members_of('case_event', 'kind')
    for member, before in NEW_KINDS:
        known.insert(known.index(before), member)
    allow('case_event', 'kind', known)


def downgrade() -> None:
    gone = {member for member, _ in NEW_KINDS}
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in gone])
    op.drop_table('statement_back_page')
    op.drop_table('statement_signature')
    op.drop_column('statement', 'text_version')
    with op.batch_alter_table('source_link', schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_source_link_key_time_of_a_point'), type_='check')
        batch_op.drop_column('key_time')

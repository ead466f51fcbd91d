"""Copies without hidden details, who looked at a file, and times marked in recordings"""

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEW_KINDS = ('time_marked', 'time_taken_off')
TABLES = ('recording_mark', 'file_viewing', 'file_copying')


def _one_of(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'))


def upgrade() -> None:
    op.create_table(
        'file_copying',
        sa.Column('evidence_file_id', BIG_ID, nullable=False),
        sa.Column('state', _one_of('state', 'waiting', 'made', 'failed'), nullable=False),
        sa.Column('problem', sa.Text(), nullable=True),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name=op.f('ck_file_copying_failure_says_why')),
        sa.CheckConstraint('pages >= 1', name=op.f('ck_file_copying_pages_counted')),
        _key('file_copying', 'evidence_file_id', 'evidence_file'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_file_copying')),
        sa.UniqueConstraint('evidence_file_id', name=op.f('uq_file_copying_evidence_file_id')),
    )
    op.create_table(
        'file_viewing',
        sa.Column('evidence_file_id', BIG_ID, nullable=False),
        sa.Column('user_id', BIG_ID, nullable=False),
        sa.Column('session_ref', sa.Text(), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ranges_began_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        _key('file_viewing', 'evidence_file_id', 'evidence_file'),
        _key('file_viewing', 'user_id', 'user_account'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_file_viewing')),
        sa.UniqueConstraint(
            'evidence_file_id', 'user_id', 'session_ref', name=op.f('uq_file_viewing_evidence_file_id_user_id_session_ref')
        ),
    )
    op.create_index(op.f('ix_file_viewing_user_id'), 'file_viewing', ['user_id'])
    op.create_table(
        'recording_mark',
        sa.Column('evidence_file_id', BIG_ID, nullable=False),
        sa.Column('starts', sa.Integer(), nullable=False),
        sa.Column('ends', sa.Integer(), nullable=True),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('marked_by_id', BIG_ID, nullable=False),
        sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('taken_off_by_id', BIG_ID, nullable=True),
        sa.Column('taken_off_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        sa.CheckConstraint('starts >= 0', name=op.f('ck_recording_mark_starts_not_negative')),
        sa.CheckConstraint('ends > starts', name=op.f('ck_recording_mark_ends_after_start')),
        sa.CheckConstraint(
            '(taken_off_at IS NULL) = (taken_off_by_id IS NULL)', name=op.f('ck_recording_mark_taken_off_whole')
        ),
        _key('recording_mark', 'evidence_file_id', 'evidence_file'),
        _key('recording_mark', 'marked_by_id', 'user_account'),
        _key('recording_mark', 'taken_off_by_id', 'user_account'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recording_mark')),
    )
    op.create_index(op.f('ix_recording_mark_evidence_file_id'), 'recording_mark', ['evidence_file_id'])
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    for table in TABLES:
        op.drop_table(table)

"""The words of each case for the search, the names that occur, and lists that people keep"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WORDS = sa.Text().with_variant(postgresql.TSVECTOR(), 'postgresql')
GROUPS = ('numbers', 'account', 'names', 'suspect', 'history', 'evidence', 'referral')
ROLES = ('officer', 'supervisor', 'file_reviewer', 'prosecutor', 'senior_prosecutor', 'cps_operations', 'caseworker', 'witness_care', 'partner', 'analyst', 'administrator',)
STAGES = ('report', 'investigation', 'referral', 'outcome',)
STRANDS = ('race', 'religion', 'disability', 'sexual_orientation', 'transgender', 'other_local',)
COLUMNS, NEW, OLD = (', '.join(f'{where}{one}' for one in GROUPS) for where in ('', 'new.', 'old.'))
TAKE_OUT = f"INSERT INTO case_words_fts(case_words_fts, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});"
PUT_IN = f'INSERT INTO case_words_fts(rowid, {COLUMNS}) VALUES (new.id, {NEW});'


def _one_of(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Empty at first: `flask --app wsgi search rebuild` fills them for the cases that are there."""
    op.create_table(
        'case_words',
        sa.Column('incident_id', BIG_ID, nullable=False),
        sa.Column('digest', sa.Text(), nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in GROUPS),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_case_words_incident_id_incident')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case_words')),
        sa.UniqueConstraint('incident_id', name=op.f('uq_case_words_incident_id')),
    )
    op.create_table(
        'name_key',
        sa.Column('key', sa.Text(), nullable=False),
        sa.Column('word', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('key', 'word', name=op.f('pk_name_key')),
    )
    op.create_table(
        'saved_filter',
        sa.Column('user_id', BIG_ID, nullable=False),
        sa.Column('role', _one_of('role', ROLES), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('stage', _one_of('stage', STAGES), nullable=True),
        sa.Column('strand', _one_of('strand', STRANDS), nullable=True),
        sa.Column('words', sa.Text(), nullable=True),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('taken_off_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        sa.CheckConstraint(
            'stage IS NOT NULL OR strand IS NOT NULL OR words IS NOT NULL', name=op.f('ck_saved_filter_narrows')
        ),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_saved_filter_user_id_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    )
    op.create_index('ix_saved_filter_user_id_role', 'saved_filter', ['user_id', 'role'])
    if op.get_bind().dialect.name == 'postgresql':
        op.create_index('ix_case_words_words', 'case_words', list(GROUPS), postgresql_using='gin')
        return
    op.execute(
        f"CREATE VIRTUAL TABLE case_words_fts USING fts5({COLUMNS}, content='case_words', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
    op.execute(f'CREATE TRIGGER case_words_in AFTER INSERT ON case_words BEGIN {PUT_IN} END')
    op.execute(f'CREATE TRIGGER case_words_out AFTER DELETE ON case_words BEGIN {TAKE_OUT} END')
    op.execute(f'CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN {TAKE_OUT} {PUT_IN} END')


def downgrade() -> None:
    if op.get_bind().dialect.name != 'postgresql':
        op.execute('DROP TABLE case_words_fts')
    op.drop_table('saved_filter')
    op.drop_table('name_key')
    op.drop_table('case_words')

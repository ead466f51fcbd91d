"""The words of files for the search; the words of kept lists are sealed"""

import sqlalchemy as sa
from alembic import op

from app.models.sealed import keyring

revision = '0020'
down_revision = '0017'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NARROWS = 'stage IS NOT NULL OR strand IS NOT NULL OR {} IS NOT NULL'


def upgrade() -> None:
    op.create_table(
        'file_text',
        sa.Column('evidence_file_id', BIG_ID, nullable=False),
        sa.Column('page', sa.Integer(), nullable=False),
        sa.Column(
            'found',
            sa.Enum('layer', 'machine', 'none', name='found', native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column('text_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        sa.CheckConstraint('page >= 1', name=op.f('ck_file_text_pages_from_one')),
        sa.CheckConstraint("(found = 'none') = (text_sealed IS NULL)", name=op.f('ck_file_text_text_where_found')),
        sa.ForeignKeyConstraint(
            ['evidence_file_id'], ['evidence_file.id'], name=op.f('fk_file_text_evidence_file_id_evidence_file')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_file_text')),
        sa.UniqueConstraint('evidence_file_id', 'page', name=op.f('uq_file_text_evidence_file_id_page')),
    )
    op.add_column('saved_filter', sa.Column('words_sealed', sa.LargeBinary(), nullable=True))
    _move(_sealed, 'words', 'words_sealed')
    with op.batch_alter_table('saved_filter', reflect_kwargs={'resolve_fks': False}) as batch:
        batch.drop_constraint(batch.f('ck_saved_filter_narrows'), type_='check')
        batch.drop_column('words')
        batch.create_check_constraint(batch.f('ck_saved_filter_narrows'), NARROWS.format('words_sealed'))


def downgrade() -> None:
    op.add_column('saved_filter', sa.Column('words', sa.Text(), nullable=True))
    _move(_opened, 'words_sealed', 'words')
    with op.batch_alter_table('saved_filter', reflect_kwargs={'resolve_fks': False}) as batch:
        batch.drop_constraint(batch.f('ck_saved_filter_narrows'), type_='check')
        batch.drop_column('words_sealed')
        batch.create_check_constraint(batch.f('ck_saved_filter_narrows'), NARROWS.format('words'))
    op.drop_table('file_text')


def _sealed(words: str, user_id: int) -> bytes:
    return keyring().seal(words, f'saved_filter.words:{user_id}')


def _opened(words: bytes, user_id: int) -> str:
    return keyring().open(words, f'saved_filter.words:{user_id}')


def _move(made, source: str, target: str) -> None:
    connection = op.get_bind()
    table = sa.table('saved_filter', sa.column('id'), sa.column('user_id'), sa.column(source), sa.column(target))
    rows = connection.execute(sa.select(table.c.id, table.c.user_id, table.c[source]).where(table.c[source].is_not(None))).all()
    for number, user_id, value in rows:
        connection.execute(table.update().where(table.c.id == number).values({target: made(value, user_id)}))

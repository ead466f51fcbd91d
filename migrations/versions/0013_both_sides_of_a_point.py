"""What points the other way about a point to prove, and links that were taken back"""

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEW_KINDS = ('point_link_taken_back', 'point_link_restored')


def upgrade() -> None:
    with op.batch_alter_table('source_link', schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
        batch_op.add_column(sa.Column('is_against', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('taken_back_by_id', BIG_ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_source_link_taken_back_by_id_user_account'), 'user_account', ['taken_back_by_id'], ['id']
        )
        batch_op.create_check_constraint(
            batch_op.f('ck_source_link_against_of_a_point'), 'NOT is_against OR element_id IS NOT NULL'
        )
        batch_op.create_check_constraint(
            batch_op.f('ck_source_link_taken_back_of_a_point'), 'taken_back_at IS NULL OR element_id IS NOT NULL'
        )
        batch_op.create_check_constraint(
            batch_op.f('ck_source_link_taken_back_whole'), '(taken_back_at IS NULL) = (taken_back_by_id IS NULL)'
        )
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{one}'" for one in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    # What does not support a point, or was taken back, would count as support afterwards.
    op.execute('DELETE FROM source_link WHERE is_against OR taken_back_at IS NOT NULL')
    with op.batch_alter_table('source_link', schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
        for name in ('against_of_a_point', 'taken_back_of_a_point', 'taken_back_whole'):
            batch_op.drop_constraint(batch_op.f(f'ck_source_link_{name}'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_source_link_taken_back_by_id_user_account'), type_='foreignkey')
        batch_op.drop_column('taken_back_by_id')
        batch_op.drop_column('taken_back_at')
        batch_op.drop_column('is_against')

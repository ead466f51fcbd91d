"""What points the other way about a point to prove, and links that were taken back"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0008'
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


def members_of(table: str, column: str) -> list[str]:
    """What the closed list of a column allows now, in order."""
    checks = {one['name']: one['sqltext'] for one in sa.inspect(op.get_bind()).get_check_constraints(table)}
    return re.findall(r"'([a-z0-9_]+)'", checks[f'ck_{table}_{column}'])


def allow(table: str, column: str, members: list[str]) -> None:
    """Let the closed list of a column be these. On SQLite only the text of the CHECK is exchanged: other tables point
    to this one, and its triggers and its index over an expression would not outlive a copy."""
    listed = ', '.join(f"'{one}'" for one in members)
    name = f'ck_{table}_{column}'
    if op.get_bind().dialect.name == 'postgresql':
        op.drop_constraint(op.f(name), table, type_='check')
        op.create_check_constraint(op.f(name), table, f'{column} IN ({listed})')
        return
    bind = op.get_bind()
    written = bind.execute(sa.text('SELECT sql FROM sqlite_master WHERE type = :t AND name = :n'), {'t': 'table', 'n': table})
    changed, count = re.subn(rf'(CONSTRAINT {name} CHECK \({column} IN \()[^)]*\)', rf'\g<1>{listed})', written.scalar_one())
    assert count == 1, table
    version = bind.execute(sa.text('PRAGMA schema_version')).scalar_one()
    bind.execute(sa.text('PRAGMA writable_schema = ON'))
    bind.execute(
        sa.text('UPDATE sqlite_master SET sql = :sql WHERE type = :t AND name = :n'), {'sql': changed, 't': 'table', 'n': table}
    )
    bind.execute(sa.text(f'PRAGMA schema_version = {version + 1}'))
    bind.execute(sa.text('PRAGMA writable_schema = OFF'))

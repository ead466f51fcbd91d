"""What is kept of the subject of a report that is no crime is looked at again"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

NEW_KINDS = ('subject_kept_on', 'subject_taken_out')


def upgrade() -> None:
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{one}'" for one in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])


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

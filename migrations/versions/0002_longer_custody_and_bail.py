"""Longer detention and bail with who authorised them and why; a rank above superintendent; more acts in the history.

Revision ID: 0002
Revises: 0001
"""
import re

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# Table, column: new members of its closed list, each with the member before which it stands.
NEW_MEMBERS = (
    ('user_account', 'rank', (('assistant_chief_constable', 'staff'),)),
    (
        'case_event',
        'kind',
        (
            ('crime_changed', 'crime_cancelled'),
            ('supervised', 'transfer_offered'),
            ('characteristics_changed', 'victim_changed'),
            ('detention_extended', 'suspect_interviewed'),
            ('bail_extended', 'suspect_interviewed'),
            ('disclosure_decided', 'report_text_changed'),
            ('match_marked', 'report_text_changed'),
            ('match_confirmed', 'report_text_changed'),
            ('knowledge_certified', 'action_plan_sent'),
        ),
    ),
)
PACE = ('authorised_by_id', 'authorised_at', 'reviewed_at', 'grounds')
BAIL = ('authorised_by_id', 'authorised_at', 'applied_on', 'ends_on', 'grounds', 'representations')
TYPES = {
    'authorised_by_id': BIG_ID,
    'authorised_at': sa.DateTime(timezone=True),
    'reviewed_at': sa.DateTime(timezone=True),
    'applied_on': sa.Date(),
    'ends_on': sa.Date(),
    'grounds': sa.Text(),
    'representations': sa.Text(),
}


def upgrade() -> None:
    for table, names in (('pace_extension', PACE), ('bail_extension', BAIL)):
        with op.batch_alter_table(table, schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
            for name in names:
                batch_op.add_column(sa.Column(name, TYPES[name], nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f'fk_{table}_authorised_by_id_user_account'), 'user_account', ['authorised_by_id'], ['id']
            )
    for table, column, members in NEW_MEMBERS:
        known = members_of(table, column)
        for member, before in members:
            known.insert(known.index(before), member)
        allow(table, column, known)


def downgrade() -> None:
    for table, column, members in NEW_MEMBERS:
        gone = {member for member, _ in members}
        allow(table, column, [one for one in members_of(table, column) if one not in gone])
    for table, names in (('bail_extension', BAIL), ('pace_extension', PACE)):
        with op.batch_alter_table(table, schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_authorised_by_id_user_account'), type_='foreignkey')
            for name in reversed(names):
                batch_op.drop_column(name)


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

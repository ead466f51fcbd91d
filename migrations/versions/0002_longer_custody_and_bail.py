"""Longer detention and bail with who authorised them and why; a rank above superintendent; more acts in the history.

Revision ID: 0002
Revises: 0001
"""
import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

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

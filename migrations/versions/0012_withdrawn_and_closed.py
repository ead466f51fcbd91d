"""Offers of a transfer that were withdrawn; alerts that somebody closed; what a task gives to somebody

Revision ID: 0012
Revises: 0011
"""
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEW_KIND, BEFORE = 'transfer_withdrawn', 'transfer_received'
LOOK_AGAIN = """
    UPDATE clock_state SET changes_at = :now WHERE (changes_at IS NULL OR changes_at > :now) AND incident_id IN (
        SELECT incident_id FROM line_of_inquiry WHERE status = 'outstanding' AND target_date IS NOT NULL
        UNION SELECT incident_id FROM evidence_item WHERE availability = 'outstanding' AND due_on IS NOT NULL
        UNION SELECT incident_id FROM person WHERE statement_outstanding_due_on IS NOT NULL
    )
"""
#: table → the word of its three columns, and its checks
ENDED = {
    'transfer_offer': ('withdrawn', {'withdrawn_unanswered': 'withdrawn_at IS NULL OR answered_at IS NULL'}),
    'alert': ('closed', {}),
}


def upgrade() -> None:
    for table, (word, checks) in ENDED.items():
        whole = f'({word}_at IS NULL) = ({word}_by_id IS NULL) AND ({word}_at IS NULL) = ({word}_reason IS NULL)'
        with op.batch_alter_table(table, schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
            batch_op.add_column(sa.Column(f'{word}_by_id', BIG_ID, nullable=True))
            batch_op.add_column(sa.Column(f'{word}_at', sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column(f'{word}_reason', sa.Text(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f'fk_{table}_{word}_by_id_user_account'), 'user_account', [f'{word}_by_id'], ['id']
            )
            for name, rule in {f'{word}_whole': whole, **checks}.items():
                batch_op.create_check_constraint(batch_op.f(f'ck_{table}_{name}'), rule)
    op.add_column('case_task', sa.Column('about', sa.Text(), nullable=True))
    # Days by which a case asks for something warn from now on: each such case is looked at once.
    op.execute(sa.text(LOOK_AGAIN).bindparams(sa.bindparam('now', datetime.now(UTC), type_=sa.DateTime(timezone=True))))
    kinds = members_of('case_event', 'kind')
    kinds.insert(kinds.index(BEFORE), NEW_KIND)
    allow('case_event', 'kind', kinds)


def downgrade() -> None:
    op.drop_column('case_task', 'about')
    # A withdrawn offer would be open again: it is kept as one that was declined by whoever withdrew it.
    op.execute(
        "UPDATE transfer_offer SET answered_at = withdrawn_at, answered_by_id = withdrawn_by_id, accepted = false,"
        " answer = withdrawn_reason, withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = NULL"
        " WHERE withdrawn_at IS NOT NULL"
    )
    op.execute(sa.text('DELETE FROM case_event WHERE kind = :kind').bindparams(kind=NEW_KIND))
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one != NEW_KIND])
    for table, (word, checks) in ENDED.items():
        with op.batch_alter_table(table, schema=None, reflect_kwargs={'resolve_fks': False}) as batch_op:
            for name in (f'{word}_whole', *checks):
                batch_op.drop_constraint(batch_op.f(f'ck_{table}_{name}'), type_='check')
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_{word}_by_id_user_account'), type_='foreignkey')
            for end in ('reason', 'at', 'by_id'):
                batch_op.drop_column(f'{word}_{end}')

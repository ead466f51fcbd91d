"""Joined cases travel to the CPS in one referral; a draft can be thrown away"""

from alembic import op

from app.database.schema_changes import add_key, allow, drop_key, members_of

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

NEW_KINDS = ('referral_discarded',)


def upgrade() -> None:
    add_key('referral', 'leading_id', 'referral')
    op.create_index('ix_referral_leading', 'referral', ['leading_id'])
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    op.drop_index('ix_referral_leading', 'referral')
    drop_key('referral', 'leading_id', 'referral')

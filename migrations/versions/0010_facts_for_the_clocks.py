"""Facts that clocks count from: breach of bail, street bail, bail for a decision, reviews held, disclosure, notices

Revision ID: 0010
Revises: 0009
"""
import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEW_COLUMNS = (
    ('suspect', 'bail_for_decision_at', sa.DateTime(timezone=True)),
    ('suspect', 'bail_by_other_agency', sa.Boolean()),
    ('suspect', 'street_bail_until', sa.Date()),
    ('suspect', 'breach_arrested_at', sa.DateTime(timezone=True)),
    ('suspect', 'breach_grounds', sa.Text()),
    ('suspect', 'breach_minutes_left', sa.Integer()),
    ('suspect', 'initial_disclosure_on', sa.Date()),
    ('bail_extension', 'with_delay', sa.Boolean()),
    ('dated_event', 'oral_notice_at', sa.DateTime(timezone=True)),
    ('dated_event', 'written_notice_at', sa.DateTime(timezone=True)),
)
NEW_KINDS = (
    'arrested_for_breach', 'street_bailed', 'bailed_for_decision', 'custody_reviewed', 'remanded', 'bailed_by_court',
    'bail_appeal_noticed', 'disclosure_served',
)


def upgrade() -> None:
    for table, column, kind in NEW_COLUMNS:
        op.add_column(table, sa.Column(column, kind, nullable=True))
    op.create_table('custody_review',
    sa.Column('suspect_id', BIG_ID, nullable=False),
    sa.Column('kind', sa.Enum('detention', 'release', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('held_by_id', BIG_ID, nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
    sa.ForeignKeyConstraint(['held_by_id'], ['user_account.id'], name=op.f('fk_custody_review_held_by_id_user_account')),
    sa.ForeignKeyConstraint(['suspect_id'], ['suspect.id'], name=op.f('fk_custody_review_suspect_id_suspect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custody_review'))
    )
    with op.batch_alter_table('custody_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_custody_review_suspect_id'), ['suspect_id'], unique=False)
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    op.drop_table('custody_review')
    for table, column, _ in reversed(NEW_COLUMNS):
        op.drop_column(table, column)

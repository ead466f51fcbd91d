"""Safe contact with its history"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'safe_contact_change',
        sa.Column('person_id', Id, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by_id', Id, nullable=True),
        sa.Column('is_looser', sa.Boolean(), nullable=False),
        sa.Column('victims_word_on', sa.Date(), nullable=True),
        sa.Column('instruction_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('reason_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('id', Id, autoincrement=True, nullable=False),
        sa.CheckConstraint(
            'NOT is_looser OR victims_word_on IS NOT NULL', name=op.f('ck_safe_contact_change_word_if_looser')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_safe_contact_change_person_id_person')
        ),
        sa.ForeignKeyConstraint(
            ['by_id'], ['user_account.id'], name=op.f('fk_safe_contact_change_by_id_user_account')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_safe_contact_change')),
    )
    op.create_index('ix_safe_contact_change_person_id_id', 'safe_contact_change', ['person_id', 'id'])


def downgrade() -> None:
    op.drop_table('safe_contact_change')

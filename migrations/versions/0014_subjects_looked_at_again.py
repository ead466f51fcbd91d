"""What is kept of the subject of a report that is no crime is looked at again"""

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

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

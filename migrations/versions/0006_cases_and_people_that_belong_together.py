"""Cases and people that belong together: links, series, reports of the same incident, answers about one human

Revision ID: 0006
Revises: 0005
"""
import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import allow, members_of

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
MOMENT = sa.DateTime(timezone=True)
NEW_KINDS = (
    'cases_linked', 'link_ended', 'series_joined', 'series_left', 'duplicate_marked', 'duplicate_refused',
    'duplicate_undone', 'cases_joined', 'cases_parted', 'same_person_proposed', 'same_person_linked',
    'same_person_refused', 'same_person_undone',
)


def upgrade() -> None:
    op.create_index('ix_incident_lead_incident_id', 'incident', ['lead_incident_id'])
    # No page has ever written into it: it is made anew with who answered and what spoke for it.
    op.drop_index('ix_identity_link_same_as_id', 'identity_link')
    op.drop_table('identity_link')
    create('identity_link', 'person',
        key('person_id'), key('same_as_id'), chosen('basis', 'name_and_birth', 'contact', 'same_name', 'similar_name', 'by_hand'),
        key('proposed_by_id', True), moment('proposed_at'), key('accepted_by_id', True), moment('accepted_at', True),
        key('undone_by_id', True), moment('undone_at', True), version(),
        sa.UniqueConstraint('person_id', 'same_as_id', name='uq_identity_link_person_id_same_as_id'),
        check('identity_link', 'smaller_first', 'person_id < same_as_id'),
        check('identity_link', 'accepted_whole', '(accepted_at IS NULL) = (accepted_by_id IS NULL)'),
        check('identity_link', 'undone_whole', '(undone_at IS NULL) = (undone_by_id IS NULL)'),
    )
    op.create_index('ix_identity_link_same_as_id', 'identity_link', ['same_as_id'])
    create('case_link', 'incident',
        key('incident_id'), key('other_id'),
        chosen('kind', 'series', 'same_suspect', 'same_place', 'counter_allegation', 'other'),
        sa.Column('reason', sa.Text(), nullable=False),
        key('linked_by_id', True), moment('linked_at'), key('ended_by_id', True), moment('ended_at', True), version(),
        sa.UniqueConstraint('incident_id', 'other_id', 'kind', name='uq_case_link_incident_id_other_id_kind'),
        check('case_link', 'smaller_first', 'incident_id < other_id'),
        check('case_link', 'ended_whole', '(ended_at IS NULL) = (ended_by_id IS NULL)'),
    )
    op.create_index('ix_case_link_other_id', 'case_link', ['other_id'])
    create('case_series', '',
        sa.Column('name', sa.Text(), nullable=False), key('begun_by_id', True), moment('begun_at'), version())
    create('series_case', 'incident',
        key('series_id'), key('incident_id'), key('added_by_id', True), moment('added_at'),
        sa.UniqueConstraint('series_id', 'incident_id', name='uq_series_case_series_id_incident_id'),
    )
    op.create_index('ix_series_case_incident_id', 'series_case', ['incident_id'])
    create('duplicate_answer', 'incident',
        key('incident_id'), key('other_id'), sa.Column('is_same', sa.Boolean(), nullable=False),
        key('decided_by_id', True), moment('decided_at'), key('undone_by_id', True), moment('undone_at', True), version(),
        sa.UniqueConstraint('incident_id', 'other_id', name='uq_duplicate_answer_incident_id_other_id'),
        check('duplicate_answer', 'two_reports', 'incident_id <> other_id'),
        check('duplicate_answer', 'undone_whole', '(undone_at IS NULL) = (undone_by_id IS NULL)'),
    )
    op.create_index('ix_duplicate_answer_other_id', 'duplicate_answer', ['other_id'])
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])


def downgrade() -> None:
    listed = ', '.join(f"'{one}'" for one in NEW_KINDS)
    op.execute(f"DELETE FROM case_event WHERE kind IN ({listed})")
    allow('case_event', 'kind', [one for one in members_of('case_event', 'kind') if one not in NEW_KINDS])
    for table, index in (
        ('duplicate_answer', 'other_id'), ('series_case', 'incident_id'), ('case_series', ''), ('case_link', 'other_id'),
        ('identity_link', 'same_as_id'),
    ):
        if index:
            op.drop_index(f'ix_{table}_{index}', table)
        op.drop_table(table)
    create('identity_link', 'person',
        key('person_id'), key('same_as_id'), key('proposed_by_id', True), moment('proposed_at'),
        key('accepted_by_id', True), moment('accepted_at', True), moment('undone_at', True), version(),
        sa.UniqueConstraint('person_id', 'same_as_id', name='uq_identity_link_person_id_same_as_id'),
        check('identity_link', 'smaller_first', 'person_id < same_as_id'),
    )
    op.create_index('ix_identity_link_same_as_id', 'identity_link', ['same_as_id'])
    op.drop_index('ix_incident_lead_incident_id', 'incident')


def key(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, BIG_ID, nullable=empty)


def moment(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=empty)


def version() -> sa.Column:
    return sa.Column('version', sa.Integer(), nullable=False)


def chosen(name: str, *members: str) -> sa.Column:
    return sa.Column(name, sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40), nullable=False)


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def create(table: str, of: str, *parts: sa.schema.SchemaItem) -> None:
    """A table with its key; each column that ends on _id points where its name says, a person's to their account."""
    named = {'series_id': 'case_series', 'incident_id': 'incident', 'person_id': 'person', 'same_as_id': of, 'other_id': of}
    columns = [one.name for one in parts if isinstance(one, sa.Column) and one.name.endswith('_id')]
    targets = {name: named.get(name, 'user_account') for name in columns}
    op.create_table(
        table,
        *parts,
        sa.Column('id', BIG_ID, autoincrement=True, nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f'{target}.id'], name=op.f(f'fk_{table}_{name}_{target}'))
            for name, target in targets.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    )

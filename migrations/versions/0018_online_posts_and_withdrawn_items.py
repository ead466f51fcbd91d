"""Online posts, items of evidence that do not count, withdrawal by two people, what a malware check found"""

import sqlalchemy as sa
from alembic import op

from app.database.schema_changes import add_closed_list, allow, drop_closed_list, members_of

revision = '0018'
down_revision = '0016'
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)
NEW_KINDS = (
    'post_recorded', 'post_changed', 'post_checked', 'account_attributed', 'preservation_asked',
    'preservation_answered', 'preservation_ended', 'withdrawal_proposed', 'restoring_proposed', 'withdrawal_declined',
    'item_withdrawn', 'item_restored', 'malware_found', 'addition_offered', 'addition_accepted', 'addition_declined',
)
PLATFORMS = (
    'facebook', 'instagram', 'threads', 'x', 'tiktok', 'youtube', 'snapchat', 'whatsapp', 'telegram', 'discord',
    'reddit', 'twitch', 'linkedin', 'bluesky', 'gaming', 'forum', 'other',
)
STANDINGS = ['counts', 'waits', 'declined', 'withdrawn']
# What was seen and said stays as it was seen and said; disposal may take the whole of it away.
ADDED_ONLY = ('post_check', 'account_attribution')


def _one_of(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)


def _id() -> sa.Column:
    return sa.Column('id', BIG_ID, autoincrement=True, nullable=False)


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'))
        for column, target in targets.items()
    ] + [sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}'))]


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f'ck_{table}_{name}'))


def _posts() -> None:
    op.create_table(
        'online_post',
        sa.Column('incident_id', BIG_ID, nullable=False),
        sa.Column('evidence_item_id', BIG_ID, nullable=False),
        sa.Column('platform', _one_of('platform', *PLATFORMS), nullable=False),
        sa.Column('other_platform', sa.Text(), nullable=True),
        sa.Column('url', sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in (
            'content_id', 'account_handle', 'display_name', 'account_number', 'profile_url')),
        sa.Column('post_text', sa.Text(), nullable=False),
        sa.Column('posted_at', INSTANT, nullable=True),
        sa.Column('posted_zone', sa.Text(), nullable=True),
        sa.Column('captured_at', INSTANT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ('captured_zone', 'captured_by', 'tool')),
        sa.Column('visibility', _one_of('visibility', 'public', 'group', 'private'), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ('reply_to', 'target', 'engagement', 'context')),
        sa.Column('purpose', sa.Text(), nullable=False),
        sa.Column('takedown', sa.Text(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        _id(),
        _check('online_post', 'other_is_named', "(platform = 'other') = (other_platform IS NOT NULL)"),
        _check('online_post', 'posted_with_its_zone', '(posted_at IS NULL) = (posted_zone IS NULL)'),
        *_keys('online_post', incident_id='incident', evidence_item_id='evidence_item'),
        sa.UniqueConstraint('evidence_item_id', name=op.f('uq_online_post_evidence_item_id')),
    )
    op.create_table(
        'post_check',
        sa.Column('post_id', BIG_ID, nullable=False),
        sa.Column('checked_at', INSTANT, nullable=False),
        sa.Column('found', _one_of('found', 'there', 'changed', 'removed'), nullable=False),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('recorded_at', INSTANT, nullable=False),
        sa.Column('recorded_by_id', BIG_ID, nullable=False),
        _id(),
        _check('post_check', 'not_before_it_happens', 'checked_at <= recorded_at'),
        *_keys('post_check', post_id='online_post', recorded_by_id='user_account'),
    )
    op.create_table(
        'account_attribution',
        sa.Column('post_id', BIG_ID, nullable=False),
        sa.Column('person_id', BIG_ID, nullable=True),
        sa.Column('basis', sa.Text(), nullable=False),
        sa.Column('stated_by', sa.Text(), nullable=False),
        sa.Column('stated_at', INSTANT, nullable=False),
        sa.Column('recorded_at', INSTANT, nullable=False),
        sa.Column('recorded_by_id', BIG_ID, nullable=False),
        _id(),
        _check('account_attribution', 'not_before_it_happens', 'stated_at <= recorded_at'),
        *_keys('account_attribution', post_id='online_post', person_id='person', recorded_by_id='user_account'),
    )
    for table in ADDED_ONLY:
        _refuse_updates(table)


def _refuse_updates(table: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'CREATE TRIGGER refuse_{table}_update BEFORE UPDATE ON {table}'
                   ' FOR EACH ROW EXECUTE FUNCTION refuse_change()')
    else:
        op.execute(f'CREATE TRIGGER refuse_{table}_update BEFORE UPDATE ON {table}'
                   " BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def _preservation() -> None:
    table = 'preservation_request'
    op.create_table(
        table,
        sa.Column('incident_id', BIG_ID, nullable=False),
        sa.Column('post_id', BIG_ID, nullable=False),
        sa.Column('renews_id', BIG_ID, nullable=True),
        sa.Column('platform', sa.Text(), nullable=False),
        sa.Column('asked_at', INSTANT, nullable=False),
        sa.Column('asked_by', sa.Text(), nullable=False),
        sa.Column('reference', sa.Text(), nullable=True),
        sa.Column('replied_on', sa.Date(), nullable=True),
        sa.Column('reply', _one_of('reply', 'preserved', 'partly', 'refused', 'nothing_held'), nullable=True),
        sa.Column('reply_words', sa.Text(), nullable=True),
        sa.Column('preserved_until', sa.Date(), nullable=True),
        sa.Column('renew_by', sa.Date(), nullable=True),
        sa.Column('recorded_by_id', BIG_ID, nullable=False),
        sa.Column('ended_at', INSTANT, nullable=True),
        sa.Column('ended_by_id', BIG_ID, nullable=True),
        sa.Column('ended_reason', sa.Text(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        _id(),
        _check(table, 'reply_whole', '(replied_on IS NULL) = (reply IS NULL)'),
        _check(table, 'renewed_before_it_ends', 'renew_by IS NULL OR preserved_until IS NOT NULL'),
        _check(table, 'ended_whole',
               '(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (ended_reason IS NULL)'),
        *_keys(table, incident_id='incident', post_id='online_post', renews_id=table, recorded_by_id='user_account',
               ended_by_id='user_account'),
        sa.UniqueConstraint('renews_id', name=op.f('uq_preservation_request_renews_id')),
    )


def _withdrawal() -> None:
    op.create_table(
        'withdrawal',
        sa.Column('incident_id', BIG_ID, nullable=False),
        sa.Column('evidence_item_id', BIG_ID, nullable=False),
        sa.Column('restores', sa.Boolean(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('proposed_by_id', BIG_ID, nullable=False),
        sa.Column('proposed_at', INSTANT, nullable=False),
        sa.Column('decide_by', sa.Date(), nullable=False),
        sa.Column('decided_by_id', BIG_ID, nullable=True),
        sa.Column('decided_at', INSTANT, nullable=True),
        sa.Column('approved', sa.Boolean(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        _id(),
        _check('withdrawal', 'two_people', 'decided_by_id IS NULL OR decided_by_id <> proposed_by_id'),
        _check('withdrawal', 'decided_whole',
               '(decided_by_id IS NULL) = (decided_at IS NULL) AND (decided_by_id IS NULL) = (approved IS NULL)'),
        _check('withdrawal', 'declined_with_a_reason', 'approved IS NULL OR approved OR answer IS NOT NULL'),
        *_keys('withdrawal', incident_id='incident', evidence_item_id='evidence_item', proposed_by_id='user_account',
               decided_by_id='user_account'),
    )


INDEXES = (
    ('online_post', 'incident_id'), ('post_check', 'post_id'), ('account_attribution', 'post_id'),
    ('preservation_request', 'incident_id'), ('preservation_request', 'post_id'),
    ('withdrawal', 'incident_id'), ('withdrawal', 'evidence_item_id'), ('evidence_file', 'malware_state'),
)


def upgrade() -> None:
    _posts()
    _preservation()
    _withdrawal()
    add_closed_list('evidence_item', 'standing', STANDINGS, default='counts')
    op.add_column('evidence_item', sa.Column('standing_reason', sa.Text(), nullable=True))
    op.add_column('evidence_file', sa.Column('scanned_at', INSTANT, nullable=True))
    op.add_column('evidence_file', sa.Column('malware_name', sa.Text(), nullable=True))
    for table, column in INDEXES:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    allow('case_event', 'kind', [*members_of('case_event', 'kind'), *NEW_KINDS])
    allow('alert', 'kind', [*members_of('alert', 'kind'), 'infected_file'])
    allow('custody_entry', 'kind', [*members_of('custody_entry', 'kind'), 'restored'])


def downgrade() -> None:
    gone = ', '.join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f'DELETE FROM case_event WHERE kind IN ({gone})')
    op.execute("DELETE FROM alert WHERE kind = 'infected_file'")
    op.execute("DELETE FROM custody_entry WHERE kind = 'restored'")
    for table, names in (('case_event', NEW_KINDS), ('alert', ('infected_file',)), ('custody_entry', ('restored',))):
        allow(table, 'kind', [one for one in members_of(table, 'kind') if one not in names])
    op.drop_index(op.f('ix_evidence_file_malware_state'), table_name='evidence_file')
    op.drop_column('evidence_file', 'malware_name')
    op.drop_column('evidence_file', 'scanned_at')
    op.drop_column('evidence_item', 'standing_reason')
    drop_closed_list('evidence_item', 'standing')
    for table in ('withdrawal', 'preservation_request', 'account_attribution', 'post_check', 'online_post'):
        op.drop_table(table)

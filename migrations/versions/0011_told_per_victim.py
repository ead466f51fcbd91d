"""A refusal is told to each victim apart: what a contact here tells stands with the contact alone

Revision ID: 0011
Revises: 0010
"""
import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# The instants at which a victim was told of a refusal by a contact recorded here, in the case of a decision.
TOLD_HERE = """
    FROM contact
    JOIN contact_event ON contact_event.contact_id = contact.id
    JOIN dated_event ON dated_event.id = contact_event.event_id
    JOIN referral ON referral.incident_id = contact.incident_id
    WHERE referral.id = decision.referral_id AND contact.outcome = 'told' AND dated_event.kind = 'cps_nfa'
"""
REFUSED = "decision.decision_code IN ('nfa_evidential', 'nfa_public_interest')"


def upgrade() -> None:
    """What the file of another system says stays: it is older than its export. What came of a contact is read there."""
    op.execute(sa.text(f"""
        UPDATE decision SET communicated_at = NULL
        WHERE communicated_at IS NOT NULL AND {REFUSED}
        AND EXISTS (SELECT 1 {TOLD_HERE} AND contact.at = decision.communicated_at)
        AND NOT EXISTS (
            SELECT 1 FROM referral AS sent JOIN incident ON incident.id = sent.incident_id
            WHERE sent.id = decision.referral_id AND incident.source_exported_at >= decision.communicated_at
        )
    """))


def downgrade() -> None:
    """As it was: communicated from the first time that any victim was told."""
    op.execute(sa.text(f"""
        UPDATE decision SET communicated_at = (SELECT min(contact.at) {TOLD_HERE} AND contact.at >= decision.decided_at)
        WHERE communicated_at IS NULL AND {REFUSED} AND NOT awaits_confirmation AND overturned_at IS NULL
    """))

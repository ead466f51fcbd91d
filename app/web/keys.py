"""Hands the keys of the settings to the rooms that use them; done once by the factory."""

from typing import TYPE_CHECKING

from app.database import audit
from app.models import sealed
from app.services import limits, vault
from app.services.accounts import Hashing

if TYPE_CHECKING:
    from config import Settings


def hand_out(settings: "Settings") -> None:
    """Each key to the one place that needs it."""
    keys, cost = settings.keys, settings.password_cost
    sealed.use_keyring(
        sealed.Keyring(
            outer=keys.encryption,
            current=keys.encryption_current,
            digest=keys.digest,
            reference=keys.reference,
            store=keys.store,
        )
    )
    audit.use_key(audit.AuditKey(keys.audit_current, keys.audit[keys.audit_current]))
    store = settings.evidence_store or str(settings.data_dir / "evidence")
    vault.use_vault(vault.open_vault(store, vault.Sizes(*settings.evidence_sizes)))
    limits.use_address_key(keys.address)
    limits.use_own_limits(settings.own_limits)
    Hashing.use_cost(memory=cost.memory, passes=cost.passes, lanes=cost.lanes)

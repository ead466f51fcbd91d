"""Hands the keys of the settings to the rooms that use them; done once by the factory."""

from typing import TYPE_CHECKING

from app.database import audit
from app.domain.calendar import london_day
from app.domain.upload_limits import Sizes, sizes_on
from app.models import sealed
from app.services import limits, malware, vault
from app.services.accounts import Hashing
from app.web.clock import Clock

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
    vault.use_vault(vault.open_vault(store, _sizes))
    malware.use_checker(settings.clamd)
    limits.use_address_key(keys.address)
    Hashing.use_cost(memory=cost.memory, passes=cost.passes, lanes=cost.lanes)


def _sizes() -> Sizes:
    """The limits of this day, in the worker too, which has no request."""
    return sizes_on(london_day(Clock.read()))

"""The arithmetic of the audit chain: canonical text, digests, links. Pure; who appends is `app.database.audit`."""

import hmac
import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256

# What the first event links to.
GENESIS = "0" * 64


class AuditKind(StrEnum):
    """The six kinds that law-enforcement processing must log (DPA 2018 s.62), and the application's own three."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    AUTH = "auth"
    REFUSAL = "refusal"
    ADMIN = "admin"


def canonical(body: Mapping[str, object]) -> str:
    """Sorted keys, no spaces, characters as they are: one text for one content."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def link(key: bytes, prev_hash: str, event: Mapping[str, object]) -> str:
    """The hash of an event: HMAC-SHA256 over the previous hash and all columns but the two hashes."""
    columns = {name: value for name, value in event.items() if name not in {"prev_hash", "hash"}}
    return hmac.new(key, f"{prev_hash}\n{canonical(columns)}".encode(), sha256).hexdigest()


def detail_digest(salt: bytes, body: Mapping[str, object]) -> str:
    """Ties a detail to its event; once the salt is erased it reveals nothing."""
    return hmac.new(salt, canonical(body).encode(), sha256).hexdigest()

"""The evidence store: the only code that opens a stored file. Where files lie, how they come in, how they are read."""

from app.domain.upload_limits import Sizes
from app.services.vault.frames import FRAME, Damaged, Missing, Staged
from app.services.vault.shelf import Content, Vault, content_of, open_vault, use_vault, vault

__all__ = [
    "FRAME",
    "Content",
    "Damaged",
    "Missing",
    "Sizes",
    "Staged",
    "Vault",
    "content_of",
    "open_vault",
    "use_vault",
    "vault",
]

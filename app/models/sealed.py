"""Encrypted fields and keyed digests (ENC-2).

A case has a key of its own, kept on its row wrapped by a key-encryption key that stands outside the database. A field
named in ENC-2 is stored as nonce and AES-256-GCM ciphertext under the case key, bound to its table, column and case;
form text kept for a person is sealed by the outer key directly. Look-ups use a keyed digest.
"""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar, overload

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

NONCE = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys outside the database: every key-encryption key still needed, the one in use, the key of
    digests, the key that scrambles the counter behind references, the key of the names in the evidence store."""

    outer: Mapping[str, bytes]
    current: str
    digest: bytes
    reference: bytes
    store: bytes

    def new_case_key(self) -> bytes:
        """A fresh case key, wrapped: `<key id>:<wrapped>`."""
        wrapped = aes_key_wrap(self.outer[self.current], AESGCM.generate_key(bit_length=256))
        return self.current.encode() + b":" + wrapped

    def unwrap(self, wrapped: bytes) -> bytes:
        """The case key in the clear, for the time of one use."""
        key_id, _, body = wrapped.partition(b":")
        return aes_key_unwrap(self.outer[key_id.decode()], body)

    def wrap_file_key(self, key: bytes, case_key: bytes) -> bytes:
        """The key of a stored file under the key of a case (`case_key` as it stands on the case's row)."""
        return aes_key_wrap(self.unwrap(case_key), key)

    def unwrap_file_key(self, wrapped: bytes, case_key: bytes) -> bytes:
        """Undo `wrap_file_key`."""
        return aes_key_unwrap(self.unwrap(case_key), wrapped)

    def store_name(self, content_sha256: str) -> str:
        """The name of a file in the evidence store: without the key it tells nothing about the content (ENC-1)."""
        return hmac.new(self.store, bytes.fromhex(content_sha256), sha256).hexdigest()

    def seal(self, text: str, about: str) -> bytes:
        """Encrypt with the outer key (drafts, kept form text); `about` binds the text to its place."""
        return self.current.encode() + b":" + encrypt(self.outer[self.current], text, about)

    def open(self, sealed: bytes, about: str) -> str:
        key_id, _, body = sealed.partition(b":")
        return decrypt(self.outer[key_id.decode()], body, about)

    def digest_of(self, text: str) -> str:
        """A keyed digest for look-ups by telephone number or e-mail; same text without spaces and case, same digest."""
        return hmac.new(self.digest, "".join(text.split()).casefold().encode(), sha256).hexdigest()


def encrypt(key: bytes, text: str, about: str) -> bytes:
    """Random nonce each time: a nonce never repeats under one key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())


def decrypt(key: bytes, body: bytes, about: str) -> str:
    return AESGCM(key).decrypt(body[:NONCE], body[NONCE:], about.encode()).decode()


class _Ring:
    """The process's keyring, given once by the application factory."""

    keyring: Keyring | None = None


def use_keyring(keyring: Keyring) -> None:
    """Called once by the application factory; without it sealed fields can be neither read nor written."""
    _Ring.keyring = keyring


def keyring() -> Keyring:
    """The keyring in use. Raises RuntimeError before one was given: a sealed field is never written in the clear."""
    if _Ring.keyring is None:
        raise RuntimeError("no encryption keys were given to the store")
    return _Ring.keyring


class HasCaseKey(Protocol):
    """A row that knows the case whose key seals its fields."""

    def case_seal(self) -> tuple[bytes, str]:
        """The wrapped case key and the case's reference."""


def sealed_column() -> Mapped[bytes | None]:
    """The stored half of a sealed field; name it `<field>_sealed`."""
    return mapped_column(LargeBinary, default=None)


class Sealed(Generic[T]):
    """The readable half of a sealed field: `address = Sealed[str]("address")` beside `address_sealed`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.column = f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type[Any]) -> "Sealed[T]": ...
    @overload
    def __get__(self, row: HasCaseKey, owner: type[Any]) -> T | None: ...
    def __get__(self, row: Any, owner: type[Any]) -> Any:
        if row is None:
            return self
        body = getattr(row, self.column)
        if body is None:
            return None
        wrapped, reference = row.case_seal()
        return json.loads(decrypt(keyring().unwrap(wrapped), body, self._about(row, reference)))

    def __set__(self, row: Any, value: T | None) -> None:
        if value is None:
            setattr(row, self.column, None)
            return
        wrapped, reference = row.case_seal()
        text = json.dumps(value, ensure_ascii=False)
        setattr(row, self.column, encrypt(keyring().unwrap(wrapped), text, self._about(row, reference)))

    def _about(self, row: Any, reference: str) -> str:
        return f"{row.__tablename__}.{self.name}:{reference}"

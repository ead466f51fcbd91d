"""The evidence store: encrypted, each content once, every byte verified, nothing lost and nothing left over."""

import os
import random
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from app.database.session import db
from app.domain.errors import NotAllowed, NotFound, RuleBroken
from app.domain.stages import Status
from app.domain.vocabulary import StoreCheck
from app.models import sealed
from app.models.alert import Alert, AlertKind
from app.models.exhibit_custody import CustodyEntry
from app.models.vault import EvidenceFile, StoredFile
from app.services import evidence_files, evidence_store, history, nightly, vault
from app.services.demo.paths import PATHS
from app.services.demo.story import Story
from tests.stored import MIB, accept, blob, flip, item_of, limited, read, send, some_bytes, staged
from tests.stories import NOW, begin, tell

SIZES = [1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17]


def files_in(store: vault.Vault) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def the_mark() -> bytes:
    return b"PLAIN-CANARY-7Q " * 5000


@pytest.mark.both
@pytest.mark.parametrize("size", SIZES)
def test_enc_1_what_was_sent_is_what_is_read_and_the_folders_are_the_owners(
    case: Story, store: vault.Vault, size: int
) -> None:
    content = some_bytes(size)
    held = send(case, content)
    assert read(held) == content
    assert (held.stored.byte_size, held.stored.sha256) == (size, sha256(content).hexdigest())
    assert files_in(store) == [blob(held)]
    assert stat.S_IMODE(blob(held).stat().st_mode) == 0o600
    folders = [store.folder, *(path for path in store.folder.rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_enc_1_no_byte_of_the_store_is_the_plain_text_nor_is_its_name(case: Story, store: vault.Vault) -> None:
    held = send(case, the_mark())
    for path in files_in(store):
        assert b"PLAIN-CANARY-7Q" not in path.read_bytes()
    assert held.stored.sha256 not in str(blob(held))
    assert blob(held).relative_to(store.folder).parts == (
        held.stored.store_name[:2], held.stored.store_name[2:4], held.stored.store_name,
    )  # fmt: skip


def test_enc_1_a_file_that_only_arrives_is_sealed_too(case: Story, store: vault.Vault) -> None:
    arriving = staged(the_mark() * 30)
    assert arriving.complete().read(15) == b"PLAIN-CANARY-7Q"
    assert all(b"PLAIN-CANARY-7Q" not in path.read_bytes() for path in files_in(store))
    arriving.close()
    assert files_in(store) == []


@pytest.fixture
def keyring() -> Iterator[sealed.Keyring]:
    before = sealed.keyring()
    yield before
    sealed.use_keyring(before)


@pytest.mark.both
def test_enc_1_a_new_outer_key_leaves_every_file_readable(case: Story, keyring: sealed.Keyring) -> None:
    held = send(case, b"before the change")
    sealed.use_keyring(replace(keyring, outer={"2": os.urandom(32), **keyring.outer}, current="2"))
    assert read(held) == b"before the change"
    other = tell(PATHS[Status.UNDER_INVESTIGATION], begin(number=2))
    assert other.incident.wrapped_key.startswith(b"2:")
    assert read(send(other, b"after the change")) == b"after the change"
    assert read(send(other, b"before the change")) == b"before the change"


def test_enc_1_without_the_key_of_its_case_a_file_cannot_be_read(case: Story, keyring: sealed.Keyring) -> None:
    held = send(case, b"gone with the key")
    db.session.execute(update(EvidenceFile).values(wrapped_key=os.urandom(40)))
    db.session.expire_all()
    with pytest.raises(InvalidUnwrap):
        read(held)


@pytest.mark.parametrize(
    ("start", "stop"),
    [(0, 1), (MIB - 1, MIB + 1), (MIB, 2 * MIB), (2 * MIB + 5, 3 * MIB), (0, 3 * MIB), (3 * MIB - 1, 3 * MIB)],
)
def test_upl_9_a_range_is_those_bytes(case: Story, store: vault.Vault, start: int, stop: int) -> None:
    content = some_bytes(3 * MIB)
    assert read(send(case, content), start, stop) == content[start:stop]


def test_upl_9_a_range_reads_only_the_frames_it_touches(case: Story, store: vault.Vault) -> None:
    content = some_bytes(3 * MIB)
    held = send(case, content)
    flip(blob(held), 2 * MIB + 100)
    assert read(held, 0, 2 * MIB) == content[: 2 * MIB]
    with pytest.raises(vault.Damaged):
        read(held, 2 * MIB - 1, 2 * MIB + 1)


def test_upl_9_fifty_of_fifty_flipped_bytes_are_found(case: Story, store: vault.Vault) -> None:
    held = send(case, some_bytes(2 * MIB + 999))
    whole = blob(held).read_bytes()
    places = random.Random(7).sample(range(len(whole)), 46) + [0, MIB, MIB + 16, len(whole) - 1]
    for place in places:
        flip(blob(held), place)
        assert evidence_store.look_at(vault.content_of(held)) is StoreCheck.DAMAGED, place
        blob(held).write_bytes(whole)
    assert evidence_store.look_at(vault.content_of(held)) is StoreCheck.WHOLE


def test_upl_9_swapped_cut_lengthened_and_missing_files_are_found(case: Story, store: vault.Vault) -> None:
    one, two = send(case, some_bytes(2 * MIB)), send(case, some_bytes(2 * MIB))
    first, second = blob(one).read_bytes(), blob(two).read_bytes()
    frame = MIB + 16
    for spoilt in (second, first[:-1], first[:frame], first + b"x", first[frame:] + first[:frame], b""):
        blob(one).write_bytes(spoilt)
        assert evidence_store.look_at(vault.content_of(one)) is StoreCheck.DAMAGED
    blob(one).unlink()
    assert evidence_store.look_at(vault.content_of(one)) is StoreCheck.MISSING


@pytest.mark.both
def test_upl_10_one_content_in_two_cases_is_one_file_with_two_keys(case: Story, store: vault.Vault) -> None:
    other = tell(PATHS[Status.UNDER_INVESTIGATION], begin("Z2"))
    content = some_bytes(MIB + 5)
    one, two = send(case, content), send(other, content, actor=other.officer)
    assert one.stored_file_id == two.stored_file_id and one.wrapped_key != two.wrapped_key
    assert (count(StoredFile), len(files_in(store))) == (1, 1)
    assert read(one) == read(two) == content


def test_upl_10_what_comes_again_is_read_to_its_end_and_mends_a_file_that_was_lost(
    case: Story, store: vault.Vault
) -> None:
    content = some_bytes(MIB + 5)
    one = send(case, content)
    blob(one).unlink()
    two = send(case, content)
    assert read(one) == read(two) == content
    assert count(StoredFile) == 1


@pytest.mark.both
def test_a_crash_between_name_and_row_leaves_a_file_that_is_swept_and_no_row(
    case: Story, store: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the power failed")

    kept = send(case, b"this one stays")
    with monkeypatch.context() as broken:
        broken.setattr(history, "record", crash)
        with pytest.raises(RuntimeError):
            send(case, b"named and never written down")
    assert (count(StoredFile), count(EvidenceFile), len(files_in(store))) == (1, 1, 2)
    now = datetime.now(UTC)
    assert evidence_store.sweep(now + timedelta(hours=23)) == 0
    assert evidence_store.sweep(now + timedelta(hours=25)) == 1
    assert files_in(store) == [blob(kept)]


def test_a_name_left_by_a_crash_is_taken_over_by_the_same_content(
    case: Story, store: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staged(b"twice begun") as arriving:
        vault.vault().place(arriving)
    assert len(files_in(store)) == 1
    assert read(send(case, b"twice begun")) == b"twice begun"
    assert len(files_in(store)) == 1


def test_what_arrived_and_was_left_is_swept(case: Story, store: vault.Vault) -> None:
    arriving = staged(b"never finished")
    assert evidence_store.sweep(datetime.now(UTC) + timedelta(hours=25)) == 1
    assert files_in(store) == []
    arriving.close()


@pytest.mark.parametrize("size", [1023, 1024])
def test_upl_1_up_to_the_limit_a_file_is_taken(case: Story, size: int) -> None:
    limited(of_file=1024)
    assert read(send(case, some_bytes(size)))


def test_upl_1_one_byte_more_is_refused_and_nothing_is_kept(case: Story, store: vault.Vault) -> None:
    limited(of_file=1024)
    with pytest.raises(RuleBroken, match="larger than 1,024 bytes") as refused:
        send(case, some_bytes(1025))
    assert refused.value.field == "file" and files_in(store) == []


@pytest.mark.both
@pytest.mark.parametrize("quota", ["of_person", "of_case"])
def test_upl_1_a_person_and_a_case_have_their_share(case: Story, quota: str) -> None:
    limited(**{quota: 3000})
    send(case, some_bytes(1000))
    send(case, some_bytes(2000))
    with pytest.raises(RuleBroken, match="as much as one") as refused:
        send(case, some_bytes(1))
    assert refused.value.field == "file" and count(EvidenceFile) == 2


def test_upl_2_what_the_checks_refuse_is_not_kept(case: Story, store: vault.Vault) -> None:
    with pytest.raises(RuleBroken, match="not what its name says"):
        send(case, b"MZ this is a program", name="wall.pdf", inspect=evidence_files.inspect_upload)
    assert files_in(store) == [] and count(EvidenceFile) == 0


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\wall.jpg", "wall.jpg"),
        ("a\r\nSet-Cookie: b.jpg", "aSet-Cookie: b.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("con.txt", "con.txt"),
        ("", "file"),
        ("..", "file"),
        ("x" * 5000 + ".jpg", "x" * 146 + ".jpg"),
    ],
)
def test_upl_5_a_name_is_words_to_show_and_nothing_else(case: Story, sent: str, shown: str) -> None:
    assert send(case, b"x", name=sent).name == shown


@pytest.mark.parametrize("name", ["Cory Lantern", "Umber Pleadwell", "Fable Keyholder", "Ellis Pretendham"])
def test_acc_2_who_may_not_add_evidence_sends_nothing(case: Story, store: vault.Vault, name: str) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        send(case, b"x", actor=case.cast.actor(name))
    assert files_in(store) == []


@pytest.mark.both
def test_upl_9_the_night_finds_what_is_not_whole_and_tells_its_cases(case: Story, store: vault.Vault) -> None:
    good, bad, gone = (send(case, some_bytes(500)) for _ in range(3))
    flip(blob(bad), 100)
    blob(gone).unlink()
    assert nightly.run_once("verify_store", at=NOW)
    db.session.expire_all()
    found = [held.stored.check_result for held in (good, bad, gone)]
    assert found == [StoreCheck.WHOLE, StoreCheck.DAMAGED, StoreCheck.MISSING]
    assert {held.stored.checked_at for held in (good, bad, gone)} == {NOW}
    told = db.session.scalars(select(Alert).where(Alert.kind == AlertKind.DAMAGED_FILE)).all()
    assert [alert.incident_id for alert in told] == [case.incident.id] * 2


@pytest.mark.both
def test_the_chain_of_custody_is_never_rewritten(case: Story) -> None:
    send(case, b"x")
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(update(CustodyEntry).values(reason="something else"))
    db.session.rollback()


def test_upl_10_a_stranger_who_knows_the_content_gets_no_hint(case: Story, store: vault.Vault) -> None:
    content = some_bytes(2000)
    send(case, content)
    other = tell(PATHS[Status.UNDER_INVESTIGATION], begin("Z2"))
    limited(of_person=1000)
    with pytest.raises(RuleBroken, match="as much as one person"):
        send(other, content)
    assert item_of(other).incident_id == other.incident.id and accept().accepted

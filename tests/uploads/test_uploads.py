"""Every kind of trick in three carriers gets the verdict of the list; limits hold to the byte; nothing costs much."""

import csv
import io
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from app.services.uploads import Verdict, inspect_upload
from app.services.uploads.kinds import KINDS
from app.services.uploads.verdict import Flag
from tests.uploads import sound
from tests.uploads.making import Sent, archive, bomb, chunk, of
from tests.uploads.tricks import corpus

LIST = Path(__file__).parents[1] / "data" / "upload_verdicts.csv"
SENT = {(kind, carrier): file for kind, carrier, file in corpus()}


def looked_at(file: Sent) -> Verdict:
    return inspect_upload(io.BytesIO(file.data), name=file.name, declared=file.declared, size=len(file.data))


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_upl_2_the_list_holds_forty_kinds_in_three_carriers_and_accepts_a_third() -> None:
    listed = [(row["kind"], row["carrier"]) for row in rows()]
    assert listed == list(SENT)
    assert set(Counter(kind for kind, _ in listed).values()) == {3} and len(listed) >= 120
    accepted = sum(row["verdict"] == "accept" for row in rows())
    assert accepted * 3 >= len(listed)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['kind']}, {row['carrier']}")
def test_upl_2_each_file_gets_the_verdict_of_the_list(row: dict[str, str]) -> None:
    found = looked_at(SENT[row["kind"], row["carrier"]])
    assert found.accepted == (row["verdict"] == "accept"), found
    assert row["reason"] in (" ".join(found.flags) if found.accepted else found.reason)
    assert bool(found.reason) != found.accepted


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.media_type)
def test_every_kind_is_known_by_its_extensions_and_given_its_own_type(kind) -> None:
    data = sound.SOUND[kind.extensions[0]]
    for extension in kind.extensions:
        found = looked_at(Sent(f"file.{extension}", data, None))
        assert (found.accepted, found.media_type) == (True, kind.media_type), found


def test_upl_3_the_limits_hold_to_one() -> None:
    assert looked_at(bomb(7_071)("png")).accepted and not looked_at(bomb(7_072)("png")).accepted
    parts = {f"word/p{number}.xml": "x" for number in range(1_997)}
    assert looked_at(of("docx", sound.docx(parts))).accepted
    assert not looked_at(of("docx", sound.docx(parts | {"word/more.xml": "x"}))).accepted
    assert looked_at(of("pdf", sound.pdf(2_000))).accepted and not looked_at(of("pdf", sound.pdf(2_001))).accepted


@pytest.mark.parametrize("kind", ["too many pixels", "blown up", "paper of 2,001 pages", "too many parts"])
def test_upl_3_what_would_grow_is_refused_before_it_has_grown(kind: str) -> None:
    for (name, _), file in SENT.items():
        if name == kind:
            tracemalloc.start()
            assert not looked_at(file).accepted
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < 60 * 1024 * 1024


def test_upl_4_an_archive_in_the_middle_of_a_film_is_no_archive() -> None:
    """The words that end an archive may stand in any film; only with a table of contents do they make one."""
    film = sound.film() + sound.box(b"free", b"PK\x05\x06" + bytes(18))
    assert looked_at(of("mp4", film)).accepted
    assert not looked_at(of("mp4", sound.film() + sound.box(b"free", archive({"a.js": b"x"})))).accepted


def test_upl_8_the_place_of_a_picture_is_found_wherever_it_stands() -> None:
    assert Flag.LOCATION not in looked_at(of("jpg", sound.jpeg())).flags
    exif = sound.gps().tobytes()
    assert looked_at(of("jpg", sound.jpeg(exif=exif))).flags == (Flag.LOCATION,)
    picture = sound.png()
    late = picture[:-12] + chunk(b"eXIf", exif.removeprefix(b"Exif\0\0")) + picture[-12:]
    assert looked_at(of("png", late)).flags == (Flag.LOCATION,)


def test_whatever_stands_in_a_file_is_answered_and_never_raised() -> None:
    """Each sound file with each of its bytes near the head turned round is accepted or refused, in words."""
    for extension, data in sound.SOUND.items():
        for at in range(0, min(len(data), 400), 7):
            broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
            found = looked_at(of(extension, broken))
            assert found.accepted or found.reason

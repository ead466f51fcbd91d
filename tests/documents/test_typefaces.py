"""The typefaces: every file is the one the manifest names, and a sign that none has is printed as its code."""

import hashlib
import json

import pytest

from app.documents import typefaces
from app.documents.typefaces import FONTS, faces, faces_for, stylesheet, with_codes


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.file)
def test_each_file_has_its_hash(face: typefaces.Face) -> None:
    assert hashlib.sha256(face.path.read_bytes()).hexdigest() == face.sha256


def test_no_file_without_an_entry_and_every_licence_is_there() -> None:
    assert {path.name for path in FONTS.glob("*.woff2")} == {face.file for face in faces()}
    licences = {row["licence_file"] for row in json.loads((FONTS / "manifest.json").read_text("utf-8"))["faces"]}
    assert {path.name for path in FONTS.glob("OFL-*.txt")} == licences
    assert all("SIL Open Font License" in path.read_text("utf-8") for path in FONTS.glob("OFL-*.txt"))


def test_they_stay_small() -> None:
    assert sum(face.path.stat().st_size for face in faces()) < 8_000_000


def test_plain_english_needs_one_family() -> None:
    assert {face.family for face in faces_for("Plain English – “quoted” £5")} == {typefaces.ALWAYS}


def test_another_script_brings_its_family() -> None:
    assert "Noto Sans Hebrew" in {face.family for face in faces_for("שלום")}
    assert "Noto Sans SC" in {face.family for face in faces_for("街")}


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("plain", "plain"),
        ("private \ue000 use", "private [U+E000] use"),
        ("nul\x00", "nul[U+0000]"),
        ("turned \u202e round", "turned [U+202E] round"),
        ("old \U00010900 letter", "old [U+10900] letter"),
        ("soft\u00adhyphen, line\nbreak", "soft\u00adhyphen, line\nbreak"),
    ],
)
def test_a_sign_without_a_face_is_its_code(typed: str, stands: str) -> None:
    assert with_codes(typed) == stands


def test_the_stylesheet_names_only_our_own_addresses() -> None:
    css = stylesheet(faces())
    assert css.count("@font-face") == len(faces())
    assert css.count('url("app:fonts/') == len(faces())

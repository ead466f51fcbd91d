"""UPL-8: a copy says what the file says and nothing of who made it, with what, when and where."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from app.documents.files import crafts
from app.documents.files.pictures import small_copy
from app.services.uploads import inspect_upload
from app.services.uploads.cleaning import can_be_cleaned, copy_here, needs_a_process
from app.services.uploads.verdict import Flag, Refused
from tests.uploads import sound
from tests.uploads.making import SOUND, chunk, located, tagged

CANARY = "Kestrel-Canary-7"
TYPES = {extension: inspect_upload(io.BytesIO(data), name=f"f.{extension}", declared=None, size=len(data)).media_type
         for extension, data in SOUND.items()}  # fmt: skip


def copy_of(data: bytes, extension: str) -> bytes:
    """As the worker has it made: pictures and papers by the craft of a render process, recordings where they are."""
    if needs_a_process(TYPES[extension]):
        return crafts.ply("copy", {"type": TYPES[extension]}, io.BytesIO(data)).parts[0]
    into = io.BytesIO()
    copy_here(io.BytesIO(data), len(data), TYPES[extension], into)
    return into.getvalue()


def is_accepted(data: bytes, extension: str) -> bool:
    verdict = inspect_upload(io.BytesIO(data), name=f"f.{extension}", declared=None, size=len(data))
    return verdict.accepted and not verdict.flags


OTHERWISE = {"heic": "jpg", "eml": "txt"}  # what the copy is, where no browser shows the file itself


@pytest.mark.parametrize("extension", sorted(set(SOUND) - {"heic"}))
def test_upl_7_a_copy_is_a_sound_file(extension: str) -> None:
    assert can_be_cleaned(TYPES[extension])
    assert is_accepted(copy_of(SOUND[extension], extension), OTHERWISE.get(extension, extension))


def test_upl_8_a_picture_of_a_telephone_becomes_a_jpeg_without_its_place() -> None:
    data = (Path(__file__).parent / "telephone.heic").read_bytes()
    verdict = inspect_upload(io.BytesIO(data), name="photo.heic", declared="image/heic", size=len(data))
    assert verdict.accepted and verdict.flags == (Flag.LOCATION,)
    assert b"Exif" in data and CANARY.encode() in data
    copy = copy_of(data, "heic")
    made = Image.open(io.BytesIO(copy))
    assert (made.format, made.size) == ("JPEG", (64, 96)) and not made.getexif() and CANARY.encode() not in copy
    assert is_accepted(copy, "jpg")


def test_a_damaged_picture_of_a_telephone_has_no_copy() -> None:
    with pytest.raises((ValueError, OSError, RuntimeError, SyntaxError)):
        copy_of(SOUND["heic"], "heic")


def test_upl_8_an_e_mail_becomes_its_words_without_its_way_through_the_machines_of_others() -> None:
    data = f"Received: from {CANARY} [192.0.2.7]\r\nX-Mailer: {CANARY}\r\n".encode() + SOUND["eml"]
    copy = copy_of(data, "eml").decode()
    assert CANARY not in copy and "192.0.2.7" not in copy
    for words in ("From: a@one.example", "To: b@two.example", "Subject: What was said", "He shouted at us again."):
        assert words in copy


@pytest.mark.parametrize("extension", ["jpg", "png", "mp4"])
def test_upl_8_the_place_is_gone(extension: str) -> None:
    data = located(extension).data
    assert not is_accepted(data, extension) and is_accepted(copy_of(data, extension), extension)


def test_upl_8_device_and_small_picture_of_a_photo_are_gone() -> None:
    exif = sound.gps()
    exif[0x010F] = CANARY
    inner = sound.jpeg(size=(4, 4))
    data = sound.jpeg(exif=exif)
    data = data[:2] + b"\xff\xe1" + (len(inner) + 8).to_bytes(2, "big") + b"Thumb\0" + inner + data[2:]
    copy = copy_of(data, "jpg")
    assert CANARY.encode() in data and CANARY.encode() not in copy and inner not in copy
    assert b"\xff\xe1" not in copy and not Image.open(io.BytesIO(copy)).getexif()


def test_a_photo_taken_sideways_stands_upright_in_the_copy() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    copy = Image.open(io.BytesIO(copy_of(sound.jpeg(size=(8, 16), exif=exif), "jpg")))
    assert copy.size == (16, 8)


def test_upl_8_words_in_a_png_are_gone_and_what_is_seen_through_stays_so() -> None:
    into = io.BytesIO()
    Image.new("RGBA", (3, 3), (1, 2, 3, 0)).save(into, "PNG")
    data = into.getvalue()
    data = data[:33] + chunk(b"tEXt", b"Author\0" + CANARY.encode()) + data[33:]
    copy = copy_of(data, "png")
    assert CANARY.encode() not in copy and Image.open(io.BytesIO(copy)).getpixel((0, 0)) == (1, 2, 3, 0)


def test_upl_8_the_author_of_a_paper_and_the_place_of_its_pictures_are_gone() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = CANARY
    with pdf.open_metadata() as about:
        about["dc:creator"] = [CANARY]
    photo = pikepdf.Stream(pdf, sound.jpeg(exif=sound.gps().tobytes() + CANARY.encode()))
    photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    photo.Width, photo.Height, photo.ColorSpace, photo.BitsPerComponent = 8, 8, pikepdf.Name.DeviceRGB, 8
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photo))
    pdf.pages[0].Contents = pdf.make_stream(b"q 8 0 0 8 0 0 cm /P Do Q")
    data = sound.saved(pdf)
    assert CANARY.encode() in data
    copy = copy_of(data, "pdf")
    with pikepdf.open(io.BytesIO(copy)) as opened:
        said = b"".join(one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)
                        and one.get("/Filter") != pikepdf.Name.DCTDecode)  # fmt: skip
        assert "/Info" not in opened.trailer and "/Metadata" not in opened.Root and CANARY.encode() not in said
        picture = opened.pages[0].Resources.XObject.P.read_raw_bytes()
        assert Image.open(io.BytesIO(picture)).size == (8, 8) and b"Exif" not in picture
    assert CANARY.encode() not in copy


def test_upl_8_who_wrote_a_remark_on_a_page_is_gone_and_the_name_of_a_field_is_not() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    remark = {"Type": pikepdf.Name.Annot, "Rect": [0, 0, 9, 9], "T": CANARY, "M": "D:20260101"}
    page.Annots = pikepdf.Array([
        pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents="Look here", **remark)),
        pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, **remark)),
    ])  # fmt: skip
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([page.Annots[1]]))
    with pikepdf.open(io.BytesIO(copy_of(sound.saved(pdf), "pdf"))) as opened:
        said, field = opened.pages[0].Annots
        assert "/T" not in said and "/M" not in said and str(said.Contents) == "Look here" and str(field.T) == CANARY


def test_upl_8_a_profile_that_names_a_screen_is_gone_and_its_colours_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"swap").replace(b"gXYZ", b"rXYZ").replace(b"swap", b"gXYZ")
    into = io.BytesIO()
    Image.new("RGB", (16, 16), (255, 0, 0)).save(into, "JPEG", icc_profile=swapped, quality=95)
    made = Image.open(io.BytesIO(copy_of(into.getvalue(), "jpg")))
    red, green, _ = made.getpixel((8, 8))
    assert "icc_profile" not in made.info and green > 200 > red


@pytest.mark.parametrize(("extension", "make"), [("docx", sound.docx), ("xlsx", sound.xlsx)])
def test_upl_8_the_author_of_an_office_file_is_gone(extension: str, make) -> None:
    comments = (
        f'<w:comments><w:comment w:author="{CANARY}" w:initials="{CANARY}"><w:t>Words</w:t></w:comment></w:comments>'
    )
    data = make({
        "docProps/core.xml": f"<a>{CANARY}</a>", "docProps/app.xml": f"<a>{CANARY}</a>", "docProps/custom.xml": CANARY,
        "docProps/thumbnail.jpeg": sound.jpeg(), "word/comments.xml": comments,
        "xl/comments1.xml": f"<authors><author>{CANARY}</author></authors>",
        "word/media/image1.jpeg": sound.jpeg(exif=sound.gps().tobytes() + CANARY.encode()),
        "word/media/image2.png": sound.png()[:33] + chunk(b"eXIf", CANARY.encode()) + sound.png()[33:],
    })  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(copy_of(data, extension))) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(CANARY.encode() in body for body in parts.values())
    assert "docProps/thumbnail.jpeg" not in parts and b"Words" in parts["word/comments.xml"]
    assert Image.open(io.BytesIO(parts["word/media/image1.jpeg"])).size == (8, 8)
    assert Image.open(io.BytesIO(parts["word/media/image2.png"])).size == (8, 8)


@pytest.mark.parametrize("extension", ["mp3", "m4a", "wav"])
def test_upl_8_title_and_artist_of_a_recording_are_gone_and_its_sound_is_not(extension: str) -> None:
    data, copy = tagged(extension).data, copy_of(tagged(extension).data, extension)
    assert is_accepted(copy, extension)
    assert not any(word in copy for word in (b"TIT2", b"\xa9nam", b"INAM"))
    assert len(copy) == len(data) if extension == "m4a" else len(copy) < len(data)
    assert (b"\x11" * 64 in copy) if extension == "m4a" else True


def test_a_recording_with_a_track_of_places_has_no_copy() -> None:
    handler = sound.box(b"hdlr", bytes(8) + b"meta" + bytes(12))
    data = sound.film(inside=sound.box(b"trak", sound.box(b"mdia", handler)))
    with pytest.raises(Refused, match="track of places"):
        copy_of(data, "mp4")


def test_of_other_kinds_no_copy_can_be_made_and_it_is_said() -> None:
    assert not can_be_cleaned("application/octet-stream")
    with pytest.raises(Refused, match="PDF"):
        copy_here(io.BytesIO(b"x"), 1, "application/octet-stream", io.BytesIO())


def test_a_small_picture_is_small_upright_and_bare() -> None:
    exif = sound.gps()
    exif[0x0112] = 6
    into = io.BytesIO()
    small_copy(io.BytesIO(sound.jpeg(size=(800, 1600), exif=exif)), into)
    made = Image.open(io.BytesIO(into.getvalue()))
    assert made.size == (320, 160) and not made.getexif()

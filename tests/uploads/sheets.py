"""PDFs with words on them: as text, or as the picture of a scanner."""

import io

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from tests.uploads.sound import saved

N, D = pikepdf.Name, pikepdf.Dictionary


def written(*pages: str) -> bytes:
    """A page for each line of words, in a typeface every reader has."""
    pdf = pikepdf.new()
    face = pdf.make_indirect(D(Type=N.Font, Subtype=N.Type1, BaseFont=N.Helvetica))
    for words in pages:
        page = pdf.add_blank_page(page_size=(420, 595))
        page.Resources = D(Font=D(F=face))
        page.Contents = pdf.make_stream(f"BT /F 22 Tf 40 500 Td ({words}) Tj ET".encode())
    return saved(pdf)


def scanned(words: str) -> bytes:
    """One page that is a picture, as a scanner leaves it."""
    drawn = Image.new("L", (1240, 600), 255)
    ImageDraw.Draw(drawn).text((80, 250), words, fill=0, font=ImageFont.load_default(64))
    into = io.BytesIO()
    drawn.save(into, "JPEG", quality=80)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(620, 300))
    picture = pikepdf.Stream(pdf, into.getvalue())
    picture.Type, picture.Subtype, picture.Filter = N.XObject, N.Image, N.DCTDecode
    picture.Width, picture.Height, picture.ColorSpace, picture.BitsPerComponent = 1240, 600, N.DeviceGray, 8
    page.Resources = D(XObject=D(P=picture))
    page.Contents = pdf.make_stream(b"q 620 0 0 300 0 0 cm /P Do Q")
    return saved(pdf)

"""A PDF without author, dates, thumbnails and what programs leave in it; its pictures without theirs."""

from typing import BinaryIO

import pikepdf

from app.documents.files.pictures import without_marks

# What says something of the maker and nothing of the page.
SAID_BESIDE = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/SpiderInfo")


def copy_pdf(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    with pikepdf.open(opened) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for held in pdf.objects:
            if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
                for name in SAID_BESIDE:
                    if name in held:
                        del held[name]
            if isinstance(held, pikepdf.Stream) and held.get("/Filter") == pikepdf.Name.DCTDecode:
                held.write(without_marks(held.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
        pdf.remove_unreferenced_resources()
        pdf.save(into, deterministic_id=True)

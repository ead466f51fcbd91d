"""A PDF without author, dates, thumbnails and what programs leave in it; its pictures without theirs."""

from typing import BinaryIO

import pikepdf

from app.documents.files.pictures import without_marks

# What says something of the maker and nothing of the page.
SAID_BESIDE = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/SpiderInfo")

# Who wrote a remark on a page, and when.
OF_A_REMARK = ("/T", "/M", "/CreationDate", "/NM")


def _is_remark(held: pikepdf.Object) -> bool:
    """A note or mark that somebody put on a page; fields of a form carry their name in the same place."""
    return "/Rect" in held and held.get("/Subtype") not in (None, pikepdf.Name.Widget, pikepdf.Name.Link)


def copy_pdf(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    with pikepdf.open(opened) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for held in pdf.objects:
            if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
                for name in (*SAID_BESIDE, *(OF_A_REMARK if _is_remark(held) else ())):
                    if name in held:
                        del held[name]
            if isinstance(held, pikepdf.Stream) and held.get("/Filter") == pikepdf.Name.DCTDecode:
                held.write(without_marks(held.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
        pdf.remove_unreferenced_resources()
        pdf.save(into, deterministic_id=True)

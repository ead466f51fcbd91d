"""Word and Excel files without author, company, dates and the small picture of page one."""

import re
import zipfile
from typing import BinaryIO

from app.documents.files.pictures import without_marks

_CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = _APP.replace("extended-properties", "custom-properties")
PLAIN = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP, "docProps/custom.xml": _CUSTOM}
# Who wrote a comment or a change, and when.
AUTHORS = re.compile(rb'\b(w:author|w:initials|w:date|userName|lastModifiedBy)="[^"]*"')
_AUTHOR_LIST = re.compile(rb"<author>[^<]*</author>")
EPOCH = (1980, 1, 1, 0, 0, 0)


def copy_office(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """Every part in its order, with the oldest date an archive knows."""
    with zipfile.ZipFile(opened) as archive, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.infolist():
            if entry.filename.startswith("docProps/thumbnail"):
                continue
            made.writestr(zipfile.ZipInfo(entry.filename, EPOCH), _plain(entry.filename, archive.read(entry)))


def _plain(name: str, body: bytes) -> bytes:
    if name in PLAIN:
        return PLAIN[name].encode()
    if name.endswith(".xml"):
        return _AUTHOR_LIST.sub(b"<author></author>", AUTHORS.sub(rb'\1=""', body))
    if name.endswith(".rels"):
        return re.sub(rb"<Relationship\b[^>]*docProps/thumbnail[^>]*/>", b"", body)
    return without_marks(body)

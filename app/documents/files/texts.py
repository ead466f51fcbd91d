"""The words of Word, Excel and e-mail files as plain text; how they are set and what is behind them is left out."""

import email
import email.policy
import html.parser
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from typing import IO, BinaryIO
from xml.etree import ElementTree

from app.documents.limits import RenderFailed

MOST_SIGNS = 200_000
HEADERS = ("From", "To", "Cc", "Date", "Subject")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def of_document(opened: BinaryIO) -> str:
    """The paragraphs of a Word file; cells of a table stand beside each other."""
    with zipfile.ZipFile(opened) as archive, archive.open("word/document.xml") as part:
        return _within(_paragraphs(_parsed(part)))


def _paragraphs(root: ElementTree.Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_WORD}p"):
        signs = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
        yield "".join(
            (one.text or "") if one.tag == f"{_WORD}t" else signs.get(one.tag, "") for one in paragraph.iter()
        )


def of_sheets(opened: BinaryIO) -> str:
    """Each sheet by its name, a row a line, cells divided by tabs, as their values stand in the file."""
    with zipfile.ZipFile(opened) as archive:
        return _within(_sheets(archive))


def _sheets(archive: zipfile.ZipFile) -> Iterator[str]:
    shared = _shared(archive)
    for name, path in _named_sheets(archive):
        yield f"Sheet {name}"
        with archive.open(path) as part:
            for row in _parsed(part).iter(f"{_SHEET}row"):
                yield "\t".join(_cell(cell, shared) for cell in row.iter(f"{_SHEET}c"))
        yield ""


def _named_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        targets = {one.get("Id"): one.get("Target", "") for one in _parsed(part)}
    with archive.open("xl/workbook.xml") as part:
        for sheet in _parsed(part).iter(f"{_SHEET}sheet"):
            target = targets.get(sheet.get(_NAME), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in archive.namelist():
                yield sheet.get("name", ""), path


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as part:
        return ["".join(text.text or "" for text in one.iter(f"{_SHEET}t")) for one in _parsed(part)]


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_SHEET}t"))
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s" and value.isdigit():
        return shared[int(value)] if int(value) < len(shared) else ""
    return value


def copy_letter(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """Who wrote to whom, when and what; the way it took through the machines of others is left out."""
    opened.seek(0)
    letter = email.message_from_binary_file(opened, policy=email.policy.default)
    if not isinstance(letter, EmailMessage):
        raise RenderFailed("the e-mail could not be read.")
    lines = [f"{name}: {letter[name]}" for name in HEADERS if letter[name]]
    lines += [f"Attached, not shown: {one.get_filename() or 'without a name'}" for one in letter.iter_attachments()]
    into.write("\n".join([*lines, "", _body(letter)]).encode("utf-8", "replace"))


def _body(letter: EmailMessage) -> str:
    body = letter.get_body(preferencelist=("plain", "html"))
    if body is None:
        return "The e-mail has no text."
    text = str(body.get_content())
    return _bare(text) if body.get_content_type() == "text/html" else text


class _Bare(html.parser.HTMLParser):
    """Collects what a reader of the page would read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "title")
        if tag in ("p", "br", "div", "tr", "li", "h1", "h2", "h3"):
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "title") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def _bare(page: str) -> str:
    reader = _Bare()
    reader.feed(page)
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.found)).strip()


def _parsed(part: IO[bytes]) -> ElementTree.Element:
    """Nothing is ever fetched, and expat bounds what entities unfold to."""
    try:
        return ElementTree.parse(part).getroot()  # noqa: S314 - see above, and the limits of the process
    except ElementTree.ParseError:
        raise RenderFailed("its text could not be read.") from None


def _within(lines: Iterator[str]) -> str:
    """As many lines as a page can show."""
    kept: list[str] = []
    left = MOST_SIGNS
    for line in lines:
        kept.append(line[:left])
        left -= len(line) + 1
        if left <= 0:
            break
    return "\n".join(kept)

"""Files that somebody could send: kinds of trick, each in three carriers. What is to be said of each is in the CSV."""

from collections.abc import Iterator

import pikepdf

from tests.uploads import making as made
from tests.uploads.making import Sent, Trick
from tests.uploads.sound import DECLARED, SOUND

LOCKED: dict[str, object] = {"encryption": pikepdf.Encryption(owner="a", user="b")}
OTHER = {"pdf": "png", "jpg": "pdf", "mp3": "wav"}
OFFICE, PICTURES, ALL_PDF = ("docx", "xlsx", "eml"), ("jpg", "png", "mp3"), ("plain", "packed", "kept")
ZIPS, TEXTS, ALL_EML = ("docx", "xlsx", "unknown"), ("plain", "spaced", "marked"), ("plain", "upper", "long")
OUTSIDE = (
    '<Relationships><Relationship Id="r1" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)
TRICKS: dict[str, tuple[Trick, tuple[str, ...]]] = {
    "sound paper or picture": (made.as_is(), ("pdf", "jpg", "png")),
    "sound film": (made.as_is(), ("heic", "mp4", "mov")),
    "sound recording": (made.as_is(), ("m4a", "mp3", "wav")),
    "sound office file": (made.as_is(), ("docx", "xlsx", "eml")),
    "name in capitals": (lambda c: Sent(f"FILE.{c.upper()}", SOUND[c], DECLARED[c]), ("pdf", "jpg", "txt")),
    "name with other letters": (made.named("تسجيل Dŵr שלום.{}"), ("mp3", "png", "docx")),
    "name that leads elsewhere": (made.named("../../etc/cron.d/x.{}"), ("pdf", "jpg", "txt")),
    "name turned round": (made.named("invoice\u202efdp.{}"), ("jpg", "mp4", "txt")),
    "very long name": (made.named("n" * 5000 + ".{}"), ("pdf", "png", "wav")),
    "browser does not know": (made.declared("application/octet-stream"), ("eml", "heic", "docx")),
    "browser says nothing": (made.declared(None), ("pdf", "mp4", "xlsx")),
    "says where": (made.located, ("jpg", "png", "mp4")),
    "moving picture": (made.moving, ("jpg", "jpeg", "short")),
    "padded with nothing": (made.followed_by(bytes(64)), ("jpg", "jpeg", "mp3")),
    "harmless comment": (made.commented(b"Seen from the corner."), PICTURES),
    "hundred frames": (made.frames(100), ("small", "middle", "large")),
    "paper with a link": (made.paper(made.linked), ALL_PDF),
    "paper with an author": (made.paper(made.titled), ALL_PDF),
    "text of Windows": (made.encoded("utf-16"), ("short", "lines", "long")),
    "text with a mark": (made.encoded("utf-8-sig"), ("short", "lines", "long")),
    "letter with a paper": (made.attachment("report.pdf", "application/pdf", SOUND["pdf"]), ALL_EML),
    "progressive picture": (made.progressive, ("small", "middle", "large")),
    "recording with a title": (made.tagged, ("mp3", "m4a", "wav")),
    "space left free": (made.spaced, ("mp4", "mov", "m4a")),
    "office file with a picture": (made.illustrated, ("docx", "xlsx", "eml")),
    "lines of Windows": (made.windows_lines, ("short", "lines", "tabs")),
    "grey picture": (made.grey, ("jpg", "jpeg", "png")),
    "empty": (made.filled_with(b""), ("pdf", "jpg", "docx")),
    "cut short": (made.cut(0.6), ("pdf", "jpg", "png")),
    "recording cut short": (made.cut(0.5), ("mp4", "wav", "heic")),
    "office file cut short": (made.cut(0.7), ("docx", "xlsx", "pdf")),
    "program": (made.filled_with(made.EXE), ("pdf", "jpg", "txt")),
    "web page": (made.filled_with(made.PAGE), ("pdf", "png", "txt")),
    "drawing that acts": (made.filled_with(made.SVG), ("png", "jpg", "txt")),
    "packed file": (made.filled_with(made.GZIP), ("docx", "pdf", "txt")),
    "rar": (made.filled_with(made.RAR), ("docx", "mp4", "txt")),
    "7z": (made.filled_with(made.SEVEN), ("xlsx", "mov", "txt")),
    "other kind of the list": (lambda c: made.of(c, SOUND[OTHER[c]]), ("pdf", "jpg", "mp3")),
    "browser says otherwise": (made.declared("text/html"), ("pdf", "jpg", "docx")),
    "no extension": (lambda c: Sent("file", SOUND[c], DECLARED[c]), ("pdf", "jpg", "txt")),
    "extension of a program": (made.named("photo.{}.exe"), ("jpg", "pdf", "png")),
    "extension of a page": (made.named("photo.{}.html"), ("jpg", "pdf", "txt")),
    "extension of macros": (made.named("letter.{}.docm"), ("docx", "xlsx", "pdf")),
    "extension of an archive": (made.named("all.{}.zip"), ("docx", "xlsx", "pdf")),
    "archive behind": (made.followed_by(made.archive({"evil.js": b"x"})), ("pdf", "png", "mp4")),
    "archive behind a picture": (made.followed_by(made.archive({"evil.js": b"x"})), ("jpg", "mp3", "wav")),
    "page behind": (made.followed_by(made.PAGE), ("jpg", "png", "wav")),
    "page before": (made.preceded_by(made.PAGE), ("pdf", "jpg", "mp3")),
    "paper inside": (made.commented(b"%PDF-1.7 "), PICTURES),
    "program in the comment": (made.commented(made.PHP), PICTURES),
    "script in the comment": (made.commented(b"<script>alert(1)</script>"), PICTURES),
    "too many pixels": (made.bomb(30_000), ("png", "jpg", "heic")),
    "one row too many": (made.bomb(7_072), ("png", "jpg", "heic")),
    "frames without end": (made.frames(101), ("small", "middle", "large")),
    "paper with a script": (made.paper(made.script), ALL_PDF),
    "paper that starts a program": (made.paper(made.launch), ALL_PDF),
    "paper with a file in it": (made.paper(made.attached), ALL_PDF),
    "paper with a live form": (made.paper(made.form), ALL_PDF),
    "paper with a password": (made.paper(made.titled, LOCKED), ALL_PDF),
    "paper of 2,001 pages": (made.paper(made.pages), ALL_PDF),
    "paper nested without end": (made.paper(made.deep), ALL_PDF),
    "macros": (made.packed("word/vbaProject.bin"), OFFICE),
    "object inside": (made.packed("word/embeddings/oleObject1.bin"), OFFICE),
    "archive inside": (made.packed("word/all.zip", made.archive({"a": b"x"})), OFFICE),
    "fetches from elsewhere": (made.zipped(lambda out: out.writestr("word/_rels/document.xml.rels", OUTSIDE)), ZIPS),
    "entity": (made.zipped(lambda out: out.writestr("word/_rels/a.rels", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")), ZIPS),
    "part that leads outside": (made.zipped(lambda out: out.writestr("../../evil.xml", "x")), ZIPS),
    "part from the root": (made.zipped(lambda out: out.writestr("/etc/evil.xml", "x")), ZIPS),
    "part that is a link": (made.zipped(made.symlink), ZIPS),
    "too many parts": (made.zipped(made.many), ZIPS),
    "blown up": (made.zipped(lambda out: out.writestr("word/big.xml", bytes(30_000_000))), ZIPS),
    "two tables of contents": (made.zipped(made.twice), ZIPS),
    "comment of the archive": (made.zipped(made.comment), ZIPS),
    "program as a text": (made.text(b"#!/bin/sh\nrm -rf /\n"), TEXTS),
    "page as a text": (made.text(b"Hello <iframe src='x'></iframe>"), TEXTS),
    "text with a nothing": (made.text(b"words\0words"), TEXTS),
    "rich text": (made.text(b"{\\rtf1 words}"), TEXTS),
    "letter with a program": (made.attachment("photo.exe", "application/octet-stream", made.EXE), ALL_EML),
    "letter with a program in disguise": (made.attachment("photo.pdf", "application/pdf", made.EXE), ALL_EML),
    "letter with an archive": (made.attachment("all.zip", "application/zip", made.archive({"a": b"x"})), ALL_EML),
}  # fmt: skip


def corpus() -> Iterator[tuple[str, str, Sent]]:
    """Kind, carrier and file."""
    for kind, (make, carriers) in TRICKS.items():
        for carrier in carriers:
            yield kind, carrier, make(carrier)

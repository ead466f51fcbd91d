"""PDF-2: what somebody typed reaches the paper as the same text, never as markup, style or template."""

from functools import cache
from typing import Any

import pytest

from tests.documents.papers import SAMPLES, changed, printed, solid, text_of

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<b>bold</b>",
    "<style>p{display:none}</style>",
    "</style><p>out",
    "</td></tr></table>after",
    "<!-- comment -->",
    "-->",
    "<![CDATA[x]]>",
    "<!-- first page ends -->",
    "<h1>Fake heading</h1>",
    "<a href='file:///etc/passwd'>x</a>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<iframe src=//host.example>",
    "<object data=x>",
    "<base href=x>",
    "<meta http-equiv=refresh>",
    "<table><tr><td>",
    "<div style='position:fixed'>",
    "<p class=missing>NOT</p>",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "{# note #}",
    "{{ paper.__class__ }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%(name)s",
    "{0}",
    "&amp;",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&nbsp;",
    "&copy",
    "a & b",
    "a < b > c",
    "5 > 4 && 3 < 4",
    '"quoted"',
    "'single'",
    "back\\slash",
    "url(app:signs/core.svg)",
    "expression(alert(1))",
    "content: counter(page)",
    "string-set: urn 'X'",
    "@import 'x';",
    "@page { size: A3 }",
    "/* x */",
    "javascript:alert(1)",
    "data:text/html,x",
    "[U+0041]",
    "[removed: phone]",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "%PDF-1.7",
    "endstream endobj",
    "(paren) <</Type /Page>>",
    "BT /F1 12 Tf ET",
    "£5 – “fine” … naïve café",
    "Łódź Žižkov Ğöç",
)


def type_all(copy: dict[str, Any]) -> None:
    copy["police_report"]["chronology"] = [{"at": f"No. {n}", "text": text} for n, text in enumerate(PAYLOADS)]


@cache
def typed() -> str:
    return solid(text_of(printed("police-report", changed(SAMPLES[0], type_all))))


def test_there_are_sixty() -> None:
    assert len(set(PAYLOADS)) == 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_pdf_2_it_stands_as_it_was_typed(payload: str) -> None:
    assert solid(payload) in typed()


def test_nothing_was_worked_out() -> None:
    assert "49" not in typed().replace("No.49", "")


SCRIPTS = {
    "Hebrew": "שלום לכולם",
    "Arabic": "مرحبا بكم",
    "Urdu": "یہ گلی ہماری ہے",
    "Bengali": "আমাদের রাস্তা",
    "Hindi": "हमारी सड़क",
    "Punjabi": "ਸਾਡੀ ਗਲੀ",
    "Gujarati": "અમારી શેરી",
    "Tamil": "எங்கள் தெரு",
    "Chinese": "这是我们的街道",
    "Russian": "Это наша улица",
    "Greek": "Αυτός είναι ο δρόμος",
    "Vietnamese": "Đường phố của chúng tôi",
    "Signs": "★ ☎ → ≠ ✓",
    "Emoji": "😀 🔥",
}


@cache
def quoted() -> str:
    def quote(copy: dict[str, Any]) -> None:
        item = copy["hostility_items"][0]
        copy["hostility_items"] = [item | {"quote": text} for text in SCRIPTS.values()]

    return text_of(printed("police-report", changed(SAMPLES[0], quote)))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_drawn_by_our_own_faces(script: str) -> None:
    # Extraction gives right-to-left words and joined letters in drawing order: the set of letters is compared.
    letters = {letter for letter in SCRIPTS[script] if letter.isalpha() and ord(letter) > 0x24F}
    assert "[U+" not in quoted()
    assert len(letters & set(quoted())) >= len(letters) * 0.6

"""Every paper opens, is tagged and titled, passes PDF/UA-1, and carries its marks on each page."""

import io
import re
from itertools import pairwise

import page
import pikepdf
import pytest

from tests.documents.papers import KEYS, REFERENCE, SAMPLES, paper, paper_text, plain, text_of
from tests.domain.samples import case

DRAFTS = ("04-disability-mate-crime",)


def pages_of(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as opened:
        return len(opened.pages)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_an_accessible_pdf(name: str, key: str) -> None:
    report = page.validate_pdf_bytes(paper(name, key), profile=page.ValidationProfile.PDF_UA_1)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.is_compliant


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_it_says_its_title_and_language_and_embeds_its_fonts(name: str, key: str) -> None:
    with pikepdf.open(io.BytesIO(paper(name, key))) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert REFERENCE in str(opened.docinfo["/Title"])
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.StructTreeRoot is not None
        assert not opened.attachments
        fonts = [
            thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing
        ]
        assert fonts
        assert all("Atkinson" in str(font.BaseFont) or "Noto" in str(font.BaseFont) for font in fonts)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_each_page_carries_marking_urn_number_and_version(name: str, key: str) -> None:
    made = paper(name, key)
    total = pages_of(made)
    for number in range(total):
        text = plain(text_of(made, [number]))
        assert "OFFICIAL-SENSITIVE: contains personal data" in text
        assert f"URN {case(name).urn or 'not issued'}, page {number + 1} of {total}" in text
        assert "version 3" in text
        assert ("DRAFT" in text) is (name in DRAFTS)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_headings_step_down_one_level_at_a_time(name: str, key: str) -> None:
    with pikepdf.open(io.BytesIO(paper(name, key))) as opened:
        levels = [int(tag[1]) for tag in _tags(opened.Root.StructTreeRoot) if re.fullmatch(r"H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _tags(node: pikepdf.Object) -> list[str]:
    found = [str(node.S).lstrip("/")] if isinstance(node, pikepdf.Dictionary) and "/S" in node else []
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += _tags(kid)
    return found


def test_pictures_have_words() -> None:
    with pikepdf.open(io.BytesIO(paper("01-bus-stop", "case-summary"))) as opened:
        alts = [str(thing.Alt) for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    assert set(alts) == {"core", "supports"}


def test_an_empty_mandatory_section_says_not_supplied() -> None:
    text = paper_text("04-disability-mate-crime", "police-report")
    for heading in ("4. In short", "5. What happened, in order", "6. Identification", "18. Supervisor's certification"):
        assert re.search(re.escape(heading) + r" Source: [a-z ]+NOT SUPPLIED", text), heading
    assert "NOT SUPPLIED" not in paper_text("01-bus-stop", "police-report")

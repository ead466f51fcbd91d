"""The HTML of the papers: strict, escaped, well formed, and nothing a reader typed becomes markup."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest

from app.documents import render
from app.documents.pdf import STYLESHEET
from tests.documents.papers import KEYS, SAMPLES, changed, dossier

VOID = {"meta", "col", "img", "br"}


class Outline(HTMLParser):
    """Tags, attributes and whether every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    assert not parser.open
    return parser


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_variant_is_well_formed(name: str, key: str) -> None:
    for html in render.render_document(key, dossier(name)).variants:
        seen = outline(html).seen
        assert dict(seen)["html"] == {"lang": "en-GB"}
        tags = [tag for tag, _ in seen]
        assert tags.count("h1") == 1
        assert tags.count("title") == 1
        assert not {"script", "style", "link", "iframe", "object", "embed", "a"} & set(tags)
        assert all("style" not in attributes for _, attributes in seen)
        assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in seen if tag == "th")
        assert all(
            attributes["src"].startswith("app:") and attributes["alt"] for tag, attributes in seen if tag == "img"
        )


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_value_stops_the_paper(key: str) -> None:
    template = render.DOCUMENTS[key].template
    with pytest.raises(jinja2.UndefinedError):
        render.environment().get_template(template).render(paper=object())


def test_typed_markup_becomes_text() -> None:
    def type_markup(copy: dict[str, Any]) -> None:
        copy["police_report"]["headline"] = "<h1>big</h1><img src=x onerror=y> & <!-- first page ends -->"

    html = render.render_document("case-summary", changed(SAMPLES[0], type_markup)).variants[0]
    assert "&lt;h1&gt;big&lt;/h1&gt;" in html
    assert html.count("<!-- first page ends -->") == 1
    assert [tag for tag, _ in outline(html).seen].count("h1") == 1


def test_the_stylesheet_is_small_and_names_nothing_outside() -> None:
    css = STYLESHEET.read_text("utf-8")
    assert len(css) < 10_000
    assert "http" not in css
    assert "border-spacing: 0" in css
    assert "table-layout: fixed" in css


def test_every_width_of_a_column_is_in_the_stylesheet() -> None:
    css = STYLESHEET.read_text("utf-8")
    for name in SAMPLES:
        for key in KEYS:
            for tag, attributes in outline(render.render_document(key, dossier(name)).variants[0]).seen:
                if tag == "col":
                    assert f".{attributes['class']} {{" in css


def test_templates_mark_nothing_as_safe() -> None:
    for path in Path(render.TEMPLATES).glob("*.html"):
        text = path.read_text("utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text

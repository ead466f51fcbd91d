"""PDF-1: the engine touches neither network nor disk, whatever the HTML asks for."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents import pdf
from app.documents.wire import Asset
from tests.documents.papers import depths_of, text_of

pytestmark = pytest.mark.network
CANARY = "CANARYQZX"


class _Trap(http.server.BaseHTTPRequestHandler):
    hits: list[str] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def trap() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Trap)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    path = tmp_path / "canary.txt"
    path.write_text(f"{CANARY} body {{ color: red }}")
    return path.as_uri()


TRAPS = {
    "img": '<img src="{url}" alt="x">',
    "srcset": '<img srcset="{url} 2x" src="{url}" alt="x">',
    "link": '<link rel="stylesheet" href="{url}">',
    "style import": "<style>@import url({url});</style>",
    "font face": "<style>@font-face {{ font-family: q; src: url({url}) }} p {{ font-family: q }}</style>",
    "background": "<style>p {{ background: url({url}) }}</style>",
    "inline style": '<p style="background: url({url})">p</p>',
    "content": "<style>p::before {{ content: url({url}) }}</style>",
    "list style": "<style>li {{ list-style: url({url}) }}</style><ul><li>x</ul>",
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "iframe": '<iframe src="{url}"></iframe>',
    "svg image": '<svg width="9" height="9"><image href="{url}"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}#a"/></svg>',
    "link attachment": '<link rel="attachment" href="{url}">',
    "a attachment": '<a rel="attachment" href="{url}">x</a>',
    "base": '<base href="{url}"><img src="a.png" alt="x">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url={url}">',
}


def page_with(body: str) -> str:
    return f'<!doctype html><html lang="en-GB"><title>t</title><body><h1>h</h1><p>words</p>{body}</body></html>'


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("way", ["network", "file", "data"])
def test_pdf_1_nothing_is_fetched(name: str, way: str, trap: str, file_url: str, engine_warnings: list[str]) -> None:
    _Trap.hits.clear()
    addresses = {"network": f"{trap}/x.png", "file": file_url, "data": f"data:text/plain,{CANARY}"}
    made = pdf.to_pdf([page_with(TRAPS[name].format(url=addresses[way]))], {})
    assert _Trap.hits == []
    assert "words" in text_of(made)
    deep = b"\n".join(depths_of(made))
    assert b"/EmbeddedFile" not in deep
    if way != "data":  # the address itself, which names the canary, may stand in a link
        assert CANARY.encode() not in deep
    engine_warnings.clear()


def test_a_picture_given_with_the_context_is_shown() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9Z"/></svg>'
    picture = Asset(drawing, "image/svg+xml")
    pdf.to_pdf([page_with('<img src="app:evidence/1" alt="a triangle">')], {"evidence/1": picture})


def test_a_picture_that_was_not_given_is_refused(engine_warnings: list[str]) -> None:
    pdf.to_pdf([page_with('<img src="app:evidence/2" alt="a triangle">')], {})
    assert any("app:evidence/2" in warning for warning in engine_warnings)
    engine_warnings.clear()


def test_presentational_hints_are_off() -> None:
    wide = pdf.to_pdf([page_with('<table width="10" bgcolor="red"><tr><td>x</table>')], {})
    plain = pdf.to_pdf([page_with("<table><tr><td>x</table>")], {})
    assert len(wide) == len(plain)

"""HTML becomes a tagged PDF (PDF/UA-1): the only file that knows WeasyPrint, used inside render processes only."""

import gc
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.documents import typefaces
from app.documents.limits import RenderFailed
from app.documents.signs import SIGNS
from app.documents.wire import Asset

STYLESHEET = Path(__file__).parent.parent / "templates" / "documents" / "print.css"
# The template writes this between page one and the rest of a paper whose first page must stay one page.
FIRST_PAGE_ENDS = "<!-- first page ends -->"
_MISSING = (
    "the Pango libraries are not installed. On Debian or Ubuntu: "
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "On macOS: brew install pango."
)


def to_pdf(variants: Sequence[str], assets: Mapping[str, Asset], *, tagged: bool = True) -> bytes:
    """Print a page of HTML.

    `variants` are the same paper from the most to the least detailed; the first whose page one ends on page one is
    printed. `assets` are the pictures the paper may name, by the part after `app:`; nothing else is ever fetched,
    neither from the network nor from disk. `tagged=False` is for marks that are laid over another page.
    """
    press = _press_for("".join(variants))
    document = press.lay_out(_first_that_fits(press, variants, assets), assets)
    options = {"pdf_variant": "pdf/ua-1"} if tagged else {}
    return bytes(document.write_pdf(**options))


def warm_up() -> None:
    """Load the engine and the Latin typefaces once, print one tiny page, freeze it all.

    Forked children then share the memory and pay nothing of the start; one that needs another script loads it itself.
    """
    press = _press_for("")
    press.lay_out("<html lang=en-GB><title>Warm</title><body><h1>Warm</h1><table><tr><td>1</table>", {}).write_pdf()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def let_go(*, warm_too: bool = False) -> None:
    """Forget what this process loaded, so that the engine clears its temporary files.

    A forked child leaves alone what was warm before it was born: those files belong to its parent.
    """
    for chosen in [chosen for chosen in _presses if warm_too or chosen != _latin()]:
        del _presses[chosen]
    gc.collect()


_presses: dict[tuple[typefaces.Face, ...], "_Press"] = {}


@cache
def _latin() -> tuple[typefaces.Face, ...]:
    return tuple(face for face in typefaces.faces() if face.family in typefaces.LATIN)


def _press_for(text: str) -> "_Press":
    """The press that can draw this text: the Latin one where that is enough."""
    needed = {face.family for face in typefaces.faces_for(text)} - typefaces.LATIN
    chosen = (*_latin(), *(face for face in typefaces.faces() if face.family in needed))
    if chosen not in _presses:
        _presses[chosen] = _Press(chosen)
    return _presses[chosen]


class _Press:
    """The engine with its stylesheet and typefaces, loaded once."""

    def __init__(self, chosen: tuple[typefaces.Face, ...]) -> None:
        try:
            # Loaded here and nowhere else: the program must start on a machine without Pango.
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcherResponse
        except OSError as missing_library:
            raise RenderFailed(_MISSING) from missing_library
        self._html, self._response, self._fonts = weasyprint.HTML, URLFetcherResponse, FontConfiguration()
        named = {f"fonts/{face.file}": Asset(face.path.read_bytes(), "font/woff2") for face in chosen}
        css = typefaces.stylesheet(chosen) + "\n" + STYLESHEET.read_text("utf-8")
        self._stylesheet = weasyprint.CSS(
            string=css, base_url="app:", font_config=self._fonts, url_fetcher=_Fetcher(self._response, named | SIGNS)
        )

    def lay_out(self, html: str, assets: Mapping[str, Asset]) -> Any:
        """The finished pages, not yet written."""
        fetcher = _Fetcher(self._response, {**assets, **SIGNS})
        page = self._html(string=html, base_url="app:", url_fetcher=fetcher)
        return page.render(stylesheets=[self._stylesheet], font_config=self._fonts, presentational_hints=False)


class _Fetcher:
    """Answers `app:` names from a fixed table and refuses every other address, `data:` and `file:` included."""

    _fail_on_errors = False  # the engine asks for it: a refused picture is a warning, not the end of the paper

    def __init__(self, response: Any, named: Mapping[str, Asset]) -> None:
        self._response = response
        self._named = named

    def __call__(self, url: str) -> Any:
        asset = self._named.get(url.removeprefix("app:")) if url.startswith("app:") else None
        if asset is None:
            raise ValueError("a paper may not fetch anything")
        return self._response(url, body=asset.body, headers={"Content-Type": asset.kind})


def _first_that_fits(press: _Press, variants: Sequence[str], assets: Mapping[str, Asset]) -> str:
    """The most detailed variant whose first page is one page; the last one where none is."""
    for variant in variants[:-1]:
        front, marker, _ = variant.partition(FIRST_PAGE_ENDS)
        if not marker or len(press.lay_out(front, assets).pages) == 1:
            return variant
    return variants[-1]

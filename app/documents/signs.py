"""The few drawings of the papers, as SVG shapes: the marks for evidence, and the word DRAFT behind a page."""

from app.documents.wire import Asset

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}">{shapes}</svg>'

# Strokes of the letters D, R, A, F, T, each 60 wide and 100 high.
_LETTERS = (
    "M0 0 H25 Q60 0 60 50 Q60 100 25 100 H0 Z",
    "M0 100 V0 H35 Q60 0 60 27 Q60 54 35 54 H0 M32 54 L60 100",
    "M0 100 L30 0 L60 100 M11 66 H49",
    "M0 100 V0 H56 M0 48 H44",
    "M0 0 H60 M30 0 V100",
)


def _svg(box: str, width: str, height: str, shapes: str) -> Asset:
    return Asset(_SVG.format(box=box, width=width, height=height, shapes=shapes).encode("ascii"), "image/svg+xml")


def _draft() -> Asset:
    strokes = "".join(f'<path d="{path}" transform="translate({85 * i} 0)"/>' for i, path in enumerate(_LETTERS))
    drawn = f'<g fill="none" stroke="#ededed" stroke-width="8" transform="translate(85 470) rotate(-52)">{strokes}</g>'
    return _svg("0 0 420 594", "210mm", "297mm", drawn)


SIGNS = {
    "signs/core.svg": _svg("0 0 10 10", "10", "10", '<circle cx="5" cy="5" r="4"/>'),
    "signs/support.svg": _svg(
        "0 0 10 10", "10", "10", '<circle cx="5" cy="5" r="3.4" fill="none" stroke="black" stroke-width="1.3"/>'
    ),
    "signs/draft.svg": _draft(),
}

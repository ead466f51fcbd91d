"""Refresh the vendored front-end files from their npm packages. Run by hand; its output is committed.

    npm pack govuk-frontend@6.3.0 @fontsource-variable/atkinson-hyperlegible-next@5.3.0 --pack-destination DIR
    .venv/bin/python -m scripts.vendor_assets DIR

Taken are the compiled GOV.UK stylesheet and script and two font files. The GDS Transport font, the crest and every
address under /assets/ are taken out, since they may only be used on GOV.UK; the script stops if it meets another
number of them than it was written for.
"""

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "app" / "static"
GOVUK = "govuk-frontend-6.3.0.tgz"
FONT = "fontsource-variable-atkinson-hyperlegible-next-5.3.0.tgz"
LICENCES = {GOVUK: "MIT", FONT: "OFL-1.1"}
FONT_FILES = ("latin", "latin-ext")

EXPECTED = {"font faces": 2, "font stacks": 55, "crest images": 3}


def taken_once(text: str, pattern: str, replacement: str, what: str) -> str:
    """Replace every match of `pattern`; stop when their number is not the expected one."""
    text, count = re.subn(pattern, replacement, text)
    if count != EXPECTED[what]:
        raise SystemExit(f"Expected {EXPECTED[what]} {what}, found {count}: read the new stylesheet before taking it")
    return text


def own_stylesheet(css: str) -> str:
    """The GOV.UK stylesheet without its font, its crest and its source map."""
    css = taken_once(css, r"@font-face\{[^}]*\}", "", "font faces")
    css = taken_once(css, r"GDS Transport,arial,sans-serif", "var(--tl-font)", "font stacks")
    css = taken_once(css, r"(?:-webkit-)?(?:background-image|mask-image|background|mask):"
                          r"[^;{}]*govuk-crest\.svg[^;{}]*;?", "", "crest images")  # fmt: skip
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    if "GDS" in css or "/assets/" in css or "crest.svg" in css:
        raise SystemExit("The stylesheet still names the GOV.UK font, crest or asset folder")
    return css.strip() + "\n"


def own_script(js: str) -> str:
    """The GOV.UK script without its source map."""
    return re.sub(r"//# sourceMappingURL=.*", "", js).strip() + "\n"


def read(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{name}")
        if member is None:
            raise SystemExit(f"{name} is not in {archive.name}")
        return member.read()


def main(folder: Path) -> None:
    vendor, fonts = STATIC / "vendor", STATIC / "fonts"
    vendor.mkdir(parents=True, exist_ok=True)
    fonts.mkdir(parents=True, exist_ok=True)
    made: dict[Path, tuple[str, bytes]] = {}
    base = "dist/govuk/govuk-frontend.min"
    made[vendor / "govuk-frontend.css"] = (GOVUK, own_stylesheet(read(folder / GOVUK, base + ".css").decode()).encode())
    made[vendor / "govuk-frontend.js"] = (GOVUK, own_script(read(folder / GOVUK, base + ".js").decode()).encode())
    for subset in FONT_FILES:
        name = f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2"
        made[fonts / name] = (FONT, read(folder / FONT, f"files/{name}"))
    made[fonts / "OFL.txt"] = (FONT, read(folder / FONT, "LICENSE"))

    rows = []
    for path, (package, content) in made.items():
        path.write_bytes(content)
        about = json.loads(read(folder / package, "package.json"))
        rows.append((str(path.relative_to(STATIC)), about["name"], about["version"], LICENCES[package],
                     hashlib.sha256(content).hexdigest()))  # fmt: skip
    head = ("file", "package", "version", "licence", "sha256")
    (STATIC / "VERSIONS.tsv").write_text("".join("\t".join(row) + "\n" for row in (head, *sorted(rows))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

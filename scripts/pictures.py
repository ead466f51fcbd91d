"""`make pictures`: every page each role can open, at both widths, and the first page of each PDF, to be looked at.

The pages are those of the walk that the tests make (build/pictures/<role>/<page>-<width>.png); the papers those of a
decided case of the demonstration (build/pictures/pdf/<paper>.png).
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from app.documents.registry import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "pictures"
WALK = "tests/browser/test_every_page.py"


def pages() -> int:
    """The walk over every page, with a picture of each."""
    walk = [sys.executable, "-m", "pytest", "-q", WALK]
    return subprocess.run(walk, cwd=ROOT, env=os.environ | {"PICTURES": str(OUT)}, check=False).returncode


def papers() -> None:
    """Each paper of a decided case, as a PDF and its first page as a picture where pdftoppm is installed."""
    out = OUT / "pdf"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="throughline-pictures-") as folder:
        env = os.environ | {"APP_ENV": "demo", "DATA_DIR": folder}
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        for words in (("db", "upgrade"), ("demo", "load", "--seed", "1", "--as-of", "today")):
            subprocess.run([*flask, *words], cwd=ROOT, env=env, check=True)
        reference = decided_case(Path(folder))
        for key in DOCUMENTS:
            pdf = out / f"{key}.pdf"
            subprocess.run([*flask, "document", key, reference, "-o", str(pdf)], cwd=ROOT, env=env, check=True)
            if shutil.which("pdftoppm"):
                first = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(out / key)]
                subprocess.run(first, check=True)


def decided_case(folder: Path) -> str:
    """The newest case of the demonstration with a charge in it: every paper has something to say."""
    with sqlite3.connect(folder / "throughline.sqlite3") as database:
        found = database.execute(
            "SELECT reference FROM incident WHERE status IN ('charged', 'convicted', 'sentenced') ORDER BY id DESC"
        ).fetchone()
    return str(found[0])


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    found = pages()
    papers()
    print(f"Pictures are in {OUT.relative_to(ROOT)}")
    return found


if __name__ == "__main__":
    sys.exit(main())

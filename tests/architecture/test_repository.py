"""What is committed: pinned without addresses, vendored with hashes, no secrets."""

import csv
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "app" / "static"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_dependencies_are_pinned_with_hashes_and_name_no_address(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "==" in block.splitlines()[0] and "--hash=sha256:" in block, block.splitlines()[0]


def test_both_lists_pin_the_same_versions():
    def pins(file: str) -> dict[str, str]:
        lines = re.findall(r"^([\w.\-\[\]]+)==([^\s;]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
        return dict(lines)

    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run.items() <= dev.items()


def vendored() -> list[dict[str, str]]:
    return list(csv.DictReader((STATIC / "VERSIONS.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.mark.parametrize("row", vendored(), ids=lambda row: row["file"])
def test_vendored_files_are_what_the_list_says(row):
    assert hashlib.sha256((STATIC / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert row["licence"] in ("MIT", "OFL-1.1")


def test_every_vendored_file_is_listed():
    listed = {row["file"] for row in vendored()}
    found = {str(path.relative_to(STATIC)) for folder in ("vendor", "fonts") for path in (STATIC / folder).iterdir()}
    assert found == listed


def test_no_mark_of_another_service_is_shipped():
    css = (STATIC / "vendor" / "govuk-frontend.css").read_text(encoding="utf-8")
    assert "GDS" not in css and "/assets/" not in css and "crest" not in css.replace("govuk-footer__copyright-logo", "")


def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in out.split("\0") if name]


def test_cfg_3_no_secret_is_committed():
    """No private key, and no long random word outside the lists of hashes."""
    texts = [
        path for path in tracked() if path.suffix in (".py", ".html", ".js", ".toml", ".md", ".sh", ".csv", ".json")
    ]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert f"{'PRIVATE'} KEY-----" not in text, path
        assert not re.search(r"(?i)(secret|password|token|key)\w*\s*[:=]\s*[\"'][0-9a-f]{32,}[\"']", text), path


def test_nothing_of_a_data_folder_is_committed():
    assert not [path for path in tracked() if {"var", ".venv"} & set(path.relative_to(ROOT).parts)]

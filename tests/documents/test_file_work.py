"""What render processes make of files: by the real pool, within its limits, with a clean end in any case."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.documents.client import NotRunning, PrintClient
from app.documents.limits import Limits, RenderFailed
from app.documents.wire import LONGEST_FRAME, FileJob, Made
from tests.documents.test_pool import ROOT, running
from tests.uploads import sheets, sound

pytestmark = pytest.mark.server
TELEPHONE = Path(__file__).parents[1] / "uploads" / "telephone.heic"


@pytest.fixture(scope="module")
def pool() -> Iterator[PrintClient]:
    with running(Limits()) as (client, _):
        yield client


def job(craft: str, content: bytes, **told: object) -> FileJob:
    return FileJob(craft, told, len(content), (content[at : at + 1000] for at in range(0, len(content), 1000)))


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_a_picture_becomes_a_copy_what_a_page_shows_and_what_a_list_shows(pool: PrintClient) -> None:
    made = pool.work(job("copy", sound.jpeg(size=(4000, 3000), exif=sound.gps()), type="image/jpeg"))
    assert [opened(part).size for part in made.parts] == [(4000, 3000), (1600, 1200), (320, 240)]
    assert not any(b"Exif" in part for part in made.parts)


def test_the_picture_of_a_telephone_is_shown_as_a_jpeg(pool: PrintClient) -> None:
    copy, large, small = pool.work(job("copy", TELEPHONE.read_bytes(), type="image/heic")).parts
    assert {opened(part).format for part in (copy, large, small)} == {"JPEG"}


def test_pages_of_a_pdf_are_drawn_one_by_one_with_their_words(pool: PrintClient) -> None:
    paper = sheets.written("He shouted at us", "The second page")
    made = pool.work(job("copy", paper, type="application/pdf"))
    assert made.facts == {"pages": 2} and max(opened(made.parts[2]).size) == 320
    drawn = pool.work(job("page_picture", paper, page=2)).parts[0]
    assert max(opened(drawn).size) == 1600
    words = pool.work(job("page_words", paper, page=2, read=False)).facts
    assert (words["text"], words["by_machine"]) == ("The second page", False)
    with pytest.raises(RenderFailed, match="no such page"):
        pool.work(job("page_picture", paper, page=3))


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/heic", "application/pdf"])
def test_what_cannot_be_read_ends_with_a_reason_in_words(pool: PrintClient, kind: str) -> None:
    with pytest.raises(RenderFailed) as failed:
        pool.work(job("copy", b"no such thing " * 200, type=kind))
    assert "no such thing" not in failed.value.reason and failed.value.reason.endswith(".")


def test_upl_3_a_picture_of_50_million_pixels_is_copied_within_the_memory_of_a_process(pool: PrintClient) -> None:
    into = io.BytesIO()
    Image.new("RGB", (10_000, 5_000), (90, 20, 20)).save(into, "JPEG")
    made = pool.work(job("copy", into.getvalue(), type="image/jpeg"))
    assert opened(made.parts[0]).size == (10_000, 5_000)


def test_pdf_3_memory_has_a_limit_for_files_too() -> None:
    into = io.BytesIO()
    Image.new("RGB", (9_000, 5_000), (90, 20, 20)).save(into, "JPEG")
    with running(Limits(memory_bytes=700 << 20)) as (client, _):
        with pytest.raises(RenderFailed, match="memory"):
            client.work(job("copy", into.getvalue(), type="image/jpeg"))
        assert isinstance(client.work(job("copy", sound.jpeg(), type="image/jpeg")), Made)


def test_a_file_that_is_too_large_is_refused_before_a_byte_is_sent(pool: PrintClient) -> None:
    with pytest.raises(RenderFailed, match="larger than 256 MB"):
        pool.work(FileJob("copy", {"type": "application/pdf"}, LONGEST_FRAME + 1, iter(())))


def test_what_nobody_can_do_is_said(pool: PrintClient) -> None:
    with pytest.raises(RenderFailed, match="nobody here knows"):
        pool.work(job("paint", b"x"))


def test_where_no_process_can_be_had_it_is_tried_again_later(tmp_path: Path) -> None:
    with pytest.raises(NotRunning):
        PrintClient(tmp_path / "none.sock", alone=False).work(job("copy", b"x", type="image/jpeg"))


def test_without_a_pool_a_process_is_made_for_the_one_file() -> None:
    assert PrintClient().work(job("page_words", sheets.written("One"), page=1, read=False)).facts["text"] == "One"


def test_the_web_server_never_loads_what_opens_files() -> None:
    engines = "{'pypdfium2', 'pi_heif', 'weasyprint', 'app.documents.files.crafts'}"
    code = f"import sys, app, app.worker; sys.exit(bool({engines} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

"""How much may be sent (UPL-1): at the limit and beside it, whatever is said of the length, in little memory."""

import io
import struct
import tracemalloc
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from app.database.session import db
from app.domain import upload_limits
from app.domain.tables import BadTable
from app.models.vault import EvidenceFile
from app.services.vault import FRAME
from app.web import arrivals
from tests.inspection import filled, soup
from tests.journeys.trying import opened
from tests.stored import MIB, item_of, limited

MOST = 2000


@pytest.fixture
def at(story, store):
    limited(of_file=MOST)
    return f"/cases/{story.incident.reference}/evidence/items/{item_of(story).file_id}/file"


@pytest.fixture
def officer(as_, story):
    return as_(story, "officer")


def sent(size, name="notes.txt"):
    return (io.BytesIO(b"a" * size), name, "text/plain" if name.endswith("txt") else "audio/wav")


def held():
    db.session.rollback()
    return db.session.scalars(select(EvidenceFile)).all()


def nothing_stays(store):
    return not held() and not [path for path in store.folder.rglob("*") if path.is_file()]


@pytest.mark.both
@pytest.mark.parametrize(("size", "status"), [(MOST - 1, 303), (MOST, 303), (MOST + 1, 422)])
def test_upl_1_the_limit_of_a_file_is_its_own(officer, at, size, status):
    answer = officer.submit(at, {"file": sent(size)})
    assert answer.status_code == status
    assert len(held()) == (status == 303)


@pytest.mark.parametrize("size", [MOST + 1, 2 * MOST, 2 * MOST + 100_000])
def test_upl_1_a_file_that_is_too_large_is_said_beside_its_field_and_the_rest_stays(officer, at, store, size):
    answer = officer.submit(at, {"file": sent(size), "received_from": "Ms Wren"})
    assert answer.status_code == 422
    page = soup(answer.text)
    assert "larger than 2,000 bytes" in page.select_one("#file-error").get_text()
    assert filled(page.select_one("main form[method=post]"))["received_from"] == "Ms Wren"
    assert nothing_stays(store)


def test_upl_1_far_too_much_gets_a_page_that_says_the_limit_and_the_way_back(officer, at, store, monkeypatch):
    monkeypatch.setattr(arrivals, "BESIDES", 5000)
    answer = officer.post(at, data=opened(officer, at) | {"file": sent(100_000)})
    assert answer.status_code == 413 and nothing_stays(store)
    page = soup(answer.text)
    assert "This is too large to send" in page.h1.get_text() and "at most 2,000 bytes" in answer.text
    assert page.select(f'main a[href="{at}"]') and "what you typed is still there" in answer.text


def test_upl_1_other_pages_take_no_large_body_nor_does_this_one_from_nobody(
    app, client, as_, story, at, store, monkeypatch
):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 50_000)
    assert client.post(at, data={"file": sent(100_000)}).status_code == 413
    other = at.replace("/file", "/custody/add")
    answer = as_(story, "officer").post(other, data={"file": sent(100_000)})
    assert answer.status_code == 413 and "at most 50,000 bytes" in answer.text
    assert nothing_stays(store)


def body_of(officer, at, size, name="notes.txt"):
    """The form with a file, as a browser puts it on the line: content type and bytes."""
    builder = EnvironBuilder(method="POST", data=opened(officer, at) | {"file": sent(size, name)})
    environ = builder.get_environ()
    return environ["CONTENT_TYPE"], environ["wsgi.input"].read()


def put(officer, at, kind, stream, **environ):
    """The bytes as they come, with what the line says of them."""
    return officer.post(at, environ_overrides={"wsgi.input": stream, "CONTENT_TYPE": kind} | environ)


@pytest.mark.parametrize("lie", [-200, 5000])
def test_upl_1_who_lies_about_the_length_leaves_nothing(officer, at, store, lie):
    kind, body = body_of(officer, at, 1500)
    answer = put(officer, at, kind, io.BytesIO(body), CONTENT_LENGTH=str(len(body) + lie))
    assert answer.status_code in (400, 422), answer.status_code
    assert nothing_stays(store)


@pytest.mark.parametrize(("size", "status"), [(MOST, 303), (MOST + 1, 422), (100_000, 413)])
def test_upl_1_a_body_of_no_stated_length_meets_the_same_limits(officer, at, store, monkeypatch, size, status):
    monkeypatch.setattr(arrivals, "BESIDES", 5000)
    kind, body = body_of(officer, at, size)
    chunked = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = put(officer, at, kind, io.BytesIO(body), **chunked)
    assert answer.status_code == status
    assert len(held()) == 1 if status == 303 else nothing_stays(store)


class Long(io.RawIOBase):
    """A form with a large file that is nowhere whole: what is asked for is made."""

    def __init__(self, head, size, tail):
        self.left, self.size = [(head, len(head)), (b"line of words.\n", size), (tail, len(tail))], size

    def readable(self):
        return True

    def readinto(self, into):
        while self.left and not self.left[0][1]:
            self.left.pop(0)
        if not self.left:
            return 0
        pattern, left = self.left[0]
        count = min(len(into), left)
        whole = left == len(pattern) and count == left
        made = pattern if whole else (pattern * (count // len(pattern) + 1))[:count]
        into[:count] = made[:count]
        self.left[0] = (pattern, left - count)
        return count


def wav(size):
    """The beginning of a recording of so many bytes."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    return b"RIFF" + struct.pack("<I", size + 36) + b"WAVE" + form + b"data" + struct.pack("<I", size)


@pytest.mark.parametrize(("size", "most"), [(24 * MIB, 32 * MIB), (24 * MIB, 12 * MIB)])
def test_upl_1_a_large_file_streams_through_a_few_frames_of_memory(officer, at, size, most):
    limited(of_file=most)
    kind, body = body_of(officer, at, 15, "long.wav")
    head, _, tail = body.partition(b"a" * 15)
    head += wav(size)
    length = len(head) + size + len(tail)
    stream = io.BufferedReader(Long(head, size, tail), 64 * 1024)
    tracemalloc.start()
    answer = put(officer, at, kind, stream, CONTENT_LENGTH=str(length))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code == (303 if size <= most else 422)
    assert peak < 12 * FRAME, peak


def test_the_limits_are_those_of_the_day(monkeypatch):
    first = upload_limits.sizes_on(date(2026, 11, 23))
    assert first == upload_limits.Sizes(512 * MIB, 20_480 * MIB, 51_200 * MIB)
    row = next(one for one in upload_limits.upload_limits() if one.name == "file")
    before = _with(row, valid_to=date(2026, 12, 31))
    after = _with(row, mib=1024, valid_from=date(2027, 1, 1))
    others = [one for one in upload_limits.upload_limits() if one.name != "file"]
    monkeypatch.setattr(upload_limits, "upload_limits", lambda: (before, after, *others))
    days = date(2026, 12, 31), date(2027, 1, 1)
    assert [upload_limits.sizes_on(day).of_file // MIB for day in days] == [512, 1024]
    monkeypatch.setattr(upload_limits, "upload_limits", lambda: (after, *others))
    with pytest.raises(BadTable, match="no limit of a file"):
        upload_limits.sizes_on(days[0])


def _with(row, **changes):
    """A row of the table with other values."""
    values = {name: getattr(row, name) for name in ("name", "mib", "says", "valid_from", "valid_to", "source", "mark")}
    return upload_limits.UploadLimit(**(values | changes))

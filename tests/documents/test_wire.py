"""What passes between the web server and a render process: whole frames or an error, never something half."""

import json
import socket
import struct
import threading

import pytest

from app.documents.wire import (
    Asset,
    BrokenWire,
    PrintJob,
    receive_answer,
    receive_job,
    send_failure,
    send_job,
    send_pdf,
)


def test_a_job_arrives_as_it_was_sent() -> None:
    job = PrintJob(("<p>ä</p>", "<p>b</p>"), {"evidence/1": Asset(b"\x00\xff", "image/png")}, tagged=False)
    here, there = socket.socketpair()
    with here, there:
        sender = threading.Thread(target=send_job, args=(here, job))
        sender.start()
        assert receive_job(there) == job
        sender.join()


def test_answers_are_pages_or_a_reason() -> None:
    here, there = socket.socketpair()
    with here, there:
        send_pdf(here, b"%PDF")
        assert receive_answer(there) == b"%PDF"
        send_failure(here, "because.")
        assert receive_answer(there) == "because."


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", struct.pack(">I", 10) + b"short", struct.pack(">I", 2**31)])
def test_a_broken_frame_is_an_error(sent: bytes) -> None:
    here, there = socket.socketpair()
    with there:
        here.sendall(sent)
        here.close()
        with pytest.raises(BrokenWire):
            receive_answer(there)


def test_pages_cut_off_are_an_error() -> None:
    here, there = socket.socketpair()
    with there:
        head = json.dumps({"made": True}).encode()
        here.sendall(struct.pack(">I", len(head)) + head + struct.pack(">I", 1000) + b"%PDF half")
        here.close()
        with pytest.raises(BrokenWire):
            receive_answer(there)

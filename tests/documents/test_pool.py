"""PDF-3: documents are made in processes of their own, a few at once, each under hard limits, with a clean end."""

import os
import selectors
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.documents.client import PrintClient, StillRendering
from app.documents.limits import Limits, RenderFailed
from app.documents.pool import Pool, _Worker
from app.documents.wire import PrintJob

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[2]


def job(body: str) -> PrintJob:
    return PrintJob((f'<!doctype html><html lang="en-GB"><title>t</title><body><h1>Words</h1>{body}</body></html>',))


SMALL = job("<p>small</p>")
LONG = job("<p>Some words of a long statement.</p>" * 20_000)
NESTED = job("<div>" * 3000 + "x" + "</div>" * 3000)


@contextmanager
def running(limits: Limits, at_once: int = 2) -> Iterator[tuple[PrintClient, int]]:
    """The real command with small limits: a process of its own, whose memory is not that of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "render.sock"
        chosen = {
            "socket": path,
            "cpu": limits.cpu_seconds,
            "memory": limits.memory_bytes,
            "wall": limits.wall_seconds,
            "at-once": at_once,
        }
        options = [str(word) for name, value in chosen.items() for word in (f"--{name}", value)]
        process = subprocess.Popen([sys.executable, "-m", "app.documents.pool", *options], cwd=ROOT)
        try:
            wait_for(path)
            yield PrintClient(path, alone=False), process.pid
        finally:
            process.terminate()
            process.wait(30)
            assert not path.exists()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def pool() -> Iterator[PrintClient]:
    with running(Limits(cpu_seconds=60, wall_seconds=10)) as (client, _):
        yield client


def test_a_small_document_is_made(pool: PrintClient) -> None:
    assert pool.render(SMALL).startswith(b"%PDF-1.7")


def test_the_socket_is_for_its_owner_alone(pool: PrintClient) -> None:
    assert pool.pool is not None
    assert stat.S_IMODE(pool.pool.stat().st_mode) == 0o600


def test_pdf_3_a_document_that_takes_too_long_ends_with_a_reason_and_holds_nobody_up(pool: PrintClient) -> None:
    reasons: list[str] = []

    def ask() -> None:
        with pytest.raises(RenderFailed) as failed:
            pool.render(LONG)
        reasons.append(failed.value.reason)

    long = threading.Thread(target=ask)
    long.start()
    time.sleep(0.5)
    assert pool.render(SMALL).startswith(b"%PDF")
    assert long.is_alive()
    long.join(60)
    assert reasons == ["it took longer than 10 seconds."]


def test_nested_too_deeply(pool: PrintClient) -> None:
    with pytest.raises(RenderFailed) as failed:
        pool.render(NESTED)
    assert failed.value.reason == "its parts are nested too deeply."


def test_the_queue_serves_everybody(pool: PrintClient) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(pool.render(SMALL))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == 8
    assert all(one.startswith(b"%PDF") and one.rstrip().endswith(b"%%EOF") for one in made)


def test_whoever_does_not_wait_is_told_so_and_the_work_is_given_up(pool: PrintClient) -> None:
    with pytest.raises(StillRendering):
        pool.render(LONG, timeout=0.3)
    assert pool.render(SMALL).startswith(b"%PDF")


def test_no_pool_and_not_alone_says_so(tmp_path: Path) -> None:
    with pytest.raises(RenderFailed, match="the print service is not running"):
        PrintClient(tmp_path / "none.sock", alone=False).render(SMALL)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False, text=True)
    return [int(line) for line in found.stdout.split()]


def test_pdf_3_processor_time_has_a_limit_and_a_killed_worker_is_told() -> None:
    with running(Limits(cpu_seconds=1), at_once=1) as (client, pid):
        with pytest.raises(RenderFailed) as failed:
            client.render(LONG)
        assert failed.value.reason == "it needed more than 1 seconds of computing time."
        killer = threading.Timer(0.3, lambda: [os.kill(child, signal.SIGKILL) for child in children_of(pid)])
        killer.start()
        with pytest.raises(RenderFailed) as killed:
            client.render(LONG)
        killer.join()
        assert killed.value.reason == "the process that was making it was stopped."
        assert client.render(SMALL).startswith(b"%PDF")


def test_pdf_3_memory_has_a_limit() -> None:
    with running(Limits()) as (_, pid):
        begins_with = used_by(pid)
    limits = Limits(memory_bytes=begins_with + (24 << 20))
    with running(limits) as (client, _), pytest.raises(RenderFailed, match="MB of memory"):
        client.render(LONG)


def used_by(pid: int) -> int:
    """Address space of a process, in bytes: its forks begin with it."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_the_command_starts_a_pool_that_ends_when_told() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "render.sock"
        command = [sys.executable, "-m", "app.documents.pool", "--socket", str(path)]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        wait_for(path)
        assert PrintClient(path, alone=False).render(SMALL).startswith(b"%PDF")
        process.terminate()
        assert process.wait(10) == 0
        assert not path.exists()


def test_without_a_pool_a_process_is_made_for_the_one_document() -> None:
    assert PrintClient().render(SMALL).startswith(b"%PDF")


def test_the_rest_of_the_program_never_loads_the_engine() -> None:
    modules = "app.documents.client, app.documents.render, app.documents.registry, app.documents.stamp"
    code = f"import sys, {modules}; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_only_one_file_knows_the_engine() -> None:
    knowing = [path.name for path in (ROOT / "app").rglob("*.py") if "import weasyprint" in path.read_text("utf-8")]
    assert knowing == ["pdf.py"]


def test_without_a_pool_the_wall_limit_holds_too() -> None:
    with pytest.raises(RenderFailed, match="longer than 1 seconds"):
        PrintClient(limits=Limits(wall_seconds=1)).render(LONG)


def test_whoever_leaves_in_the_moment_a_document_is_done_does_not_end_the_service(tmp_path: Path) -> None:
    """Both are heard in one waking: the worker is finished first, and then its socket, closed by now, has news."""
    service = Pool(tmp_path / "render.sock", Limits())
    ours, theirs = socket.socketpair()
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.close(write_end)
    worker = _Worker(pid, ours, read_end, float("inf"), letters=b"ra")
    service._workers[pid] = worker
    for one in (read_end, ours):
        service._events.register(one, selectors.EVENT_READ)
    theirs.close()
    service._finish(worker)
    service._give_up(worker)
    assert service._workers == {}
    service._close()

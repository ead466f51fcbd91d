"""The product and the calibration, each under gunicorn with the words with which `make run` starts the product."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.run import answers, commands
from scripts.soak.places import ROOT

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running web server: its port and its processes."""

    port: int
    master: int

    @property
    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text(encoding="ascii").split()
        return [self.master, *map(int, children)]

    def megabytes(self) -> float:
        """Memory of all its processes; what they share counts once."""
        return sum(_kilobytes(one) for one in self.processes) / 1024

    def has_loaded(self, library: str) -> bool:
        return any(library in Path(f"/proc/{one}/maps").read_text(encoding="utf-8") for one in self.processes)


def _kilobytes(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def serving(env: dict[str, str], port: int, application: str = "wsgi:app") -> Iterator[Server]:
    """A server that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as folder:
        command = [application if word == "wsgi:app" else word for word in commands(Path(folder), port)["web server"]]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stdout=log, stderr=log)
            try:
                until = time.monotonic() + PATIENCE_SECONDS
                while not answers(port):
                    if process.poll() is not None or time.monotonic() > until:
                        raise RuntimeError(f"{application} did not start: {(Path(folder) / 'log').read_text()[-2000:]}")
                    time.sleep(0.1)
                yield Server(port, process.pid)
            finally:
                process.terminate()
                process.wait(20)

"""The job worker beside the web server: one process, started again when it ends, stopped with the server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from zhihang import config

_PAUSE = 2.0  # seconds between the end of a worker and the next one, so that a broken one does not spin
_LAST_WORDS = 15.0  # seconds a worker has to end when the server stops


@contextmanager
def running_jobs() -> Iterator[None]:
    """Keep a worker running while the block lasts; none where the setting `job_lanes` is 0."""
    lanes = int(config.number_value("job_lanes"))
    stopped = Event()
    keeper = Thread(target=_keep, args=(lanes, stopped), daemon=True)
    if lanes > 0:
        keeper.start()
    try:
        yield
    finally:
        stopped.set()
        if lanes > 0:
            keeper.join(_LAST_WORDS + _PAUSE)


def _keep(lanes: int, stopped: Event) -> None:
    # the worker ends by itself when this process is gone, however it went
    command = [sys.executable, "-m", "django", "run_jobs", "--lanes", str(lanes), "--parent", str(os.getpid())]
    while not stopped.is_set():
        worker = subprocess.Popen(command)
        while worker.poll() is None and not stopped.wait(0.2):
            pass
        if worker.poll() is None:
            _stop(worker)
        stopped.wait(_PAUSE)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_LAST_WORDS)
    except subprocess.TimeoutExpired:
        worker.kill()  # what it ran is taken over at the next start

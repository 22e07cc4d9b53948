"""Is the worker of a job alive? Within one machine the system knows at once; elsewhere its heartbeat tells.

A worker is `host|process|start of the process`: the number of a process is given again, its start is not.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

SILENCE: Final = timedelta(seconds=30)
"""A worker on another machine that was not heard for so long is dead. The pulse is every two seconds."""


def started(process: int) -> str:
    """When a process was started, in the system's ticks; empty where there is no such process, or nobody to ask."""
    try:
        text = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else fields[19]


@cache
def _worker(process: int) -> str:
    return f"{socket.gethostname()[:60]}|{process}|{started(process)}"


def this_worker() -> str:
    """The name of this process as a worker."""
    return _worker(os.getpid())


def is_lost(worker: str, heartbeat_at: datetime | None, now: datetime) -> bool:
    """Whether the worker of a running job is dead.

    On this machine the process decides, not the heartbeat: where a job keeps SQLite to itself for a while its own
    heartbeat has to wait, and it must not be taken for dead.
    """
    host, _, rest = worker.partition("|")
    process, _, start = rest.partition("|")
    if host == socket.gethostname()[:60] and start and process.isdecimal() and Path("/proc/self/stat").exists():
        return started(int(process)) != start
    return heartbeat_at is None or now - heartbeat_at > SILENCE
